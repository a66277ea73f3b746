import type { StoredEvent } from '../event.ts'

/** What happened, each event written together with the deliveries it calls for. */
export interface EventStore {
  /** Writes events and their deliveries in one durable transaction, all or none. The answer is in the same order. */
  readonly saveEvents: (events: readonly NewEvent[]) => Promise<readonly SavedEvent[]>
  readonly event: (no: number) => Promise<StoredEvent | null>
  /** Those of the events that are there, in no particular order; answered beside sending, like the journal's questions. */
  readonly eventsByNo: (nos: readonly number[]) => Promise<readonly StoredEvent[]>
}

export interface NewEvent {
  /** With `source`, the deduplication key. */
  readonly id: string
  readonly type: string
  readonly time: number
  readonly receivedAt: number
  readonly source: string
  readonly correlationId: string | null
  /** The data as JSON text, exactly as it will be read back. */
  readonly data: string
  readonly trail: readonly string[]
  /** The `traceparent` it came with, kept as it is; absent when there was none, also when it is read back. */
  readonly trace?: string
  /** What the search box finds it by; see `core/search-keys.ts`. */
  readonly searchKeys: readonly string[]
  readonly deliveries: readonly NewDelivery[]
}

export interface NewDelivery {
  readonly bindingId: string
  readonly bindingVersion: number
  readonly integrationId: string
  /** `skipped` ones (throttle, quiet hours, loop guard) are kept for the journal only. */
  readonly status: 'pending' | 'skipped'
  readonly reason: string | null
  readonly dueAt: number
  /** When the message is no longer useful; null for never. */
  readonly expiresAt: number | null
}

export interface SavedEvent {
  readonly no: number
  /** The id kept for it: of a duplicate, that of the first one. */
  readonly id: string
  /** True when source and id were already there: nothing was stored, `deliveries` is empty. */
  readonly duplicate: boolean
  /** How many deliveries the event has, also for a duplicate. */
  readonly deliveriesCount: number
  /** Ids of the new deliveries, in the order given. */
  readonly deliveryIds: readonly string[]
}
