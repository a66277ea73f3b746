import type { JournalFilter } from '../../core/store/journal-filter.ts'
import { type Dictionary, routesIn, statesIn } from './dictionary.ts'
import { asksForDeliveries, type Conditions, deliveryConditions, eventConditions } from './find-conditions.ts'
import { deliveryIdNumbers } from './ids.ts'
import { type EventRange, eventsAmong, eventsWith } from './search.ts'
import type { Statements } from './statements.ts'
import { eventRange } from './time-range.ts'

/** Newest first is `desc`. */
export type Order = 'asc' | 'desc'

/** What a search works with. */
export interface FindTools {
  readonly statements: Statements
  readonly dictionary: Dictionary
}

/** Numbers strictly between two others: ids of deliveries, or numbers of events. */
interface Bounds {
  readonly above: number
  readonly below: number
}

/** What to find: how many at most, in which order, and after which row. */
export interface Wanted {
  readonly order: Order
  readonly limit: number
  readonly after?: number | undefined
}

/** Lists that each hold exactly what is asked for, in order: an index, and where in it each list is. */
interface Lists {
  readonly column: 'delivery.id' | 'event.no'
  readonly where: string
  readonly keys: readonly (readonly number[])[]
}

const everyDelivery: Lists = { column: 'delivery.id', where: 'true', keys: [[]] }
const everyEvent: Lists = { column: 'event.no', where: 'true', keys: [[]] }

/** Up to here it is cheaper to look at all that the lists have than to walk through what a search found. */
const fewEnough = 5000

const firstDeliveryFrom = 'select first_delivery from event where no >= ? order by no limit 1'
const eventOfDeliveryFrom = 'select event_no from delivery where id > ? order by id limit 1'
const eventOfDeliveryTo = 'select event_no from delivery where id < ? order by id desc limit 1'
// `cross join` keeps the order: first the event, then its row of deliveries.
const deliveriesOfEvents = `
  select delivery.id, route, state
  from event cross join delivery on delivery.id >= first_delivery and delivery.id < first_delivery + deliveries_count
  where event.no in (select value from json_each(?))`
const eventsOfDeliveries = 'select id, event_no from delivery where id in (select value from json_each(?))'
const theseEvents = 'select no, origin from event where no in (select value from json_each(?))'
const theseDeliveries = 'select id, route, state from delivery where id in (select value from json_each(?))'

/** Ids of the deliveries a filter finds. */
export function findDeliveryIds(filter: JournalFilter, wanted: Wanted, tools: FindTools): number[] {
  const events = narrowed(filter, tools)
  const bounds = beyond(deliveriesOf(events, tools), wanted)
  if (wanted.limit <= 0 || bounds.above + 1 >= bounds.below) return []
  const conditions = deliveryConditions(filter)
  if (filter.deliveryIds !== undefined) return amongThese(filter.deliveryIds, filter, { bounds, wanted }, tools)
  if (filter.eventNo !== undefined || isSearch(filter)) {
    const lists = deliveryLists(filter, tools)
    const few =
      lists === null || filter.eventNo !== undefined ? null : fewIn(lists, bounds, wanted.order, conditions, tools)
    if (few !== null) return withTerms(few, filter, wanted.limit, tools)
    return deliveriesThroughEvents(filter, { events, bounds, wanted }, tools)
  }
  return merged(deliveryLists(filter, tools) ?? everyDelivery, bounds, { ...wanted, conditions }, tools)
}

/** How many deliveries a filter finds, counting no further than `cap`. */
export function countDeliveryIds(filter: JournalFilter, cap: number, tools: FindTools): number {
  if (filter.eventNo !== undefined || filter.deliveryIds !== undefined || isSearch(filter))
    return findDeliveryIds(filter, { order: 'desc', limit: cap }, tools).length
  const { above, below } = deliveriesOf(narrowed(filter, tools), tools)
  const conditions = deliveryConditions(filter)
  const { where, keys } = deliveryLists(filter, tools) ?? everyDelivery
  const sql = `
    select count(*) from (
      select 1 from delivery where ${where} and id > ? and id < ? ${conditions.sql} limit ?)`
  let count = 0
  for (const key of keys) {
    if (count >= cap) break
    count += tools.statements.number(sql, ...key, above, below, ...conditions.values, cap - count) ?? 0
  }
  return count
}

/** How many events a filter finds, counting no further than `cap`. */
export function countEventNos(filter: JournalFilter, cap: number, tools: FindTools): number {
  return findEventNos(filter, { order: 'desc', limit: cap }, tools).length
}

/** Numbers of the events a filter finds. What it says of deliveries must hold for one delivery of the event. */
export function findEventNos(filter: JournalFilter, wanted: Wanted, tools: FindTools): number[] {
  if (asksForDeliveries(filter)) return eventsThroughDeliveries(filter, wanted, tools)
  const events = narrowed(filter, tools)
  const bounds = beyond({ above: events.first - 1, below: events.last + 1 }, wanted)
  if (wanted.limit <= 0 || bounds.above + 1 >= bounds.below) return []
  const conditions = eventConditions(filter)
  const lists = eventLists(filter, tools)
  if (isSearch(filter)) {
    const few = lists === null ? null : fewIn(lists, bounds, wanted.order, conditions, tools)
    if (few !== null) return eventsOfFew(few, filter, wanted.limit, tools)
    return eventsThroughSearch(filter, { bounds, wanted }, tools)
  }
  return merged(lists ?? everyEvent, bounds, { ...wanted, conditions }, tools)
}

// ── where to look ─────────────────────────────────────────────────────────────

function isSearch({ search }: JournalFilter): boolean {
  return search !== undefined && search.length > 0
}

function narrowed(filter: JournalFilter, { statements }: FindTools): EventRange {
  const range = eventRange(filter, statements)
  const { eventNo } = filter
  if (eventNo === undefined) return range
  return { first: Math.max(range.first, eventNo), last: Math.min(range.last, eventNo) }
}

/** Deliveries are numbered in the order of their events, so a range of events is a range of deliveries. */
function deliveriesOf({ first, last }: EventRange, tools: FindTools): Bounds {
  return { above: firstDeliveryOf(first, tools) - 1, below: firstDeliveryOf(last + 1, tools) }
}

/** The first id that a delivery of this event or a later one can have. */
function firstDeliveryOf(eventNo: number, { statements }: FindTools): number {
  return statements.number(firstDeliveryFrom, eventNo) ?? Number.MAX_SAFE_INTEGER
}

function beyond({ above, below }: Bounds, { order, after }: Wanted): Bounds {
  if (after === undefined) return { above, below }
  return order === 'asc' ? { above: Math.max(above, after), below } : { above, below: Math.min(below, after) }
}

// ── lists and their merge ─────────────────────────────────────────────────────

/** The lists of exactly what the filter asks for, by route and state; null when it asks for everything. */
function deliveryLists(filter: JournalFilter, { dictionary }: FindTools): Lists | null {
  const { bindingIds, integrationId, integrationIds, eventType, statuses, outcomes } = filter
  const byRoute = [bindingIds, integrationId, integrationIds, eventType].some((part) => part !== undefined)
  const isState = statesIn(filter)
  if (byRoute) {
    const isRoute = routesIn(filter)
    const lists = dictionary.lists.filter(({ route, state }) => isState(state) && isRoute(dictionary.route(route)))
    const keys = lists.map(({ route, state }) => [route, state])
    return { column: 'delivery.id', where: 'route = ? and state = ?', keys }
  }
  if (statuses === undefined && outcomes === undefined) return null
  const states = new Set(dictionary.lists.map(({ state }) => state).filter(isState))
  return { column: 'delivery.id', where: 'state = ?', keys: [...states].map((state) => [state]) }
}

function eventLists({ eventType }: JournalFilter, { dictionary }: FindTools): Lists | null {
  if (eventType === undefined) return null
  const origins = [...dictionary.origins].filter(([, origin]) => origin.eventType === eventType)
  return { column: 'event.no', where: 'origin = ?', keys: origins.map(([id]) => [id]) }
}

/** The first `limit` of all lists together. Each list is asked only for what can still be among them. */
function merged(
  { column, where, keys }: Lists,
  { above, below }: Bounds,
  { order, limit, conditions }: { order: Order; limit: number; conditions: Conditions },
  { statements }: FindTools,
): number[] {
  const [table] = column.split('.')
  const sql = `
    select ${column} from ${table}
    where ${where} and ${column} > ? and ${column} < ? ${conditions.sql}
    order by ${column} ${order} limit ?`
  let best: number[] = []
  for (const key of keys) {
    const last = best.length < limit ? undefined : best[limit - 1]
    const within = beyond({ above, below }, { order: order === 'asc' ? 'desc' : 'asc', limit, after: last })
    const found = statements.numbers(sql, ...key, within.above, within.below, ...conditions.values, limit)
    if (found.length > 0) best = inOrder([...best, ...found], order).slice(0, limit)
  }
  return best
}

/** Everything in the lists, if that is not much; otherwise null. */
function fewIn(lists: Lists, bounds: Bounds, order: Order, conditions: Conditions, tools: FindTools): number[] | null {
  const all = merged(lists, bounds, { order, limit: fewEnough + 1, conditions }, tools)
  return all.length > fewEnough ? null : all
}

/** Those of the deliveries named by their ids that the rest of the filter finds. */
function amongThese(
  named: readonly string[],
  filter: JournalFilter,
  { bounds, wanted }: Omit<Walk, 'events'>,
  tools: FindTools,
): number[] {
  const { sql, values } = deliveryConditions(filter)
  const isWanted = tools.dictionary.delivers(filter)
  const rows = tools.statements.rows(
    `${theseDeliveries} and id > ? and id < ? ${sql} order by id ${wanted.order}`,
    JSON.stringify(deliveryIdNumbers(named)),
    bounds.above,
    bounds.below,
    ...values,
  )
  const ids = rows.filter(([, route, state]) => isWanted(Number(route), Number(state))).map(([id]) => Number(id))
  return isSearch(filter) ? withTerms(ids, filter, wanted.limit, tools) : ids.slice(0, wanted.limit)
}

/** Those of a few deliveries whose events have every term. */
function withTerms(ids: readonly number[], filter: JournalFilter, limit: number, { statements }: FindTools): number[] {
  const eventOf = eventsOf(ids, statements)
  const nos = [...new Set(eventOf.values())].sort((one, other) => one - other)
  if ((ids[0] ?? 0) > (ids.at(-1) ?? 0)) nos.reverse()
  const found: number[] = []
  // Parts come in the order of the ids, so the first ones are the right ones.
  for (const part of eventsAmong(nos, filter.search ?? [], statements)) {
    found.push(...ids.filter((id) => part.has(eventOf.get(id) ?? 0)))
    if (found.length >= limit) break
  }
  return found.slice(0, limit)
}

function eventsOf(ids: readonly number[], statements: Statements): Map<number, number> {
  const rows = statements.rows(eventsOfDeliveries, JSON.stringify(ids))
  return new Map(rows.map(([id, no]) => [Number(id), Number(no)]))
}

// ── from a search to its rows ─────────────────────────────────────────────────

interface Walk {
  readonly events: EventRange
  readonly bounds: Bounds
  readonly wanted: Wanted
}

function deliveriesThroughEvents(filter: JournalFilter, { events, bounds, wanted }: Walk, tools: FindTools): number[] {
  const range = {
    first: tools.statements.number(eventOfDeliveryFrom, bounds.above) ?? events.last + 1,
    last: tools.statements.number(eventOfDeliveryTo, bounds.below) ?? events.first - 1,
  }
  const isWanted = tools.dictionary.delivers(filter)
  const { sql, values } = deliveryConditions(filter)
  const found: number[] = []
  for (const nos of searchInSteps(filter, range, wanted.order, tools)) {
    const ids = tools.statements
      .rows(`${deliveriesOfEvents} ${sql}`, JSON.stringify(nos), ...values)
      .filter(([, route, state]) => isWanted(Number(route), Number(state)))
      .map(([id]) => Number(id))
      .filter((id) => id > bounds.above && id < bounds.below)
    found.push(...inOrder(ids, wanted.order))
    if (found.length >= wanted.limit) break
  }
  return found.slice(0, wanted.limit)
}

function eventsOfFew(
  nos: readonly number[],
  filter: JournalFilter,
  limit: number,
  { statements }: FindTools,
): number[] {
  const found: number[] = []
  for (const part of eventsAmong(nos, filter.search ?? [], statements)) {
    found.push(...nos.filter((no) => part.has(no)))
    if (found.length >= limit) break
  }
  return found.slice(0, limit)
}

function eventsThroughSearch(
  filter: JournalFilter,
  { bounds, wanted }: Omit<Walk, 'events'>,
  tools: FindTools,
): number[] {
  const range = { first: bounds.above + 1, last: bounds.below - 1 }
  const { sql, values } = eventConditions(filter)
  const found: number[] = []
  for (const nos of searchInSteps(filter, range, wanted.order, tools)) {
    const rows = tools.statements
      .rows(`${theseEvents} ${sql}`, JSON.stringify(nos), ...values)
      .filter(([, origin]) => isOfType(filter, Number(origin), tools))
    found.push(
      ...inOrder(
        rows.map(([no]) => Number(no)),
        wanted.order,
      ),
    )
    if (found.length >= wanted.limit) break
  }
  return found.slice(0, wanted.limit)
}

/** What a search finds, in order, in steps that grow: most questions are answered by the first. */
function* searchInSteps(filter: JournalFilter, range: EventRange, order: Order, { statements }: FindTools) {
  const { search = [], eventNo } = filter
  if (range.first > range.last) return
  if (eventNo !== undefined && search.length === 0) {
    yield [eventNo]
    return
  }
  let step = 200
  for (const nos of eventsWith(search, { range, order }, statements))
    for (let at = 0; at < nos.length; step = Math.min(step * 2, 5000)) {
      yield nos.slice(at, at + step)
      at += step
    }
}

function eventsThroughDeliveries(filter: JournalFilter, wanted: Wanted, tools: FindTools): number[] {
  const { statements } = tools
  const nos: number[] = []
  let after = deliveryBeside(wanted, tools)
  for (let step = wanted.limit; nos.length < wanted.limit; step = Math.min(step * 4, 10_000)) {
    const ids = findDeliveryIds(filter, { order: wanted.order, limit: step, after }, tools)
    const eventOf = eventsOf(ids, statements)
    for (const no of ids.map((id) => eventOf.get(id) ?? 0)) if (no !== nos.at(-1)) nos.push(no)
    after = ids.at(-1)
    if (ids.length < step) break
  }
  return nos.slice(0, wanted.limit)
}

/** The delivery from which on those of the events after a cursor come. */
function deliveryBeside({ order, after }: Wanted, tools: FindTools): number | undefined {
  if (after === undefined) return undefined
  return order === 'asc' ? firstDeliveryOf(after + 1, tools) - 1 : firstDeliveryOf(after, tools)
}

function isOfType({ eventType }: JournalFilter, origin: number, { dictionary }: FindTools): boolean {
  return eventType === undefined || dictionary.origin(origin).eventType === eventType
}

function inOrder(numbers: number[], order: Order): number[] {
  return numbers.sort(order === 'asc' ? (one, other) => one - other : (one, other) => other - one)
}
