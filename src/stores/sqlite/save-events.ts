import { keepAttempt, type Outcome } from './change-deliveries.ts'
import { firstFinishedState } from './codes.ts'
import type { Ledger } from './ledger.ts'
import type { Decision } from './log-record.ts'
import { packNumbers } from './numbers.ts'
import type { Cell, Cells } from './pack.ts'
import { partOf } from './search.ts'
import type { Statements } from './statements.ts'

const addKey = 'insert into event_key (hash, event_no) values (?, ?) on conflict do nothing'
const addEvent = `
  insert into event (no, id, origin, time, received_at, correlation_id, trail, trace, first_delivery,
    deliveries_count, data)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
const addRef = 'insert into event_ref (part, ref, event_no) values (?, ?, ?) on conflict do nothing'
const addDelivery = `
  insert into delivery (id, event_no, route, lane, state, binding_version, created_at, expires_at,
    reason, status_code, attempts_count, tries, due_at, finished_at, duration_ms, trigger)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`

/** What the functions of the writer work with. */
export interface WriterTools {
  readonly statements: Statements
  readonly ledger: Ledger
  readonly now: number
}

interface Head {
  readonly id: string
  readonly type: string
  readonly time: number
  readonly receivedAt: number
  readonly source: string
  readonly correlationId: Cell
  readonly trail: Cell
  readonly trace: Cell
  readonly data: string
  readonly refs: readonly string[]
}

/** What is known of events before they are written. */
export interface Foreseen {
  /** What was decided about each, in their order. */
  readonly decisions: { readonly next: () => Decision }
  /** What became of their deliveries meanwhile; those that are written are taken out. */
  readonly outcomes: Map<number, Outcome[]>
}

/** Writes packed events inside the running transaction. */
export function saveEvents(cells: Cells, foreseen: Foreseen, tools: WriterTools): void {
  while (cells.left) saveEvent(cells, foreseen, tools)
}

function saveEvent(cells: Cells, { decisions, outcomes }: Foreseen, tools: WriterTools): void {
  const { no, firstDelivery, hash } = decisions.next()
  const head = readHead(cells)
  const deliveriesCount = cells.number()
  if (no === 0) {
    cells.some(deliveriesCount * 7)
    return
  }
  tools.statements.run(addKey, hash, no)
  tools.ledger.noteTime(head.receivedAt)
  tools.ledger.noteDeliveries(firstDelivery, deliveriesCount)
  addHead(no, head, { firstDelivery, deliveriesCount }, tools)
  for (let id = firstDelivery; id < firstDelivery + deliveriesCount; id++) {
    saveDelivery(cells, { id, no, head, outcomes: outcomes.get(id) ?? [] }, tools)
    outcomes.delete(id)
  }
}

function readHead(cells: Cells): Head {
  return {
    id: cells.text(),
    type: cells.text(),
    time: cells.number(),
    receivedAt: cells.number(),
    source: cells.text(),
    correlationId: cells.next(),
    trail: cells.next(),
    trace: cells.next(),
    data: cells.text(),
    refs: Array.from({ length: cells.number() }, () => cells.text()),
  }
}

function addHead(
  no: number,
  head: Head,
  { firstDelivery, deliveriesCount }: { firstDelivery: number; deliveriesCount: number },
  { statements, ledger }: WriterTools,
): void {
  const origin = ledger.origin(head.type, head.source)
  const { id, time, receivedAt, correlationId, trail, trace, data } = head
  const row = [no, id, origin, time, receivedAt, correlationId, trail, trace, firstDelivery, deliveriesCount, data]
  statements.run(addEvent, ...row)
  const part = partOf(no)
  if (partOf(no - 1) < part) packNumbers(part - 1, statements)
  for (const ref of head.refs) statements.run(addRef, part, ref, no)
}

/** A delivery that has outcomes already is written as the last of them left it. */
function saveDelivery(
  cells: Cells,
  { id, no, head, outcomes }: { id: number; no: number; head: Head; outcomes: readonly Outcome[] },
  tools: WriterTools,
): void {
  const { statements, ledger } = tools
  const bindingId = cells.text()
  const version = cells.number()
  const lane = ledger.lane(cells.text())
  const route = ledger.route(bindingId, lane, head.type)
  const planned = plannedOutcome(cells.some(2), cells.number(), head)
  const expiresAt = cells.next()
  const { state, result } = outcomes.at(-1) ?? planned
  statements.run(addDelivery, id, no, route, lane, state, version, head.receivedAt, expiresAt, ...result)
  for (const outcome of outcomes) keepAttempt(id, outcome, tools)
  ledger.list(route, state)
  if (state < firstFinishedState) ledger.changeOpen(lane, 1)
}

function plannedOutcome([state, reason]: readonly Cell[], dueAt: number, { receivedAt }: Head): Outcome {
  const isOpen = Number(state) < firstFinishedState
  const times = isOpen ? [dueAt, null] : [null, receivedAt]
  return { state: Number(state), result: [reason ?? null, null, 0, 0, ...times, null], attempt: null }
}
