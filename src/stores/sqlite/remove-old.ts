import type { OldBefore } from '../../core/store/removal-store.ts'
import { firstFinishedState, statusOf } from './codes.ts'
import type { FindTools } from './find-tools.ts'
import { repackNumbers } from './numbers.ts'
import { type Cell, keyHash } from './pack.ts'
import type { WriterTools } from './save-events.ts'
import { partOf } from './search.ts'
import { eventRange } from './time-range.ts'

const eventsFrom = `
  select no, received_at, first_delivery, deliveries_count from event where no > ? and no <= ? order by no limit ?`
const deliveriesIn = 'select id, state, created_at from delivery where id >= ? and id < ?'
const removeAttempts = 'delete from attempt where delivery = ?'
const removeDelivery = `delete from delivery where id = ? and state >= ${firstFinishedState}`
const identityOf = 'select origin.source, event.id from event join origin on origin.id = event.origin where no = ?'
const removeKey = 'delete from event_key where hash = ? and event_no = ?'
const removeRefs = 'delete from event_ref where part = ? and event_no in (select value from json_each(?))'
const removeEvent = `
  delete from event
  where no = ? and not exists (
    select 1 from delivery where id >= first_delivery and id < first_delivery + deliveries_count)`

/** What one slice will remove, found beside the writer. */
export interface OldSlice {
  readonly deliveries: readonly number[]
  readonly events: readonly number[]
  /** The event to go on after; null at the end of the walk. */
  readonly next: number | null
}

/** How many events are looked at for each row removed at the most: those that stay must not make one question long. */
const patience = 10

/** Walks on from the event after `after` until about `limit` rows are to be removed. */
export function findOld(before: OldBefore, after: number, limit: number, tools: FindTools): OldSlice {
  const latest = Math.max(before.successes, before.failures, before.events)
  const { last } = eventRange({ to: latest }, tools.statements)
  const found = { deliveries: [] as number[], events: [] as number[] }
  let seen = after
  let looked = 0
  for (const [no, receivedAt, first, count] of tools.statements.rows(eventsFrom, after, last, limit * patience)) {
    if (found.deliveries.length + found.events.length >= limit) return { ...found, next: seen }
    const here = tools.statements.rows(deliveriesIn, Number(first), Number(first) + Number(count))
    const old = here.filter(([, state, createdAt]) => isOld(Number(state), Number(createdAt), before))
    found.deliveries.push(...old.map(([id]) => Number(id)))
    if (old.length === here.length && Number(receivedAt) < before.events) found.events.push(Number(no))
    seen = Number(no)
    looked++
  }
  return { ...found, next: looked < limit * patience ? null : seen }
}

function isOld(state: number, createdAt: number, { successes, failures }: OldBefore): boolean {
  if (state < firstFinishedState) return false
  return createdAt < (statusOf(state) === 'failed' ? failures : successes)
}

/** Removes what was found, looking again at what may have changed meanwhile. Answers how many deliveries and events went. */
export function removeOld({ deliveries, events }: OldSlice, { statements, ledger }: WriterTools): Cell[] {
  let removedDeliveries = 0
  for (const id of deliveries) {
    // One that a person sent again meanwhile is open and stays.
    if (statements.run(removeDelivery, id) === 0) continue
    statements.run(removeAttempts, id)
    removedDeliveries++
  }
  ledger.keepDeliveryId()
  const gone = events.filter((no) => removeWithKey(no, statements))
  for (const [part, nos] of Map.groupBy(gone, partOf)) {
    statements.run(removeRefs, part, JSON.stringify(nos))
    repackNumbers(part, statements)
  }
  return [removedDeliveries, gone.length]
}

function removeWithKey(no: number, statements: WriterTools['statements']): boolean {
  const identity = statements.row(identityOf, no)
  if (identity === undefined || statements.run(removeEvent, no) === 0) return false
  statements.run(removeKey, keyHash(String(identity[0]), String(identity[1])), no)
  return true
}
