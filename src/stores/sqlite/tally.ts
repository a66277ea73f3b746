import { latencyBucket } from '../../core/latency.ts'
import type { DeliveryCount, EventCount, Store, Tally } from '../../core/store.ts'
import { outcomeOf, statusOf } from './codes.ts'
import type { FindTools } from './find.ts'
import { eventRange } from './time-range.ts'

type Slots = Parameters<Store['tally']>[0]

const idsOfEvents = `
  select (select first_delivery from event where no >= ? order by no limit 1),
    (select first_delivery + deliveries_count from event where no <= ? order by no desc limit 1)`
const deliveriesBetween = `
  select route, state, created_at, finished_at from delivery
  where id >= ? and id < ? and created_at >= ? and created_at < ?`
// Counted in the index of origins, for a row of the table carries the whole event.
const eventsOfOrigin = 'select count(*) from event where origin = ? and no >= ? and no <= ?'

/** Counts what was accepted in each slot, and what came of it. */
export function tally(slots: Slots, tools: FindTools): Tally {
  return { events: countEvents(slots, tools), deliveries: countDeliveries(slots, tools) }
}

function countEvents({ from, to, slotMs }: Slots, { statements, dictionary }: FindTools): EventCount[] {
  const counts: EventCount[] = []
  let { first } = eventRange({ from }, statements)
  const end = eventRange({ to }, statements).last
  for (let slot = from; slot < to && first <= end; slot += slotMs) {
    const last = slot + slotMs >= to ? end : eventRange({ to: slot + slotMs }, statements).last
    if (last < first) continue
    for (const [origin, { eventType, source }] of dictionary.origins) {
      const count = statements.number(eventsOfOrigin, origin, first, last) ?? 0
      if (count > 0) counts.push({ slot, eventType, source, count })
    }
    first = last + 1
  }
  return counts
}

interface Cell {
  count: number
  firstAt: number
  lastAt: number
  readonly took: Map<number, number>
}

function countDeliveries({ from, to, slotMs }: Slots, { statements, dictionary }: FindTools): DeliveryCount[] {
  const { first, last } = eventRange({ from, to }, statements)
  const [firstId, endId] = statements.row(idsOfEvents, first, last) ?? [null, null]
  if (firstId == null || endId == null) return []
  // By slot, route and state: numbers, so that a million rows make no million texts.
  const slots = new Map<number, Map<number, Cell>>()
  for (const [route, state, createdAt, finishedAt] of statements.each(deliveriesBetween, firstId, endId, from, to)) {
    const at = Number(createdAt)
    const cell = cellIn(slots, at - (at % slotMs), Number(route) * 256 + Number(state))
    cell.count++
    cell.firstAt = Math.min(cell.firstAt, at)
    cell.lastAt = Math.max(cell.lastAt, at)
    if (finishedAt === null) continue
    const bucket = latencyBucket(Number(finishedAt) - at)
    cell.took.set(bucket, (cell.took.get(bucket) ?? 0) + 1)
  }
  return [...slots].flatMap(([slot, cells]) =>
    [...cells].map(([key, { took, ...cell }]) => {
      const { bindingId, integrationId } = dictionary.route(Math.floor(key / 256))
      const state = key % 256
      const status = statusOf(state)
      return { slot, bindingId, integrationId, status, outcome: outcomeOf(state), ...cell, took: [...took] }
    }),
  )
}

function cellIn(slots: Map<number, Map<number, Cell>>, slot: number, key: number): Cell {
  const cells = got(slots, slot, () => new Map<number, Cell>())
  return got(cells, key, () => ({ count: 0, firstAt: Number.POSITIVE_INFINITY, lastAt: 0, took: new Map() }))
}

function got<Value>(map: Map<number, Value>, key: number, make: () => Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
