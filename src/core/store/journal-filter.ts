import type { DeliveryStatus, Trigger } from '../delivery.ts'
import type { OutcomeKind } from '../outcome.ts'

/** All given parts must hold. Times in milliseconds; `from` included, `to` excluded, both of the moment of acceptance. */
export interface JournalFilter {
  readonly from?: number
  readonly to?: number
  readonly eventType?: string
  /** Any of these bindings; an empty list finds nothing. */
  readonly bindingIds?: readonly string[]
  readonly integrationId?: string
  /** Any of these integrations; an empty list finds nothing. */
  readonly integrationIds?: readonly string[]
  readonly statuses?: readonly DeliveryStatus[]
  readonly outcomes?: readonly OutcomeKind[]
  /** The HTTP status of the last attempt is in one of these ranges, both ends included; null stands for no status at all. */
  readonly statusCodes?: readonly (StatusRange | null)[]
  readonly minAttempts?: number
  readonly maxAttempts?: number
  /** The last attempt took at least so long. */
  readonly minDurationMs?: number
  /** Some attempt was made for one of these reasons. */
  readonly triggers?: readonly Trigger[]
  /** Only these deliveries; those that are gone are left out. */
  readonly deliveryIds?: readonly string[]
  /** Only events that no binding answered. No delivery is found with it. */
  readonly unanswered?: true
  readonly eventNo?: number
  /** Search keys as made by `core/search-keys.ts`: the event must have, for each, a key that fits. */
  readonly search?: readonly SearchTerm[]
}

/** HTTP statuses from one to another, both included. */
export interface StatusRange {
  readonly from: number
  readonly to: number
}

/** Any one of `keys` is enough. */
export interface SearchTerm {
  readonly keys: readonly SearchKey[]
}

/**
 * `prefix`: a key of the event begins with it; otherwise it is equal. `within`: it is `#` and digits, and a key of the event
 * that begins with `#` has these digits in a row, anywhere.
 */
export type SearchKey =
  | { readonly key: string; readonly prefix: boolean }
  | { readonly key: string; readonly within: true }
