import type { DueShift, Requeue } from '../../core/store/delivery-store.ts'
import { firstFinishedState, outcomeOf, stateOf, statusOf, triggerCode } from './codes.ts'
import { type Cell, Cells } from './pack.ts'
import type { WriterTools } from './save-events.ts'

const whereItStands = 'select state, route, lane from delivery where id = ?'
// What comes after an attempt is owed to the schedule again, whoever asked for this one.
const recordResult = `
  update delivery
  set state = ?, reason = ?, status_code = ?, attempts_count = ?, tries = ?, due_at = ?, finished_at = ?,
    duration_ms = ?, trigger = 0
  where id = ?`
const addAttempt = `
  insert or replace into attempt (delivery, no, at, trigger, outcome, duration_ms, status_code, detail)
  values (?, ?, ?, ?, ?, ?, ?, ?)`
// A person who asks for it again wants it sent, also when it has expired meanwhile.
const requeue = `
  update delivery
  set state = ?, due_at = ?, tries = 0, trigger = ?, finished_at = null, expires_at = null,
    binding_version = coalesce(?, binding_version)
  where id = ?`
const cancel = 'update delivery set state = ?, due_at = null, finished_at = ?, reason = ? where id = ?'
const shiftDueTimes = `
  update delivery set due_at = due_at + ?
  where state < 32 and due_at > ? and reason is not ?`
const shiftExpiry = 'update delivery set expires_at = expires_at + ? where state < 32 and expires_at is not null'
const bindingOf = 'select binding_id from route where id = ?'
const integrationOf = 'select integration_id from lane where id = ?'

interface Standing {
  readonly state: number
  readonly route: number
  readonly lane: number
}

/** Writes packed attempts and their consequences. A delivery that is no longer there is left out. */
export function recordAttempts(packed: readonly Cell[], tools: WriterTools): null {
  const cells = new Cells(packed)
  while (cells.left) recordAttempt(cells, tools)
  return null
}

function recordAttempt(cells: Cells, tools: WriterTools): void {
  const id = cells.number()
  const state = cells.number()
  const result = [cells.next(), cells.next(), cells.next(), cells.next(), cells.next(), cells.next(), cells.next()]
  const no = cells.next()
  const attempt = no === null ? null : [no, ...Array.from({ length: 6 }, () => cells.next())]
  const standing = standingOf(id, tools)
  if (standing === null) return
  tools.statements.run(recordResult, state, ...result, id)
  moveTo(state, standing, tools)
  if (attempt !== null) tools.statements.run(addAttempt, id, ...attempt)
}

/** Makes deliveries due again. Returns id and integration of each that changed. */
export function requeueDeliveries(ids: readonly number[], change: Requeue, tools: WriterTools): Cell[] {
  const changed: Cell[] = []
  for (const id of ids) {
    const standing = standingOf(id, tools)
    if (standing === null || !change.from.includes(statusOf(standing.state))) continue
    const state = stateOf('retrying', outcomeOf(standing.state))
    tools.statements.run(
      requeue,
      state,
      change.now,
      triggerCode(change.trigger),
      versionFor(standing, change, tools),
      id,
    )
    moveTo(state, standing, tools)
    changed.push(id, tools.statements.row(integrationOf, standing.lane)?.[0] ?? '')
  }
  return changed
}

function versionFor({ route }: Standing, { versions }: Requeue, { statements }: WriterTools): number | null {
  if (versions === undefined) return null
  return versions[String(statements.row(bindingOf, route)?.[0])] ?? null
}

/** Cancels those that are open. Returns their ids. */
export function cancelDeliveries(
  ids: readonly number[],
  change: { readonly now: number; readonly reason: string },
  tools: WriterTools,
): Cell[] {
  const changed: Cell[] = []
  for (const id of ids) {
    const standing = standingOf(id, tools)
    if (standing === null || standing.state >= firstFinishedState) continue
    const state = stateOf('canceled', outcomeOf(standing.state))
    tools.statements.run(cancel, state, change.now, change.reason, id)
    moveTo(state, standing, tools)
    changed.push(id)
  }
  return changed
}

/** Moves what is open and not due yet, and the end of its use, by so much. */
export function shiftDue({ after, by, exceptReason }: DueShift, { statements }: WriterTools): null {
  statements.run(shiftDueTimes, by, after, exceptReason)
  statements.run(shiftExpiry, by)
  return null
}

function standingOf(id: number, { statements }: WriterTools): Standing | null {
  const row = statements.row(whereItStands, id)
  return row === undefined ? null : { state: Number(row[0]), route: Number(row[1]), lane: Number(row[2]) }
}

function moveTo(state: number, from: Standing, { ledger }: WriterTools): void {
  ledger.list(from.route, state)
  ledger.changeOpen(from.lane, openIn(state) - openIn(from.state))
}

function openIn(state: number): 0 | 1 {
  return state < firstFinishedState ? 1 : 0
}
