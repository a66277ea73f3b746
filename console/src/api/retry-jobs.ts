import { queryOptions } from '@tanstack/react-query'
import { api } from './client.ts'
import type { JournalFilter } from './journal.ts'
import type { Page } from './page.ts'

export interface IntegrationCount {
  readonly id: string
  readonly name: string | null
  readonly kind: string | null
  readonly count: number
}

/** With which version of its binding a delivery is made again. */
export type RetryVersion = 'as_fired' | 'current'

interface Who {
  readonly id: string
  readonly name: string
}

/** Sending many deliveries again. */
export interface RetryJob {
  readonly id: string
  readonly status: 'running' | 'done' | 'stopped'
  readonly filter: JournalFilter & { readonly delivery_ids?: readonly string[] }
  readonly binding: RetryVersion
  readonly per_second: number | null
  readonly matched: number
  readonly retried: number
  readonly left_out: number
  readonly integrations: readonly IntegrationCount[]
  readonly created_at: string
  readonly created_by: Who
  readonly finished_at: string | null
  readonly stopped_by: Who | null
}

export type RetryResult = 'waiting' | 'delivered' | 'failed' | 'canceled' | 'skipped'

export interface RetryJobStory extends RetryJob {
  readonly results: Readonly<Record<RetryResult, number>>
}

/** What to send again: everything a filter finds, or a selection. */
export interface RetryScope {
  readonly filter: JournalFilter
  readonly delivery_ids?: readonly string[]
}

export const retryCountQuery = (scope: RetryScope) =>
  queryOptions({
    queryKey: ['retry-count', scope],
    queryFn: () =>
      api.post<{ readonly matched: number; readonly integrations: readonly IntegrationCount[] }>('/retry-jobs', {
        ...scope,
        dry_run: true,
      }),
    staleTime: 0,
  })

export function startRetryJob(
  wish: RetryScope & { readonly binding: RetryVersion; readonly per_second: number | null },
): Promise<RetryJob> {
  return api.post<RetryJob>('/retry-jobs', wish)
}

export const stopRetryJob = (id: string) => api.post<RetryJobStory>(`/retry-jobs/${id}/stop`, {})

/** Asked again while it moves: every second, or seldom when there is much to count. */
export const retryJobQuery = (id: string) =>
  queryOptions({
    queryKey: ['retry-jobs', id],
    queryFn: ({ signal }) => api.get<RetryJobStory>(`/retry-jobs/${id}`, { signal }),
    refetchInterval: ({ state: { data } }) => {
      if (!data) return false
      const isMoving = data.status === 'running' || data.results.waiting > 0
      return isMoving ? (data.matched > 5000 ? 4000 : 1000) : false
    },
  })

export const retryJobsQuery = queryOptions({
  queryKey: ['retry-jobs'],
  queryFn: ({ signal }) => api.get<Page<RetryJob>>('/retry-jobs', { query: { limit: 100 }, signal }),
  refetchInterval: ({ state: { data } }) => (data?.items.some(({ status }) => status === 'running') ? 2000 : 30_000),
})
