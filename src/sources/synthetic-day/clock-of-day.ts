import type { Random } from './random.ts'

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute

/** One day of the call center, in milliseconds since 1970. Its hours are UTC, so that a day is the same everywhere. */
export interface ClockOfDay {
  readonly midnight: number
  /** `at(9, 30)` is half past nine. */
  readonly at: (hours: number, minutes?: number) => number
  /** True in the two rushes: 10–12 and 14–16. */
  readonly isRush: (time: number) => boolean
  /** True while the lines are staffed. */
  readonly isOpen: (time: number) => boolean
  /** A moment when a client calls: most often in a rush, now and then when nobody is there. */
  readonly callTime: (random: Random) => number
}

/** Share of the day's calls by the hour in which they come. */
const callsByHour: readonly (readonly [hour: number, weight: number])[] = [
  [7, 1],
  [8, 4],
  [9, 7],
  [10, 14],
  [11, 14],
  [12, 8],
  [13, 7],
  [14, 12],
  [15, 12],
  [16, 8],
  [17, 6],
  [18, 4],
  [19, 2],
  [20, 1],
]

/** The day that begins at midnight of `date` (`YYYY-MM-DD`, UTC). */
export function clockOfDay(date: string): ClockOfDay {
  const midnight = Date.parse(`${date}T00:00:00.000Z`)
  const at = (hours: number, minutes = 0) => midnight + hours * hour + minutes * minute
  return {
    midnight,
    at,
    isRush: (time) => (time >= at(10) && time < at(12)) || (time >= at(14) && time < at(16)),
    // The last quarter of an hour is left for those who wait already.
    isOpen: (time) => time >= at(8) && time < at(19, 45),
    callTime: (random) => at(random.weighted(callsByHour)) + random.whole(0, hour - 1),
  }
}

/** `YYYY-MM-DD` of a moment, in UTC. */
export function dateOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

/** How the catalogue writes a time. */
export function written(time: number): string {
  return new Date(time).toISOString()
}

/** Whole seconds between two moments. */
export function secondsBetween(from: number, to: number): number {
  return Math.round((to - from) / second)
}
