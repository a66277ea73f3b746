import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { bindingsQuery } from '../../api/bindings.ts'
import { catalogueQuery } from '../../api/catalogue.ts'
import { apiUrl } from '../../api/client.ts'
import { integrationsQuery } from '../../api/integrations.ts'
import { type Delivery, filterNames, findDeliveries, type JournalFilter } from '../../api/journal.ts'
import { lookWhoIsHere, useHasEnded } from '../../api/session.ts'
import { useFormats } from '../../parts/formats.ts'
import { ProblemNote } from '../../parts/loaded.tsx'
import { useMay } from '../../parts/me.tsx'
import { StatusBadge } from '../../parts/status.tsx'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/choose.tsx'
import { Empty, Skeleton } from '../../ui/feedback.tsx'
import { SearchField } from '../../ui/field.tsx'
import { Card, PageHead } from '../../ui/layout.tsx'
import { Link } from '../../ui/link.tsx'
import { Menu } from '../../ui/menu.tsx'
import { type SentenceKey, useLanguage, useSay } from '../../words/words.tsx'
import { RetryAll } from './retry-all.tsx'

const statuses = ['delivered', 'failed', 'pending,retrying', 'skipped', 'canceled'] as const

/** What happened, newest first, by any combination of filters; the filters are the address. */
export function JournalPage() {
  const say = useSay()
  const filter = useFilter()
  const [isRetrying, setRetrying] = useState(false)
  const mayRetry = useMay('journal:retry')
  const rows = useInfiniteQuery({
    queryKey: ['journal', filter],
    queryFn: ({ pageParam, signal }) => findDeliveries(filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
  })
  const fresh = useFresh(filter)
  const items = rows.data?.pages.flatMap((page) => page.items) ?? []
  const isFiltered = Object.keys(filter).length > 0
  return (
    <>
      <PageHead
        title={say('nav.journal')}
        actions={
          <>
            {mayRetry && (
              <Button icon="retry" onPress={() => setRetrying(true)} isDisabled={items.length === 0}>
                {say('journal.retry_all')}
              </Button>
            )}
            <Menu
              label={say('journal.export')}
              trigger={<Button icon="download">{say('journal.export')}</Button>}
              entries={(['csv', 'ndjson'] as const).map((format) => ({
                label: format === 'csv' ? 'CSV' : 'NDJSON',
                onAction: () => location.assign(apiUrl('/journal/export', { ...filter, format })),
              }))}
            />
          </>
        }
      />
      <FilterBar filter={filter} />
      {fresh.count > 0 && (
        <div className="mb-2 flex justify-center">
          <Button
            size="small"
            icon="arrowUp"
            onPress={() => {
              fresh.forget()
              void rows.refetch()
            }}
          >
            {say('journal.fresh', { count: fresh.count })}
          </Button>
        </div>
      )}
      <Card flush>
        {rows.isError && items.length === 0 ? (
          <div className="p-4">
            <ProblemNote error={rows.error} onRetry={() => void rows.refetch()} />
          </div>
        ) : rows.isPending ? (
          <Skeleton rows={12} label={say('common.loading')} />
        ) : items.length === 0 ? (
          <Nothing isFiltered={isFiltered} />
        ) : (
          <Rows items={items} />
        )}
      </Card>
      {rows.hasNextPage && (
        <div className="mt-3 flex justify-center">
          <Button isBusy={rows.isFetchingNextPage} onPress={() => void rows.fetchNextPage()}>
            {say('common.show_more')}
          </Button>
        </div>
      )}
      {isRetrying && <RetryAll filter={filter} onClose={() => setRetrying(false)} />}
    </>
  )
}

function useFilter(): JournalFilter {
  const search = useSearch({ strict: false }) as Record<string, string>
  return Object.fromEntries(filterNames.filter((name) => search[name]).map((name) => [name, search[name]!]))
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }) {
  const say = useSay()
  const navigate = useNavigate()
  if (!isFiltered)
    return (
      <Empty icon="journal" title={say('journal.empty')}>
        {say('journal.empty_help')}
      </Empty>
    )
  return (
    <Empty
      icon="search"
      title={say('common.nothing_found')}
      actions={
        <Button onPress={() => void navigate({ to: '/journal', search: {} })}>{say('common.clear_filters')}</Button>
      }
    />
  )
}

function FilterBar({ filter }: { readonly filter: JournalFilter }) {
  const say = useSay()
  const language = useLanguage()
  const navigate = useNavigate()
  const { data: catalogue } = useQuery(catalogueQuery)
  const { data: bindings } = useQuery(bindingsQuery)
  const { data: integrations } = useQuery(integrationsQuery)
  const [typed, setTyped] = useState(filter.q ?? '')
  useEffect(() => setTyped(filter.q ?? ''), [filter.q])
  const change = (part: JournalFilter) =>
    void navigate({ to: '/journal', search: { ...filter, ...part } as Record<string, string> })
  const any = { value: '', label: say('common.all') }
  return (
    <div className="mb-3 grid gap-2 sm:grid-cols-2 lg:grid-cols-5 no-print">
      <SearchField
        isPageSearch
        label={say('journal.search')}
        value={typed}
        onChange={setTyped}
        onSubmit={(q) => change({ q })}
        clearLabel={say('common.clear')}
        className="lg:col-span-1 self-end"
      />
      <Select
        label={say('journal.status')}
        value={filter.status ?? ''}
        options={[
          any,
          ...statuses.map((value) => ({
            value,
            label: say((value.includes(',') ? 'status.in_progress' : `status.${value}`) as SentenceKey),
          })),
        ]}
        onChange={(status) => change({ status })}
      />
      <Select
        label={say('journal.type')}
        value={filter.event_type ?? ''}
        options={[
          any,
          ...(catalogue?.event_types ?? []).map(({ key, title }) => ({ value: key, label: title[language] })),
        ]}
        onChange={(event_type) => change({ event_type })}
      />
      <Select
        label={say('journal.binding')}
        value={filter.binding_id ?? ''}
        options={[any, ...(bindings?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(binding_id) => change({ binding_id })}
      />
      <Select
        label={say('journal.integration')}
        value={filter.integration_id ?? ''}
        options={[any, ...(integrations?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(integration_id) => change({ integration_id })}
      />
    </div>
  )
}

/** Counts what is new without moving the rows under the pointer. */
function useFresh(filter: JournalFilter) {
  const [count, setCount] = useState(0)
  const seen = useRef(new Set<string>())
  const address = apiUrl('/journal/stream', filter)
  const hasEnded = useHasEnded()
  useEffect(() => {
    if (hasEnded) return
    seen.current.clear()
    setCount(0)
    const stream = new EventSource(address)
    stream.addEventListener('delivery', ({ data }) => {
      seen.current.add(String((JSON.parse(data) as Delivery).delivery_id))
      setCount(seen.current.size)
    })
    // A browser does not connect again after a refusal: perhaps the session has ended.
    stream.addEventListener('error', () => stream.readyState === EventSource.CLOSED && void lookWhoIsHere())
    return () => stream.close()
  }, [address, hasEnded])
  return {
    count,
    forget: () => {
      seen.current.clear()
      setCount(0)
    },
  }
}

/** A table; on a phone each row is a card. */
function Rows({ items }: { readonly items: readonly Delivery[] }) {
  const say = useSay()
  const formats = useFormats()
  const names = useTypeNames()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const open = (id: string) => void navigate({ to: '/journal/$id', params: { id } })
  return (
    <>
      <table className="hidden w-full text-left md:table">
        <thead className="text-sm text-ink-soft">
          <tr>
            {(
              [
                'journal.when',
                'journal.event',
                'journal.binding',
                'journal.integration',
                'journal.result',
                'journal.attempts',
                'journal.duration',
              ] as const
            ).map((words) => (
              <th
                key={words}
                className={`px-3 py-2 font-medium ${words === 'journal.attempts' || words === 'journal.duration' ? 'text-right' : ''}`}
              >
                {say(words)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-t border-line">
          {items.map((row) => (
            <tr
              key={row.delivery_id}
              className="hover:bg-sunken"
              onDoubleClick={() => open(row.delivery_id)}
              onMouseEnter={() =>
                void queries.prefetchQuery({ queryKey: ['delivery', row.delivery_id], staleTime: 5000 })
              }
            >
              <td className="px-3 py-1.5 whitespace-nowrap">
                <Link to="/journal/$id" params={{ id: row.delivery_id }}>
                  {formats.moment(row.created_at)}
                </Link>
              </td>
              <td className="px-3 py-1.5">
                {names(row.event_type)}{' '}
                <Link
                  to="/journal/events/$no"
                  params={{ no: String(row.event_no) }}
                  className="text-sm whitespace-nowrap"
                >
                  {`№ ${row.event_no}`}
                </Link>
              </td>
              <td className="px-3 py-1.5">{row.binding.name ?? say('journal.removed')}</td>
              <td className="px-3 py-1.5">{row.integration.name ?? say('journal.removed')}</td>
              <td className="px-3 py-1.5">
                <StatusBadge status={row.status} code={row.status_code} nextAt={row.next_attempt_at} />
              </td>
              <td className="px-3 py-1.5 text-right">{row.attempts_count}</td>
              <td className="px-3 py-1.5 text-right whitespace-nowrap">{formats.duration(row.duration_ms)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="divide-y divide-line md:hidden">
        {items.map((row) => (
          <li key={row.delivery_id} className="flex flex-col gap-1 px-3 py-2.5">
            <span className="flex items-center justify-between gap-2">
              <Link to="/journal/$id" params={{ id: row.delivery_id }} className="font-medium">
                {row.binding.name ?? say('journal.removed')}
              </Link>
              <StatusBadge status={row.status} code={row.status_code} nextAt={row.next_attempt_at} />
            </span>
            <span className="text-sm text-ink-soft tabular-nums">{`${formats.moment(row.created_at)} · ${names(row.event_type)} · ${row.integration.name ?? ''}`}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

function useTypeNames(): (key: string) => string {
  const language = useLanguage()
  const { data } = useQuery(catalogueQuery)
  return (key) => data?.event_types.find((type) => type.key === key)?.title[language] ?? key
}
