import { useInfiniteQuery } from '@tanstack/react-query'
import { type AuditRow, readAudit } from '../../api/audit.ts'
import type { Json } from '../../api/bindings.ts'
import { useFormats } from '../../parts/formats.ts'
import { ProblemNote } from '../../parts/loaded.tsx'
import { Button } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Empty, Skeleton } from '../../ui/feedback.tsx'
import { Card } from '../../ui/layout.tsx'
import { Link } from '../../ui/link.tsx'
import { useSay } from '../../words/words.tsx'
import { AuditFilters } from './audit-filters.tsx'
import { useKnownObjects } from './audit-objects.ts'
import { useAuditSearch } from './audit-search.ts'
import { differences } from './difference.ts'

const mostChanges = 6

/** Who changed what, and who looked at personal data in clear. */
export function AuditSection() {
  const say = useSay()
  const search = useAuditSearch()
  const query = useInfiniteQuery({
    queryKey: ['audit', 'rows', search.filter],
    queryFn: ({ pageParam, signal }) => readAudit(search.filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
  })
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <p className="mb-3 text-ink-soft">{say('audit.about')}</p>
      <AuditFilters {...search} />
      {query.isError && items.length === 0 ? (
        <ProblemNote error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Card flush>
          {query.isPending ? (
            <Skeleton rows={8} label={say('common.loading')} />
          ) : items.length > 0 ? (
            <Rows items={items} />
          ) : Object.keys(search.filter).length > 0 ? (
            <Empty
              icon="search"
              title={say('common.nothing_found')}
              actions={<Button onPress={search.clear}>{say('common.clear_filters')}</Button>}
            >
              {say('journal.nothing_help')}
            </Empty>
          ) : (
            <Empty icon="journal" title={say('audit.empty')} />
          )}
        </Card>
      )}
      {query.hasNextPage && (
        <div className="mt-3 flex justify-center no-print">
          <Button isBusy={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
            {say('common.show_more')}
          </Button>
        </div>
      )}
    </>
  )
}

function Rows({ items }: { readonly items: readonly AuditRow[] }) {
  const say = useSay()
  const { moment } = useFormats()
  const known = useKnownObjects()
  const columns: Column<AuditRow>[] = [
    {
      id: 'when',
      title: say('audit.when'),
      className: 'align-top whitespace-nowrap tabular-nums',
      cell: ({ at }) => moment(at),
    },
    {
      id: 'who',
      title: say('audit.who'),
      className: 'align-top',
      cell: ({ who, address }) => (
        <>
          <span className="font-medium">{who.name}</span>
          {address && <span className="block text-sm text-ink-soft tabular-nums">{address}</span>}
        </>
      ),
    },
    {
      id: 'what',
      title: say('audit.what'),
      className: 'align-top',
      cell: ({ action, object }) => {
        const found = known(object)
        return (
          <>
            <span className="font-mono text-sm">{action}</span>
            {found ? (
              <Link to={found.to} params={{ id: found.id }} title={object} className="block text-sm">
                {found.name}
              </Link>
            ) : (
              <span className="block font-mono text-xs text-ink-soft">{object}</span>
            )}
          </>
        )
      },
    },
    { id: 'change', title: say('audit.change'), className: 'align-top sm:w-2/5', cell: (row) => <Change row={row} /> },
  ]
  return <DataTable label={say('settings.audit')} columns={columns} rows={items} keyOf={({ id }) => id} />
}

function Change({ row: { before, after } }: { readonly row: AuditRow }) {
  const say = useSay()
  const changes = differences(before, after)
  if (changes.length === 0) return <span className="text-ink-faint">—</span>
  return (
    <ul className="flex flex-col gap-0.5 text-sm">
      {changes.slice(0, mostChanges).map(({ path, before: was, after: is }) => (
        <li key={path}>
          <span className="font-mono text-ink-soft">{path}</span>{' '}
          {was !== undefined && (
            <del className="rounded bg-bad-soft px-1 text-bad">
              <span className="sr-only">{say('audit.was')}</span>
              {shortly(was)}
            </del>
          )}{' '}
          {is !== undefined && (
            <ins className="rounded bg-good-soft px-1 text-good no-underline">
              <span className="sr-only">{say('audit.is')}</span>
              {shortly(is)}
            </ins>
          )}
        </li>
      ))}
      {changes.length > mostChanges && (
        <li className="text-ink-soft">{say('audit.more', { count: changes.length - mostChanges })}</li>
      )}
    </ul>
  )
}

function shortly(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 120 ? `${text.slice(0, 120)}…` : text || '""'
}
