import type { Attempt, Delivery } from '../delivery.ts'
import type { StoredEvent } from '../event.ts'
import type { PageOf } from './page.ts'

/** Takes out what is old, and what a person asked to be forgotten. */
export interface RemovalStore {
  /**
   * Removes what is old, with its attempts, search keys and deduplication key, in one transaction of about `limit` rows,
   * oldest first, going on where `cursor` says. Numbers of events and ids of deliveries are never given again.
   */
  readonly removeOld: (
    before: OldBefore,
    slice: { readonly limit: number; readonly cursor?: string },
  ) => Promise<Removed>
  /**
   * Events with the digits of this phone anywhere in them or in what was sent for them, whatever stands between the digits.
   * Looks at about `limit` events at a time.
   */
  readonly mentions: (
    digits: string,
    page: { readonly limit: number; readonly cursor?: string },
  ) => Promise<PageOf<Mention>>
  /** Durable. Those that are gone meanwhile are left out. */
  readonly rewrite: (changes: readonly Rewriting[]) => Promise<void>
  /** Makes sure that nothing removed or rewritten before can be read from the files of the store. Writers wait meanwhile. */
  readonly wipeFreeSpace: () => Promise<void>
}

/**
 * What is old, by the moment of acceptance in milliseconds since 1970. Open deliveries are never old.
 * `successes` are delivered, skipped and canceled ones.
 */
export interface OldBefore {
  readonly successes: number
  readonly failures: number
  /** An event also stays as long as it has a delivery. */
  readonly events: number
}

export interface Removed {
  readonly deliveries: number
  readonly events: number
  /** Null when the walk came to its end. */
  readonly nextCursor: string | null
}

/** Everything in which a number was found. */
export interface Mention {
  readonly event: StoredEvent
  /** All deliveries of the event, with all their attempts. */
  readonly deliveries: readonly (Delivery & { readonly attempts: readonly Attempt[] })[]
}

/** What an event and its deliveries are changed to. What is not given stays. */
export interface Rewriting {
  readonly no: number
  readonly id: string
  readonly correlationId: string | null
  /** JSON text. */
  readonly data: string
  /** All keys by which it is found from now on. */
  readonly searchKeys: readonly string[]
  readonly deliveries: readonly {
    readonly id: string
    readonly reason: string | null
    readonly attempts: readonly Attempt[]
  }[]
}
