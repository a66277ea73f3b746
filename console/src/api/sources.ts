import { queryOptions } from '@tanstack/react-query'
import { everyPage, type JsonObject } from './bindings.ts'
import { api } from './client.ts'

/** A way events arrive besides the API. */
export interface Source {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly enabled: boolean
  readonly settings: JsonObject
  readonly updated_at: string
  readonly health: {
    readonly connected: boolean
    readonly message: string | null
    readonly events: number
    readonly last_event_at: string | null
  }
}

/** What arrived in a day, by the source that events name. */
export interface SourceActivity {
  readonly source: string
  readonly events: number
  readonly last_event_at: string
  readonly event_types: readonly { readonly event_type: string; readonly events: number }[]
}

/** A request that brought events, and what became of it. */
export interface IntakeRequest {
  readonly at: string
  readonly caller: { readonly id: string; readonly name: string } | null
  readonly bytes: number
  readonly content_type: string | null
  readonly status: number
  readonly code: string | null
  readonly accepted: number
  readonly duplicates: number
  readonly rejected: number
  readonly errors: readonly { readonly index: number | null; readonly path: string; readonly message: string }[]
}

export interface Intake {
  readonly items: readonly IntakeRequest[]
  readonly day: {
    readonly since: string
    readonly last_accepted_at: string | null
    readonly requests: number
    readonly accepted: number
    readonly duplicates: number
    readonly rejected: number
    readonly turned_away: number
  }
}

export const sourcesQuery = queryOptions({
  queryKey: ['sources'],
  queryFn: ({ signal }) => everyPage<Source>('/sources', signal),
  refetchInterval: 10_000,
})

export const sourceQuery = (id: string) =>
  queryOptions({
    queryKey: ['sources', id],
    queryFn: ({ signal }) => api.get<Source>(`/sources/${id}`, { signal }),
    refetchInterval: 10_000,
  })

export const activityQuery = queryOptions({
  queryKey: ['sources', 'activity'],
  queryFn: ({ signal }) => api.get<{ items: readonly SourceActivity[] }>('/sources/activity', { signal }),
  refetchInterval: 30_000,
})

export const intakeQuery = queryOptions({
  queryKey: ['intake'],
  queryFn: ({ signal }) => api.get<Intake>('/intake', { signal }),
  refetchInterval: 5000,
})
