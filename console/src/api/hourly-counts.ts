import { queryOptions } from '@tanstack/react-query'
import { api } from './client.ts'

/** One hour of one integration in one status. */
export interface HourlyCount {
  readonly hour: string
  readonly status: string
  readonly integration: { readonly id: string; readonly name: string | null; readonly kind: string | null }
  readonly count: number
  readonly p95_ms: number | null
}

/** Counts of the last so many hours, by hour. */
export const hourlyCountsQuery = (hours: number) =>
  queryOptions({
    queryKey: ['journal', 'hourly', hours],
    queryFn: ({ signal }) => {
      const from = new Date(Date.now() - hours * 3_600_000).toISOString()
      return api.get<{ hours: readonly HourlyCount[] }>('/journal/stats', { query: { from }, signal })
    },
    refetchInterval: 30_000,
  })
