import type { JsonObject } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import type { JournalFilter, Page, Store } from '../core/store.ts'
import { readFilter } from './filter.ts'
import type { Names } from './names.ts'
import { showAttempt, showDelivery, showEvent } from './show.ts'

export interface JournalTools {
  readonly store: Store
  readonly names: Names
}

/** A page in the API's form. */
export interface ShownPage {
  readonly items: readonly JsonObject[]
  readonly next_cursor: string | null
}

/** Counting further than this helps nobody: the console says "more than". */
const mostCounted = 100_000

/** Questions about the past, answered in the API's form. */
export class Journal {
  readonly #tools: JournalTools

  constructor(tools: JournalTools) {
    this.#tools = tools
  }

  /** Throws `Problem` with every wrong parameter. */
  filter(given: JsonObject): JournalFilter {
    return readFilter(given, this.#tools.names)
  }

  async deliveries(filter: JournalFilter, page: Page): Promise<ShownPage> {
    const { items, nextCursor } = await this.#tools.store.findDeliveries(filter, page)
    return { items: items.map((delivery) => showDelivery(delivery, this.#tools.names)), next_cursor: nextCursor }
  }

  async events(filter: JournalFilter, page: Page): Promise<ShownPage> {
    const { items, nextCursor } = await this.#tools.store.findEvents(filter, page)
    return { items: items.map(showEvent), next_cursor: nextCursor }
  }

  count(filter: JournalFilter): Promise<number> {
    return this.#tools.store.countDeliveries(filter, mostCounted)
  }

  /** One delivery's whole story. Throws `not-found`. */
  async story(id: string): Promise<JsonObject> {
    const delivery = await this.#tools.store.delivery(id)
    if (!delivery) throw new Problem('not-found', `There is no delivery ${id}`)
    const event = await this.#tools.store.event(delivery.eventNo)
    const last = delivery.attempts.at(-1)
    return {
      ...showDelivery(delivery, this.#tools.names),
      event: event && showEvent(event),
      parameters: last?.parameters ?? null,
      empty_variables: last?.emptyVariables ?? [],
      attempts: delivery.attempts.map(showAttempt),
    }
  }

  /** The deliveries of one event, in the API's form. */
  async deliveriesOf(eventNo: number): Promise<JsonObject[]> {
    return (await this.#tools.store.deliveriesOf(eventNo)).map((delivery) => showDelivery(delivery, this.#tools.names))
  }

  /** Counts and latency by hour, status and integration. */
  async stats(filter: JournalFilter): Promise<JsonObject> {
    const cells = await this.#tools.store.countByHour(filter)
    const total = cells.reduce((sum, { count }) => sum + count, 0)
    const byStatus: Record<string, number> = {}
    for (const { status, count } of cells) byStatus[status] = (byStatus[status] ?? 0) + count
    return {
      total,
      by_status: byStatus,
      hours: cells.map((cell) => {
        const integration = this.#tools.names.integration(cell.integrationId)
        return {
          hour: new Date(cell.hour).toISOString(),
          status: cell.status,
          integration: { id: cell.integrationId, name: integration?.name ?? null, kind: integration?.kind ?? null },
          count: cell.count,
          p50_ms: cell.p50Ms,
          p95_ms: cell.p95Ms,
          p99_ms: cell.p99Ms,
        }
      }),
    }
  }
}
