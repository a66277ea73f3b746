import type { JsonObject } from '../../../api/bindings.ts'
import { timeZones } from '../../../parts/time-zones.ts'
import { Combo } from '../../../ui/combo.tsx'
import { Segments, Toggles } from '../../../ui/toggle.tsx'
import { useLanguage, useSay } from '../../../words/words.tsx'
import { useRule } from './editor-tools.ts'
import { Clock } from './option-fields.tsx'

interface Props {
  readonly value: JsonObject
  readonly onChange: (field: string, value: JsonObject[string]) => void
}

/** From when to when nothing is sent, on which days, by which clock, and what becomes of a message then. */
export function QuietHours({ value, onChange }: Props) {
  const say = useSay()
  const { isReadOnly } = useRule()
  return (
    <div className="flex flex-col gap-3 pl-6">
      <div className="flex flex-wrap items-end gap-3">
        <Clock
          path="options.quiet_hours.from"
          label="from"
          value={value['from']}
          onChange={(from) => onChange('from', from)}
        />
        <Clock path="options.quiet_hours.to" label="to" value={value['to']} onChange={(to) => onChange('to', to)} />
        <Segments
          label={say('editor.options.action')}
          value={value['action'] === 'wait' ? 'wait' : 'skip'}
          isDisabled={isReadOnly}
          choices={[
            { value: 'skip', label: say('editor.options.skip') },
            { value: 'wait', label: say('editor.options.wait') },
          ]}
          onChange={(action) => onChange('action', action)}
        />
      </div>
      <Days value={value['days']} onChange={(days) => onChange('days', days)} />
      <Zone value={value['time_zone']} onChange={(zone) => onChange('time_zone', zone)} />
    </div>
  )
}

const allDays = [1, 2, 3, 4, 5, 6, 7] as const

/** The days on which the quiet time begins; all of them are written as null. */
function Days({ value, onChange }: { readonly value: unknown; readonly onChange: (days: number[] | null) => void }) {
  const say = useSay()
  const language = useLanguage()
  const { isReadOnly, faultAt } = useRule()
  const chosen: readonly number[] = Array.isArray(value) ? value : allDays
  const nameOf = (day: number, weekday: 'short' | 'long') =>
    // The first of January 2024 was a Monday.
    new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' }).format(Date.UTC(2024, 0, day))
  return (
    <div data-path="options.quiet_hours.days">
      <Toggles
        label={say('editor.options.days')}
        help={say('editor.options.days_help')}
        fault={faultAt('options.quiet_hours.days')}
        isDisabled={isReadOnly}
        values={chosen.map(String)}
        choices={allDays.map((day) => ({
          value: String(day),
          label: nameOf(day, 'short'),
          longLabel: nameOf(day, 'long'),
        }))}
        onChange={(days) => onChange(days.length === allDays.length ? null : days.map(Number).sort())}
      />
    </div>
  )
}

const asCompany = 'company'

function Zone({ value, onChange }: { readonly value: unknown; readonly onChange: (zone: string | null) => void }) {
  const say = useSay()
  const { isReadOnly, faultAt } = useRule()
  const zones = timeZones.map((zone) => ({ value: zone, label: zone }))
  return (
    <div data-path="options.quiet_hours.time_zone" className="max-w-80">
      <Combo
        label={say('editor.options.zone')}
        value={typeof value === 'string' ? value : asCompany}
        isReadOnly={isReadOnly}
        emptyText={say('common.nothing_found')}
        fault={faultAt('options.quiet_hours.time_zone')}
        options={[{ value: asCompany, label: say('editor.options.zone_company') }, ...zones]}
        onChange={(zone) => onChange(zone === asCompany ? null : zone)}
      />
    </div>
  )
}
