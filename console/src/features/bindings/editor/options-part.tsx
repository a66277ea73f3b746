import { memo } from 'react'
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
  return (
    <Fold title={say('editor.more')} isInUse={isUsed}>
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
          {quiet && <QuietHours value={quiet} onChange={(field, value) => within('quiet_hours', field, value)} />}
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
        <div className="flex flex-col gap-2">
          <Checkbox
            label={say('editor.options.retry')}
            isChecked={retry !== null}
            isDisabled={isReadOnly}
            onChange={(isOn) => put('retry', isOn ? usual.retry : undefined)}
          />
          {retry && (
            <Schedule value={retry['schedule_s']} onChange={(schedule) => within('retry', 'schedule_s', schedule)} />
          )}
        </div>
      </div>
    </Fold>
  )
})

function numberIn(value: JsonObject[string] | undefined): number {
  return typeof value === 'number' ? value : 0
}
