import type { JournalFilter } from '../../core/store/journal-filter.ts'
import { type Bounds, inOrder, type Order, type Wanted } from './find-bounds.ts'
import { deliveryConditions, eventConditions } from './find-conditions.ts'
import type { FindTools } from './find-tools.ts'
import { deliveryIdNumbers } from './ids.ts'
import { type EventRange, eventsAmong, eventsWith } from './search.ts'
import type { Statements } from './statements.ts'

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

/** True when the search box says something. */
export function isSearch({ search }: JournalFilter): boolean {
  return search !== undefined && search.length > 0
}

/** Where to look for what. */
export interface Walk {
  readonly events: EventRange
  readonly bounds: Bounds
  readonly wanted: Wanted
}

/** Deliveries of the events that a search finds, or of the one event. */
export function deliveriesThroughEvents(
  filter: JournalFilter,
  { events, bounds, wanted }: Walk,
  tools: FindTools,
): number[] {
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

/** Events that a search finds. */
export function eventsThroughSearch(
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

/** Those of the deliveries named by their ids that the rest of the filter finds. */
export function amongThese(
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
export function withTerms(
  ids: readonly number[],
  filter: JournalFilter,
  limit: number,
  { statements }: FindTools,
): number[] {
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

/** Those of a few events that have every term. */
export function eventsOfFew(
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

/** The number of the event of each delivery. */
export function eventsOf(ids: readonly number[], statements: Statements): Map<number, number> {
  const rows = statements.rows(eventsOfDeliveries, JSON.stringify(ids))
  return new Map(rows.map(([id, no]) => [Number(id), Number(no)]))
}

function isOfType({ eventType }: JournalFilter, origin: number, { dictionary }: FindTools): boolean {
  return eventType === undefined || dictionary.origin(origin).eventType === eventType
}
