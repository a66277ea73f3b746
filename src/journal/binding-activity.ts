import type { Binding } from '../core/binding.ts'
import type { JsonObject } from '../core/json.ts'
import type { Store } from '../core/store.ts'
import type { Figures, FiredSlot } from './figures.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const silentAfterMs = 7 * dayMs

interface ActivityTools {
  readonly figures: Figures
  readonly store: Pick<Store, 'lastFired' | 'latestEvents'>
  /** Names of those who changed a binding last, by its id. */
  readonly changers: ReadonlyMap<string, string>
}

/** How busy each binding was in the last 24 hours, when it fired last, and how often its event type happens, in the API's form. */
export async function bindingActivity(
  bindings: readonly Binding[],
  now: number,
  { figures, store, changers }: ActivityTools,
): Promise<JsonObject> {
  const thisHour = now - (now % hourMs)
  const week = await figures.over(thisHour - 7 * dayMs + hourMs, now + 1)
  const dayBegan = thisHour - 23 * hourMs
  const today = week.fired.filter(({ slot }) => slot >= dayBegan)
  const counts = figures.firedBy(today)
  const hours = hoursOf(today, dayBegan, figures)
  const fired = new Map((await store.lastFired()).map(({ bindingId, at }) => [bindingId, at]))
  const arrived = new Map<string, number>()
  for (const { eventType, receivedAt } of await store.latestEvents())
    arrived.set(eventType, Math.max(receivedAt, arrived.get(eventType) ?? 0))
  return {
    items: bindings.map((binding) => {
      const some = counts.get(binding.id)
      const lastFiredAt = fired.get(binding.id) ?? null
      return {
        binding_id: binding.id,
        fired: some ? sum(Object.values(some)) : 0,
        failed: some?.failed ?? 0,
        last_fired_at: lastFiredAt === null ? null : new Date(lastFiredAt).toISOString(),
        hours: hours.get(binding.id) ?? Array<number>(24).fill(0),
        changed_by: changers.get(binding.id) ?? null,
        silent: isSilent(binding, { now, lastFiredAt, lastEventAt: arrived.get(binding.eventType) ?? null }),
      }
    }),
    event_types: [...Map.groupBy(week.events, ({ eventType }) => eventType)].map(([key, some]) => ({
      event_type: key,
      day: some.reduce((sum, { slot, count }) => (slot >= dayBegan ? sum + count : sum), 0),
      per_day: Math.round(
        some.reduce((sum, { count }) => sum + count, 0) / daysSince(Math.min(...some.map(({ slot }) => slot)), now),
      ),
    })),
  }
}

/** On for a day at least and no match in a week, though events of its type arrived while it was on. */
function isSilent(
  { enabled, updatedAt }: Binding,
  { now, lastFiredAt, lastEventAt }: { now: number; lastFiredAt: number | null; lastEventAt: number | null },
): boolean {
  if (!enabled || lastEventAt === null || updatedAt > now - dayMs) return false
  const since = Math.max(now - silentAfterMs, updatedAt)
  return lastEventAt > since && (lastFiredAt ?? 0) < now - silentAfterMs
}

/** Of each binding that fired, how often in each of 24 hours. */
function hoursOf(slots: readonly FiredSlot[], from: number, figures: Figures): Map<string, number[]> {
  const hours = new Map<string, number[]>()
  for (const slot of slots)
    for (const [id, counts] of figures.firedBy([slot])) {
      const some = hours.get(id) ?? Array<number>(24).fill(0)
      some[(slot.slot - from) / hourMs]! += sum(Object.values(counts))
      hours.set(id, some)
    }
  return hours
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** At least one, so that the first hour of a new source is not told as a whole day twenty-four times. */
function daysSince(from: number, now: number): number {
  return Math.max(1, Math.min(7, (now - from) / dayMs))
}
