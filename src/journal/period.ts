import { Problem } from '../core/problem.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

export const periodNames = ['1h', '24h', '7d', '30d'] as const
export type PeriodName = (typeof periodNames)[number]

/** A stretch of time up to now, in slots, and the one of the same length before it. */
export interface Period {
  readonly name: PeriodName
  readonly from: number
  /** Excluded: the present millisecond is the last one in it. */
  readonly to: number
  readonly slotMs: number
  /** How far back the period lies that it is compared with. */
  readonly shiftMs: number
}

/** Throws `fields-invalid` for another word. */
export function readPeriod(given: unknown): PeriodName {
  const name = given === undefined || given === '' ? '24h' : given
  if (periodNames.includes(name as PeriodName)) return name as PeriodName
  const message = `must be one of: ${periodNames.join(', ')}`
  throw new Problem('fields-invalid', `period ${message}`, { errors: [{ path: 'period', message }] })
}

/** An hour in parts of five minutes, a day in hours; a week and a month in whole days of this zone, today included. */
export function periodUntil(now: number, name: PeriodName, timeZone: string): Period {
  const to = now + 1
  const back = (slotMs: number, slots: number) => now - (now % slotMs) - (slots - 1) * slotMs
  const days = (count: number) => midnight(now, timeZone) - (count - 1) * dayMs
  switch (name) {
    case '1h':
      return { name, from: back(5 * minuteMs, 12), to, slotMs: 5 * minuteMs, shiftMs: hourMs }
    case '24h':
      return { name, from: back(hourMs, 24), to, slotMs: hourMs, shiftMs: dayMs }
    case '7d':
      return { name, from: days(7), to, slotMs: 6 * hourMs, shiftMs: 7 * dayMs }
    case '30d':
      return { name, from: days(30), to, slotMs: dayMs, shiftMs: 30 * dayMs }
  }
}

/** When the day began in this zone; where zones differ by parts of an hour, the whole hour before. */
function midnight(now: number, timeZone: string): number {
  const clock = new Intl.DateTimeFormat('en', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const parts = Object.fromEntries(clock.formatToParts(now).map(({ type, value }) => [type, Number(value)]))
  const begun = now - (parts['hour'] ?? 0) * hourMs - (parts['minute'] ?? 0) * minuteMs
  return begun - (begun % hourMs)
}
