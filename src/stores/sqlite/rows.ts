import type { Attempt, Delivery } from '../../core/delivery.ts'
import type { StoredEvent } from '../../core/event.ts'
import type { JsonObject } from '../../core/json.ts'
import { detailFrom } from './attempt-detail.ts'
import { outcomeNamed, outcomeOf, statusOf, triggerNamed } from './codes.ts'
import type { Dictionary } from './dictionary.ts'
import { deliveryIdText } from './ids.ts'
import type { Row } from './statements.ts'

/** An event as it travels from a reader: data and trail are still text, for the main thread reads JSON once only. */
export type PackedEvent = Omit<StoredEvent, 'data' | 'trail' | 'trace'> & {
  readonly data: string
  readonly trail: string | null
  readonly trace: string | null
}

/** An attempt as it travels. */
export type PackedAttempt = Pick<Attempt, 'no' | 'at' | 'trigger' | 'durationMs' | 'outcome' | 'statusCode'> & {
  readonly detail: string
}

/** What `packedEvent` reads, in its order. */
export const eventColumns =
  'event.no, event.id, event.origin, event.time, event.received_at, event.correlation_id, event.trail, event.data, event.trace'

/** What `deliveryFrom` reads, in its order. */
export const deliveryColumns = `
  delivery.id, delivery.event_no, event.time, delivery.route, delivery.binding_version, delivery.state, delivery.reason,
  delivery.status_code, delivery.attempts_count, delivery.due_at, delivery.created_at, delivery.finished_at,
  delivery.duration_ms`

/** What `packedAttempt` reads, in its order. */
export const attemptColumns = 'no, at, trigger, outcome, duration_ms, status_code, detail'

export function packedEvent(row: Row, dictionary: Dictionary): PackedEvent {
  const { eventType, source } = dictionary.origin(Number(row[2]))
  return {
    no: Number(row[0]),
    id: String(row[1]),
    type: eventType,
    time: Number(row[3]),
    receivedAt: Number(row[4]),
    source,
    correlationId: row[5] as string | null,
    trail: row[6] as string | null,
    data: String(row[7]),
    trace: row[8] as string | null,
  }
}

export function eventFrom({ data, trail, trace, ...event }: PackedEvent): StoredEvent {
  return {
    ...event,
    data: JSON.parse(data) as JsonObject,
    trail: trail === null ? [] : (JSON.parse(trail) as string[]),
    ...(trace === null ? {} : { trace }),
  }
}

export function deliveryFrom(row: Row, dictionary: Dictionary): Delivery {
  const { bindingId, integrationId, eventType } = dictionary.route(Number(row[3]))
  const state = Number(row[5])
  return {
    id: deliveryIdText(Number(row[0])),
    eventNo: Number(row[1]),
    eventType,
    eventTime: Number(row[2]),
    bindingId,
    bindingVersion: Number(row[4]),
    integrationId,
    status: statusOf(state),
    reason: row[6] as string | null,
    outcome: outcomeOf(state),
    statusCode: row[7] as number | null,
    attemptsCount: Number(row[8]),
    nextAttemptAt: row[9] as number | null,
    createdAt: Number(row[10]),
    finishedAt: row[11] as number | null,
    durationMs: row[12] as number | null,
  }
}

export function packedAttempt(row: Row): PackedAttempt {
  return {
    no: Number(row[0]),
    at: Number(row[1]),
    trigger: triggerNamed(Number(row[2])),
    outcome: outcomeNamed(Number(row[3])),
    durationMs: Number(row[4]),
    statusCode: row[5] as number | null,
    detail: String(row[6]),
  }
}

export function attemptFrom({ detail, ...attempt }: PackedAttempt): Attempt {
  return { ...attempt, ...detailFrom(detail) }
}
