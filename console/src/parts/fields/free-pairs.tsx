import type { Json, JsonObject } from '../../api/bindings.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { useSay } from '../../words/words.tsx'
import { TemplateField } from '../variables/template-field.tsx'
import { JsonText } from './json-text.tsx'
import { type Row, useRows } from './rows.ts'

interface FreePairsProps {
  readonly label: string
  readonly value: JsonObject
  readonly onChange: (value: JsonObject) => void
  readonly isReadOnly: boolean
  readonly path: string
}

const types = ['text', 'number', 'yes_no', 'json'] as const
type ValueType = (typeof types)[number]

/** Names and values of any type, a row each: what a program on the other side gets under which name. */
export function FreePairs({ label, value, onChange, isReadOnly, path }: FreePairsProps) {
  const say = useSay()
  const { rows, put, isDouble } = useRows(value, onChange)
  return (
    <div className="@container flex flex-col gap-2">
      {rows.map((row, at) => {
        const [key, one] = row
        const change = (next: Row) => put(rows.with(at, next))
        const about = (what: 'key' | 'value' | 'type') => `${label}: ${say(`fields.${what}`)} ${at + 1}`
        return (
          <div
            key={at}
            data-path={`${path}.${key}`}
            className="grid grid-cols-[minmax(0,1fr)_minmax(6.5rem,auto)_auto] items-start gap-1.5 @lg:grid-cols-[minmax(0,1fr)_minmax(6.5rem,auto)_minmax(0,1.8fr)_auto]"
          >
            <TextField
              label={about('key')}
              hideLabel
              isCode
              placeholder={say('fields.key')}
              value={key}
              isReadOnly={isReadOnly}
              fault={isDouble(at) ? say('fields.double') : null}
              onChange={(next) => change([next, one])}
            />
            <Select
              label={about('type')}
              hideLabel
              value={typeOf(one)}
              isReadOnly={isReadOnly}
              options={types.map((type) => ({ value: type, label: say(`fields.type_${type}`) }))}
              onChange={(type) => change([key, converted(one, type as ValueType)])}
            />
            <div className="min-w-0 @max-lg:col-span-3 @max-lg:row-start-2">
              <FreeValue
                label={about('value')}
                path={`${path}.${key}`}
                value={one}
                isReadOnly={isReadOnly}
                onChange={(next) => change([key, next])}
              />
            </div>
            {!isReadOnly && (
              <IconButton
                icon="trash"
                label={say('fields.remove_row', { name: key })}
                onPress={() => put(rows.filter((_, place) => place !== at))}
              />
            )}
          </div>
        )
      })}
      {!isReadOnly && (
        <span>
          <Button size="small" icon="plus" onPress={() => put([...rows, ['', '']])}>
            {say('fields.add_pair')}
          </Button>
        </span>
      )}
    </div>
  )
}

interface FreeValueProps {
  readonly label: string
  readonly path: string
  readonly value: Json
  readonly isReadOnly: boolean
  readonly onChange: (value: Json) => void
}

function FreeValue({ label, path, value, isReadOnly, onChange }: FreeValueProps) {
  const say = useSay()
  const shared = { label, hideLabel: true, isReadOnly }
  switch (typeOf(value)) {
    case 'text': {
      const text = value as string
      const lines = text.includes('\n') ? 3 : 1
      return <TemplateField {...shared} path={path} value={text} lines={lines} onChange={onChange} />
    }
    case 'number':
      return (
        <TextField
          {...shared}
          isCode
          value={String(value)}
          onChange={(text) => onChange(isNumber(text) ? Number(text) : text)}
        />
      )
    case 'yes_no':
      return (
        <Select
          {...shared}
          value={String(value)}
          options={[
            { value: 'true', label: say('common.yes') },
            { value: 'false', label: say('common.no') },
          ]}
          onChange={(text) => onChange(text === 'true')}
        />
      )
    case 'json':
      return (
        <JsonText
          {...shared}
          help={undefined}
          fault={null}
          isRequired={false}
          value={value}
          onChange={(next) => onChange(next ?? null)}
        />
      )
  }
}

function typeOf(value: Json): ValueType {
  if (typeof value === 'string') return 'text'
  if (typeof value === 'number') return 'number'
  return typeof value === 'boolean' ? 'yes_no' : 'json'
}

/** The same value as another type, as far as it can be said in that. */
function converted(value: Json, type: ValueType): Json {
  if (typeOf(value) === type) return value
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (type === 'text') return text
  if (type === 'number') return isNumber(text) ? Number(text) : 0
  if (type === 'yes_no') return text === 'true'
  return value === '' ? {} : [value]
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && String(Number(text)) === text.trim()
}
