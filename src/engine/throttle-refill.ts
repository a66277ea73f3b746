import type { Clock } from '../core/clock.ts'
import type { Delivery } from '../core/delivery.ts'
import type { Store } from '../core/store.ts'
import type { Bindings } from './bindings.ts'
import { throttleKey } from './plan.ts'
import type { Throttle } from './throttle.ts'

/** Looking back further than this costs more than one message too many. */
const mostLookedAt = 5000

/** After a restart, fills the throttle's windows again from the journal, so that a restart never lets a second message through. */
export async function refillThrottle(
  throttle: Throttle,
  { bindings, store, clock }: { bindings: Bindings; store: Store; clock: Clock },
): Promise<void> {
  for (const binding of bindings.list()) {
    const pace = binding.options.throttle
    if (!pace || !binding.enabled) continue
    const filter = { bindingIds: [binding.id], from: clock.now() - pace.perS * 1000 }
    const passed: Delivery[] = []
    let cursor: string | undefined
    do {
      const page = await store.findDeliveries(filter, { limit: 500, ...(cursor ? { cursor } : {}) })
      passed.push(...page.items.filter(({ status }) => status !== 'skipped'))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined && passed.length < mostLookedAt)
    for (const delivery of passed.reverse()) {
      const event = await store.event(delivery.eventNo)
      // The clock may have been set back since: nothing passed later than now, or the window would stay full until then.
      const at = Math.min(delivery.createdAt, clock.now())
      if (event) throttle.note(binding.id, throttleKey(event, binding), at)
    }
  }
}
