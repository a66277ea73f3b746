import type { Binding } from '../core/binding.ts'
import type { Company } from '../core/company.ts'
import type { StoredEvent } from '../core/event.ts'
import type { Matchable } from '../core/read-parameter.ts'
import { readParameter } from '../core/read-parameter.ts'
import type { NewDelivery } from '../core/store/event-store.ts'
import { defaultScheduleS, firstWaitMs } from './backoff.ts'
import type { DigestWindows } from './digest-windows.ts'
import { quietReason, quietUntil } from './quiet-hours.ts'
import type { Throttle } from './throttle.ts'

/** The longest chain of bindings whose actions call each other. */
export const longestTrail = 3

/** An event about to be stored. */
export type PlannedEvent = Matchable & Pick<StoredEvent, 'receivedAt' | 'trail' | 'trace'>

export interface PlanTools {
  readonly throttle: Throttle
  readonly windows: DigestWindows
  readonly company: Pick<Company, 'timeZone'>
}

/** One delivery for each binding that fires: pending, or skipped with the reason a person reads in the journal. */
export function planDeliveries(event: PlannedEvent, bindings: readonly Binding[], tools: PlanTools): NewDelivery[] {
  return bindings.map((binding) => planDelivery(event, binding, tools))
}

/** Gives back the places that a plan took, when its event was not stored after all. */
export function undoPlan(
  event: PlannedEvent,
  bindings: readonly Binding[],
  deliveries: readonly NewDelivery[],
  throttle: Throttle,
): void {
  deliveries.forEach((delivery, at) => {
    const binding = bindings[at]
    if (binding?.options.throttle && delivery.status === 'pending')
      throttle.giveBack(binding.id, throttleKey(event, binding))
  })
}

/** The value of the throttle's key parameter in this event; all events together without one. */
export function throttleKey(event: Matchable, binding: Binding): string {
  const key = binding.options.throttle?.key
  return key ? JSON.stringify(readParameter(event, key) ?? null) : ''
}

function planDelivery(event: PlannedEvent, binding: Binding, tools: PlanTools): NewDelivery {
  const { options } = binding
  const now = event.receivedAt
  const base = { bindingId: binding.id, bindingVersion: binding.version, integrationId: binding.integrationId }
  const expiresAt = options.expireS === null ? null : Math.min(event.time, now) + options.expireS * 1000
  const skipped = (reason: string): NewDelivery => ({ ...base, status: 'skipped', reason, dueAt: now, expiresAt })

  const loop = loopReason(event, binding)
  if (loop) return skipped(loop)
  if (expiresAt !== null && expiresAt <= now) return skipped('expired')
  const wait = options.delayS * 1000 + firstWaitMs(options.retry?.scheduleS ?? defaultScheduleS)
  const dueAt = tools.windows.endFor(event, binding, now) + wait
  const quiet = options.quietHours ? quietUntil(options.quietHours, dueAt, tools.company.timeZone) : null
  if (quiet !== null && options.quietHours?.action === 'skip') return skipped(quietReason)
  if (options.throttle && !tools.throttle.take(binding.id, throttleKey(event, binding), options.throttle, now)) {
    return skipped('throttled')
  }
  const reason = quiet === null ? null : quietReason
  return { ...base, status: 'pending', reason, dueAt: quiet ?? dueAt, expiresAt }
}

/** Why this binding may not fire on an event that bindings caused themselves; null when it may. */
function loopReason(event: PlannedEvent, binding: Binding): string | null {
  if (event.trail.includes(binding.id)) return 'loop guard: the event was caused by this binding'
  if (event.trail.length >= longestTrail) return `loop guard: ${event.trail.length} bindings in a row led here`
  return null
}
