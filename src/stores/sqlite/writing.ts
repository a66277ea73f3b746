import type { DeliveryStatus } from '../../core/delivery.ts'
import type { DeliveryChoice } from '../../core/store/delivery-store.ts'
import type { Store } from '../../core/store.ts'
import type { Call, GroupCommit, Weight } from './group-commit.ts'
import { cursorAfter, cursorNumber, deliveryIdNumbers, deliveryIdText } from './ids.ts'
import { type Cell, Cells, packAttempts, packEvents, packRecords, unpackSaved, weightOf } from './pack.ts'
import type { OldSlice } from './remove-old.ts'
import { packRewriting } from './rewrite.ts'
import type { Ask } from './threads.ts'

/** What the writing half works with. Both reject when the store is closed. */
interface Tools {
  /** For what is looked up beside the writer, so that a slow search does not hold up intake; the writer looks again at each row. */
  readonly ask: Ask
  readonly write: GroupCommit['add']
}

/** The writing half of the store: packs each change, and hands it to the one writer together with others. */
export function writing({ ask, write }: Tools) {
  return {
    // ── events ────────────────────────────────────────────────────────────────

    saveEvents: async (events) => {
      if (events.length === 0) return []
      const weight = { rows: events.length, bytes: weightOf(events) }
      const call: Call = { question: 'saveEvents', cells: packEvents(events), durable: true }
      return unpackSaved(await write(call, weight), events)
    },

    // ── deliveries on their way ───────────────────────────────────────────────

    recordAttempts: async (records) => {
      if (records.length === 0) return
      const call: Call = { question: 'recordAttempts', cells: packAttempts(records), durable: false }
      // Never refused: what was sent is sent, and the number of messages under way is limited already.
      await write(call, weightOfRows(records.length), { alwaysTaken: true })
    },

    requeueDeliveries: async (which, change) => {
      const narrowed = withStatuses(which, change.from)
      const changed = new Cells(await changeDeliveries('requeueDeliveries', narrowed, change, { ask, write }))
      const requeued: { id: string; integrationId: string }[] = []
      while (changed.left) requeued.push({ id: deliveryIdText(changed.number()), integrationId: changed.text() })
      return requeued
    },

    cancelDeliveries: async (which, change) => {
      const narrowed = withStatuses(which, ['pending', 'retrying'])
      const canceled = await changeDeliveries('cancelDeliveries', narrowed, change, { ask, write })
      return canceled.map((id) => deliveryIdText(Number(id)))
    },

    shiftDue: async (change) => {
      const call: Call = { question: 'shiftDue', cells: [], change, durable: true }
      // Never refused for being too much: until it is done no message may leave.
      await write(call, weightOfRows(1), { alwaysTaken: true })
    },

    // ── removing ──────────────────────────────────────────────────────────────

    removeOld: async (before, { limit, cursor }) => {
      const slice = await ask<OldSlice>('journal', 'findOld', before, cursorNumber('e', cursor) ?? 0, limit)
      const nextCursor = slice.next === null ? null : cursorAfter('e', slice.next)
      const rows = slice.deliveries.length + slice.events.length
      if (rows === 0) return { deliveries: 0, events: 0, nextCursor }
      const call: Call = { question: 'removeOld', cells: [], change: slice, durable: false }
      const [deliveries, events] = (await write(call, weightOfRows(rows))).map(Number)
      return { deliveries: deliveries ?? 0, events: events ?? 0, nextCursor }
    },

    rewrite: async (changes) => {
      if (changes.length === 0) return
      const call: Call = { question: 'rewrite', cells: packRewriting(changes), durable: true }
      await write(call, weightOfRows(changes.length * 10))
    },

    // ── records ───────────────────────────────────────────────────────────────

    saveRecords: async (changes) => {
      if (changes.length === 0) return
      const call: Call = { question: 'saveRecords', cells: packRecords(changes), durable: true }
      await write(call, weightOfRows(changes.length))
    },

    ping: async () => {
      await write({ question: 'touch', cells: [], durable: false }, weightOfRows(1), { alwaysTaken: true })
    },
  } satisfies Partial<Store>
}

function weightOfRows(rows: number): Weight {
  return { rows, bytes: rows * 500 }
}

/** Narrows a choice by filter to statuses that can change at all, so that its limit counts only those. */
function withStatuses(which: DeliveryChoice, statuses: readonly DeliveryStatus[]): DeliveryChoice {
  if ('ids' in which) return which
  const wanted = which.filter.statuses
  const both = wanted === undefined ? statuses : wanted.filter((status) => statuses.includes(status))
  return { ...which, filter: { ...which.filter, statuses: both } }
}

async function changeDeliveries(
  question: 'requeueDeliveries' | 'cancelDeliveries',
  which: DeliveryChoice,
  change: unknown,
  { ask, write }: Tools,
): Promise<readonly Cell[]> {
  // Ids go to the writer in the breath in which they were given: what is written afterwards comes afterwards.
  const ids = 'ids' in which ? deliveryIdNumbers(which.ids) : await ask<number[]>('journal', 'chosen', which)
  if (ids.length === 0) return []
  return write({ question, cells: ids, change, durable: true }, weightOfRows(ids.length))
}
