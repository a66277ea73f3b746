import { useInfiniteQuery } from '@tanstack/react-query'
import type { Json } from '../../api/bindings.ts'
import { api } from '../../api/client.ts'
import type { Page } from '../../api/page.ts'
import { useFormats } from '../../parts/formats.ts'
import { ProblemNote } from '../../parts/loaded.tsx'
import { Button } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Empty, Skeleton } from '../../ui/feedback.tsx'
import { Card } from '../../ui/layout.tsx'
import { useSay } from '../../words/words.tsx'
import { differences } from './difference.ts'

interface Row {
  readonly id: string
  readonly at: string
  readonly who: { readonly id: string; readonly name: string }
  readonly action: string
  readonly object: string
  readonly before: Json
  readonly after: Json
  readonly address: string | null
}

const mostChanges = 6

/** Who changed what, and who looked at personal data in clear. */
export function AuditSection() {
  const say = useSay()
  const { moment } = useFormats()
  const query = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Row>>('/audit', { query: { limit: 50, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
  })
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const columns: Column<Row>[] = [
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
      cell: ({ action, object }) => (
        <>
          <span className="font-mono text-sm">{action}</span>
          <span className="block font-mono text-xs text-ink-soft">{object}</span>
        </>
      ),
    },
    { id: 'change', title: say('audit.change'), className: 'sm:w-2/5', cell: (row) => <Change row={row} /> },
  ]
  if (query.isError && items.length === 0)
    return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />
  return (
    <>
      <p className="mb-3 text-ink-soft">{say('audit.about')}</p>
      <Card flush>
        {query.isPending ? (
          <Skeleton rows={8} label={say('common.loading')} />
        ) : items.length === 0 ? (
          <Empty icon="journal" title={say('audit.empty')} />
        ) : (
          <DataTable label={say('settings.audit')} columns={columns} rows={items} keyOf={({ id }) => id} />
        )}
      </Card>
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

function Change({ row: { before, after } }: { readonly row: Row }) {
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
