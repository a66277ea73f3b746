import { queryOptions } from '@tanstack/react-query'
import { api } from './client.ts'

/** One hour of one integration in one status. */
export interface StatsCell {
  readonly hour: string
  readonly status: string
  readonly integration: { readonly id: string; readonly name: string | null; readonly kind: string | null }
  readonly count: number
  readonly p50_ms: number | null
  readonly p95_ms: number | null
  readonly p99_ms: number | null
}

export interface Stats {
  readonly total: number
  readonly by_status: Readonly<Record<string, number>>
  readonly hours: readonly StatsCell[]
}

/** Counts since `from` (RFC 3339), by hour. */
export const statsQuery = (hours: number) =>
  queryOptions({
    queryKey: ['journal', 'stats', hours],
    queryFn: ({ signal }) => {
      const from = new Date(Date.now() - hours * 3_600_000).toISOString()
      return api.get<Stats>('/journal/stats', { query: { from }, signal })
    },
    refetchInterval: 15_000,
  })
