import type { Delivery, DeliveryStatus, Trigger } from '../core/delivery.ts'
import type { NewEvent, SavedEvent } from '../core/store/event-store.ts'
import type { JournalFilter, SearchKey, SearchTerm } from '../core/store/journal-filter.ts'
import type { JournalCount } from '../core/store/journal-store.ts'

/** What the journal must know of a delivery, kept the naive way. */
export interface ModelDelivery {
  readonly id: string
  readonly eventNo: number
  readonly eventType: string
  readonly bindingId: string
  readonly integrationId: string
  readonly status: DeliveryStatus
  readonly outcome: Delivery['outcome']
  readonly createdAt: number
  readonly finishedAt: number | null
  readonly statusCode: number | null
  readonly attemptsCount: number
  readonly durationMs: number | null
  readonly triggers: readonly Trigger[]
}

interface ModelEvent {
  readonly no: number
  readonly event: NewEvent
}

/** The journal as lists in memory: slow, short and plainly right. Stores must answer as it does. */
export class JournalModel {
  readonly events: ModelEvent[] = []
  readonly deliveries: ModelDelivery[] = []

  add(event: NewEvent, saved: SavedEvent): void {
    this.events.push({ no: saved.no, event })
    for (const [at, delivery] of event.deliveries.entries())
      this.deliveries.push({
        id: saved.deliveryIds[at] ?? '',
        eventNo: saved.no,
        eventType: event.type,
        bindingId: delivery.bindingId,
        integrationId: delivery.integrationId,
        status: delivery.status,
        outcome: null,
        createdAt: event.receivedAt,
        finishedAt: delivery.status === 'skipped' ? event.receivedAt : null,
        statusCode: null,
        attemptsCount: 0,
        durationMs: null,
        triggers: [],
      })
  }

  change(at: number, change: Partial<ModelDelivery>): void {
    const delivery = this.deliveries[at]
    if (delivery !== undefined) this.deliveries[at] = { ...delivery, ...change }
  }

  /** Oldest first. */
  findDeliveries(filter: JournalFilter): ModelDelivery[] {
    return this.deliveries.filter((delivery) => isDelivery(delivery, filter) && this.#isEvent(delivery.eventNo, filter))
  }

  /** Numbers, oldest first. */
  findEvents(filter: JournalFilter): number[] {
    const {
      from: _from,
      to: _to,
      eventType: _type,
      eventNo: _no,
      search: _search,
      unanswered: _none,
      ...ofDeliveries
    } = filter
    const asks = Object.values(ofDeliveries).some((part) => part !== undefined)
    const through = new Set(
      this.deliveries.filter((delivery) => isDelivery(delivery, filter)).map(({ eventNo }) => eventNo),
    )
    return this.events.map(({ no }) => no).filter((no) => this.#isEvent(no, filter) && (!asks || through.has(no)))
  }

  /** By hour, status and integration. */
  countByHour(filter: JournalFilter): JournalCount[] {
    const cells = Map.groupBy(this.findDeliveries(filter), ({ createdAt, status, integrationId }) =>
      JSON.stringify([Math.floor(createdAt / 3_600_000) * 3_600_000, status, integrationId]),
    )
    return [...cells].map(([key, cell]) => {
      const [hour, status, integrationId] = JSON.parse(key) as [number, DeliveryStatus, string]
      const took = cell.flatMap(({ createdAt, finishedAt }) => (finishedAt === null ? [] : [finishedAt - createdAt]))
      took.sort((one, other) => one - other)
      const rank = (share: number) => took[Math.ceil(took.length * share) - 1] ?? null
      return { hour, status, integrationId, count: cell.length, p50Ms: rank(0.5), p95Ms: rank(0.95), p99Ms: rank(0.99) }
    })
  }

  #isEvent(no: number, { from, to, eventType, eventNo, unanswered, search = [] }: JournalFilter): boolean {
    const event = this.events[no - 1]?.event
    return (
      event !== undefined &&
      (from === undefined || event.receivedAt >= from) &&
      (to === undefined || event.receivedAt < to) &&
      (eventType === undefined || event.type === eventType) &&
      (eventNo === undefined || no === eventNo) &&
      (unanswered === undefined || event.deliveries.length === 0) &&
      search.every((term) => hasTerm(event.searchKeys, term))
    )
  }
}

function isDelivery(delivery: ModelDelivery, filter: JournalFilter): boolean {
  const { bindingIds, integrationId, statuses, outcomes, deliveryIds, unanswered } = filter
  const { statusCodes, minAttempts = 0, maxAttempts = 1e9, minDurationMs, triggers } = filter
  const { statusCode, attemptsCount, durationMs } = delivery
  return (
    unanswered === undefined &&
    (deliveryIds === undefined || deliveryIds.includes(delivery.id)) &&
    (statusCodes === undefined ||
      statusCodes.some((range) =>
        range === null || statusCode === null
          ? range === statusCode
          : range.from <= statusCode && statusCode <= range.to,
      )) &&
    minAttempts <= attemptsCount &&
    attemptsCount <= maxAttempts &&
    (minDurationMs === undefined || (durationMs !== null && durationMs >= minDurationMs)) &&
    (triggers === undefined || delivery.triggers.some((trigger) => triggers.includes(trigger))) &&
    (bindingIds === undefined || bindingIds.includes(delivery.bindingId)) &&
    (integrationId === undefined || integrationId === delivery.integrationId) &&
    (statuses === undefined || statuses.includes(delivery.status)) &&
    (outcomes === undefined || (delivery.outcome !== null && outcomes.includes(delivery.outcome)))
  )
}

function hasTerm(searchKeys: readonly string[], { keys }: SearchTerm): boolean {
  return keys.some((wanted) => searchKeys.some((kept) => fits(kept, wanted)))
}

function fits(kept: string, wanted: SearchKey): boolean {
  if ('within' in wanted) return kept.startsWith('#') && kept.includes(wanted.key.slice(1))
  return wanted.prefix ? kept.startsWith(wanted.key) : kept === wanted.key
}
