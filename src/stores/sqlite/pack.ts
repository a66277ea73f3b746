import { hash } from 'node:crypto'
import type { Attempt, DeliveryStatus } from '../../core/delivery.ts'
import type { AttemptRecord } from '../../core/store/delivery-store.ts'
import type { NewEvent, SavedEvent } from '../../core/store/event-store.ts'
import type { RecordChange } from '../../core/store/record-store.ts'
import { detailText } from './attempt-detail.ts'
import { outcomeCode, stateOf, triggerCode } from './codes.ts'
import { deliveryIdNumber, deliveryIdText } from './ids.ts'

/**
 * What travels to the writer: flat rows of texts and numbers. Copying objects between threads costs as much as the
 * insert itself; a flat list costs a tenth of it.
 */
export type Cell = string | number | null

/** Reads cells in the order they were packed. */
export class Cells {
  readonly #cells: readonly Cell[]
  #at = 0

  constructor(cells: readonly Cell[]) {
    this.#cells = cells
  }

  get left(): boolean {
    return this.#at < this.#cells.length
  }

  next(): Cell {
    return this.#cells[this.#at++] ?? null
  }

  text(): string {
    return String(this.next())
  }

  number(): number {
    return Number(this.next())
  }
}

/** Every event with its search keys and deliveries, in the order in which `save-events.ts` reads them. */
export function packEvents(events: readonly NewEvent[]): Cell[] {
  const cells: Cell[] = []
  for (const event of events) {
    cells.push(event.id, event.type, wholeMs(event.time), wholeMs(event.receivedAt), event.source, event.correlationId)
    cells.push(event.trail.length === 0 ? null : JSON.stringify(event.trail), event.trace ?? null, event.data)
    cells.push(event.searchKeys.length)
    for (const key of event.searchKeys) cells.push(refText(key))
    cells.push(event.deliveries.length)
    for (const delivery of event.deliveries) {
      cells.push(delivery.bindingId, delivery.bindingVersion, delivery.integrationId, stateOf(delivery.status, null))
      cells.push(delivery.reason, wholeMs(delivery.dueAt), wholeMsOrNull(delivery.expiresAt))
    }
  }
  return cells
}

/** About how many bytes a call with these events weighs. */
export function weightOf(events: readonly NewEvent[]): number {
  return events.reduce((sum, event) => sum + 200 + event.data.length + event.deliveries.length * 100, 0)
}

/** The answer of the writer: number, deliveries, first delivery id, and of a duplicate the id of the first one. */
export function unpackSaved(answer: readonly Cell[], events: readonly NewEvent[]): SavedEvent[] {
  const cells = new Cells(answer)
  return events.map((event) => {
    const no = cells.number()
    const deliveriesCount = cells.number()
    const firstId = cells.number()
    const keptId = cells.next()
    if (typeof keptId === 'string') return { no, id: keptId, duplicate: true, deliveriesCount, deliveryIds: [] }
    const deliveryIds = event.deliveries.map((_, at) => deliveryIdText(firstId + at))
    return { no, id: event.id, duplicate: false, deliveriesCount, deliveryIds }
  })
}

/** Attempts and what they did, in the order in which `change-deliveries.ts` reads them. */
export function packAttempts(records: readonly AttemptRecord[]): Cell[] {
  const cells: Cell[] = []
  for (const record of records) {
    const id = deliveryIdNumber(record.deliveryId)
    if (id === null) continue
    cells.push(id, stateOf(record.status, record.outcome), record.reason, record.statusCode, record.attemptsCount)
    cells.push(record.tries, dueWhile(record.status, record.nextAttemptAt), wholeMsOrNull(record.finishedAt))
    cells.push(record.durationMs)
    packAttempt(record.attempt, cells)
  }
  return cells
}

function packAttempt(attempt: Attempt | null, cells: Cell[]): void {
  if (attempt === null) {
    cells.push(null)
    return
  }
  const { no, at, trigger, durationMs, outcome, statusCode } = attempt
  cells.push(no, wholeMs(at), triggerCode(trigger), outcomeCode(outcome), durationMs, statusCode, detailText(attempt))
}

/** Only an open delivery is due. */
function dueWhile(status: DeliveryStatus, nextAttemptAt: number | null): number | null {
  return status === 'pending' || status === 'retrying' ? wholeMsOrNull(nextAttemptAt) : null
}

/** Collection, id and body of every change. */
export function packRecords(changes: readonly RecordChange[]): Cell[] {
  return changes.flatMap(({ collection, id, body }) => [collection, id, body])
}

/**
 * What two events share when they are the same one: 16 bytes over source and id, with the length of the source between
 * them, so that no choice of the two texts looks like another.
 */
export function keyHash(source: string, id: string): Buffer {
  return hash('sha256', Buffer.from(`${source.length}:${source}${id}`, 'utf16le'), 'buffer').subarray(0, 16)
}

/** SQLite compares texts as bytes of UTF-8, which half a surrogate pair does not have; a NUL would cut a prefix. */
export function refText(key: string): string {
  return key.toWellFormed().replaceAll('\0', '\uFFFD')
}

const furthestMs = 8.64e15

/** Whole milliseconds within what a JavaScript date can say, so that the number fits in 53 bits. */
function wholeMs(time: number): number {
  return Math.min(Math.max(Math.round(time), -furthestMs), furthestMs)
}

function wholeMsOrNull(time: number | null): number | null {
  return time === null ? null : wholeMs(time)
}
