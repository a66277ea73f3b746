import { queryOptions } from '@tanstack/react-query'
import { type Binding, everyPage, type JsonObject } from './bindings.ts'
import { api } from './client.ts'

export type HealthState = 'ok' | 'failing' | 'paused' | 'off' | 'unknown'

export interface IntegrationHealth {
  readonly state: HealthState
  readonly reason?: string | null
  readonly paused_since?: string | null
  readonly paused_by?: 'person' | 'auth' | 'gone' | null
  readonly [more: string]: unknown
}

export interface Integration {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly enabled: boolean
  readonly settings: JsonObject
  readonly personal_data: 'masked' | 'clear'
  readonly limits: { readonly rate_per_second: number | null; readonly concurrency: number | null }
  readonly health: IntegrationHealth
  readonly used_by?: number
  readonly last_test?: { readonly at: string; readonly outcome: string } | null
  readonly updated_at?: string
  readonly updated_by?: string | null
}

/** How one fared over the last day, and what waits for it. */
export interface IntegrationFare {
  readonly day: { readonly delivered: number; readonly failed: number }
  readonly p95_ms: number | null
  readonly error_classes: Readonly<Record<string, number>>
  readonly backlog: number
  readonly oldest_due_at: string | null
}

export const integrationsQuery = queryOptions({
  queryKey: ['integrations'],
  queryFn: ({ signal }) => everyPage<Integration>('/integrations', signal),
  refetchInterval: 30_000,
})

export const integrationQuery = (id: string) =>
  queryOptions({
    queryKey: ['integrations', id],
    queryFn: ({ signal }) => api.get<Integration>(`/integrations/${id}`, { signal }),
  })

export const integrationFareQuery = (id: string) =>
  queryOptions({
    queryKey: ['integrations', id, 'health'],
    queryFn: ({ signal }) => api.get<IntegrationFare>(`/integrations/${id}/health`, { signal }),
    refetchInterval: 15_000,
  })

export const integrationUsersQuery = (id: string) =>
  queryOptions({
    queryKey: ['integrations', id, 'bindings'],
    queryFn: ({ signal }) => api.get<{ items: readonly Binding[] }>(`/integrations/${id}/bindings`, { signal }),
  })
