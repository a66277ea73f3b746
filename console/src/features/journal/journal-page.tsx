import { useQuery } from '@tanstack/react-query'
import { Link as RouterLink, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useRef, useState } from 'react'
import { apiUrl } from '../../api/client.ts'
import { countQuery, type Delivery, type ListedEvent, retryDelivery } from '../../api/journal.ts'
import type { RetryScope } from '../../api/retry-jobs.ts'
import { useFormats } from '../../parts/formats.ts'
import { ProblemNote } from '../../parts/loaded.tsx'
import { useMay } from '../../parts/me.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Empty, Skeleton } from '../../ui/feedback.tsx'
import { PageHead } from '../../ui/layout.tsx'
import { ButtonLink } from '../../ui/link.tsx'
import { Menu } from '../../ui/menu.tsx'
import { tell } from '../../ui/toast.tsx'
import { useWhenChanged } from '../../ui/use-when-changed.ts'
import { useSay } from '../../words/words.tsx'
import { ColumnMenu, useListLook } from './columns.tsx'
import { DeliveryRows } from './delivery-rows.tsx'
import { FilterBar } from './filter-bar.tsx'
import { type Grain, type JournalSearch, useJournalSearch } from './journal-search.ts'
import { SavedViews } from './saved-views.tsx'
import { useRowKeys } from './use-row-keys.ts'
import { isDelivery, type Rows, useRows } from './use-rows.ts'
import { type Selection, useSelection } from './use-selection.ts'

const EventRows = lazy(() => import('./event-rows.tsx').then((module) => ({ default: module.EventRows })))
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
        <List search={search} rows={rows} active={active} selection={mayRetry ? selection : null} />
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

/** Which list, how many, whether it is live, and how it looks. */
function ListHead({ search, rows }: { readonly search: JournalSearch; readonly rows: Rows }) {
  const say = useSay()
  const [look, setLook] = useListLook()
  const { grain, filter } = search
  const { data: counted } = useQuery(countQuery(grain, filter))
  return (
    <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-2">
      <Grains search={search} />
      <span className="text-sm text-ink-soft tabular-nums" data-testid="count">
        {counted && say(counted.more ? 'journal.count_more' : 'journal.count', { count: counted.count })}
      </span>
      <Waiting rows={rows} />
      <span className="ml-auto flex items-center gap-2">
        <LiveMark rows={rows} />
        <IconButton icon="retry" look="plain" label={say('journal.reload')} onPress={rows.reload} />
        {grain === 'deliveries' && <ColumnMenu look={look} onChange={setLook} />}
      </span>
    </div>
  )
}

/** Two lists of the same past, each with an address of its own. */
function Grains({ search: { grain, filter } }: { readonly search: JournalSearch }) {
  const say = useSay()
  return (
    <nav
      aria-label={say('journal.grain')}
      className="inline-flex rounded-md border border-line bg-sunken p-0.5 no-print"
    >
      {(['deliveries', 'events'] as const satisfies readonly Grain[]).map((one) => (
        <RouterLink
          key={one}
          to="/journal"
          search={{ ...filter, ...(one === 'events' && { grain: one }) } as never}
          aria-current={grain === one ? 'page' : undefined}
          className="inline-flex min-h-6.5 items-center rounded px-2 text-sm text-ink-soft hover:text-ink aria-[current=page]:bg-surface aria-[current=page]:font-medium aria-[current=page]:text-ink aria-[current=page]:shadow-flat"
        >
          {say(`journal.grain_${one}`)}
        </RouterLink>
      ))}
    </nav>
  )
}

function Waiting({ rows }: { readonly rows: Rows }) {
  const say = useSay()
  if (rows.waiting === 0) return null
  return (
    <div className="pointer-events-none fixed inset-x-0 top-16 z-30 flex justify-center no-print">
      <Button
        size="small"
        look="primary"
        icon="arrowUp"
        className="pointer-events-auto shadow-high"
        onPress={() => {
          rows.showWaiting()
          window.scrollTo({ top: 0 })
        }}
      >
        {say('journal.fresh', { count: rows.waiting })}
      </Button>
    </div>
  )
}

function LiveMark({ rows: { liveness } }: { readonly rows: Rows }) {
  const say = useSay()
  const formats = useFormats()
  return (
    <span role="status" className="flex items-center gap-1.5 text-sm text-ink-soft">
      <span aria-hidden="true" className={`size-2 rounded-full ${liveness.isLive ? 'bg-good' : 'bg-warn'}`} />
      {liveness.isLive ? say('journal.live') : say('journal.lost', { time: formats.clock(liveness.since) })}
    </span>
  )
}

function List({
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
  return (
    <Empty
      icon="search"
      title={say('common.nothing_found')}
      actions={<Button onPress={() => search.replace({})}>{say('common.clear_filters')}</Button>}
    >
      {say('journal.nothing_help')}
    </Empty>
  )
}

/** What can be done with the selection; at the bottom, where it covers nothing that is read. */
function SelectionBar({ selection, onRetry }: { readonly selection: Selection; readonly onRetry: () => void }) {
  const say = useSay()
  return (
    <div
      role="region"
      aria-label={say('journal.selection')}
      className="fixed inset-x-3 bottom-4 z-30 mx-auto flex w-fit items-center gap-3 rounded-xl border border-line bg-raised px-3 py-2 shadow-high max-sm:bottom-18 no-print"
    >
      <span className="tabular-nums">{say('common.selected', { count: selection.ids.size })}</span>
      <Button look="primary" icon="retry" onPress={onRetry}>
        {say('journal.retry_selected')}
      </Button>
      <Button look="quiet" onPress={selection.clear}>
        {say('common.clear')}
      </Button>
    </div>
  )
}
