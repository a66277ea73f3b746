import type { Catalogue } from '../core/catalogue.ts'
import type { Delivery, Trigger } from '../core/delivery.ts'
import type { StoredEvent } from '../core/event.ts'
import { fits, searchableValues, searchKeys } from '../core/search-keys.ts'
import type { JournalFilter } from '../core/store/journal-filter.ts'

/** What a change of the journal is about. */
export interface ChangeSubject {
  readonly event: StoredEvent
  /** Null for an event by itself. */
  readonly delivery: Delivery | null
  /** Of the attempt that made the change; null when there was none. */
  readonly trigger: Trigger | null
  /** Of an event: whether some binding answered it. */
  readonly isAnswered: boolean
}

/** Whether a change is what a filter asks for, by the same rules as the list. Of attempts it knows only the latest. */
export function changeMatcher(
  filter: JournalFilter,
  { eventTypes }: Pick<Catalogue, 'eventTypes'>,
): (subject: ChangeSubject) => boolean {
  const { unanswered, search = [] } = filter
  return ({ event, delivery, trigger, isAnswered }) => {
    if (!isEvent(event, filter)) return false
    if (unanswered && isAnswered) return false
    if (delivery ? !isDelivery(delivery, trigger, filter) : asksForDeliveries(filter)) return false
    if (search.length === 0) return true
    const keys = searchKeys(searchableValues(event, eventTypes.get(event.type)?.searchable ?? []))
    return search.every((term) => term.keys.some((wanted) => keys.some((kept) => fits(kept, wanted))))
  }
}

function isEvent({ receivedAt, type, no }: StoredEvent, { from, to, eventType, eventNo }: JournalFilter): boolean {
  return (
    receivedAt >= (from ?? Number.NEGATIVE_INFINITY) &&
    receivedAt < (to ?? Number.POSITIVE_INFINITY) &&
    isGiven(eventType, type) &&
    isGiven(eventNo, no)
  )
}

function isDelivery(delivery: Delivery, trigger: Trigger | null, filter: JournalFilter): boolean {
  const { minAttempts = 0, maxAttempts = Number.POSITIVE_INFINITY, minDurationMs = 0, statusCodes } = filter
  const { attemptsCount, durationMs, statusCode } = delivery
  return (
    isAmong(filter.bindingIds, delivery.bindingId) &&
    isGiven(filter.integrationId, delivery.integrationId) &&
    isAmong(filter.integrationIds, delivery.integrationId) &&
    isAmong(filter.statuses, delivery.status) &&
    isAmong(filter.outcomes, delivery.outcome) &&
    isAmong(filter.deliveryIds, delivery.id) &&
    isAmong(filter.triggers, trigger) &&
    attemptsCount >= minAttempts &&
    attemptsCount <= maxAttempts &&
    (filter.minDurationMs === undefined || (durationMs !== null && durationMs >= minDurationMs)) &&
    (statusCodes === undefined || statusCodes.some((range) => isInRange(statusCode, range)))
  )
}

/** What is said of deliveries is not yet true of an event by itself. */
function asksForDeliveries(filter: JournalFilter): boolean {
  const { from: _from, to: _to, eventType: _type, eventNo: _no, search: _search, unanswered: _none, ...rest } = filter
  return Object.values(rest).some((part) => part !== undefined)
}

function isInRange(code: number | null, range: { readonly from: number; readonly to: number } | null): boolean {
  if (code === null || range === null) return code === range
  return range.from <= code && code <= range.to
}

function isGiven<Value>(wanted: Value | undefined, value: Value): boolean {
  return wanted === undefined || wanted === value
}

function isAmong<Value>(wanted: readonly Value[] | undefined, value: Value | null): boolean {
  return wanted === undefined || (value !== null && wanted.includes(value))
}
