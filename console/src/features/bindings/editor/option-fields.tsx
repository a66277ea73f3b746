import type { JsonObject } from '../../../api/bindings.ts'
import { Combo } from '../../../ui/combo.tsx'
import { TextField } from '../../../ui/field.tsx'
import { NumberField } from '../../../ui/number-field.tsx'
import { useLanguage, useSay } from '../../../words/words.tsx'
import { useRule } from './editor-tools.ts'

type Label = 'count' | 'per_s' | 'window_s' | 'delay_s' | 'expire_s'

/** One field of the options. */
interface PartProps<Name extends string> {
  readonly path: string
  readonly label: Name
  readonly value: JsonObject[string] | undefined
  readonly onChange: (value: JsonObject[string]) => void
}

/** A number of seconds or messages; empty: not set. */
export function Amount({ path, label, value, onChange }: PartProps<Label>) {
  const say = useSay()
  const { isReadOnly, faultAt } = useRule()
  return (
    <div data-path={path}>
      <NumberField
        label={say(`editor.options.${label}`)}
        value={typeof value === 'number' && value !== 0 ? value : Number.NaN}
        minValue={0}
        isReadOnly={isReadOnly}
        fault={faultAt(path)}
        onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
      />
    </div>
  )
}

/** A time of day. */
export function Clock({ path, label, value, onChange }: PartProps<'from' | 'to'>) {
  const say = useSay()
  const { isReadOnly, faultAt } = useRule()
  return (
    <div data-path={path}>
      <TextField
        type="time"
        label={say(`editor.options.${label}`)}
        value={String(value ?? '')}
        isReadOnly={isReadOnly}
        fault={faultAt(path)}
        onChange={onChange}
      />
    </div>
  )
}

/** The parameter that something is counted for. */
export function KeyChoice({ path, value, onChange }: Omit<PartProps<'key'>, 'label'>) {
  const say = useSay()
  const language = useLanguage()
  const { type, isReadOnly, faultAt } = useRule()
  return (
    <div data-path={path}>
      <Combo
        allowsOther
        label={say('editor.options.key')}
        help={say('editor.options.key_help')}
        value={typeof value === 'string' ? value : ''}
        isReadOnly={isReadOnly}
        emptyText={say('common.nothing_found')}
        fault={faultAt(path)}
        options={(type?.parameters ?? []).map(({ name, label }) => ({
          value: name,
          label: name,
          note: label[language],
        }))}
        onChange={(key) => onChange(key === '' ? null : key)}
      />
    </div>
  )
}
