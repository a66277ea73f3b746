import type { OperatorDay } from './calendar.ts'
import { type ClockOfDay, hour, minute, second, secondsBetween, written } from './clock-of-day.ts'
import { type Center, type Operator, userBlock } from './people.ts'
import type { Random } from './random.ts'
import type { Today } from './today.ts'

/** How an operator came to work. */
export interface Attendance {
  readonly operator: Operator
  readonly shiftFrom: number
  readonly shiftTo: number
  /** Null for somebody who did not come. */
  readonly day: OperatorDay | null
}

const shiftHours = [
  [8, 16],
  [10, 18],
  [12, 20],
] as const

const shiftLength = 8 * hour
const tolerance = 5 * minute
// After this long, who is not there is not coming.
const noShowAfter = 15 * minute

/** Decides who is on time, late, absent or leaves early: each happens at least once a day. */
export function planShifts(center: Center, clock: ClockOfDay, random: Random): Attendance[] {
  const mixed = random.shuffled(center.operators)
  const share = (part: number) => Math.max(1, Math.round(mixed.length * part))
  const absent = new Set(mixed.splice(0, share(0.04)))
  const late = new Set(mixed.splice(0, share(0.12)))
  const early = new Set(mixed.splice(0, share(0.04)))
  return center.operators.map((operator) => {
    const [from, to] = shiftHours[operator.shift]!
    const [shiftFrom, shiftTo] = [clock.at(from), clock.at(to)]
    if (absent.has(operator)) return { operator, shiftFrom, shiftTo, day: null }
    // People log in a little before their shift begins.
    const arrival = late.has(operator) ? random.whole(7 * 60, 40 * 60) * second : -random.whole(20, 500) * second
    const departure = early.has(operator) ? random.whole(20, 60) * minute : 0
    const day = { operator, from: shiftFrom + arrival, to: shiftTo - departure, activities: [] }
    return { operator, shiftFrom, shiftTo, day }
  })
}

/** Tells of everybody who was late, absent or left early, and of lines left without enough people. */
export function tellShiftViolations(attendances: readonly Attendance[], today: Today): void {
  const random = today.randomFor('shift violations')
  for (const attendance of attendances) {
    const { day, shiftFrom, shiftTo } = attendance
    if (!day) {
      tellNoShow(attendance, attendances, random, today)
      continue
    }
    if (day.from - shiftFrom > tolerance) {
      const deviation = secondsBetween(shiftFrom, day.from)
      const more = { actual_start: written(day.from), deviation, adherence: adherenceWithout(day.from - shiftFrom) }
      tellViolation('late', day.from, attendance, { ...more, repeat_count: random.whole(0, 4) }, today)
    }
    if (shiftTo - day.to > tolerance) {
      const deviation = secondsBetween(day.to, shiftTo)
      const more = { actual_start: written(day.from), actual_end: written(day.to), deviation }
      const adherence = adherenceWithout(shiftTo - day.to)
      tellViolation('early_leave', day.to, attendance, { ...more, adherence, repeat_count: random.whole(0, 2) }, today)
    }
  }
}

/** Tells that a break went on too long. The break is over when this is known. */
export function tellLongBreak(day: OperatorDay, from: number, to: number, limit: number, today: Today): void {
  const { operator } = day
  today.diary.tell({
    type: 'shift_violation',
    time: to,
    key: `user-${operator.id}:long_break:${from - today.clock.midnight}`,
    correlationId: `user-${operator.id}`,
    data: {
      ...userBlock(operator),
      violation: 'long_break',
      actual_start: written(from),
      actual_end: written(to),
      deviation: secondsBetween(from, to) - limit,
      tolerance: 60,
      is_excused: false,
    },
  })
}

function tellNoShow(attendance: Attendance, attendances: readonly Attendance[], random: Random, today: Today): void {
  const time = attendance.shiftFrom + noShowAfter
  const staff = staffOf(attendance, attendances, time)
  const more = { deviation: noShowAfter / second, adherence: 0, repeat_count: random.whole(0, 2), ...staff }
  tellViolation('no_show', time, attendance, more, today)

  const queue = today.center.queues.find(({ group }) => group === attendance.operator.group)
  if (!queue) return
  today.diary.tell({
    type: 'shift_violation',
    time: time + second,
    key: `queue-${queue.id}:coverage_gap:user-${attendance.operator.id}`,
    correlationId: `queue-${queue.id}`,
    data: {
      violation: 'coverage_gap',
      ...shiftBlock(attendance, today),
      ...staff,
      deviation: noShowAfter / second,
      queue_id: queue.id,
      queue_name: queue.name,
    },
  })
}

/** Planned and present people of the same group and shift. */
function staffOf({ operator, shiftFrom }: Attendance, attendances: readonly Attendance[], time: number) {
  const planned = attendances.filter(
    (other) => other.operator.group === operator.group && other.shiftFrom === shiftFrom,
  )
  const present = planned.filter(({ day }) => day !== null && day.from <= time).length
  return { staff_planned: planned.length, staff_present: present, staff_gap: planned.length - present }
}

function tellViolation(
  violation: string,
  time: number,
  attendance: Attendance,
  more: Readonly<Record<string, string | number>>,
  today: Today,
): void {
  const { operator } = attendance
  today.diary.tell({
    type: 'shift_violation',
    time,
    key: `user-${operator.id}:${violation}`,
    correlationId: `user-${operator.id}`,
    data: {
      ...userBlock(operator),
      violation,
      ...shiftBlock(attendance, today),
      tolerance: (violation === 'no_show' ? noShowAfter : tolerance) / second,
      is_excused: false,
      ...more,
    },
  })
}

function shiftBlock({ operator, shiftFrom, shiftTo }: Attendance, { date }: Today) {
  const hours = [shiftFrom, shiftTo].map((time) => written(time).slice(11, 16)).join('–')
  return {
    shift_id: `${date}-${operator.shift + 1}`,
    shift_name: hours,
    shift_start: written(shiftFrom),
    shift_end: written(shiftTo),
  }
}

function adherenceWithout(missedMs: number): number {
  return Math.round((1 - missedMs / shiftLength) * 1000) / 10
}
