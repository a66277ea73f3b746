import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { catalogueQuery } from '../../api/catalogue.ts'
import { integrationsQuery } from '../../api/integrations.ts'
import { FilterChips } from '../../parts/filter-chips.tsx'
import { PeriodMenu } from '../../parts/period-menu.tsx'
import { FilterMenu, withOther } from '../../ui/filter-menu.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'
import { periods, statusChoices, statusWords, useFilterWords } from './filter-words.ts'
import type { JournalSearch } from './journal-search.ts'
import { MoreFilters } from './more-filters.tsx'

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
        <PeriodMenu filter={filter} change={change} periods={periods} />
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
      <ActiveFilters {...search} />
    </div>
  )
}

/** Every active filter in words. */
function ActiveFilters({ filter, change, replace }: Props) {
  const parts = useFilterWords()(filter)
  return <FilterChips parts={parts} onRemove={(name) => change({ [name]: undefined })} onClear={() => replace({})} />
}
