import type { JsonObject } from '../core/json.ts'
import type { OutcomeKind } from '../core/outcome.ts'
import type { Store } from '../core/store.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const mostCounted = 100_000
const failing: readonly OutcomeKind[] = ['retry', 'rate', 'ambiguous', 'permanent', 'auth', 'gone', 'partial']

/**
 * How an integration fared over the last day, from the journal: what was delivered, how fast (p95 of the latest hour in which
 * anything ended), what went wrong by class, and what still waits.
 */
export async function integrationHealth(
  integrationId: string,
  now: number,
  store: Pick<Store, 'countByHour' | 'countDeliveries' | 'lane'>,
): Promise<JsonObject> {
  const filter = { integrationId, from: now - dayMs }
  const [cells, lane, classes] = await Promise.all([
    store.countByHour(filter),
    store.lane(integrationId, []),
    Promise.all(
      failing.map(
        async (kind) => [kind, await store.countDeliveries({ ...filter, outcomes: [kind] }, mostCounted)] as const,
      ),
    ),
  ])
  const ended = cells.filter(({ status }) => status === 'delivered' || status === 'failed')
  const sum = (some: typeof cells) => some.reduce((total, { count }) => total + count, 0)
  const lastHour = ended.filter(({ hour }) => hour > now - 2 * hourMs)
  return {
    day: {
      delivered: sum(ended.filter(({ status }) => status === 'delivered')),
      failed: sum(ended.filter(({ status }) => status === 'failed')),
    },
    per_minute:
      Math.round(
        (sum(lastHour) / Math.max(1, (now - Math.min(now, ...lastHour.map(({ hour }) => hour))) / 60_000)) * 100,
      ) / 100,
    p95_ms: latest(cells)?.p95Ms ?? null,
    error_classes: Object.fromEntries(classes.filter(([, count]) => count > 0)),
    backlog: lane?.open ?? 0,
    oldest_due_at: lane && Number.isFinite(lane.nextDueAt) ? new Date(lane.nextDueAt).toISOString() : null,
  }
}

/**
 * How many deliveries of the last one to two hours failed or wait for a repetition, of all that ended or wait so: what tells
 * whether an integration is in trouble right now.
 */
export async function recentFailures(
  integrationId: string,
  now: number,
  store: Pick<Store, 'countByHour'>,
): Promise<{ failed: number; total: number }> {
  const from = Math.floor(now / hourMs - 1) * hourMs
  const cells = await store.countByHour({ integrationId, from })
  const sum = (statuses: readonly string[]) =>
    cells.reduce((total, { status, count }) => total + (statuses.includes(status) ? count : 0), 0)
  const failed = sum(['failed', 'retrying'])
  return { failed, total: failed + sum(['delivered']) }
}

function latest<Cell extends { readonly hour: number; readonly status: string; readonly p95Ms: number | null }>(
  cells: readonly Cell[],
): Cell | undefined {
  return cells
    .filter(({ status, p95Ms }) => status === 'delivered' && p95Ms !== null)
    .sort((a, b) => b.hour - a.hour)[0]
}
