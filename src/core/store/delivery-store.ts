import type { Attempt, DeliveryStatus, Trigger } from '../delivery.ts'
import type { StoredEvent } from '../event.ts'
import type { OutcomeKind } from '../outcome.ts'
import type { JournalFilter } from './journal-filter.ts'

/** Deliveries on their way: what is due, what was tried, and what a person changes. */
export interface DeliveryStore {
  /**
   * Open deliveries of one integration due by `now`, fairly over its bindings: from each binding the earliest,
   * at most `perBinding`, at most `limit` in all, without those in `except`.
   */
  readonly dueDeliveries: (query: {
    readonly integrationId: string
    readonly now: number
    readonly limit: number
    readonly perBinding: number
    readonly except: readonly string[]
  }) => Promise<readonly DueDelivery[]>
  /** Every integration that has open deliveries. */
  readonly lanes: () => Promise<readonly LaneSummary[]>
  /** The lane of one integration, or null when nothing is open. `except` are held in memory and do not count for `nextDueAt`. */
  readonly lane: (integrationId: string, except: readonly string[]) => Promise<LaneSummary | null>
  /** Attempts and their consequences in one transaction (see Durability). */
  readonly recordAttempts: (records: readonly AttemptRecord[]) => Promise<void>
  /**
   * Makes the chosen deliveries due at `now`, with a fresh schedule. Only those with a status in `from` change. Returns their
   * ids and integrations.
   */
  readonly requeueDeliveries: (
    which: DeliveryChoice,
    change: Requeue,
  ) => Promise<readonly { readonly id: string; readonly integrationId: string }[]>
  /**
   * The time of day was set: every open delivery due after `after` is due `by` milliseconds later (earlier when negative),
   * and every open delivery that expires does so as much later. Deliveries whose reason is `exceptReason` wait for a time
   * of day and stay due at it. Durable, all or none; holds for everything written before the call and nothing after it.
   */
  readonly shiftDue: (change: DueShift) => Promise<void>
  /** Cancels the chosen open deliveries. Returns their ids. */
  readonly cancelDeliveries: (
    which: DeliveryChoice,
    change: { readonly now: number; readonly reason: string },
  ) => Promise<readonly string[]>
}

/** A delivery that may be attempted now, with the event it carries. */
export interface DueDelivery {
  readonly id: string
  readonly bindingId: string
  readonly bindingVersion: number
  readonly integrationId: string
  readonly dueAt: number
  readonly expiresAt: number | null
  /** Attempts made so far; the next one is this plus one. */
  readonly attemptsCount: number
  /** Attempts that count against the schedule: a rate answer does not, a manual retry starts anew. */
  readonly tries: number
  readonly createdAt: number
  /** What the next attempt is owed to. */
  readonly trigger: Trigger
  readonly event: StoredEvent
}

/** The open deliveries of one integration, for the scheduler. */
export interface LaneSummary {
  readonly integrationId: string
  readonly open: number
  /** The earliest due time. */
  readonly nextDueAt: number
}

/** What one attempt did to its delivery. */
export interface AttemptRecord {
  readonly deliveryId: string
  /** Null when it was closed without an attempt (expired, sec.* refused before sending has an attempt). */
  readonly attempt: Attempt | null
  readonly status: DeliveryStatus
  readonly reason: string | null
  readonly outcome: OutcomeKind | null
  readonly statusCode: number | null
  readonly attemptsCount: number
  readonly tries: number
  /** When it is due again; null when it is finished. */
  readonly nextAttemptAt: number | null
  readonly finishedAt: number | null
  readonly durationMs: number | null
}

/** Which deliveries a change is for: by id, or everything that a journal filter finds (at most `limit`, oldest first, without `except`). */
export type DeliveryChoice =
  | { readonly ids: readonly string[] }
  | { readonly filter: JournalFilter; readonly limit: number; readonly except?: readonly string[] }

export interface Requeue {
  readonly now: number
  readonly trigger: Trigger
  readonly from: readonly DeliveryStatus[]
  /** The version of its binding that a delivery is made with from now on, by the binding's id. Absent: as it was. */
  readonly versions?: Readonly<Record<string, number>>
}

export interface DueShift {
  readonly after: number
  readonly by: number
  readonly exceptReason: string
}
