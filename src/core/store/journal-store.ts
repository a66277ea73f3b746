import type { Attempt, Delivery, DeliveryStatus } from '../delivery.ts'
import type { StoredEvent } from '../event.ts'
import type { JournalFilter } from './journal-filter.ts'
import type { Page, PageOf } from './page.ts'

/** Questions about the past. */
export interface JournalStore {
  readonly findDeliveries: (filter: JournalFilter, page: Page) => Promise<PageOf<Delivery>>
  /** Counts up to `cap` and no further. */
  readonly countDeliveries: (filter: JournalFilter, cap: number) => Promise<number>
  /** With how many deliveries each event had when it was accepted. */
  readonly findEvents: (
    filter: JournalFilter,
    page: Page,
  ) => Promise<PageOf<StoredEvent & { readonly deliveriesCount: number }>>
  /** Counts up to `cap` and no further. */
  readonly countEvents: (filter: JournalFilter, cap: number) => Promise<number>
  readonly delivery: (id: string) => Promise<(Delivery & { readonly attempts: readonly Attempt[] }) | null>
  readonly deliveriesOf: (eventNo: number) => Promise<readonly Delivery[]>
  readonly countByHour: (filter: JournalFilter) => Promise<readonly JournalCount[]>
}

/** One cell of the statistics: an hour, a status, an integration. */
export interface JournalCount {
  /** Start of the hour, milliseconds since 1970. */
  readonly hour: number
  readonly status: DeliveryStatus
  readonly integrationId: string
  readonly count: number
  /** Percentiles of the time from acceptance to the end, in milliseconds; null where nothing ended. */
  readonly p50Ms: number | null
  readonly p95Ms: number | null
  readonly p99Ms: number | null
}
