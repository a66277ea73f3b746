import type { StoredEvent } from '../core/event.ts'
import type { Store } from '../core/store.ts'

const dayMs = 24 * 3600 * 1000
const pageSize = 500
/** How far back "about so many a day" looks. */
const longestMs = 7 * dayMs

/** So many of the latest events stand for a type: enough to know its values, few enough to look at while somebody types. */
export const mostRecent = 1000

/** The latest events of a type, newest first, without those that are tests. At most `mostRecent`. */
export async function recentEvents(
  eventType: string,
  store: Pick<Store, 'findEvents'>,
): Promise<readonly StoredEvent[]> {
  const events: StoredEvent[] = []
  let cursor: string | undefined
  do {
    const page = await store.findEvents({ eventType }, { limit: pageSize, ...(cursor ? { cursor } : {}) })
    events.push(...page.items.filter(({ data }) => data.is_test !== true))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined && events.length < mostRecent)
  return events.slice(0, mostRecent)
}

/**
 * About how many events of the type come in a day, told by its latest ones: over the time they took to come, of which the
 * last seven days count, and at least one day while there are fewer than `mostRecent`. 0 when none came.
 */
export function perDay(recent: readonly StoredEvent[], now: number): number {
  const counted = recent.filter(({ receivedAt }) => receivedAt > now - longestMs)
  const oldest = recent.at(-1)
  if (counted.length === 0 || !oldest) return 0
  const sinceMs = Math.min(longestMs, now - oldest.receivedAt)
  const isAll = recent.length < mostRecent
  return Math.round((counted.length * dayMs) / Math.max(sinceMs, isAll ? dayMs : 1000))
}
