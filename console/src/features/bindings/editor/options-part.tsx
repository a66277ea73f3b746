import { memo, type ReactNode } from 'react'
import type { JsonObject } from '../../../api/bindings.ts'
import { Fold } from '../../../ui/fold.tsx'
import { Checkbox } from '../../../ui/toggle.tsx'
import { useSay } from '../../../words/words.tsx'
import { useRule } from './editor-tools.ts'
import { Amount, KeyChoice } from './option-fields.tsx'
import { QuietHours } from './quiet-hours.tsx'
import { Schedule } from './schedule.tsx'

/** What a group of options begins with when somebody switches it on. */
const usual = {
  throttle: { count: 1, per_s: 600, key: null },
  digest: { window_s: 60, key: null },
  quiet_hours: { from: '22:00', to: '08:00', time_zone: null, days: null, action: 'wait' },
  retry: { schedule_s: [0, 60, 600, 3600] },
} as const

/** When a message is held back or sent again: repeats, hours, a delay, several in one, attempts. */
export const OptionsPart = memo(function OptionsPart() {
  const say = useSay()
  const { form, change, isReadOnly } = useRule()
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
  const retry = group('retry')
  const isUsed =
    Boolean(throttle ?? digest ?? quiet ?? retry) ||
    numberIn(options['delay_s']) > 0 ||
    numberIn(options['expire_s']) > 0
  /** What every group is told. */
  const groupOf = (name: keyof typeof usual) => ({
    isReadOnly,
    onSwitch: (isOn: boolean) => put(name, isOn ? usual[name] : undefined),
  })
  /** What every field of a group is told. */
  const fieldOf = <Field extends string>(name: keyof typeof usual, field: Field) => ({
    path: `options.${name}.${field}`,
    label: field,
    value: group(name)?.[field],
    onChange: (value: JsonObject[string]) => within(name, field, value),
  })
  return (
    <Fold title={say('editor.more')} isInUse={isUsed}>
      <div className="mt-3 flex flex-col gap-4">
        <OptionGroup {...groupOf('throttle')} label={say('editor.options.throttle')} isOn={throttle !== null}>
          <div className="grid gap-3 pl-6 sm:grid-cols-3">
            <Amount {...fieldOf('throttle', 'count')} />
            <Amount {...fieldOf('throttle', 'per_s')} />
            <KeyChoice {...fieldOf('throttle', 'key')} />
          </div>
        </OptionGroup>
        <OptionGroup {...groupOf('quiet_hours')} label={say('editor.options.quiet')} isOn={quiet !== null}>
          {quiet && <QuietHours value={quiet} onChange={(field, value) => within('quiet_hours', field, value)} />}
        </OptionGroup>
        <OptionGroup {...groupOf('digest')} label={say('editor.options.digest')} isOn={digest !== null}>
          <div className="grid gap-3 pl-6 sm:grid-cols-2">
            <Amount {...fieldOf('digest', 'window_s')} />
            <KeyChoice {...fieldOf('digest', 'key')} />
          </div>
        </OptionGroup>
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
        <OptionGroup {...groupOf('retry')} label={say('editor.options.retry')} isOn={retry !== null}>
          {retry && (
            <Schedule value={retry['schedule_s']} onChange={(schedule) => within('retry', 'schedule_s', schedule)} />
          )}
        </OptionGroup>
      </div>
    </Fold>
  )
})

interface OptionGroupProps {
  readonly label: string
  readonly isOn: boolean
  readonly isReadOnly: boolean
  readonly onSwitch: (isOn: boolean) => void
  /** Its fields, which are there while it is on. */
  readonly children: ReactNode
}

/** A check box that opens a few fields. */
function OptionGroup({ label, isOn, isReadOnly, onSwitch, children }: OptionGroupProps) {
  return (
    <div className="flex flex-col gap-2">
      <Checkbox label={label} isChecked={isOn} isDisabled={isReadOnly} onChange={onSwitch} />
      {isOn && children}
    </div>
  )
}

function numberIn(value: JsonObject[string] | undefined): number {
  return typeof value === 'number' ? value : 0
}
