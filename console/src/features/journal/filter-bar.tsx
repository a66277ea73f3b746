import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { catalogueQuery } from '../../api/catalogue.ts'
import { integrationsQuery } from '../../api/integrations.ts'
import type { JournalFilter } from '../../api/journal.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'
import { FilterMenu } from './filter-menu.tsx'
import { periods, periodWords, statusChoices, statusWords, useFilterWords } from './filter-words.ts'
import type { JournalSearch } from './journal-search.ts'
import { MoreFilters } from './more-filters.tsx'

const CustomPeriod = lazy(() => import('./custom-period.tsx').then((module) => ({ default: module.CustomPeriod })))

type Props = Pick<JournalSearch, 'filter' | 'grain' | 'change' | 'replace'>

/** Everything that narrows the journal; the address keeps it. */
export function FilterBar(search: Props) {
  const { filter, change } = search
  const say = useSay()
  const language = useLanguage()
  const { data: catalogue } = useQuery(catalogueQuery)
  const { data: integrations } = useQuery(integrationsQuery)
  const [typed, setTyped] = useState(filter.q ?? '')
  useEffect(() => setTyped(filter.q ?? ''), [filter.q])
  const any = { value: '', label: say('common.all') }
  return (
    <div className="mb-3 flex flex-col gap-2 no-print">
      <div className="grid grid-cols-2 gap-2 lg:grid-cols-[minmax(11rem,1.3fr)_minmax(0,1.4fr)_repeat(3,minmax(0,1fr))_auto]">
        <SearchBox
          label={say('journal.search')}
          value={typed}
          onChange={setTyped}
          onSubmit={(q) => change({ q: q.trim() || undefined })}
          clearLabel={say('common.clear')}
          className="max-lg:col-span-2"
        />
        <PeriodSelect {...search} />
        <FilterMenu
          label={say('journal.status')}
          value={filter.status ?? ''}
          options={withOther(
            [any, ...statusChoices.map((value) => ({ value, label: statusWords(value, say) }))],
            filter.status,
            (value) => statusWords(value, say),
          )}
          onChange={(status) => change({ status: status || undefined })}
        />
        <FilterMenu
          label={say('journal.type')}
          value={filter.event_type ?? ''}
          options={[
            any,
            ...(catalogue?.event_types ?? []).map(({ key, title }) => ({ value: key, label: title[language] })),
          ]}
          onChange={(event_type) => change({ event_type: event_type || undefined })}
        />
        <FilterMenu
          label={say('journal.integration')}
          value={filter.integration_id ?? ''}
          options={withOther(
            [any, ...(integrations?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))],
            filter.integration_id,
            (id) => id,
          )}
          onChange={(integration_id) => change({ integration_id: integration_id || undefined })}
        />
        <MoreFilters {...search} />
      </div>
      <Chips {...search} />
    </div>
  )
}

/** What stands in the address but not in the list is shown all the same. */
function withOther<Choice extends { value: string; label: string }>(
  options: readonly Choice[],
  value: string | undefined,
  label: (value: string) => string,
): readonly { value: string; label: string }[] {
  if (!value || options.some((option) => option.value === value)) return options
  return [...options, { value, label: label(value) }]
}

const custom = 'custom'

function PeriodSelect({ filter, change }: Props) {
  const say = useSay()
  const [isAsking, setAsking] = useState(false)
  const isCustom = Boolean(filter.from || filter.to)
  const options = [
    { value: '', label: say('period.any') },
    ...periods.map((value) => ({ value, label: periodWords(value, say) })),
    { value: custom, label: say('period.custom') },
  ]
  return (
    <>
      <FilterMenu
        label={say('filter.period')}
        value={isCustom ? custom : (filter.period ?? '')}
        options={withOther(options, filter.period, (value) => periodWords(value, say))}
        onChange={(value) => {
          if (value === custom) setAsking(true)
          else change({ period: value || undefined, from: undefined, to: undefined })
        }}
      />
      <Suspense>
        {isAsking && <CustomPeriod filter={filter} change={change} onClose={() => setAsking(false)} />}
      </Suspense>
    </>
  )
}

/** Every active filter, each with a cross. */
function Chips({ filter, change, replace }: Props) {
  const say = useSay()
  const parts = useFilterWords(Boolean(filter.binding_id))(filter)
  if (parts.length === 0) return null
  return (
    <ul aria-label={say('filter.active')} className="flex flex-wrap items-center gap-1.5">
      {parts.map(({ name, field, value }) => (
        <li key={name}>
          <button
            type="button"
            onClick={() => change({ [name]: undefined })}
            aria-label={say('filter.remove', { field, value })}
            className="inline-flex min-h-6 max-w-80 items-center gap-1 rounded-full border border-line-strong/60 bg-surface pr-1.5 pl-2.5 text-sm hover:bg-sunken"
          >
            <span className="truncate">
              <span className="text-ink-soft">{field}: </span>
              {value}
            </span>
            <Icon name="close" size={12} className="text-ink-soft" />
          </button>
        </li>
      ))}
      <li>
        <Button look="quiet" size="small" onPress={() => replace({} as JournalFilter)}>
          {say('common.clear_filters')}
        </Button>
      </li>
    </ul>
  )
}
