import type { Attempt, Delivery } from '../core/delivery.ts'
import type { StoredEvent } from '../core/event.ts'
import type { Json, JsonObject } from '../core/json.ts'
import type { Masker } from '../core/mask-about.ts'
import type { Names } from './names.ts'

/** A delivery as the journal lists it, in the API's form. `mask` is for its reason, where it may quote an answer. */
export function showDelivery(delivery: Delivery, names: Names, mask?: Masker): JsonObject {
  const integration = names.integration(delivery.integrationId)
  return {
    delivery_id: delivery.id,
    event_no: delivery.eventNo,
    event_type: delivery.eventType,
    event_time: iso(delivery.eventTime),
    binding: { id: delivery.bindingId, name: names.binding(delivery.bindingId), version: delivery.bindingVersion },
    integration: { id: delivery.integrationId, name: integration?.name ?? null, kind: integration?.kind ?? null },
    status: delivery.status,
    reason: mask && mayQuote(delivery) ? mask(delivery.reason) : delivery.reason,
    outcome: delivery.outcome,
    status_code: delivery.statusCode,
    attempts_count: delivery.attemptsCount,
    next_attempt_at: iso(delivery.nextAttemptAt),
    created_at: iso(delivery.createdAt),
    finished_at: iso(delivery.finishedAt),
    duration_ms: delivery.durationMs,
  }
}

/** True when the reason comes from an attempt and may hold words of a service; other reasons are our own. */
export function mayQuote({ reason, attemptsCount }: Pick<Delivery, 'reason' | 'attemptsCount'>): boolean {
  return reason !== null && attemptsCount > 0
}

/** One try, in the API's form. `mask` is for what was said on the way. */
export function showAttempt(attempt: Attempt, mask: Masker): JsonObject {
  return {
    no: attempt.no,
    at: iso(attempt.at),
    trigger: attempt.trigger,
    duration_ms: attempt.durationMs,
    outcome: attempt.outcome,
    status_code: attempt.statusCode,
    request: mask(attempt.request as unknown as Json),
    response: mask(attempt.response as unknown as Json),
    error: mask(attempt.error),
  }
}

/** An event, in the API's form. */
export function showEvent(event: StoredEvent): JsonObject {
  return {
    event_no: event.no,
    event_id: event.id,
    event_type: event.type,
    event_time: iso(event.time),
    received_at: iso(event.receivedAt),
    source: event.source,
    correlation_id: event.correlationId,
    data: event.data,
  }
}

function iso(time: number): string
function iso(time: number | null): string | null
function iso(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString()
}
