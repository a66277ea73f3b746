import { lazy, Suspense, useState } from 'react'
import type { FilterName } from '../../api/journal.ts'
import { Button } from '../../ui/button.tsx'
import { useSay } from '../../words/words.tsx'
import type { JournalSearch } from './journal-search.ts'

const MoreFiltersDialog = lazy(() =>
  import('./more-filters-dialog.tsx').then((module) => ({ default: module.MoreFiltersDialog })),
)

/** The filters that are needed now and then, behind one button. */
export const seldom = [
  'binding_id',
  'name',
  'code',
  'outcome',
  'min_attempts',
  'min_duration_ms',
  'trigger',
  'number',
  'unanswered',
] as const satisfies readonly FilterName[]

export function MoreFilters(search: Pick<JournalSearch, 'filter' | 'grain' | 'change'>) {
  const say = useSay()
  const [isOpen, setOpen] = useState(false)
  const count = seldom.filter((name) => search.filter[name]).length
  return (
    <>
      <Button icon="filter" className="max-lg:col-span-2" onPress={() => setOpen(true)}>
        {count > 0 ? say('filter.more_count', { count }) : say('filter.more')}
      </Button>
      <Suspense>{isOpen && <MoreFiltersDialog {...search} onClose={() => setOpen(false)} />}</Suspense>
    </>
  )
}
