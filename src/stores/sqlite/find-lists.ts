import type { JournalFilter } from '../../core/store/journal-filter.ts'
import { routesIn, statesIn } from './dictionary.ts'
import { type Bounds, beyond, inOrder, type Order } from './find-bounds.ts'
import type { Conditions } from './find-conditions.ts'
import type { FindTools } from './find-tools.ts'

/** Lists that each hold exactly what is asked for, in order: an index, and where in it each list is. */
export interface Lists {
  readonly column: 'delivery.id' | 'event.no'
  readonly where: string
  readonly keys: readonly (readonly number[])[]
}

export const everyDelivery: Lists = { column: 'delivery.id', where: 'true', keys: [[]] }
export const everyEvent: Lists = { column: 'event.no', where: 'true', keys: [[]] }

/** Up to here it is cheaper to look at all that the lists have than to walk through what a search found. */
const fewEnough = 5000

/** The lists of exactly what the filter asks for, by route and state; null when it asks for everything. */
export function deliveryLists(filter: JournalFilter, { dictionary }: FindTools): Lists | null {
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

/** The lists of exactly the type of event asked for; null when every type is. */
export function eventLists({ eventType }: JournalFilter, { dictionary }: FindTools): Lists | null {
  if (eventType === undefined) return null
  const origins = [...dictionary.origins].filter(([, origin]) => origin.eventType === eventType)
  return { column: 'event.no', where: 'origin = ?', keys: origins.map(([id]) => [id]) }
}

/** The first `limit` of all lists together. Each list is asked only for what can still be among them. */
export function merged(
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
export function fewIn(
  lists: Lists,
  bounds: Bounds,
  order: Order,
  conditions: Conditions,
  tools: FindTools,
): number[] | null {
  const all = merged(lists, bounds, { order, limit: fewEnough + 1, conditions }, tools)
  return all.length > fewEnough ? null : all
}

/** How many rows the lists have together, counting no further than `cap`. */
export function counted(
  { column, where, keys }: Lists,
  { above, below }: Bounds,
  { cap, conditions }: { readonly cap: number; readonly conditions: Conditions },
  { statements }: FindTools,
): number {
  const [table] = column.split('.')
  const sql = `
    select count(*) from (
      select 1 from ${table} where ${where} and ${column} > ? and ${column} < ? ${conditions.sql} limit ?)`
  let count = 0
  for (const key of keys) {
    if (count >= cap) break
    count += statements.number(sql, ...key, above, below, ...conditions.values, cap - count) ?? 0
  }
  return count
}
