import type { Catalogue } from '../core/catalogue.ts'
import type { Clock } from '../core/clock.ts'
import type { Delivery } from '../core/delivery.ts'
import type { StoredEvent } from '../core/event.ts'
import { explain } from '../core/explain.ts'
import type { Json, JsonObject } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import { searchKeys } from '../core/search-keys.ts'
import type { JournalFilter } from '../core/store/journal-filter.ts'
import type { Page } from '../core/store/page.ts'
import type { Store } from '../core/store.ts'
import { readFilter } from './filter.ts'
import { mappingOf } from './mapping.ts'
import type { Names } from './names.ts'
import { showRow } from './row.ts'
import { mayQuote, showAttempt, showDelivery } from './show.ts'
import type { View } from './view.ts'

export interface JournalTools {
  readonly store: Store
  readonly names: Names
  readonly catalogue: Pick<Catalogue, 'parametersOf'>
  readonly clock: Clock
}

/** A page in the API's form. */
export interface ShownPage {
  readonly items: readonly JsonObject[]
  readonly next_cursor: string | null
}

/** Counting further than this helps nobody: the console says "more than". */
const mostCounted = 100_000

/** Up to here the number beside a list is exact. */
const mostShownCount = 10_000

const mostRelated = 20

/** How far apart the members of a digest may be; the engine looks as far. */
const longestDigestMs = 86_400_000

/** The phone number that an event carries, in the API's form. */
export function phoneIn(event: JsonObject | null): string | null {
  const phone = (event?.['data'] as JsonObject | undefined)?.['phone']
  return typeof phone === 'string' && phone !== '' ? phone : null
}

/** Questions about the past, answered in the API's form, and to whoever asks in their view. */
export class Journal {
  readonly #tools: JournalTools

  constructor(tools: JournalTools) {
    this.#tools = tools
  }

  /** Throws `Problem` with every wrong parameter. `retry_job` is answered by the deliveries that the job took up so far. */
  async filter(given: JsonObject): Promise<JournalFilter> {
    const { names, clock } = this.#tools
    const filter = readFilter(given, { names, now: clock.now() })
    const job = given['retry_job']
    return typeof job === 'string' && job !== ''
      ? { ...filter, deliveryIds: await names.deliveriesOfRetryJob(job) }
      : filter
  }

  async deliveries(filter: JournalFilter, page: Page, view: View, withPhone = false): Promise<ShownPage> {
    const { items, nextCursor } = await this.#tools.store.findDeliveries(filter, page)
    const shown = withPhone ? await this.#withPhones(items, view) : await this.#listed(items, view)
    return { items: shown, next_cursor: nextCursor }
  }

  async events(filter: JournalFilter, page: Page, view: View): Promise<ShownPage> {
    const { items, nextCursor } = await this.#tools.store.findEvents(filter, page)
    const shown = items.map((event) => ({ ...view.event(event), deliveries_count: event.deliveriesCount }))
    return { items: shown, next_cursor: nextCursor }
  }

  /** How many deliveries or events a filter finds, for a list that says so: exact up to ten thousand. */
  async countShown(what: 'deliveries' | 'events', filter: JournalFilter): Promise<JsonObject> {
    const { store } = this.#tools
    const count = what === 'events' ? store.countEvents : store.countDeliveries
    const found = await count.call(store, filter, mostShownCount + 1)
    return { count: Math.min(found, mostShownCount), more: found > mostShownCount }
  }

  count(filter: JournalFilter): Promise<number> {
    return this.#tools.store.countDeliveries(filter, mostCounted)
  }

  /** One delivery's whole story. Throws `not-found`. */
  async story(id: string, view: View): Promise<JsonObject> {
    const { store, names, catalogue } = this.#tools
    const delivery = await store.delivery(id)
    if (!delivery) throw new Problem('not-found', `There is no delivery ${id}`)
    const [event, then] = await Promise.all([
      store.event(delivery.eventNo),
      names.bindingThen(delivery.bindingId, delivery.bindingVersion),
    ])
    const now = names.bindingNow(delivery.bindingId)
    const conditions = event && then ? explain(then.conditions, event, catalogue.parametersOf(event.type)) : null
    const last = delivery.attempts.at(-1)
    const mask = view.about(await this.eventsBehind(delivery, view))
    return {
      ...showDelivery(delivery, this.#tools.names, mask),
      event: event && view.event(event),
      parameters: mask(last?.parameters ?? null),
      empty_variables: last?.emptyVariables ?? [],
      attempts: delivery.attempts.map((attempt) => showAttempt(attempt, mask)),
      conditions: event && mask(view.conditions(conditions as Json, event.type)),
      binding_now: now && { version: now.version, enabled: now.enabled },
      mapping: then ? mappingOf(then) : [],
      related: await this.#related(delivery, event, view),
    }
  }

  /** Other deliveries of the event, and of events that belong to the same call, task or person; the latest of them. */
  async #related({ id, eventNo }: Delivery, event: StoredEvent | null, view: View): Promise<JsonObject[]> {
    const { store } = this.#tools
    const keys = event?.correlationId ? searchKeys([event.correlationId]) : []
    const search = [{ keys: keys.filter((key) => key.startsWith('=')).map((key) => ({ key, prefix: false })) }]
    const [ofEvent, ofCall] = await Promise.all([
      store.deliveriesOf(eventNo),
      keys.length === 0 ? [] : store.findDeliveries({ search }, { limit: mostRelated }).then(({ items }) => items),
    ])
    const others = new Map([...ofEvent, ...ofCall].map((delivery) => [delivery.id, delivery]))
    others.delete(id)
    return this.#listed([...others.values()].slice(0, mostRelated), view)
  }

  /** The deliveries of one event, in the API's form. */
  async deliveriesOf(eventNo: number, view: View): Promise<JsonObject[]> {
    return this.#listed(await this.#tools.store.deliveriesOf(eventNo), view)
  }

  /**
   * The events that a delivery tells of: its own and, of a digest, those of its members; null when they are gone. A view that
   * masks nothing needs none of them, so for it the list is empty.
   */
  async eventsBehind(delivery: Delivery, view: View): Promise<readonly StoredEvent[] | null> {
    if (view.isClear) return []
    const numbers = [delivery.eventNo, ...(await this.#membersOf(delivery)).map(({ eventNo }) => eventNo)]
    const events = await Promise.all(numbers.map((no) => this.#tools.store.event(no)))
    return events.every((event) => event !== null) ? events : null
  }

  /** The rows of a list. */
  #listed(deliveries: readonly Delivery[], view: View): Promise<JsonObject[]> {
    const { store, names } = this.#tools
    return Promise.all(
      deliveries.map(async (delivery) => {
        const event = view.isClear || !mayQuote(delivery) ? null : await store.event(delivery.eventNo)
        return (await showRow(delivery, event, { names, view })).delivery
      }),
    )
  }

  /** The same, each with the phone number that its event carries. */
  async #withPhones(deliveries: readonly Delivery[], view: View): Promise<JsonObject[]> {
    const { store, names } = this.#tools
    const nos = [...new Set(deliveries.map(({ eventNo }) => eventNo))]
    const events = new Map((await store.eventsByNo(nos)).map((event) => [event.no, event]))
    return Promise.all(
      deliveries.map(async (delivery) => {
        const shown = await showRow(delivery, events.get(delivery.eventNo) ?? null, { names, view })
        return { ...shown.delivery, phone: phoneIn(shown.event) }
      }),
    )
  }

  /** Deliveries that went out in the message of this one. */
  async #membersOf({ id, bindingId, bindingVersion, createdAt }: Delivery): Promise<Delivery[]> {
    if (!(await this.#tools.names.gathers(bindingId, bindingVersion))) return []
    const members: Delivery[] = []
    const filter = { bindingIds: [bindingId], statuses: ['skipped'], from: createdAt - longestDigestMs } as const
    let cursor: string | undefined
    do {
      const page = await this.#tools.store.findDeliveries(filter, {
        limit: 500,
        order: 'asc',
        ...(cursor ? { cursor } : {}),
      })
      members.push(...page.items.filter(({ reason }) => reason === `digest member of ${id}`))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    return members
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
