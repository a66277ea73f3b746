import type { Json, JsonObject } from '../../api/bindings.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { useSay } from '../../words/words.tsx'

interface PairsProps {
  readonly label: string
  readonly value: JsonObject
  readonly onChange: (value: Json) => void
  readonly isReadOnly: boolean
}

/** Keys and values, a row each. */
export function Pairs({ label, value, onChange, isReadOnly }: PairsProps) {
  const say = useSay()
  const rows = Object.entries(value)
  const change = (at: number, row: readonly [string, Json]) =>
    onChange(Object.fromEntries(rows.map((old, place) => (place === at ? row : old))) as JsonObject)
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
            onChange={(next) => change(at, [next, one])}
          />
          <TextField
            className="flex-1"
            label={`${label}: ${say('fields.value')} ${at + 1}`}
            hideLabel
            isCode
            value={typeof one === 'string' ? one : JSON.stringify(one)}
            isReadOnly={isReadOnly}
            onChange={(next) => change(at, [key, next])}
          />
          {!isReadOnly && (
            <IconButton
              icon="trash"
              label={say('fields.remove_row', { name: key })}
              onPress={() => onChange(Object.fromEntries(rows.filter((_, place) => place !== at)) as JsonObject)}
            />
          )}
        </div>
      ))}
      {!isReadOnly && !Object.hasOwn(value, '') && (
        <span>
          <Button size="small" icon="plus" onPress={() => onChange({ ...value, '': '' })}>
            {say('common.add')}
          </Button>
        </span>
      )}
    </div>
  )
}
