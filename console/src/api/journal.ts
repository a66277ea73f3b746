import { queryOptions } from '@tanstack/react-query'
import type { DeliveryStatus } from '../parts/status.tsx'
import { everyPage, type Json, type JsonObject } from './bindings.ts'
import { api } from './client.ts'
import type { Page } from './page.ts'

interface Named {
  readonly id: string
  readonly name: string | null
}

/** A row of the journal. */
export interface Delivery {
  readonly delivery_id: string
  readonly event_no: number
  readonly event_type: string
  readonly event_time: string
  readonly binding: Named & { readonly version: number }
  readonly integration: Named & { readonly kind: string | null }
  readonly status: DeliveryStatus
  readonly reason: string | null
  readonly outcome: string | null
  readonly status_code: number | null
  readonly attempts_count: number
  readonly next_attempt_at: string | null
  readonly created_at: string
  readonly finished_at: string | null
  readonly duration_ms: number | null
  /** Only where it was asked for. */
  readonly phone?: string | null
}

export interface RecordedRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Json
}

export interface RecordedResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Json
  readonly truncated?: boolean
}

export interface Attempt {
  readonly no: number
  readonly at: string
  readonly trigger: string
  readonly duration_ms: number | null
  readonly outcome: string
  readonly status_code: number | null
  readonly request: RecordedRequest | null
  readonly response: RecordedResponse | null
  readonly error: string | null
}

export interface CallEvent {
  readonly event_no: number
  readonly event_id: string
  readonly event_type: string
  readonly event_time: string
  readonly received_at: string
  readonly source: string
  readonly correlation_id: string | null
  readonly data: JsonObject
}

/** An event in a list. */
export interface ListedEvent extends CallEvent {
  readonly deliveries_count: number
}

/** Which variables one text of the message was made from. */
export interface Mapped {
  readonly path: string
  readonly variables: readonly string[]
}

/** One delivery with everything that came of it. */
export interface Story extends Delivery {
  readonly event: CallEvent | null
  readonly parameters: JsonObject | null
  readonly empty_variables: readonly string[]
  readonly attempts: readonly Attempt[]
  /** Those of the version that fired; null: every event, or gone. */
  readonly conditions: Judged | null
  readonly binding_now: { readonly version: number; readonly enabled: boolean } | null
  readonly mapping: readonly Mapped[]
  readonly related: readonly Delivery[]
}

/** A condition as it was found to hold or not. */
export interface Judged {
  readonly holds: boolean
  readonly all?: readonly Judged[]
  readonly any?: readonly Judged[]
  readonly not?: Judged
  readonly param?: string
  readonly op?: string
  readonly value?: Json
  readonly actual?: Json
}

export interface EventStory extends CallEvent {
  readonly deliveries: readonly Delivery[]
  readonly bindings: readonly {
    readonly binding: { readonly id: string; readonly name: string; readonly version: number }
    readonly fired: boolean
    readonly reason: string | null
    readonly conditions: Judged | null
  }[]
}

/** The filters of the journal, by their names in the API and in the address of the page. */
export const filterNames = [
  'q',
  'period',
  'from',
  'to',
  'status',
  'event_type',
  'integration_id',
  'binding_id',
  'name',
  'code',
  'outcome',
  'min_attempts',
  'max_attempts',
  'min_duration_ms',
  'trigger',
  'unanswered',
  'retry_job',
  'number',
] as const

export type FilterName = (typeof filterNames)[number]
export type JournalFilter = Readonly<Partial<Record<FilterName, string>>>

const pageSize = 200

export function findDeliveries(
  filter: JournalFilter,
  cursor: string | null,
  signal: AbortSignal,
): Promise<Page<Delivery>> {
  return api.get<Page<Delivery>>('/journal', { query: { ...filter, with: 'phone', limit: pageSize, cursor }, signal })
}

export function findEvents(
  filter: JournalFilter,
  cursor: string | null,
  signal: AbortSignal,
): Promise<Page<ListedEvent>> {
  return api.get<Page<ListedEvent>>('/events', { query: { ...filter, limit: pageSize, cursor }, signal })
}

export interface Counted {
  readonly count: number
  readonly more: boolean
}

/** Exact up to 10,000. */
export const countQuery = (what: 'deliveries' | 'events', filter: JournalFilter) =>
  queryOptions({
    queryKey: ['journal-count', what, filter],
    queryFn: ({ signal }) =>
      api.get<Counted>(what === 'events' ? '/events/count' : '/journal/count', { query: filter, signal }),
  })

export const storyQuery = (id: string) =>
  queryOptions({
    queryKey: ['delivery', id],
    queryFn: ({ signal }) => api.get<Story>(`/deliveries/${id}`, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.status === 'pending' || state.data?.status === 'retrying' ? 2000 : false,
  })
export const readEvent = (no: string, signal: AbortSignal) => api.get<EventStory>(`/events/${no}`, { signal })
export const retryDelivery = (id: string) => api.post<Story>(`/deliveries/${id}/retry`, {})
export const cancelDelivery = (id: string) => api.post<Story>(`/deliveries/${id}/cancel`, {})

/** A filter that somebody gave a name. */
export interface SavedView {
  readonly id: string
  readonly name: string
  readonly filter: JournalFilter
  readonly shared: boolean
  readonly owner: { readonly id: string; readonly name: string }
}

export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: ({ signal }) => everyPage<SavedView>('/views', signal),
})
export const saveView = (view: Pick<SavedView, 'name' | 'filter' | 'shared'>) => api.post<SavedView>('/views', view)
export const removeView = (id: string) => api.remove(`/views/${id}`)

/** Sends again at once what a filter finds; with `dry_run` it only counts. For many, a retry job is better. */
export function retryAll(
  filter: JournalFilter,
  dryRun: boolean,
): Promise<{ readonly matched: number; readonly retried: number }> {
  return api.post('/deliveries/retry', { filter, dry_run: dryRun })
}
