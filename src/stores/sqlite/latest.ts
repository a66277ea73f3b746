import type { LatestEvent } from '../../core/store/figure-store.ts'
import type { FindTools } from './find-tools.ts'

const newestOf = 'select received_at from event where no = (select max(no) from event where origin = ?)'
const newestIn =
  'select created_at from delivery where id = (select max(id) from delivery where route = ? and state = ?)'

/** The newest event of each type and source: one step in an index for each. */
export function latestEvents({ statements, dictionary }: FindTools): LatestEvent[] {
  return [...dictionary.origins].flatMap(([origin, { eventType, source }]) => {
    const receivedAt = statements.number(newestOf, origin)
    return receivedAt === null ? [] : [{ eventType, source, receivedAt }]
  })
}

/** When each binding fired last: one step in an index for each way and state that there is. */
export function lastFired({ statements, dictionary }: FindTools): { bindingId: string; at: number }[] {
  const latest = new Map<string, number>()
  for (const { route, state } of dictionary.lists) {
    const at = statements.number(newestIn, route, state)
    const { bindingId } = dictionary.route(route)
    if (at !== null && at > (latest.get(bindingId) ?? 0)) latest.set(bindingId, at)
  }
  return [...latest].map(([bindingId, at]) => ({ bindingId, at }))
}
