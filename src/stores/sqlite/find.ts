import type { JournalFilter } from '../../core/store/journal-filter.ts'
import { beyond, deliveriesOf, firstDeliveryOf, narrowed, type Wanted } from './find-bounds.ts'
import { asksForDeliveries, deliveryConditions, eventConditions } from './find-conditions.ts'
import { counted, deliveryLists, eventLists, everyDelivery, everyEvent, fewIn, merged } from './find-lists.ts'
import {
  amongThese,
  deliveriesThroughEvents,
  eventsOf,
  eventsOfFew,
  eventsThroughSearch,
  isSearch,
  withTerms,
} from './find-searched.ts'
import type { FindTools } from './find-tools.ts'

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
  const bounds = deliveriesOf(narrowed(filter, tools), tools)
  const conditions = deliveryConditions(filter)
  return counted(deliveryLists(filter, tools) ?? everyDelivery, bounds, { cap, conditions }, tools)
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

/** How many events a filter finds, counting no further than `cap`. */
export function countEventNos(filter: JournalFilter, cap: number, tools: FindTools): number {
  return findEventNos(filter, { order: 'desc', limit: cap }, tools).length
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
