import { firstFinishedState } from './codes.ts'
import type { Ledger } from './ledger.ts'
import { packNumbers } from './numbers.ts'
import { type Cell, Cells, keyHash } from './pack.ts'
import { partOf } from './search.ts'
import type { Statements } from './statements.ts'

const takeKey = 'insert into event_key (hash, event_no) values (?, ?) on conflict do nothing'
const firstWithKey = `
  select event.no, event.deliveries_count, event.id
  from event_key join event on event.no = event_key.event_no
  where hash = ?`
const addEvent = `
  insert into event (no, id, origin, time, received_at, correlation_id, trail, trace, first_delivery,
    deliveries_count, data)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
const addRef = 'insert into event_ref (part, ref, event_no) values (?, ?, ?) on conflict do nothing'
const addDelivery = `
  insert into delivery (id, event_no, route, lane, state, binding_version, created_at, due_at, expires_at, finished_at,
    attempts_count, tries, trigger, reason)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?)`

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

/** Writes packed events inside the running transaction. The answer is packed as `unpackSaved` reads it. */
export function saveEvents(packed: readonly Cell[], tools: WriterTools): Cell[] {
  const cells = new Cells(packed)
  const answer: Cell[] = []
  while (cells.left) saveEvent(cells, answer, tools)
  return answer
}

function saveEvent(cells: Cells, answer: Cell[], tools: WriterTools): void {
  const { statements, ledger } = tools
  const head = readHead(cells)
  const deliveriesCount = cells.number()
  const no = ledger.nextEventNo()
  const hash = keyHash(head.source, head.id)
  if (statements.run(takeKey, hash, no) === 0) {
    for (let at = 0; at < deliveriesCount * 7; at++) cells.next()
    const [firstNo = 0, count = 0, id = ''] = statements.row(firstWithKey, hash) ?? []
    answer.push(firstNo, count, 0, id)
    return
  }
  ledger.useEventNo(head.receivedAt)
  const firstId = ledger.deliveryIds(deliveriesCount, tools.now)
  addHead(no, head, { firstId, deliveriesCount }, tools)
  for (let at = 0; at < deliveriesCount; at++) saveDelivery(cells, { id: firstId + at, no, head }, tools)
  answer.push(no, deliveriesCount, firstId, null)
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
  { firstId, deliveriesCount }: { firstId: number; deliveriesCount: number },
  { statements, ledger }: WriterTools,
): void {
  const origin = ledger.origin(head.type, head.source)
  const { id, time, receivedAt, correlationId, trail, trace, data } = head
  const row = [no, id, origin, time, receivedAt, correlationId, trail, trace, firstId, deliveriesCount, data]
  statements.run(addEvent, ...row)
  const part = partOf(no)
  if (partOf(no - 1) < part) packNumbers(part - 1, statements)
  for (const ref of head.refs) statements.run(addRef, part, ref, no)
}

function saveDelivery(
  cells: Cells,
  { id, no, head }: { id: number; no: number; head: Head },
  { statements, ledger }: WriterTools,
): void {
  const bindingId = cells.text()
  const version = cells.number()
  const lane = ledger.lane(cells.text())
  const state = cells.number()
  const [reason, dueAt, expiresAt] = [cells.next(), cells.number(), cells.next()]
  const route = ledger.route(bindingId, lane, head.type)
  const open = state < firstFinishedState
  const { receivedAt } = head
  const [due, finished] = open ? [dueAt, null] : [null, receivedAt]
  statements.run(addDelivery, id, no, route, lane, state, version, receivedAt, due, expiresAt, finished, reason)
  ledger.list(route, state)
  if (open) ledger.changeOpen(lane, 1)
}
