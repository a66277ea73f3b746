import type { Delivery } from '../../core/delivery.ts'
import { Problem } from '../../core/problem.ts'
import type { AttemptRecord, DeliveryChoice, DueShift, LaneSummary } from '../../core/store/delivery-store.ts'
import type { NewEvent } from '../../core/store/event-store.ts'
import type { LatestEvent, Tally } from '../../core/store/figure-store.ts'
import type { JournalFilter } from '../../core/store/journal-filter.ts'
import type { JournalCount } from '../../core/store/journal-store.ts'
import type { Page, PageOf } from '../../core/store/page.ts'
import type { RecordChange } from '../../core/store/record-store.ts'
import type { OldBefore, Removed, Rewriting } from '../../core/store/removal-store.ts'
import type { Store, StoreSpace } from '../../core/store.ts'
import type { PackedDue } from './due.ts'
import { type Call, type CallResult, GroupCommit } from './group-commit.ts'
import { cursorAfter, cursorNumber, deliveryIdNumbers, deliveryIdText } from './ids.ts'
import type { PackedMention } from './mentions.ts'
import { type Cell, Cells, packAttempts, packEvents, packRecords, unpackSaved, weightOf } from './pack.ts'
import type { OldSlice } from './remove-old.ts'
import { packRewriting } from './rewrite.ts'
import { attemptFrom, eventFrom, type PackedAttempt, type PackedEvent } from './rows.ts'
import type { Thread } from './thread.ts'

/** The threads of an open store. The engine has a reader of its own, so that no search holds up a delivery. */
export interface Threads {
  readonly writer: Thread
  readonly engine: Thread
  readonly journal: Thread
  readonly keeper: Thread
}

/** How often the keeper may be asked to look at the log. */
const checkpointEveryMs = 200

/** Some hundred events: what is less does not make the log long, and leaves the keeper asleep. */
const worthLooking = 5000

/** 128 MB of log: the keeper alone cannot keep up any more, so the writer helps. */
const longLog = 16_000

/** The store as the rooms see it: packs what goes to the threads, unpacks what comes back. */
export class SqliteStore implements Store {
  readonly #threads: Threads
  readonly #ownership: { readonly release: () => void }
  readonly #group: GroupCommit
  #closing: Promise<void> | null = null
  #checkpointedAt = 0
  #cellsWritten = 0
  #checkpoint: Promise<void> | null = null

  constructor(threads: Threads, ownership: { readonly release: () => void }) {
    this.#threads = threads
    this.#ownership = ownership
    this.#group = new GroupCommit((calls) => this.#commit(calls))
  }

  // ── events ──────────────────────────────────────────────────────────────────

  async saveEvents(events: readonly NewEvent[]) {
    if (events.length === 0) return []
    const weight = { rows: events.length, bytes: weightOf(events) }
    const call: Call = { question: 'saveEvents', cells: packEvents(events), durable: true }
    return unpackSaved(await this.#write(call, weight), events)
  }

  async event(no: number) {
    const packed = await this.#ask<PackedEvent | null>('engine', 'event', no)
    return packed === null ? null : eventFrom(packed)
  }

  async eventsByNo(nos: readonly number[]) {
    const packed = await this.#ask<PackedEvent[]>('journal', 'eventsByNo', nos)
    return packed.map(eventFrom)
  }

  // ── deliveries on their way ─────────────────────────────────────────────────

  async dueDeliveries(query: Parameters<Store['dueDeliveries']>[0]) {
    const due = await this.#ask<PackedDue[]>('engine', 'dueDeliveries', query)
    return due.map((delivery) => ({ ...delivery, event: eventFrom(delivery.event) }))
  }

  lanes() {
    return this.#ask<LaneSummary[]>('engine', 'lanes')
  }

  lane(integrationId: string, except: readonly string[]) {
    return this.#ask<LaneSummary | null>('engine', 'lane', integrationId, except)
  }

  async recordAttempts(records: readonly AttemptRecord[]) {
    if (records.length === 0) return
    const cells = packAttempts(records)
    // Never refused: what was sent is sent, and the number of messages under way is limited already.
    await this.#write({ question: 'recordAttempts', cells, durable: false }, weightOfRows(records.length), {
      alwaysTaken: true,
    })
  }

  async requeueDeliveries(which: DeliveryChoice, change: Parameters<Store['requeueDeliveries']>[1]) {
    const narrowed = withStatuses(which, change.from)
    const changed = new Cells(await this.#change('requeueDeliveries', narrowed, change))
    const requeued: { id: string; integrationId: string }[] = []
    while (changed.left) requeued.push({ id: deliveryIdText(changed.number()), integrationId: changed.text() })
    return requeued
  }

  async shiftDue(change: DueShift) {
    // Never refused for being too much: until it is done no message may leave.
    await this.#write({ question: 'shiftDue', cells: [], change, durable: true }, weightOfRows(1), {
      alwaysTaken: true,
    })
  }

  async cancelDeliveries(which: DeliveryChoice, change: Parameters<Store['cancelDeliveries']>[1]) {
    const narrowed = withStatuses(which, ['pending', 'retrying'])
    const canceled = await this.#change('cancelDeliveries', narrowed, change)
    return canceled.map((id) => deliveryIdText(Number(id)))
  }

  // ── the journal ─────────────────────────────────────────────────────────────

  findDeliveries(filter: JournalFilter, page: Page) {
    return this.#ask<PageOf<Delivery>>('journal', 'findDeliveries', filter, page)
  }

  countDeliveries(filter: JournalFilter, cap: number) {
    return this.#ask<number>('journal', 'countDeliveries', filter, cap)
  }

  async findEvents(filter: JournalFilter, page: Page) {
    const found = await this.#ask<PageOf<PackedEvent & { deliveriesCount: number }>>(
      'journal',
      'findEvents',
      filter,
      page,
    )
    const items = found.items.map(({ deliveriesCount, ...event }) => ({ ...eventFrom(event), deliveriesCount }))
    return { ...found, items }
  }

  countEvents(filter: JournalFilter, cap: number) {
    return this.#ask<number>('journal', 'countEvents', filter, cap)
  }

  async delivery(id: string) {
    const found = await this.#ask<(Delivery & { attempts: PackedAttempt[] }) | null>('engine', 'delivery', id)
    return found === null ? null : { ...found, attempts: found.attempts.map(attemptFrom) }
  }

  deliveriesOf(eventNo: number) {
    return this.#ask<Delivery[]>('engine', 'deliveriesOf', eventNo)
  }

  countByHour(filter: JournalFilter) {
    return this.#ask<JournalCount[]>('journal', 'countByHour', filter)
  }

  // ── figures ─────────────────────────────────────────────────────────────────

  tally(of: Parameters<Store['tally']>[0]) {
    return this.#ask<Tally>('journal', 'tally', of)
  }

  latestEvents() {
    return this.#ask<LatestEvent[]>('journal', 'latestEvents')
  }

  lastFired() {
    return this.#ask<{ bindingId: string; at: number }[]>('journal', 'lastFired')
  }

  space() {
    return this.#ask<StoreSpace>('journal', 'space')
  }

  // ── removing ────────────────────────────────────────────────────────────────

  async removeOld(before: OldBefore, { limit, cursor }: { limit: number; cursor?: string }): Promise<Removed> {
    const after = cursorNumber('e', cursor) ?? 0
    // Found beside the writer, like everything that takes long; the writer looks again at each.
    const slice = await this.#ask<OldSlice>('journal', 'findOld', before, after, limit)
    const nextCursor = slice.next === null ? null : cursorAfter('e', slice.next)
    const rows = slice.deliveries.length + slice.events.length
    if (rows === 0) return { deliveries: 0, events: 0, nextCursor }
    const call: Call = { question: 'removeOld', cells: [], change: slice, durable: false }
    const [deliveries, events] = (await this.#write(call, weightOfRows(rows))).map(Number)
    return { deliveries: deliveries ?? 0, events: events ?? 0, nextCursor }
  }

  async mentions(digits: string, page: { limit: number; cursor?: string }) {
    const found = await this.#ask<PageOf<PackedMention>>('journal', 'mentions', digits, page)
    const items = found.items.map(({ event, deliveries }) => ({
      event: eventFrom(event),
      deliveries: deliveries.map((one) => ({ ...one, attempts: one.attempts.map(attemptFrom) })),
    }))
    return { ...found, items }
  }

  async rewrite(changes: readonly Rewriting[]) {
    if (changes.length === 0) return
    const call: Call = { question: 'rewrite', cells: packRewriting(changes), durable: true }
    await this.#write(call, weightOfRows(changes.length * 10))
  }

  async wipeFreeSpace() {
    await this.#group.settled()
    await this.#ask<void>('writer', 'wipeFreeSpace')
  }

  // ── records ─────────────────────────────────────────────────────────────────

  async saveRecords(changes: readonly RecordChange[]) {
    if (changes.length === 0) return
    const call: Call = { question: 'saveRecords', cells: packRecords(changes), durable: true }
    await this.#write(call, weightOfRows(changes.length))
  }

  records(collection: string) {
    return this.#ask<{ id: string; body: string }[]>('engine', 'records', collection)
  }

  record(collection: string, id: string) {
    return this.#ask<string | null>('engine', 'record', collection, id)
  }

  recordsPage(collection: string, page: Page & { readonly prefix?: string }) {
    return this.#ask<PageOf<{ id: string; body: string }>>('engine', 'recordsPage', collection, page)
  }

  // ── its life ────────────────────────────────────────────────────────────────

  async ping() {
    await this.#write({ question: 'touch', cells: [], durable: false }, weightOfRows(1), { alwaysTaken: true })
  }

  async backup(file: string) {
    await this.#ask<void>('keeper', 'backup', file)
  }

  close() {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    const { writer, engine, journal, keeper } = this.#threads
    await this.#group.settled()
    await this.#checkpoint
    try {
      await Promise.allSettled([engine, journal, keeper].map((thread) => thread.close()))
      // The last connection to go moves the whole log into the database.
      await writer.close()
    } finally {
      this.#ownership.release()
    }
  }

  // ── to the threads and back ─────────────────────────────────────────────────

  async #ask<Answer>(thread: keyof Threads, question: string, ...given: readonly unknown[]): Promise<Answer> {
    this.#refuseWhenClosed()
    return this.#threads[thread].ask<Answer>(question, ...given)
  }

  async #write(call: Call, weight: { rows: number; bytes: number }, options?: { alwaysTaken: boolean }) {
    this.#refuseWhenClosed()
    return this.#group.add(call, weight, options)
  }

  #refuseWhenClosed(): void {
    if (this.#closing !== null) throw new Problem('not-ready', 'The store is closed.')
  }

  async #change(
    question: 'requeueDeliveries' | 'cancelDeliveries',
    which: DeliveryChoice,
    change: unknown,
  ): Promise<readonly Cell[]> {
    // The search happens beside the writer, so that a slow one does not hold up intake; the writer looks at each status again.
    const ids = 'ids' in which ? deliveryIdNumbers(which.ids) : await this.#ask<number[]>('journal', 'chosen', which)
    if (ids.length === 0) return []
    return this.#write({ question, cells: ids, change, durable: true }, weightOfRows(ids.length))
  }

  async #commit(calls: readonly Call[]): Promise<readonly CallResult[]> {
    const results = await this.#threads.writer.ask<readonly CallResult[]>('commit', calls)
    for (const { cells } of calls) this.#cellsWritten += cells.length
    this.#keepLogShort()
    return results
  }

  /** After a commit, for an idle store has nothing to move; and not after each, for looking costs something too. */
  #keepLogShort(): void {
    const now = performance.now()
    if (
      this.#cellsWritten < worthLooking ||
      this.#checkpoint !== null ||
      now - this.#checkpointedAt < checkpointEveryMs
    )
      return
    this.#checkpointedAt = now
    this.#cellsWritten = 0
    this.#checkpoint = this.#moveLog().finally(() => {
      this.#checkpoint = null
    })
  }

  async #moveLog(): Promise<void> {
    try {
      const frames = await this.#threads.keeper.ask<number>('checkpoint')
      if (frames > longLog) await this.#threads.writer.ask('finishCheckpoint')
    } catch {
      // The disk is full or the keeper has stopped: the log stays whole, writers are told by their own calls,
      // and the next commit tries again.
    }
  }
}

function weightOfRows(rows: number): { rows: number; bytes: number } {
  return { rows, bytes: rows * 500 }
}

/** Narrows a choice by filter to statuses that can change at all, so that its limit counts only those. */
function withStatuses(which: DeliveryChoice, statuses: readonly Delivery['status'][]): DeliveryChoice {
  if ('ids' in which) return which
  const wanted = which.filter.statuses
  const both = wanted === undefined ? statuses : wanted.filter((status) => statuses.includes(status))
  return { ...which, filter: { ...which.filter, statuses: both } }
}
