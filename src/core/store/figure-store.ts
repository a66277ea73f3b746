import type { DeliveryStatus } from '../delivery.ts'
import type { OutcomeKind } from '../outcome.ts'

/** How much arrived, and what came of it. */
export interface FigureStore {
  /**
   * Everything accepted from `from` to `to` (excluded), both multiples of `slotMs`. Where the clock was set back in that time,
   * events may be counted in the slot beside their own.
   */
  readonly tally: (of: { readonly from: number; readonly to: number; readonly slotMs: number }) => Promise<Tally>
  /** Of every event type and source that is kept. */
  readonly latestEvents: () => Promise<readonly LatestEvent[]>
  /** When the last event was accepted that a binding fired on, for every binding with a delivery that is kept. */
  readonly lastFired: () => Promise<readonly { readonly bindingId: string; readonly at: number }[]>
}

/** Counts in slots of equal length that begin at multiples of it since 1970. */
export interface Tally {
  readonly events: readonly EventCount[]
  readonly deliveries: readonly DeliveryCount[]
  readonly fired: FiredCounts
}

export interface EventCount {
  /** Start of the slot. */
  readonly slot: number
  readonly eventType: string
  readonly source: string
  readonly count: number
}

export interface DeliveryCount {
  readonly slot: number
  readonly integrationId: string
  readonly status: DeliveryStatus
  /** Of the last attempt; null before there was one. */
  readonly outcome: OutcomeKind | null
  readonly count: number
  /** When the first and the last of them were accepted. */
  readonly firstAt: number
  readonly lastAt: number
  /** How many of the ended ones took how long: a bucket of `core/latency.ts` and a number, and so on. */
  readonly took: readonly number[]
}

/** How often each binding fired, and what came of it. A thousand rules make many counts an hour, so they travel as numbers. */
export interface FiredCounts {
  readonly bindingIds: readonly string[]
  /** By slot; three numbers for each count: where the binding stands in `bindingIds`, the status in `deliveryStatuses`, how many. */
  readonly slots: readonly { readonly slot: number; readonly cells: Uint32Array }[]
}

/** The newest event of a type and a source. */
export interface LatestEvent {
  readonly eventType: string
  readonly source: string
  readonly receivedAt: number
}
