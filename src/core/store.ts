import type { AuditStore } from './store/audit-store.ts'
import type { DeliveryStore } from './store/delivery-store.ts'
import type { EventStore } from './store/event-store.ts'
import type { FigureStore } from './store/figure-store.ts'
import type { JournalStore } from './store/journal-store.ts'
import type { RecordStore } from './store/record-store.ts'
import type { RemovalStore } from './store/removal-store.ts'

/**
 * Where everything is kept. Each store speaks its own SQL in its own folder and passes `stores/store.suite.ts`.
 *
 * Durability: `saveEvents`, `requeueDeliveries`, `cancelDeliveries`, `shiftDue`, `rewrite` and `saveRecords` resolve only
 * when the data survives a power cut. `recordAttempts` resolves when it survives a killed process; after a power cut an
 * attempt may be made again, which at-least-once allows.
 *
 * Anything the store cannot do now (disk full, closed, too much waiting) rejects with a `Problem`:
 * `store-busy`, `store-full` or `not-ready`.
 */
export interface Store
  extends EventStore,
    DeliveryStore,
    JournalStore,
    FigureStore,
    RecordStore,
    AuditStore,
    RemovalStore {
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
