import type { Binding } from '../core/binding.ts'
import type { Catalogue } from '../core/catalogue.ts'
import type { ExplainedCondition } from '../core/condition.ts'
import type { Apart } from '../core/demo.ts'
import type { StoredEvent } from '../core/event.ts'
import { explain } from '../core/explain.ts'
import type { Store } from '../core/store.ts'
import type { Bindings } from './bindings.ts'

/** Why one binding did, or did not, answer one event. */
export interface Why {
  readonly binding: { readonly id: string; readonly name: string; readonly version: number }
  readonly fired: boolean
  readonly reason: string
  /** The conditions with what the event held at each leaf; null when the binding wants every event. */
  readonly conditions: ExplainedCondition | null
}

/**
 * For every binding of the event's type: whether it fired, and why (not). A binding that fired is explained as it was then,
 * one that did not as it is now.
 */
export async function whyFired(
  event: StoredEvent,
  { bindings, store, catalogue, apart }: { bindings: Bindings; store: Store; catalogue: Catalogue; apart: Apart },
): Promise<Why[]> {
  const deliveries = new Map((await store.deliveriesOf(event.no)).map((delivery) => [delivery.bindingId, delivery]))
  const parameters = catalogue.parametersOf(event.type)
  const ofType = bindings.list().filter((binding) => binding.eventType === event.type || deliveries.has(binding.id))
  return Promise.all(
    ofType.map(async (live) => {
      const delivery = deliveries.get(live.id)
      const binding = delivery ? ((await bindings.version(live.id, delivery.bindingVersion)) ?? live) : live
      const conditions = explain(binding.conditions, event, parameters)
      const reason = delivery ? firedReason(delivery) : notFiredReason(live, event, conditions, apart)
      const { id, name, version } = binding
      return { binding: { id, name, version }, fired: delivery !== undefined, reason, conditions }
    }),
  )
}

/** The same for a rule that need not be saved: whether it would answer this event of its type. */
export function whyWouldFire(
  rule: Pick<Binding, 'eventType' | 'conditions'>,
  event: StoredEvent,
  { parametersOf }: Pick<Catalogue, 'parametersOf'>,
): Omit<Why, 'binding'> {
  const conditions = explain(rule.conditions, event, parametersOf(rule.eventType))
  if (event.data.is_test === true) return { fired: false, reason: 'the event is a test', conditions }
  const fired = conditions === null || conditions.holds
  return { fired, reason: fired ? 'the conditions hold' : 'the conditions do not hold', conditions }
}

function firedReason({ status, reason }: { status: string; reason: string | null }): string {
  if (status === 'skipped') return `the conditions hold, but the message was skipped: ${reason ?? ''}`
  return 'the conditions hold'
}

function notFiredReason(
  binding: Binding,
  event: StoredEvent,
  conditions: ExplainedCondition | null,
  apart: Apart,
): string {
  if (event.data.is_test === true) return 'the event is a test'
  if (!apart.mayMeet(event.source, binding.id)) return 'one of them belongs to the demo call center, the other does not'
  if (conditions && !conditions.holds) return 'the conditions do not hold'
  if (!binding.enabled) return 'the binding is off'
  if (binding.createdAt > event.receivedAt) return 'the binding was made after the event'
  if (binding.updatedAt > event.receivedAt)
    return 'the conditions hold now, but the binding was changed after the event'
  return 'the binding was off when the event came'
}
