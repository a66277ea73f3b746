import { useQuery } from '@tanstack/react-query'
import { type AuditFilterName, auditChoicesQuery } from '../../api/audit.ts'
import { FilterChips } from '../../parts/filter-chips.tsx'
import { useFormats } from '../../parts/formats.ts'
import { PeriodMenu } from '../../parts/period-menu.tsx'
import { periodWords } from '../../parts/period-words.ts'
import { FilterMenu, withOther } from '../../ui/filter-menu.tsx'
import { type Say, type SentenceKey, useSay } from '../../words/words.tsx'
import { useKnownObjects } from './audit-objects.ts'
import type { AuditSearch } from './audit-search.ts'

const periods = ['24h', '7d', '30d', '90d'] as const

const fields: Readonly<Record<AuditFilterName, SentenceKey>> = {
  period: 'filter.period',
  from: 'filter.from',
  to: 'filter.to',
  actor: 'audit.who',
  action: 'audit.what',
  object: 'audit.object',
}

/** Everything that narrows the audit; the address keeps it. */
export function AuditFilters({ filter, change, clear }: AuditSearch) {
  const say = useSay()
  const { data: choices } = useQuery(auditChoicesQuery)
  const saidSo = useFilterValues(choices?.actors ?? [])
  const any = { value: '', label: say('common.all') }
  const actors = (choices?.actors ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const areas = (choices?.areas ?? []).map((area) => ({ value: area, label: areaWords(area, say) }))
  const byLabel = (one: { label: string }, other: { label: string }) => one.label.localeCompare(other.label)
  const parts = (Object.entries(filter) as [AuditFilterName, string][]).map(([name, value]) => ({
    name,
    field: say(fields[name]),
    value: saidSo[name](value),
  }))
  return (
    <div className="mb-3 flex flex-col gap-2 no-print">
      <div className="grid grid-cols-3 gap-2 sm:max-w-2xl">
        <PeriodMenu filter={filter} change={change} periods={periods} />
        <FilterMenu
          label={say('audit.who')}
          value={filter.actor ?? ''}
          options={withOther([any, ...actors.sort(byLabel)], filter.actor, saidSo.actor)}
          onChange={(actor) => change({ actor: actor || undefined })}
        />
        <FilterMenu
          label={say('audit.what')}
          value={filter.action ?? ''}
          options={withOther([any, ...areas.sort(byLabel)], filter.action, saidSo.action)}
          onChange={(action) => change({ action: action || undefined })}
        />
      </div>
      <FilterChips parts={parts} onRemove={(name) => change({ [name]: undefined })} onClear={clear} />
    </div>
  )
}

/** How each filter's value is said: with names in place of ids. */
function useFilterValues(
  actors: readonly { readonly id: string; readonly name: string }[],
): Readonly<Record<AuditFilterName, (value: string) => string>> {
  const say = useSay()
  const formats = useFormats()
  const known = useKnownObjects()
  const moment = (value: string) => (Number.isNaN(Date.parse(value)) ? value : formats.moment(value))
  return {
    period: (value) => periodWords(value, say),
    from: moment,
    to: moment,
    actor: (id) => actors.find((one) => one.id === id)?.name ?? id,
    action: (value) => areaWords(value, say),
    object: (object) => known(object)?.name ?? object,
  }
}

const areaSentences = {
  account: 'audit.area.account',
  binding: 'audit.area.binding',
  client: 'audit.area.client',
  company: 'audit.area.company',
  delivery: 'audit.area.delivery',
  demo: 'audit.area.demo',
  failures: 'audit.area.failures',
  file: 'audit.area.file',
  integration: 'audit.area.integration',
  key: 'audit.area.key',
  phone: 'audit.area.phone',
  retention: 'audit.area.retention',
  retry_job: 'audit.area.retry_job',
  session: 'audit.area.session',
  source: 'audit.area.source',
  store: 'audit.area.store',
  user: 'audit.area.user',
  view: 'audit.area.view',
} as const satisfies Readonly<Record<string, SentenceKey>>

/** An area of actions in words; one that is not known, or a single action, as it is. */
function areaWords(area: string, say: Say): string {
  return Object.hasOwn(areaSentences, area) ? say(areaSentences[area as keyof typeof areaSentences]) : area
}
