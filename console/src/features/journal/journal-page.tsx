import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useRef, useState } from 'react'
import { apiUrl } from '../../api/client.ts'
import { type Delivery, retryDelivery } from '../../api/journal.ts'
import type { RetryScope } from '../../api/retry-jobs.ts'
import { useMay } from '../../parts/me.tsx'
import { Button } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/feedback.tsx'
import { PageHead } from '../../ui/layout.tsx'
import { ButtonLink } from '../../ui/link.tsx'
import { Menu } from '../../ui/menu.tsx'
import { tell } from '../../ui/toast.tsx'
import { useWhenChanged } from '../../ui/use-when-changed.ts'
import { useSay } from '../../words/words.tsx'
import { FilterBar } from './filter-bar.tsx'
import { JournalList } from './journal-list.tsx'
import { type JournalSearch, useJournalSearch } from './journal-search.ts'
import { ListHead } from './list-head.tsx'
import { SavedViews } from './saved-views.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { useRowKeys } from './use-row-keys.ts'
import { isDelivery, type Rows, useRows } from './use-rows.ts'
import { type Selection, useSelection } from './use-selection.ts'

const RetryDialog = lazy(() => import('./retry-dialog.tsx').then((module) => ({ default: module.RetryDialog })))
const RowDrawer = lazy(() => import('./row-drawer.tsx').then((module) => ({ default: module.RowDrawer })))

/** What happened, newest first, by any combination of filters; the filters are the address. */
export function JournalPage() {
  const search = useJournalSearch()
  const { filter, grain, openId } = search
  const mayRetry = useMay('journal:retry')
  const pointed = useRef(false)
  const [active, setActive] = useState<number | null>(null)
  const [retrying, setRetrying] = useState<RetryScope | null>(null)
  const isAtRest = () => window.scrollY < 8 && !pointed.current && active === null && openId === null
  const rows = useRows(grain, filter, () => isAtRest() && selection.ids.size === 0)
  const deliveries = grain === 'deliveries' ? (rows.items as readonly Delivery[]) : []
  const selection = useSelection(deliveries)
  // Another list has no row in hand.
  useWhenChanged([filter, grain], () => setActive(null))
  useKeys(search, rows, { active, setActive, selection: mayRetry ? selection : null })
  return (
    <>
      <Head search={search} hasRows={rows.items.length > 0} onRetry={mayRetry ? () => setRetrying({ filter }) : null} />
      <FilterBar {...search} />
      <ListHead search={search} rows={rows} />
      <section
        className="rounded-xl border border-line bg-surface shadow-flat"
        onPointerEnter={() => {
          pointed.current = true
        }}
        onPointerLeave={() => {
          pointed.current = false
        }}
      >
        <JournalList search={search} rows={rows} active={active} selection={mayRetry ? selection : null} />
      </section>
      {rows.isLoadingMore && <Skeleton rows={3} label="" />}
      {selection.ids.size > 0 && (
        <SelectionBar
          selection={selection}
          onRetry={() =>
            setRetrying({ filter: { status: 'failed,canceled,skipped' }, delivery_ids: [...selection.ids] })
          }
        />
      )}
      <Suspense>
        {retrying && <RetryDialog scope={retrying} onClose={() => setRetrying(null)} />}
        {openId && <RowDrawer id={openId} onClose={() => search.open(null)} />}
      </Suspense>
    </>
  )
}

interface Hand {
  readonly active: number | null
  readonly setActive: (index: number | null) => void
  readonly selection: Selection | null
}

function useKeys({ grain, open }: JournalSearch, { items }: Rows, { active, setActive, selection }: Hand): void {
  const say = useSay()
  const navigate = useNavigate()
  const deliveryAt = (index: number) => {
    const row = items[index]
    return row && isDelivery(row) ? row : null
  }
  useRowKeys({
    count: items.length,
    active,
    setActive,
    open: (index) => {
      const row = items[index]
      if (!row) return
      if (isDelivery(row)) open(row.delivery_id)
      else void navigate({ to: '/journal/events/$no', params: { no: String(row.event_no) } })
    },
    edit: (index) => {
      const row = deliveryAt(index)
      if (row) void navigate({ to: '/bindings/$id', params: { id: row.binding.id } })
    },
    ...(selection &&
      grain === 'deliveries' && {
        select: (index: number) => {
          const row = deliveryAt(index)
          if (row) selection.toggle(row.delivery_id)
        },
        retry: (index: number) => {
          const row = deliveryAt(index)
          if (!row) return
          if (row.status === 'delivered') return tell(say('delivery.retry_delivered'))
          retryDelivery(row.delivery_id).then(
            () => tell(say('delivery.retrying_now')),
            (error: Error) => tell(error.message),
          )
        },
      }),
  })
}

function Head({
  search,
  hasRows,
  onRetry,
}: {
  readonly search: JournalSearch
  readonly hasRows: boolean
  readonly onRetry: (() => void) | null
}) {
  const say = useSay()
  const { filter, grain } = search
  return (
    <PageHead
      title={say('nav.journal')}
      actions={
        <>
          <SavedViews filter={filter} onChoose={search.replace} />
          <ButtonLink to="/journal/jobs" icon="clock">
            {say('jobs.title')}
          </ButtonLink>
          {grain === 'deliveries' && (
            <Menu
              label={say('journal.export')}
              trigger={
                <Button icon="download" isDisabled={!hasRows}>
                  {say('journal.export')}
                </Button>
              }
              entries={(['csv', 'ndjson'] as const).map((format) => ({
                label: format === 'csv' ? 'CSV' : 'NDJSON',
                onAction: () => location.assign(apiUrl('/journal/export', { ...filter, format })),
              }))}
            />
          )}
          {onRetry && grain === 'deliveries' && (
            <Button icon="retry" onPress={onRetry} isDisabled={!hasRows}>
              {say('journal.retry_all')}
            </Button>
          )}
        </>
      }
    />
  )
}
