import { infiniteQueryOptions } from '@tanstack/react-query'
import { type Delivery, findDeliveries, findEvents, type JournalFilter, type ListedEvent } from '../../api/journal.ts'
import type { Page } from '../../api/page.ts'
import type { Grain } from './journal-search.ts'

/** A row of either list. */
export type Row = Delivery | ListedEvent

/** The list, page after page. */
export function rowsQuery(grain: Grain, filter: JournalFilter) {
  return infiniteQueryOptions({
    queryKey: ['journal', grain, filter] as const,
    queryFn: ({ pageParam, signal }): Promise<Page<Row>> =>
      grain === 'events' ? findEvents(filter, pageParam, signal) : findDeliveries(filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    // The live tail keeps it fresh; loading every page again would move what somebody reads.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
  })
}
