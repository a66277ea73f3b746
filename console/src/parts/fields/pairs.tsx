import type { Json, JsonObject } from '../../api/bindings.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { useSay } from '../../words/words.tsx'
import { TemplateField } from '../variables/template-field.tsx'
import { useRows } from './rows.ts'

interface PairsProps {
  readonly label: string
  readonly value: JsonObject
  readonly onChange: (value: Json) => void
  readonly isReadOnly: boolean
  readonly path: string
}

/** Names and texts, a row each, such as the headers of a request. */
export function Pairs({ label, value, onChange, isReadOnly, path }: PairsProps) {
  const say = useSay()
  const { rows, put, isDouble } = useRows(value, onChange)
  return (
    <div className="flex flex-col gap-1.5">
      {rows.map(([key, one], at) => (
        <div key={at} className="flex items-start gap-1.5">
          <TextField
            className="w-2/5"
            label={`${label}: ${say('fields.key')} ${at + 1}`}
            hideLabel
            isCode
            value={key}
            isReadOnly={isReadOnly}
            fault={isDouble(at) ? say('fields.double') : null}
            onChange={(next) => put(rows.with(at, [next, one]))}
          />
          <TemplateField
            className="flex-1"
            label={`${label}: ${say('fields.value')} ${at + 1}`}
            hideLabel
            isCode
            path={`${path}.${key}`}
            value={typeof one === 'string' ? one : JSON.stringify(one)}
            isReadOnly={isReadOnly}
            onChange={(next) => put(rows.with(at, [key, next]))}
          />
          {!isReadOnly && (
            <IconButton
              icon="trash"
              label={say('fields.remove_row', { name: key })}
              onPress={() => put(rows.filter((_, place) => place !== at))}
            />
          )}
        </div>
      ))}
      {!isReadOnly && (
        <span>
          <Button size="small" icon="plus" onPress={() => put([...rows, ['', '']])}>
            {say('common.add')}
          </Button>
        </span>
      )}
    </div>
  )
}
