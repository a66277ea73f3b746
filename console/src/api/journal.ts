import type { DeliveryStatus } from '../parts/status.tsx'
import type { Json, JsonObject } from './bindings.ts'
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
}

export interface Attempt {
  readonly no: number
  readonly at: string
  readonly trigger: string
  readonly duration_ms: number | null
  readonly outcome: string
  readonly status_code: number | null
  readonly request: {
    readonly method: string
    readonly url: string
    readonly headers: Readonly<Record<string, string>>
    readonly body: string | null
  } | null
  readonly response: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body: string | null
  } | null
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

/** One delivery with everything that came of it. */
export interface Story extends Delivery {
  readonly event: CallEvent | null
  readonly parameters: JsonObject | null
  readonly empty_variables: readonly string[]
  readonly attempts: readonly Attempt[]
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
  'status',
  'event_type',
  'binding_id',
  'integration_id',
  'name',
  'outcome',
  'from',
  'to',
  'number',
] as const

export type JournalFilter = Readonly<Partial<Record<(typeof filterNames)[number], string>>>

export function findDeliveries(
  filter: JournalFilter,
  cursor: string | null,
  signal: AbortSignal,
): Promise<Page<Delivery>> {
  return api.get<Page<Delivery>>('/journal', { query: { ...filter, limit: 100, cursor }, signal })
}

export const readStory = (id: string, signal: AbortSignal) => api.get<Story>(`/deliveries/${id}`, { signal })
export const readEvent = (no: string, signal: AbortSignal) => api.get<EventStory>(`/events/${no}`, { signal })
export const retryDelivery = (id: string) => api.post<Story>(`/deliveries/${id}/retry`, {})
export const cancelDelivery = (id: string) => api.post<Story>(`/deliveries/${id}/cancel`, {})

/** With `dry_run` it only counts. */
export function retryAll(
  filter: JournalFilter,
  dryRun: boolean,
): Promise<{ readonly matched: number; readonly retried: number }> {
  return api.post('/deliveries/retry', { filter, dry_run: dryRun })
}
