import type { Delivery } from '../core/delivery.ts'
import type { StoredEvent } from '../core/event.ts'
import type { AttemptRecord, DueDelivery } from '../core/store/delivery-store.ts'
import type { NewDelivery } from '../core/store/event-store.ts'

/** The journal's row of a delivery that was just stored, without asking the store. */
export function plannedDelivery({ id, event, plan }: { id: string; event: StoredEvent; plan: NewDelivery }): Delivery {
  const skipped = plan.status === 'skipped'
  return {
    id,
    eventNo: event.no,
    eventType: event.type,
    eventTime: event.time,
    bindingId: plan.bindingId,
    bindingVersion: plan.bindingVersion,
    integrationId: plan.integrationId,
    status: plan.status,
    reason: plan.reason,
    outcome: null,
    statusCode: null,
    attemptsCount: 0,
    nextAttemptAt: skipped ? null : plan.dueAt,
    createdAt: event.receivedAt,
    finishedAt: skipped ? event.receivedAt : null,
    durationMs: null,
  }
}

/** The journal's row of a delivery as an attempt left it. */
export function changedDelivery(delivery: DueDelivery, record: AttemptRecord): Delivery {
  const { event, id, bindingId, bindingVersion, integrationId, createdAt } = delivery
  const { status, reason, outcome, statusCode, attemptsCount, nextAttemptAt, finishedAt, durationMs } = record
  return {
    id,
    eventNo: event.no,
    eventType: event.type,
    eventTime: event.time,
    bindingId,
    bindingVersion,
    integrationId,
    status,
    reason,
    outcome,
    statusCode,
    attemptsCount,
    nextAttemptAt,
    createdAt,
    finishedAt,
    durationMs,
  }
}
