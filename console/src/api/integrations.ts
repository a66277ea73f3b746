import { queryOptions } from '@tanstack/react-query'
import { everyPage, type JsonObject } from './bindings.ts'
import { api } from './client.ts'

export interface IntegrationHealth {
  readonly state: string
  readonly reason?: string | null
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
  readonly updated_at?: string
  readonly updated_by?: string | null
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
