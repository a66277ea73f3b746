import type { JsonObject } from '../../../api/bindings.ts'
import { Combo } from '../../../ui/combo.tsx'
import { TextField } from '../../../ui/field.tsx'
import { NumberField } from '../../../ui/number-field.tsx'
import { Checkbox, Segments } from '../../../ui/toggle.tsx'
import { useLanguage, useSay } from '../../../words/words.tsx'
import { useTools } from './editor-tools.ts'

/** What a group of options begins with when somebody switches it on. */
const usual = {
  throttle: { count: 1, per_s: 600, key: null },
  digest: { window_s: 60, key: null },
  quiet_hours: { from: '22:00', to: '08:00', time_zone: null, days: null, action: 'wait' },
} as const

/** When a message is held back: repeats, hours, a delay, several in one. */
export function OptionsPart() {
  const say = useSay()
  const { form, change, isReadOnly } = useTools()
  const options = form.options
  const put = (name: string, value: JsonObject[string] | undefined) => {
    const { [name]: _before, ...rest } = options
    change({ options: value === undefined || value === null ? rest : { ...rest, [name]: value } }, `options.${name}`)
  }
  const group = (name: keyof typeof usual) => {
    const value = options[name]
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
  }
  const within = (name: keyof typeof usual, field: string, value: JsonObject[string]) =>
    put(name, { ...group(name), [field]: value })
  const throttle = group('throttle')
  const digest = group('digest')
  const quiet = group('quiet_hours')
  const isUsed =
    Boolean(throttle ?? digest ?? quiet) || numberIn(options['delay_s']) > 0 || numberIn(options['expire_s']) > 0
  return (
    <details open={isUsed} className="border-t border-line pt-3">
      <summary className="min-h-6 cursor-pointer font-medium">{say('editor.more')}</summary>
      <div className="mt-3 flex flex-col gap-4">
        <div className="flex flex-col gap-2">
          <Checkbox
            label={say('editor.options.throttle')}
            isChecked={throttle !== null}
            isDisabled={isReadOnly}
            onChange={(isOn) => put('throttle', isOn ? usual.throttle : undefined)}
          />
          {throttle && (
            <div className="grid gap-3 pl-6 sm:grid-cols-3">
              <Amount
                path="options.throttle.count"
                label="count"
                value={throttle['count']}
                onChange={(value) => within('throttle', 'count', value)}
              />
              <Amount
                path="options.throttle.per_s"
                label="per_s"
                value={throttle['per_s']}
                onChange={(value) => within('throttle', 'per_s', value)}
              />
              <KeyChoice
                path="options.throttle.key"
                value={throttle['key']}
                onChange={(value) => within('throttle', 'key', value)}
              />
            </div>
          )}
        </div>
        <div className="flex flex-col gap-2">
          <Checkbox
            label={say('editor.options.quiet')}
            isChecked={quiet !== null}
            isDisabled={isReadOnly}
            onChange={(isOn) => put('quiet_hours', isOn ? usual.quiet_hours : undefined)}
          />
          {quiet && (
            <div className="flex flex-wrap items-end gap-3 pl-6">
              <Clock
                path="options.quiet_hours.from"
                label="from"
                value={quiet['from']}
                onChange={(value) => within('quiet_hours', 'from', value)}
              />
              <Clock
                path="options.quiet_hours.to"
                label="to"
                value={quiet['to']}
                onChange={(value) => within('quiet_hours', 'to', value)}
              />
              <Segments
                label={say('editor.options.action')}
                value={quiet['action'] === 'wait' ? 'wait' : 'skip'}
                isDisabled={isReadOnly}
                choices={[
                  { value: 'skip', label: say('editor.options.skip') },
                  { value: 'wait', label: say('editor.options.wait') },
                ]}
                onChange={(action) => within('quiet_hours', 'action', action)}
              />
            </div>
          )}
        </div>
        <div className="flex flex-col gap-2">
          <Checkbox
            label={say('editor.options.digest')}
            isChecked={digest !== null}
            isDisabled={isReadOnly}
            onChange={(isOn) => put('digest', isOn ? usual.digest : undefined)}
          />
          {digest && (
            <div className="grid gap-3 pl-6 sm:grid-cols-2">
              <Amount
                path="options.digest.window_s"
                label="window_s"
                value={digest['window_s']}
                onChange={(value) => within('digest', 'window_s', value)}
              />
              <KeyChoice
                path="options.digest.key"
                value={digest['key']}
                onChange={(value) => within('digest', 'key', value)}
              />
            </div>
          )}
        </div>
        <div className="grid gap-3 sm:grid-cols-2">
          <Amount
            path="options.delay_s"
            label="delay_s"
            value={options['delay_s']}
            onChange={(value) => put('delay_s', value)}
          />
          <Amount
            path="options.expire_s"
            label="expire_s"
            value={options['expire_s']}
            onChange={(value) => put('expire_s', value)}
          />
        </div>
      </div>
    </details>
  )
}

type Label = 'count' | 'per_s' | 'window_s' | 'delay_s' | 'expire_s'

interface PartProps<Name extends string> {
  readonly path: string
  readonly label: Name
  readonly value: JsonObject[string] | undefined
  readonly onChange: (value: JsonObject[string]) => void
}

function Amount({ path, label, value, onChange }: PartProps<Label>) {
  const say = useSay()
  const { isReadOnly, faultAt } = useTools()
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

function Clock({ path, label, value, onChange }: PartProps<'from' | 'to'>) {
  const say = useSay()
  const { isReadOnly, faultAt } = useTools()
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

function KeyChoice({ path, value, onChange }: Omit<PartProps<'key'>, 'label'>) {
  const say = useSay()
  const language = useLanguage()
  const { type, isReadOnly, faultAt } = useTools()
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

function numberIn(value: JsonObject[string] | undefined): number {
  return typeof value === 'number' ? value : 0
}
