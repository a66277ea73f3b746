import { second } from './clock-of-day.ts'
import type { Group, Operator } from './people.ts'
import type { Random } from './random.ts'

/** What an operator is busy with, in milliseconds since 1970. Two activities of one operator never overlap. */
export type Activity =
  | { readonly kind: 'away'; readonly from: number; readonly to: number; readonly reason: string }
  /** Rings and is not answered. */
  | { readonly kind: 'offer'; readonly from: number; readonly to: number }
  /** Rings `from`, talks `answeredAt` to `endedAt`, then wraps up until `to`. */
  | {
      readonly kind: 'talk'
      readonly from: number
      readonly answeredAt: number
      readonly endedAt: number
      readonly to: number
      readonly callId: string
    }

/** One operator's day: from login to logout, and what fills it. */
export interface OperatorDay {
  readonly operator: Operator
  readonly from: number
  readonly to: number
  /** In order of time. */
  readonly activities: Activity[]
}

/** Everybody who came to work, and who is free when. */
export class Calendar {
  readonly days: readonly OperatorDay[]

  constructor(days: readonly OperatorDay[]) {
    this.days = days
  }

  /** Somebody of these groups who is free for the whole time, or null. */
  findFree(groups: readonly Group[], from: number, to: number, random: Random): OperatorDay | null {
    const free = this.days.filter((day) => groups.includes(day.operator.group) && isFree(day, from, to))
    return free.length === 0 ? null : random.oneOf(free)
  }

  /** How many of the group are at work and idle at this moment. */
  readyAt(group: Group, time: number): number {
    return this.days.filter((day) => day.operator.group === group && isFree(day, time, time)).length
  }
}

// People need a moment between two things; it also keeps two changes of status from falling on the same millisecond.
const breath = 2 * second

/** True when the operator is at work and has nothing else in that time. */
export function isFree(day: OperatorDay, from: number, to: number): boolean {
  if (from < day.from + breath || to > day.to - breath) return false
  return day.activities.every((activity) => activity.to + breath <= from || activity.from - breath >= to)
}

/** Puts an activity into a free place. */
export function reserve(day: OperatorDay, activity: Activity): void {
  if (!isFree(day, activity.from, activity.to)) throw new Error(`operator ${day.operator.id} is not free`)
  const later = day.activities.findIndex(({ from }) => from > activity.from)
  day.activities.splice(later === -1 ? day.activities.length : later, 0, activity)
}
