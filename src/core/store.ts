import type { Attempt, Delivery, DeliveryStatus, Trigger } from './delivery.ts'
import type { StoredEvent } from './event.ts'
import type { OutcomeKind } from './outcome.ts'

/**
 * Where everything is kept. Each store speaks its own SQL in its own folder and passes `stores/store.suite.ts`.
 *
 * Durability: `saveEvents`, `changeDeliveries` and the record writes resolve only when the data survives a power cut.
 * `recordAttempts` resolves when it survives a killed process; after a power cut an attempt may be made again,
 * which at-least-once allows.
 *
 * Anything the store cannot do now (disk full, closed, too much waiting) rejects with a `Problem`:
 * `store-busy`, `store-full` or `not-ready`.
 */
export interface Store extends EventStore, DeliveryStore, JournalStore, FigureStore, RecordStore, RemovalStore {
  readonly close: () => Promise<void>
  /** Rejects when the store cannot be written. */
  readonly ping: () => Promise<void>
  readonly space: () => Promise<StoreSpace>
  /** A consistent copy while everything goes on; the file must not exist. */
  readonly backup: (file: string) => Promise<void>
}

/** What the store takes, and what is left for it; null where it cannot know. */
export interface StoreSpace {
  readonly bytes: number
  readonly freeBytes: number | null
}

/** How a store is found and opened: each folder under `stores/` exports one by default. */
export interface StoreKind {
  readonly kind: string
  /** True for the addresses it can open, such as `sqlite:./data/hookswitch.db`. */
  readonly canOpen: (address: string) => boolean
  /** Opens, migrates and takes exclusive ownership where the store has a single owner. Rejects with a sentence for people. */
  readonly open: (address: string) => Promise<Store>
  /** For the suite: an address of a fresh, empty store and how to remove it; or why it cannot run on this machine. */
  readonly fresh: () => Promise<
    { readonly address: string; readonly remove: () => Promise<void> } | { readonly cannotRun: string }
  >
  /**
   * Puts a copy made by `backup` in the place of the store, which nobody may have open. Whenever it is killed, the old
   * store or the new one is there, whole. The old one stays beside it under the name returned; null when there was none.
   * `progress` is told from 0 to 1. Absent when the store is restored by tools of its own.
   */
  readonly restore?: (
    address: string,
    file: string,
    tools: { readonly now: number; readonly progress: (share: number) => void },
  ) => Promise<{ readonly kept: string | null }>
}

// ── events ────────────────────────────────────────────────────────────────────

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

export interface EventStore {
  /** Writes events and their deliveries in one durable transaction, all or none. The answer is in the same order. */
  readonly saveEvents: (events: readonly NewEvent[]) => Promise<readonly SavedEvent[]>
  readonly event: (no: number) => Promise<StoredEvent | null>
  /** Those of the events that are there, in no particular order; answered beside sending, like the journal's questions. */
  readonly eventsByNo: (nos: readonly number[]) => Promise<readonly StoredEvent[]>
}

// ── deliveries on their way ───────────────────────────────────────────────────

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

/** The open deliveries of one integration, for the scheduler. */
export interface LaneSummary {
  readonly integrationId: string
  readonly open: number
  /** The earliest due time. */
  readonly nextDueAt: number
}

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

/** Which deliveries a change is for: by id, or everything that a journal filter finds (at most `limit`, oldest first, after `afterId`). */
export type DeliveryChoice =
  | { readonly ids: readonly string[] }
  | { readonly filter: JournalFilter; readonly limit: number; readonly except?: readonly string[] }

// ── questions about the past ──────────────────────────────────────────────────

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

export interface Page {
  readonly limit: number
  /** What the previous page gave as `nextCursor`. */
  readonly cursor?: string
  /** Newest first unless `asc`. */
  readonly order?: 'asc' | 'desc'
}

export interface PageOf<Item> {
  readonly items: readonly Item[]
  readonly nextCursor: string | null
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

// ── figures: how much arrived, and what came of it ───────────────────────────

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

// ── removing: what is old, and what a person asked to be forgotten ────────────

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

// ── records: what people set up ───────────────────────────────────────────────

/**
 * Bindings, integrations, keys, accounts, center records: small documents by collection and id. The rooms keep them in
 * memory and own their meaning; the store only keeps them. Bodies are JSON text.
 */
export interface RecordStore {
  /** All changes in one durable transaction; a null body removes. */
  readonly saveRecords: (changes: readonly RecordChange[]) => Promise<void>
  readonly records: (collection: string) => Promise<readonly { readonly id: string; readonly body: string }[]>
  readonly record: (collection: string, id: string) => Promise<string | null>
  /** A page of a collection's ids beginning with `prefix`, in order of id; newest first when `order` is `desc`. */
  readonly recordsPage: (
    collection: string,
    page: Page & { readonly prefix?: string },
  ) => Promise<PageOf<{ readonly id: string; readonly body: string }>>
}

export interface RecordChange {
  readonly collection: string
  readonly id: string
  readonly body: string | null
}
