import type { JournalFilter } from '../../core/store/journal-filter.ts'
import type { FindTools } from './find-tools.ts'
import type { EventRange } from './search.ts'
import { eventRange } from './time-range.ts'

/** Newest first is `desc`. */
export type Order = 'asc' | 'desc'

/** What to find: how many at most, in which order, and after which row. */
export interface Wanted {
  readonly order: Order
  readonly limit: number
  readonly after?: number | undefined
}

/** Numbers strictly between two others: ids of deliveries, or numbers of events. */
export interface Bounds {
  readonly above: number
  readonly below: number
}

const firstDeliveryFrom = 'select first_delivery from event where no >= ? order by no limit 1'

/** The events that can be meant: of that time, or the one. */
export function narrowed(filter: JournalFilter, { statements }: FindTools): EventRange {
  const range = eventRange(filter, statements)
  const { eventNo } = filter
  if (eventNo === undefined) return range
  return { first: Math.max(range.first, eventNo), last: Math.min(range.last, eventNo) }
}

/** Deliveries are numbered in the order of their events, so a range of events is a range of deliveries. */
export function deliveriesOf({ first, last }: EventRange, tools: FindTools): Bounds {
  return { above: firstDeliveryOf(first, tools) - 1, below: firstDeliveryOf(last + 1, tools) }
}

/** The first id that a delivery of this event or a later one can have. */
export function firstDeliveryOf(eventNo: number, { statements }: FindTools): number {
  return statements.number(firstDeliveryFrom, eventNo) ?? Number.MAX_SAFE_INTEGER
}

/** What is left of the bounds after the row where the page before ended. */
export function beyond({ above, below }: Bounds, { order, after }: Wanted): Bounds {
  if (after === undefined) return { above, below }
  return order === 'asc' ? { above: Math.max(above, after), below } : { above, below: Math.min(below, after) }
}

/** Sorts the numbers where they are. */
export function inOrder(numbers: number[], order: Order): number[] {
  return numbers.sort(order === 'asc' ? (one, other) => one - other : (one, other) => other - one)
}
