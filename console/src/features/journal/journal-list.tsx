import { lazy, Suspense } from 'react'
import type { Delivery, ListedEvent } from '../../api/journal.ts'
import { ProblemNote } from '../../parts/loaded.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty, Skeleton } from '../../ui/feedback.tsx'
import { ButtonLink } from '../../ui/link.tsx'
import { useSay } from '../../words/words.tsx'
import { useListLook } from './columns.tsx'
import { DeliveryRows } from './delivery-rows.tsx'
import type { JournalSearch } from './journal-search.ts'
import type { Rows } from './use-rows.ts'
import type { Selection } from './use-selection.ts'

const EventRows = lazy(() => import('./event-rows.tsx').then((module) => ({ default: module.EventRows })))

/** The list in each of its states. */
export function JournalList({
  search,
  rows,
  active,
  selection,
}: {
  readonly search: JournalSearch
  readonly rows: Rows
  readonly active: number | null
  readonly selection: Selection | null
}) {
  const say = useSay()
  const [look] = useListLook()
  const { grain, filter, openId, open } = search
  if (rows.error && rows.items.length === 0)
    return (
      <div className="p-4">
        <ProblemNote error={rows.error} onRetry={rows.reload} />
      </div>
    )
  if (rows.isLoading) return <Skeleton rows={12} label={say('common.loading')} />
  if (rows.items.length === 0) return <Nothing search={search} isFiltered={Object.keys(filter).length > 0} />
  if (grain === 'events')
    return (
      <Suspense fallback={<Skeleton rows={12} label={say('common.loading')} />}>
        <EventRows items={rows.items as readonly ListedEvent[]} look={look} active={active} onNearEnd={rows.loadMore} />
      </Suspense>
    )
  return (
    <DeliveryRows
      items={rows.items as readonly Delivery[]}
      look={look}
      active={active}
      openId={openId}
      onOpen={open}
      onNearEnd={rows.loadMore}
      {...(selection && { selection })}
    />
  )
}

function Nothing({ search, isFiltered }: { readonly search: JournalSearch; readonly isFiltered: boolean }) {
  const say = useSay()
  if (!isFiltered)
    return (
      <Empty
        icon="journal"
        title={say(search.grain === 'events' ? 'journal.empty_events' : 'journal.empty')}
        actions={<ButtonLink to="/bindings/recipes">{say('journal.to_recipes')}</ButtonLink>}
      >
        {say('journal.empty_help')}
      </Empty>
    )
  const within = insideNumbers(search.filter.q)
  return (
    <Empty
      icon="search"
      title={say('common.nothing_found')}
      actions={
        <>
          {within && (
            <Button look="primary" onPress={() => search.change({ q: within })}>
              {say('journal.search_inside', { text: within })}
            </Button>
          )}
          <Button onPress={() => search.replace({})}>{say('common.clear_filters')}</Button>
        </>
      }
    >
      {say('journal.nothing_help')}
    </Empty>
  )
}

/** Digits were looked for as the end of a number; they may stand in the middle. Null: something else was looked for. */
function insideNumbers(q = ''): string | null {
  const digits = q.replace(/\D/g, '')
  return /^[\d\s()+.-]+$/.test(q) && digits.length >= fewestDigits ? `*${digits}*` : null
}

const fewestDigits = 3
