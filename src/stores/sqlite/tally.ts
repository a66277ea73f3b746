import { deliveryStatuses } from '../../core/delivery.ts'
import { latencyBucket } from '../../core/latency.ts'
import type { DeliveryCount, EventCount, FiredCounts, Tally } from '../../core/store/figure-store.ts'
import type { Store } from '../../core/store.ts'
import { outcomeOf, statusOf } from './codes.ts'
import type { FindTools } from './find-tools.ts'
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
  return { events: countEvents(slots, tools), ...countDeliveries(slots, tools) }
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

/** What was counted of one slot, by numbers alone: a million rows make no million texts. */
interface Slot {
  /** By lane and state. */
  readonly lanes: Map<number, LaneCount>
  /** By route and status. */
  readonly routes: Map<number, number>
}

interface LaneCount {
  count: number
  firstAt: number
  lastAt: number
  readonly took: Map<number, number>
}

/** A route or a lane and a state make one number; states are below this. */
const states = 256

function countDeliveries({ from, to, slotMs }: Slots, tools: FindTools): Pick<Tally, 'deliveries' | 'fired'> {
  const { statements, dictionary } = tools
  const { first, last } = eventRange({ from, to }, statements)
  const [firstId = null, endId = null] = statements.row(idsOfEvents, first, last) ?? []
  const slots = new Map<number, Slot>()
  for (const [route, state, created, finished] of statements.each(deliveriesBetween, firstId, endId, from, to)) {
    const at = Number(created)
    const slot = got(slots, at - (at % slotMs), newSlot)
    const status = Number(route) * states + (Number(state) >> 4)
    slot.routes.set(status, (slot.routes.get(status) ?? 0) + 1)
    const lane = got(slot.lanes, dictionary.route(Number(route)).lane * states + Number(state), newLane)
    lane.count++
    lane.firstAt = Math.min(lane.firstAt, at)
    lane.lastAt = Math.max(lane.lastAt, at)
    if (finished === null) continue
    const bucket = latencyBucket(Number(finished) - at)
    lane.took.set(bucket, (lane.took.get(bucket) ?? 0) + 1)
  }
  return { deliveries: lanesOf(slots, tools), fired: firedOf(slots, tools) }
}

function newSlot(): Slot {
  return { lanes: new Map(), routes: new Map() }
}

function newLane(): LaneCount {
  return { count: 0, firstAt: Number.POSITIVE_INFINITY, lastAt: 0, took: new Map() }
}

function lanesOf(slots: ReadonlyMap<number, Slot>, { dictionary }: FindTools): DeliveryCount[] {
  const integrations = new Map([...dictionary.routes.values()].map(({ lane, integrationId }) => [lane, integrationId]))
  return [...slots].flatMap(([slot, { lanes }]) =>
    [...lanes].map(([key, { took, ...count }]) => {
      const state = key % states
      const integrationId = integrations.get(Math.floor(key / states))!
      const status = statusOf(state)
      return { slot, integrationId, status, outcome: outcomeOf(state), ...count, took: [...took].flat() }
    }),
  )
}

function firedOf(slots: ReadonlyMap<number, Slot>, { dictionary }: FindTools): FiredCounts {
  const places = new Map<string, number>()
  const cellsOf = ({ routes }: Slot) =>
    Uint32Array.from(
      [...routes].flatMap(([key, count]) => {
        const { bindingId } = dictionary.route(Math.floor(key / states))
        const status = deliveryStatuses.indexOf(statusOf((key % states) << 4))
        return [got(places, bindingId, () => places.size), status, count]
      }),
    )
  const cells = [...slots].map(([slot, counted]) => ({ slot, cells: cellsOf(counted) }))
  return { bindingIds: [...places.keys()], slots: cells }
}

function got<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
