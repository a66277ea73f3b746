import { nextDeliveryId } from './ids.ts'
import type { Statements } from './statements.ts'

const lastEventNo = `
  select max(coalesce((select max(no) from event), 0),
             coalesce((select value from counter where name = 'event_no'), 0))`
const lastDeliveryId = `
  select max(coalesce((select max(id) from delivery), 0),
             coalesce((select first_delivery + deliveries_count - 1 from event order by no desc limit 1), 0),
             coalesce((select value from counter where name = 'delivery_id'), 0))`
const keepDeliveryId = `
  insert into counter (name, value) values ('delivery_id', ?)
  on conflict (name) do update set value = excluded.value`
const lastReceivedAt = 'select received_at from event order by no desc limit 1'
const clockBack = `select value from counter where name = 'clock_back'`
const keepClockBack = `
  insert into counter (name, value) values ('clock_back', ?)
  on conflict (name) do update set value = excluded.value`
const originOf = 'select id from origin where event_type = ? and source = ?'
const addOrigin = 'insert into origin (event_type, source) values (?, ?)'
const laneOf = 'select id from lane where integration_id = ?'
const addLane = 'insert into lane (integration_id, open) values (?, 0)'
const routeOf = 'select id from route where binding_id = ? and lane = ? and event_type = ?'
const addRoute = 'insert into route (binding_id, lane, event_type) values (?, ?, ?)'
const addList = 'insert into journal_list (route, state) values (?, ?) on conflict do nothing'
const changeOpen = 'update lane set open = open + ? where id = ?'
const lastInserted = 'select last_insert_rowid()'

/**
 * What the writer remembers between transactions: the last numbers, and the small numbers of names.
 * After a rollback `forget` it, for some of it was never written.
 */
export class Ledger {
  readonly #statements: Statements
  readonly #origins = new Map<string, number>()
  readonly #lanes = new Map<string, number>()
  readonly #routes = new Map<string, number>()
  readonly #lists = new Set<number>()
  readonly #openChanges = new Map<number, number>()
  #eventNo = 0
  #deliveryId = 0
  #latestReceivedAt = 0
  #clockBackMs = 0

  constructor(statements: Statements) {
    this.#statements = statements
    this.forget()
  }

  /** Reads everything again from the last commit. */
  forget(): void {
    for (const memory of [this.#origins, this.#lanes, this.#routes, this.#lists, this.#openChanges]) memory.clear()
    this.#eventNo = this.#statements.number(lastEventNo) ?? 0
    this.#deliveryId = this.#statements.number(lastDeliveryId) ?? 0
    this.#clockBackMs = this.#statements.number(clockBack) ?? 0
    // No event can be later than this: the last one is at most this much earlier than the latest.
    const last = this.#statements.number(lastReceivedAt)
    this.#latestReceivedAt = last === null ? Number.NEGATIVE_INFINITY : last + this.#clockBackMs
  }

  nextEventNo(): number {
    return this.#eventNo + 1
  }

  /** The number is used now; `receivedAt` of its event may be before that of an earlier one. */
  useEventNo(receivedAt: number): void {
    this.#eventNo++
    this.#latestReceivedAt = Math.max(this.#latestReceivedAt, receivedAt)
    const back = this.#latestReceivedAt - receivedAt
    if (back <= this.#clockBackMs) return
    this.#clockBackMs = roundedUp(back)
    this.#statements.run(keepClockBack, this.#clockBackMs)
  }

  /** The first of `count` ids in a row. */
  deliveryIds(count: number, now: number): number {
    const first = nextDeliveryId(this.#deliveryId, now)
    // Also without deliveries: those of later events come after it, whatever the clock does.
    this.#deliveryId = first + count - 1
    return first
  }

  /** To be called when deliveries are removed: an id that was given is never given again, also when none is left. */
  keepDeliveryId(): void {
    this.#statements.run(keepDeliveryId, this.#deliveryId)
  }

  origin(eventType: string, source: string): number {
    const key = `${eventType.length}:${eventType}${source}`
    return remembered(this.#origins, key, () => this.#number([originOf, addOrigin], eventType, source))
  }

  lane(integrationId: string): number {
    return remembered(this.#lanes, integrationId, () => this.#number([laneOf, addLane], integrationId))
  }

  route(bindingId: string, lane: number, eventType: string): number {
    const key = `${lane}:${bindingId.length}:${bindingId}${eventType}`
    return remembered(this.#routes, key, () => this.#number([routeOf, addRoute], bindingId, lane, eventType))
  }

  /** Tells the journal that this route has deliveries in this state. */
  list(route: number, state: number): void {
    const key = route * 256 + state
    if (this.#lists.has(key)) return
    this.#statements.run(addList, route, state)
    this.#lists.add(key)
  }

  changeOpen(lane: number, by: number): void {
    if (by !== 0) this.#openChanges.set(lane, (this.#openChanges.get(lane) ?? 0) + by)
  }

  /** The last thing in a transaction: writes how many deliveries each lane has open now. */
  writeOpen(): void {
    for (const [lane, by] of this.#openChanges) if (by !== 0) this.#statements.run(changeOpen, by, lane)
    this.#openChanges.clear()
  }

  #number([find, add]: readonly [string, string], ...names: (string | number)[]): number {
    const found = this.#statements.number(find, ...names)
    if (found !== null) return found
    this.#statements.run(add, ...names)
    return this.#statements.number(lastInserted) ?? 0
  }
}

/** To the next power of two, from a second on, so that it is written seldom. */
function roundedUp(ms: number): number {
  return Math.min(2 ** Math.max(10, Math.ceil(Math.log2(ms))), Number.MAX_SAFE_INTEGER)
}

function remembered(memory: Map<string, number>, key: string, find: () => number): number {
  const known = memory.get(key)
  if (known !== undefined) return known
  const number = find()
  memory.set(key, number)
  return number
}
