import type { Binding } from '../core/binding.ts'
import type { Catalogue } from '../core/catalogue.ts'
import type { Clock } from '../core/clock.ts'
import type { Company } from '../core/company.ts'
import type { Apart } from '../core/demo.ts'
import type { SourceEvent, StoredEvent } from '../core/event.ts'
import type { JsonObject } from '../core/json.ts'
import { newUuid } from '../core/new-id.ts'
import { searchableValues, searchKeys } from '../core/search-keys.ts'
import type { DueDelivery } from '../core/store/delivery-store.ts'
import type { NewEvent, SavedEvent } from '../core/store/event-store.ts'
import type { Store } from '../core/store.ts'
import type { Bindings } from './bindings.ts'
import type { DigestWindows } from './digest-windows.ts'
import { unknownType } from './incoming.ts'
import { type PlannedEvent, planDeliveries, undoPlan } from './plan.ts'
import type { Throttle } from './throttle.ts'

/** What an accepted event came to, as the API answers it. */
export interface Accepted {
  readonly eventId: string
  readonly eventNo: number
  readonly duplicate: boolean
  readonly deliveries: number
}

export interface AcceptTools {
  readonly catalogue: Catalogue
  readonly bindings: Bindings
  readonly store: Store
  readonly clock: Clock
  readonly throttle: Throttle
  readonly windows: DigestWindows
  readonly company: Pick<Company, 'timeZone'>
  /** Keeps apart what must not meet. */
  readonly apart: Apart
  /** Told of every new pending delivery once it is on disk, so that it leaves without polling. */
  readonly onDeliveries: (deliveries: readonly DueDelivery[]) => void
  /** Told of every event that was new, for the live tail. */
  readonly onEvents: (events: readonly StoredEvent[], deliveries: readonly NewlyPlanned[]) => void
}

/** A delivery that was stored with its event, whatever its status. */
export interface NewlyPlanned {
  readonly id: string
  readonly event: StoredEvent
  readonly plan: NewEvent['deliveries'][number]
}

interface Planned {
  readonly event: PlannedEvent
  readonly bindings: readonly Binding[]
  readonly toStore: NewEvent
}

/**
 * Writes events and every delivery they call for in one durable transaction, then returns; nothing is sent here.
 * All or none. `trail` names the bindings whose actions caused them. The events are checked already (`readEvent`).
 */
export async function acceptEvents(
  events: readonly SourceEvent[],
  tools: AcceptTools,
  trail: readonly string[] = [],
): Promise<Accepted[]> {
  // Asked once: were the clock set between two of them, one would be due by the old time and the other by the new.
  const now = tools.clock.now()
  const planned = events.map((event) => plan(event, now, tools, trail))
  let saved: readonly SavedEvent[]
  try {
    saved = await tools.store.saveEvents(planned.map(({ toStore }) => toStore))
  } catch (error) {
    for (const one of planned) undo(one, tools)
    throw error
  }
  announce(planned, saved, tools)
  return saved.map((one) => ({
    eventId: one.id,
    eventNo: one.no,
    duplicate: one.duplicate,
    deliveries: one.deliveriesCount,
  }))
}

function plan(event: SourceEvent, now: number, tools: AcceptTools, trail: readonly string[]): Planned {
  const type = tools.catalogue.eventTypes.get(event.type)
  if (!type) throw unknownType(event.type, tools.catalogue)
  const full: PlannedEvent = {
    id: event.id ?? newUuid(now),
    type: event.type,
    time: event.time ?? now,
    receivedAt: now,
    source: event.source,
    correlationId: event.correlationId ?? correlationOf(event.data),
    data: event.data,
    trail,
    ...(event.trace === undefined ? {} : { trace: event.trace }),
  }
  const bindings = event.data.is_test === true ? [] : matching(full, tools)
  const deliveries = planDeliveries(full, bindings, tools)
  const toStore: NewEvent = {
    ...full,
    data: JSON.stringify(full.data),
    searchKeys: searchKeys(searchableValues(full, type.searchable)),
    deliveries,
  }
  return { event: full, bindings, toStore }
}

function matching(event: PlannedEvent, { bindings, apart }: AcceptTools): Binding[] {
  return bindings.matching(event).filter(({ id }) => apart.mayMeet(event.source, id))
}

/** What belongs together when the sender does not say: the call, else the task, else the user. */
function correlationOf(data: JsonObject): string | null {
  for (const name of ['call_id', 'task_id', 'user_id']) {
    const value = data[name]
    if ((typeof value === 'string' && value !== '') || typeof value === 'number') return String(value).slice(0, 200)
  }
  return null
}

/** The places that a plan took in the throttle are free again. */
function undo({ event, bindings, toStore }: Planned, { throttle }: AcceptTools): void {
  undoPlan(event, bindings, toStore.deliveries, throttle)
}

function announce(planned: readonly Planned[], saved: readonly SavedEvent[], tools: AcceptTools): void {
  const events: StoredEvent[] = []
  const all: NewlyPlanned[] = []
  const due: DueDelivery[] = []
  planned.forEach((one, at) => {
    const { no, duplicate, deliveryIds } = saved[at]!
    if (duplicate) {
      undo(one, tools)
      return
    }
    const event: StoredEvent = { ...one.event, no }
    events.push(event)
    one.toStore.deliveries.forEach((delivery, which) => {
      const id = deliveryIds[which]!
      all.push({ id, event, plan: delivery })
      if (delivery.status === 'pending') due.push(dueDelivery(id, delivery, event))
    })
  })
  if (events.length > 0) tools.onEvents(events, all)
  if (due.length > 0) tools.onDeliveries(due)
}

function dueDelivery(id: string, plan: NewEvent['deliveries'][number], event: StoredEvent): DueDelivery {
  return {
    id,
    bindingId: plan.bindingId,
    bindingVersion: plan.bindingVersion,
    integrationId: plan.integrationId,
    dueAt: plan.dueAt,
    expiresAt: plan.expiresAt,
    attemptsCount: 0,
    tries: 0,
    createdAt: event.receivedAt,
    trigger: 'auto',
    event,
  }
}
