import { isFree, type OperatorDay, reserve } from './calendar.ts'
import { minute, second } from './clock-of-day.ts'
import type { Random } from './random.ts'

/** Seconds that a break of this reason may last; then a watched limit fires. Training has none. */
export const breakLimits: Readonly<Record<string, number>> = { dinner: 2700, tea_break: 900, restroom: 900 }

/**
 * Puts the breaks into everybody's day before any call: a dinner in the middle, two teas, a few short absences, for some
 * a training. Now and then somebody comes back late.
 */
export function planBreaks(days: readonly OperatorDay[], random: Random): void {
  // Somebody must be the day's example of a break that is too long.
  const forgetful = random.oneOf(days)
  for (const day of days) {
    const isForgetful = day === forgetful
    place(day, 'dinner', 0.5, random.whole(25, random.chance(0.08) ? 55 : 38) * minute, random)
    place(day, 'tea_break', 0.25, teaLength(isForgetful, random), random)
    place(day, 'tea_break', 0.78, teaLength(false, random), random)
    if (random.chance(0.15)) place(day, 'training', 0.35, random.whole(30, 45) * minute, random)
    for (let times = random.whole(0, 2); times > 0; times -= 1) {
      place(day, 'restroom', random.next(), random.whole(120, 420) * second, random)
    }
  }
}

function teaLength(isForgetful: boolean, random: Random): number {
  const tooLong = isForgetful || random.chance(0.08)
  return (tooLong ? random.whole(960, 1700) : random.whole(420, 820)) * second
}

/** Near that part of the day (0 to 1); left out when there is no room. */
function place(day: OperatorDay, reason: string, part: number, length: number, random: Random): void {
  for (let tries = 0; tries < 5; tries += 1) {
    const middle = day.from + (day.to - day.from) * part
    const from = Math.round(middle + random.whole(-35 * 60, 35 * 60) * second - length / 2)
    if (!isFree(day, from - minute, from + length + minute)) continue
    reserve(day, { kind: 'away', from, to: from + length, reason })
    return
  }
}
