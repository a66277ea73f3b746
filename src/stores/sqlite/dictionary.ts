import type { DeliveryStatus } from '../../core/delivery.ts'
import type { OutcomeKind } from '../../core/outcome.ts'
import type { JournalFilter } from '../../core/store/journal-filter.ts'
import { outcomeOf, statusOf } from './codes.ts'
import type { Statements } from './statements.ts'

/** From an event type through a binding to an integration. */
export interface Route {
  readonly bindingId: string
  readonly integrationId: string
  readonly eventType: string
  readonly lane: number
}

/** Where an event came from, and what it was. */
export interface Origin {
  readonly eventType: string
  readonly source: string
}

const newRoutes = `
  select route.id, binding_id, integration_id, event_type, lane
  from route join lane on lane.id = route.lane
  where route.id > ? order by route.id`
const newOrigins = 'select id, event_type, source from origin where id > ? order by id'
const newLists = 'select id, route, state from journal_list where id > ? order by id'

/** The names behind the small numbers, read as they are added; they are never changed or removed. */
export class Dictionary {
  readonly #statements: Statements
  readonly routes = new Map<number, Route>()
  readonly origins = new Map<number, Origin>()
  readonly lists: { readonly route: number; readonly state: number }[] = []
  #lastRoute = 0
  #lastOrigin = 0
  #lastList = 0

  constructor(statements: Statements) {
    this.#statements = statements
  }

  /** Reads what is new. Every question begins with it, inside its own transaction. */
  catchUp(): void {
    for (const [id, bindingId, integrationId, eventType, lane] of this.#statements.rows(newRoutes, this.#lastRoute)) {
      this.#lastRoute = Number(id)
      this.routes.set(this.#lastRoute, {
        bindingId: String(bindingId),
        integrationId: String(integrationId),
        eventType: String(eventType),
        lane: Number(lane),
      })
    }
    for (const [id, eventType, source] of this.#statements.rows(newOrigins, this.#lastOrigin)) {
      this.#lastOrigin = Number(id)
      this.origins.set(this.#lastOrigin, { eventType: String(eventType), source: String(source) })
    }
    for (const [id, route, state] of this.#statements.rows(newLists, this.#lastList)) {
      this.#lastList = Number(id)
      this.lists.push({ route: Number(route), state: Number(state) })
    }
  }

  route(id: number): Route {
    return found(this.routes.get(id), 'route', id)
  }

  origin(id: number): Origin {
    return found(this.origins.get(id), 'origin', id)
  }

  /** Whether a delivery on this route and in this state is what the filter asks for. */
  delivers(filter: JournalFilter): (route: number, state: number) => boolean {
    const states = statesIn(filter)
    const routes = routesIn(filter)
    return (route, state) => states(state) && routes(this.route(route))
  }
}

/** Whether a state is one of those asked for. */
export function statesIn({ statuses, outcomes }: JournalFilter): (state: number) => boolean {
  const wantedStatuses = statuses && new Set<DeliveryStatus>(statuses)
  const wantedOutcomes = outcomes && new Set<OutcomeKind | null>(outcomes)
  return (state) => (wantedStatuses?.has(statusOf(state)) ?? true) && (wantedOutcomes?.has(outcomeOf(state)) ?? true)
}

/** Whether a route is one of those asked for. */
export function routesIn(filter: JournalFilter): (route: Route) => boolean {
  const { bindingIds, integrationId, integrationIds, eventType } = filter
  const bindings = bindingIds && new Set(bindingIds)
  const integrations = integrationIds && new Set(integrationIds)
  return (route) =>
    (bindings?.has(route.bindingId) ?? true) &&
    (integrations?.has(route.integrationId) ?? true) &&
    (integrationId === undefined || route.integrationId === integrationId) &&
    (eventType === undefined || route.eventType === eventType)
}

function found<Item>(item: Item | undefined, what: string, id: number): Item {
  if (item === undefined) throw new Error(`the store has no ${what} ${id}`)
  return item
}
