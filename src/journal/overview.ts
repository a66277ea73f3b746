import type { DeliveryStatus } from '../core/delivery.ts'
import type { JsonObject } from '../core/json.ts'
import { type LatencyCounts, latencyPercentile } from '../core/latency.ts'
import type { DeliveryCount } from '../core/store/figure-store.ts'
import type { Counted, Figures } from './figures.ts'
import type { Names } from './names.ts'
import type { Period } from './period.ts'

const mostBusy = 10

/** How the call center's messages fared in a period, beside the period before it, in the API's form. */
export async function showOverview(
  period: Period,
  { figures, names }: { figures: Figures; names: Names },
): Promise<JsonObject> {
  const { from, to, slotMs, shiftMs } = period
  const now = await figures.over(from, to, slotMs)
  const before = await figures.over(from - shiftMs, to - shiftMs, slotMs)
  return {
    period: period.name,
    from: new Date(from).toISOString(),
    to: new Date(to - 1).toISOString(),
    slot_ms: slotMs,
    now: summary(now),
    before: summary(before),
    slots: slotsOf(now, period),
    integrations: integrationsOf(now.deliveries, names),
    bindings: bindingsOf(figures.firedBy(now.fired), names),
  }
}

function summary({ events, deliveries }: Counted): JsonObject {
  const took = tookOf(deliveries)
  return {
    events: sum(events),
    deliveries: sum(deliveries),
    ...byStatus(deliveries),
    p50_ms: latencyPercentile(took, 0.5),
    p95_ms: latencyPercentile(took, 0.95),
    p99_ms: latencyPercentile(took, 0.99),
  }
}

function slotsOf({ events, deliveries }: Counted, { from, to, slotMs }: Period): JsonObject[] {
  const slotOf = (at: number) => at - ((at - from) % slotMs)
  const eventsIn = Map.groupBy(events, ({ slot }) => slotOf(slot))
  const deliveriesIn = Map.groupBy(deliveries, ({ slot }) => slotOf(slot))
  const slots: JsonObject[] = []
  for (let at = from; at < to; at += slotMs) {
    const some = deliveriesIn.get(at) ?? []
    slots.push({
      at: new Date(at).toISOString(),
      events: sum(eventsIn.get(at) ?? []),
      ...byStatus(some),
      p95_ms: latencyPercentile(tookOf(some), 0.95),
    })
  }
  return slots
}

/** Those with the most failures first; those without any by how much they carried. */
function integrationsOf(deliveries: readonly DeliveryCount[], names: Names): JsonObject[] {
  return [...Map.groupBy(deliveries, ({ integrationId }) => integrationId)]
    .map(([id, some]) => ({ id, some, failed: sum(withStatus(some, ['failed'])), all: sum(some) }))
    .sort((one, other) => other.failed - one.failed || other.all - one.all)
    .map(({ id, some }) => ({
      integration: { id, name: names.integration(id)?.name ?? null, kind: names.integration(id)?.kind ?? null },
      ...byStatus(some),
      p95_ms: latencyPercentile(tookOf(some), 0.95),
    }))
}

function bindingsOf(fired: ReadonlyMap<string, Record<DeliveryStatus, number>>, names: Names): JsonObject[] {
  return [...fired]
    .map(([id, counts]) => ({ id, counts, all: Object.values(counts).reduce((total, count) => total + count, 0) }))
    .sort((one, other) => other.all - one.all)
    .slice(0, mostBusy)
    .map(({ id, counts, all }) => ({ binding: { id, name: names.binding(id) }, fired: all, ...counts }))
}

function byStatus(
  cells: readonly { readonly status: DeliveryStatus; readonly count: number }[],
): Record<DeliveryStatus, number> {
  const counts = { pending: 0, retrying: 0, delivered: 0, failed: 0, canceled: 0, skipped: 0 }
  for (const { status, count } of cells) counts[status] += count
  return counts
}

/** From the acceptance of the event to the acceptance of the message. */
function tookOf(deliveries: readonly DeliveryCount[]): LatencyCounts {
  const counts = new Map<number, number>()
  for (const { took } of withStatus(deliveries, ['delivered']))
    for (let at = 0; at < took.length; at += 2) counts.set(took[at]!, (counts.get(took[at]!) ?? 0) + took[at + 1]!)
  return counts
}

function withStatus(deliveries: readonly DeliveryCount[], statuses: readonly DeliveryStatus[]): DeliveryCount[] {
  return deliveries.filter(({ status }) => statuses.includes(status))
}

function sum(cells: readonly { readonly count: number }[]): number {
  return cells.reduce((total, { count }) => total + count, 0)
}
