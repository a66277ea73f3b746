import type { Delivery } from '../../core/delivery.ts'
import type { LaneSummary } from '../../core/store/delivery-store.ts'
import type { LatestEvent, Tally } from '../../core/store/figure-store.ts'
import type { JournalCount } from '../../core/store/journal-store.ts'
import type { PageOf } from '../../core/store/page.ts'
import type { Store, StoreSpace } from '../../core/store.ts'
import type { PackedDue } from './due.ts'
import type { PackedMention } from './mentions.ts'
import { attemptFrom, eventFrom, type PackedAttempt, type PackedEvent } from './rows.ts'
import type { Ask } from './threads.ts'

/** The asking half of the store: hands each question to the reader it belongs to and unpacks what comes back. */
export function asking(ask: Ask) {
  return {
    // ── events ────────────────────────────────────────────────────────────────

    event: async (no) => {
      const packed = await ask<PackedEvent | null>('engine', 'event', no)
      return packed === null ? null : eventFrom(packed)
    },

    eventsByNo: async (nos) => {
      const packed = await ask<PackedEvent[]>('journal', 'eventsByNo', nos)
      return packed.map(eventFrom)
    },

    // ── deliveries on their way ───────────────────────────────────────────────

    dueDeliveries: async (query) => {
      const due = await ask<PackedDue[]>('engine', 'dueDeliveries', query)
      return due.map((delivery) => ({ ...delivery, event: eventFrom(delivery.event) }))
    },

    lanes: () => ask<LaneSummary[]>('engine', 'lanes'),

    lane: (integrationId, except) => ask<LaneSummary | null>('engine', 'lane', integrationId, except),

    // ── the journal ───────────────────────────────────────────────────────────

    findDeliveries: (filter, page) => ask<PageOf<Delivery>>('journal', 'findDeliveries', filter, page),

    countDeliveries: (filter, cap) => ask<number>('journal', 'countDeliveries', filter, cap),

    findEvents: async (filter, page) => {
      const found = await ask<PageOf<PackedEvent & { deliveriesCount: number }>>('journal', 'findEvents', filter, page)
      const items = found.items.map(({ deliveriesCount, ...event }) => ({ ...eventFrom(event), deliveriesCount }))
      return { ...found, items }
    },

    countEvents: (filter, cap) => ask<number>('journal', 'countEvents', filter, cap),

    delivery: async (id) => {
      const found = await ask<(Delivery & { attempts: PackedAttempt[] }) | null>('engine', 'delivery', id)
      return found === null ? null : { ...found, attempts: found.attempts.map(attemptFrom) }
    },

    deliveriesOf: (eventNo) => ask<Delivery[]>('engine', 'deliveriesOf', eventNo),

    countByHour: (filter) => ask<JournalCount[]>('journal', 'countByHour', filter),

    mentions: async (digits, page) => {
      const found = await ask<PageOf<PackedMention>>('journal', 'mentions', digits, page)
      const items = found.items.map(({ event, deliveries }) => ({
        event: eventFrom(event),
        deliveries: deliveries.map((one) => ({ ...one, attempts: one.attempts.map(attemptFrom) })),
      }))
      return { ...found, items }
    },

    // ── figures ───────────────────────────────────────────────────────────────

    tally: (of) => ask<Tally>('journal', 'tally', of),

    latestEvents: () => ask<LatestEvent[]>('journal', 'latestEvents'),

    lastFired: () => ask<{ bindingId: string; at: number }[]>('journal', 'lastFired'),

    space: () => ask<StoreSpace>('journal', 'space'),

    // ── records ───────────────────────────────────────────────────────────────

    records: (collection) => ask<{ id: string; body: string }[]>('engine', 'records', collection),

    record: (collection, id) => ask<string | null>('engine', 'record', collection, id),

    recordsPage: (collection, page) =>
      ask<PageOf<{ id: string; body: string }>>('engine', 'recordsPage', collection, page),

    // ── the audit log ─────────────────────────────────────────────────────────

    findAudit: (filter, page) => ask<PageOf<{ id: string; body: string }>>('journal', 'findAudit', filter, page),

    newestAudit: (part, among) => ask<{ id: string; body: string }[]>('journal', 'newestAudit', part, among),
  } satisfies Partial<Store>
}
