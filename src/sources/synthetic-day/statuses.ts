import type { JsonObject } from '../../core/json.ts'
import { breakLimits } from './breaks.ts'
import type { Activity, OperatorDay } from './calendar.ts'
import { second, secondsBetween, written } from './clock-of-day.ts'
import { userBlock } from './people.ts'
import { tellLongBreak } from './shifts.ts'
import type { Today } from './today.ts'

/** Seconds of wrap-up after which its watched limit fires. */
const wrapUpLimit = 120

/** One stretch of an operator's day. */
interface Stretch {
  readonly status: 'ready' | 'busy' | 'pcp' | 'away'
  readonly reason?: string
  readonly from: number
  readonly callId?: string
}

/** Tells every change of status that follows from what the operators did, the limits that fired, and the day's sums. */
export function tellStatuses(today: Today): void {
  for (const day of today.calendar.days) tellDay(day, today)
}

function tellDay(day: OperatorDay, today: Today): void {
  const queueIds = today.center.queues.filter(({ group }) => group === day.operator.group).map(({ id }) => id)
  const totals = new Map<string, number>()
  const stretches = stretchesOf(day)
  let previous: JsonObject = { previous_status: 'offline' }

  for (const [no, stretch] of stretches.entries()) {
    const to = stretches[no + 1]?.from ?? day.to
    const before = totals.get(nameOf(stretch)) ?? 0
    const known = { ...blockOf(stretch), ...previous, queue_ids: queueIds, status_started_at: written(stretch.from) }
    const firstLogin = { first_login_today: no === 0 }
    const source = stretch.status === 'away' || no === 0 ? 'user' : 'system'
    const changed = { ...known, ...firstLogin, time_in_status: 0, day_total: before, change_source: source }
    tell(day, 'changed', stretch.from, changed, today)
    tellThreshold(day, stretch, to, { ...known, ...firstLogin, change_source: source }, before, today)

    const lasted = secondsBetween(stretch.from, to)
    totals.set(nameOf(stretch), before + lasted)
    previous = { previous_status: stretch.status, previous_reason: stretch.reason, previous_duration: lasted }
  }
  const leaving = { status: 'offline', ...previous, time_in_status: 0, first_login_today: false, change_source: 'user' }
  tell(day, 'changed', day.to, { ...leaving, status_started_at: written(day.to) }, today)
  tellSums(day, totals, today)
}

/** Ready, and between that whatever the day held. A call that rang unanswered changes nothing. */
function stretchesOf(day: OperatorDay): Stretch[] {
  const stretches: Stretch[] = [{ status: 'ready', from: day.from }]
  for (const activity of day.activities) stretches.push(...stretchesIn(activity))
  return stretches
}

function stretchesIn(activity: Activity): Stretch[] {
  if (activity.kind === 'offer') return []
  const ready: Stretch = { status: 'ready', from: activity.to }
  if (activity.kind === 'away') return [{ status: 'away', reason: activity.reason, from: activity.from }, ready]
  const { callId, answeredAt, endedAt } = activity
  return [{ status: 'busy', from: answeredAt, callId }, { status: 'pcp', from: endedAt, callId }, ready]
}

function tellThreshold(
  day: OperatorDay,
  stretch: Stretch,
  to: number,
  known: JsonObject,
  before: number,
  today: Today,
): void {
  const limit = stretch.status === 'pcp' ? wrapUpLimit : breakLimits[stretch.reason ?? '']
  if (limit === undefined || secondsBetween(stretch.from, to) <= limit) return
  const time = stretch.from + limit * second
  tell(day, 'threshold', time, { ...known, time_in_status: limit, threshold: limit, day_total: before + limit }, today)
  if (stretch.status !== 'away') return
  tellLongBreak(day, stretch.from, to, limit, today)
  const value = secondsBetween(stretch.from, to)
  today.marks.faults.push({ violation: 'long_away', operator: day.operator, time: to, value })
}

function tellSums(day: OperatorDay, totals: ReadonlyMap<string, number>, today: Today): void {
  for (const [name, total] of totals) {
    const [status, reason] = name.split(' ')
    const sum = { status, status_reason: reason, day_total: total, change_source: 'system' }
    tell(day, 'day_summary', day.to + second, sum, today)
  }
}

function tell(day: OperatorDay, phase: string, time: number, data: JsonObject, today: Today): void {
  const { operator } = day
  const subject = [data['status'], data['status_reason']].filter((part) => part !== undefined).join('-')
  today.diary.tell({
    type: 'user_status',
    time,
    key: `user-${operator.id}:${phase}:${subject}:${time - today.clock.midnight}`,
    correlationId: `user-${operator.id}`,
    data: { ...userBlock(operator), phase, ...data },
  })
}

function blockOf({ status, reason, callId }: Stretch): JsonObject {
  return { status, status_reason: reason, call_id: callId }
}

function nameOf({ status, reason }: Stretch): string {
  return reason === undefined ? status : `${status} ${reason}`
}
