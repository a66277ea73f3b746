import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { DeliveryStatus } from '../parts/status.tsx'
import { api } from './client.ts'

export const periods = ['1h', '24h', '7d', '30d'] as const
export type PeriodName = (typeof periods)[number]

type Counts = Readonly<Record<DeliveryStatus, number>>

export interface PeriodSummary extends Counts {
  readonly events: number
  readonly deliveries: number
  readonly p50_ms: number | null
  readonly p95_ms: number | null
  readonly p99_ms: number | null
}

export interface Slot extends Counts {
  readonly at: string
  readonly events: number
  readonly p95_ms: number | null
}

interface Named {
  readonly id: string
  readonly name: string | null
}

export interface IntegrationFigures extends Counts {
  readonly integration: Named & { readonly kind: string | null }
  readonly p95_ms: number | null
}

/** A period beside the one before it. */
export interface Overview {
  readonly period: PeriodName
  readonly from: string
  readonly to: string
  readonly slot_ms: number
  readonly now: PeriodSummary
  readonly before: PeriodSummary
  readonly slots: readonly Slot[]
  readonly integrations: readonly IntegrationFigures[]
  readonly bindings: readonly (Counts & { readonly binding: Named; readonly fired: number })[]
}

/** Failures of one class at one integration. */
export interface FailureGroup {
  readonly integration: Named & { readonly kind: string | null }
  readonly outcome: string
  readonly failed: number
  readonly retrying: number
  readonly from: string
  readonly first_at: string
  readonly last_at: string
  readonly latest: {
    readonly delivery_id: string
    readonly status_code: number | null
    readonly binding: string | null
  } | null
  readonly acknowledged: { readonly at: string; readonly by: string } | null
}

/** How the machine is. */
export interface Health {
  readonly version: string
  readonly started_at: string
  readonly backlog: { readonly open: number; readonly held: number; readonly oldest_due_ms: number }
  readonly store: { readonly bytes: number; readonly free_bytes: number | null }
  readonly sources: readonly { readonly source: string; readonly last_event_at: string }[]
  readonly silent_sources: readonly { readonly id: string; readonly name: string; readonly message: string | null }[]
}

export const overviewQuery = (period: PeriodName) =>
  queryOptions({
    queryKey: ['overview', 'figures', period],
    queryFn: ({ signal }) => api.get<Overview>('/overview', { query: { period }, signal }),
    refetchInterval: 15_000,
    placeholderData: keepPreviousData,
  })

export const attentionQuery = queryOptions({
  queryKey: ['overview', 'attention'],
  queryFn: ({ signal }) => api.get<{ items: readonly FailureGroup[] }>('/overview/attention', { signal }),
  refetchInterval: 15_000,
})

export const healthQuery = queryOptions({
  queryKey: ['overview', 'health'],
  queryFn: ({ signal }) => api.get<Health>('/overview/health', { signal }),
  refetchInterval: 15_000,
})

const note = ({ integration, outcome }: FailureGroup) =>
  `/overview/attention/${encodeURIComponent(integration.id)}/${outcome}/acknowledgement`

export const acknowledge = (group: FailureGroup) => api.put<void>(note(group), {})
export const takeBack = (group: FailureGroup) => api.remove(note(group))
