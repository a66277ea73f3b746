import type { DueDelivery, LaneSummary } from '../../core/store/delivery-store.ts'
import { triggerNamed } from './codes.ts'
import type { Dictionary } from './dictionary.ts'
import { deliveryIdNumbers, deliveryIdText } from './ids.ts'
import { eventColumns, type PackedEvent, packedEvent } from './rows.ts'
import type { Statements } from './statements.ts'

const lanesOpen = 'select id, integration_id, open from lane where open > 0 order by id'
const laneOpen = 'select id, integration_id, open from lane where integration_id = ? and open > 0'
const laneNamed = 'select id from lane where integration_id = ?'
// Jumps from one route to the next, so that a long queue in one of them costs nothing.
const nextRouteOpen = `
  select route, due_at from delivery
  where state < 32 and lane = ? and route > ? order by route, due_at, id limit 1`
const openOnRoute = `
  select due_at, id from delivery
  where state < 32 and lane = ? and route = ? order by due_at, id`
const dueOnRoute = `
  select due_at, id from delivery
  where state < 32 and lane = ? and route = ? and due_at <= ? order by due_at, id`
const dueDetails = `
  select delivery.id, route, binding_version, due_at, expires_at, attempts_count, tries, created_at, trigger, ${eventColumns}
  from json_each(?) as wanted
  join delivery on delivery.id = wanted.value
  join event on event.no = delivery.event_no
  order by wanted.key`

/** A due delivery as it travels: the event's data is still text. */
export type PackedDue = Omit<DueDelivery, 'event'> & { readonly event: PackedEvent }

interface Due {
  readonly id: number
  readonly dueAt: number
}

/** What the engine asks, on a connection that no search can hold up. */
export class DueQuestions {
  readonly #statements: Statements
  readonly #dictionary: Dictionary

  constructor(statements: Statements, dictionary: Dictionary) {
    this.#statements = statements
    this.#dictionary = dictionary
  }

  dueDeliveries(query: {
    readonly integrationId: string
    readonly now: number
    readonly limit: number
    readonly perBinding: number
    readonly except: readonly string[]
  }): PackedDue[] {
    const lane = this.#statements.number(laneNamed, query.integrationId)
    if (lane === null || query.limit <= 0) return []
    const except = new Set(deliveryIdNumbers(query.except))
    const bindings = this.#dueBindings(lane, query.now)
    const look = (each: number) =>
      bindings.map((routes) => this.#earliest(routes, { lane, now: query.now, each, except }))
    // With more bindings than places nobody gets a second place, so one of each is mostly enough to look at.
    const heads = bindings.length >= query.limit ? takeTurns(look(1), query.limit) : []
    if (heads.length === query.limit) return this.#details(heads)
    return this.#details(takeTurns(look(Math.min(query.perBinding, query.limit)), query.limit))
  }

  lanes(): LaneSummary[] {
    return this.#statements.rows(lanesOpen).flatMap(([id, integrationId, open]) => {
      const nextDueAt = this.#nextDueAt(Number(id), new Set())
      return nextDueAt === null ? [] : [{ integrationId: String(integrationId), open: Number(open), nextDueAt }]
    })
  }

  lane(integrationId: string, except: readonly string[]): LaneSummary | null {
    const row = this.#statements.row(laneOpen, integrationId)
    if (row === undefined) return null
    const nextDueAt = this.#nextDueAt(Number(row[0]), new Set(deliveryIdNumbers(except)))
    return { integrationId, open: Number(row[2]), nextDueAt: nextDueAt ?? Number.POSITIVE_INFINITY }
  }

  /** The routes with something due, together by binding. */
  #dueBindings(lane: number, now: number): number[][] {
    const byBinding = new Map<string, number[]>()
    for (const { route, dueAt } of this.#openRoutes(lane)) {
      if (dueAt > now) continue
      const { bindingId } = this.#dictionary.route(route)
      byBinding.set(bindingId, [...(byBinding.get(bindingId) ?? []), route])
    }
    return [...byBinding.values()]
  }

  *#openRoutes(lane: number): Generator<{ route: number; dueAt: number }> {
    let last = 0
    while (true) {
      const row = this.#statements.row(nextRouteOpen, lane, last)
      if (row === undefined) return
      last = Number(row[0])
      yield { route: last, dueAt: Number(row[1]) }
    }
  }

  #earliest(
    routes: readonly number[],
    { lane, now, each, except }: { lane: number; now: number; each: number; except: ReadonlySet<number> },
  ): Due[] {
    const due: Due[] = []
    for (const route of routes) {
      let taken = 0
      for (const [dueAt, id] of this.#statements.each(dueOnRoute, lane, route, now)) {
        if (except.has(Number(id))) continue
        due.push({ id: Number(id), dueAt: Number(dueAt) })
        if (++taken >= each) break
      }
    }
    return due.sort(byDue).slice(0, each)
  }

  #nextDueAt(lane: number, except: ReadonlySet<number>): number | null {
    let next: number | null = null
    for (const { route, dueAt } of this.#openRoutes(lane)) {
      if (next !== null && dueAt >= next) continue
      const first = except.size === 0 ? dueAt : this.#firstDueAt(lane, route, except)
      if (first !== null && (next === null || first < next)) next = first
    }
    return next
  }

  #firstDueAt(lane: number, route: number, except: ReadonlySet<number>): number | null {
    for (const [dueAt, id] of this.#statements.each(openOnRoute, lane, route))
      if (!except.has(Number(id))) return Number(dueAt)
    return null
  }

  #details(ids: readonly number[]): PackedDue[] {
    return this.#statements.rows(dueDetails, JSON.stringify(ids)).map((row) => {
      const route = this.#dictionary.route(Number(row[1]))
      return {
        id: deliveryIdText(Number(row[0])),
        bindingId: route.bindingId,
        bindingVersion: Number(row[2]),
        integrationId: route.integrationId,
        dueAt: Number(row[3]),
        expiresAt: row[4] as number | null,
        attemptsCount: Number(row[5]),
        tries: Number(row[6]),
        createdAt: Number(row[7]),
        trigger: triggerNamed(Number(row[8])),
        event: packedEvent(row.slice(9), this.#dictionary),
      }
    })
  }
}

/** The earliest of every queue, then the second of every queue, and so on; within a turn the earliest first. */
function takeTurns(queues: readonly (readonly Due[])[], limit: number): number[] {
  const taken: Due[] = []
  for (let turn = 0; taken.length < limit; turn++) {
    const round = queues.map((queue) => queue[turn]).filter((due) => due !== undefined)
    if (round.length === 0) break
    taken.push(...round.sort(byDue))
  }
  return taken.slice(0, limit).map(({ id }) => id)
}

function byDue(one: Due, other: Due): number {
  return one.dueAt - other.dueAt || one.id - other.id
}
