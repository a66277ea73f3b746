import type { JsonObject } from '../core/json.ts'
import type { Store } from '../core/store.ts'
import type { RetentionDays } from './retention.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/**
 * How large the store will be with these days, judged by the last 24 hours and by how much a row takes now. A row of
 * the journal and an event count alike: what they take differs less than one day does from the next.
 */
export async function retentionOutlook(
  days: RetentionDays,
  now: number,
  store: Pick<Store, 'tally' | 'space' | 'findEvents'>,
): Promise<JsonObject> {
  const to = Math.floor(now / hourMs) * hourMs + hourMs
  const [space, tally, [oldest], [newest]] = await Promise.all([
    store.space(),
    store.tally({ from: to - dayMs, to, slotMs: hourMs }),
    store.findEvents({}, { limit: 1, order: 'asc' }).then(({ items }) => items),
    store.findEvents({}, { limit: 1 }).then(({ items }) => items),
  ])
  const sum = (counts: readonly { readonly count: number }[]) => counts.reduce((total, { count }) => total + count, 0)
  const events = sum(tally.events)
  const failures = sum(tally.deliveries.filter(({ status }) => status === 'failed'))
  const successes = sum(tally.deliveries) - failures
  const kept = oldest && newest ? newest.no - oldest.no + 1 : 0
  const rowBytes = kept === 0 || events === 0 ? 0 : space.bytes / (kept * (1 + (successes + failures) / events))
  const part = (perDay: number, ofDays: number) => ({
    per_day: perDay,
    bytes: Math.round(perDay * rowBytes * ofDays),
  })
  return {
    store_bytes: space.bytes,
    free_bytes: space.freeBytes,
    oldest_at: oldest ? new Date(oldest.receivedAt).toISOString() : null,
    row_bytes: Math.round(rowBytes),
    successes: part(successes, days.successes_days),
    failures: part(failures, days.failures_days),
    events: part(events, days.events_days),
  }
}
