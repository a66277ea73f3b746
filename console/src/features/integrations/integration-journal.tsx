import { useInfiniteQuery } from '@tanstack/react-query'
import { type Delivery, findDeliveries } from '../../api/journal.ts'
import { useFormats } from '../../parts/formats.ts'
import { ProblemNote } from '../../parts/loaded.tsx'
import { StatusBadge } from '../../parts/status.tsx'
import { Button } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Empty, Skeleton } from '../../ui/feedback.tsx'
import { Card } from '../../ui/layout.tsx'
import { ButtonLink, Link } from '../../ui/link.tsx'
import { useSay } from '../../words/words.tsx'

/** The latest deliveries to an integration; the journal itself has filters and everything else. */
export function IntegrationJournal({ id }: { readonly id: string }) {
  const say = useSay()
  const formats = useFormats()
  const filter = { integration_id: id }
  const query = useInfiniteQuery({
    queryKey: ['journal', filter],
    queryFn: ({ pageParam, signal }) => findDeliveries(filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    refetchInterval: 10_000,
  })
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const columns: Column<Delivery>[] = [
    {
      id: 'when',
      title: say('journal.when'),
      className: 'whitespace-nowrap tabular-nums',
      cell: (row) => (
        <Link to="/journal/$id" params={{ id: row.delivery_id }}>
          {formats.moment(row.created_at)}
        </Link>
      ),
    },
    { id: 'binding', title: say('journal.binding'), cell: ({ binding }) => binding.name ?? binding.id },
    {
      id: 'status',
      title: say('journal.result'),
      cell: ({ status, status_code, next_attempt_at, reason }) => (
        <span className="flex flex-col items-start gap-0.5">
          <StatusBadge status={status} code={status_code} nextAt={next_attempt_at} />
          {reason && status !== 'delivered' && <span className="line-clamp-2 text-sm text-ink-soft">{reason}</span>}
        </span>
      ),
    },
    {
      id: 'attempts',
      title: say('journal.attempts'),
      isNumber: true,
      cell: ({ attempts_count }) => formats.number(attempts_count),
    },
    {
      id: 'duration',
      title: say('journal.duration'),
      isNumber: true,
      className: 'whitespace-nowrap',
      cell: ({ duration_ms }) => formats.duration(duration_ms),
    },
  ]
  if (query.isError && items.length === 0)
    return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />
  return (
    <>
      <Card flush>
        {query.isPending ? (
          <Skeleton rows={8} label={say('common.loading')} />
        ) : items.length === 0 ? (
          <Empty icon="journal" title={say('integrations.no_deliveries')} />
        ) : (
          <DataTable
            label={say('integrations.tab_journal')}
            columns={columns}
            rows={items}
            keyOf={({ delivery_id }) => delivery_id}
          />
        )}
      </Card>
      <div className="mt-3 flex flex-wrap justify-center gap-2 no-print">
        {query.hasNextPage && (
          <Button isBusy={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
            {say('common.show_more')}
          </Button>
        )}
        {items.length > 0 && (
          <ButtonLink to="/journal" search={{ integration_id: id } as never} icon="filter">
            {say('integrations.in_journal')}
          </ButtonLink>
        )}
      </div>
    </>
  )
}
