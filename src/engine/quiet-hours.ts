import type { QuietHours } from '../core/binding.ts'

/** Why a delivery waits for a time of day, or was skipped because of it. */
export const quietReason = 'quiet hours'

const dayMs = 24 * 60 * 60 * 1000
const minuteMs = 60 * 1000

/**
 * When the quiet time that holds at `now` ends, or null when it is not quiet. Times of day are those of the zone,
 * also across a change of the clocks: the answer is the first moment at which the wall clock shows `to`.
 */
export function quietUntil(hours: QuietHours, now: number, defaultZone: string): number | null {
  const zone = hours.timeZone ?? defaultZone
  const wall = wallClock(now, zone)
  const from = minutesOf(hours.from)
  const to = minutesOf(hours.to)
  if (from === to) return null
  const overnight = from > to
  const beganToday = wall.minutes >= from && (overnight || wall.minutes < to)
  const beganYesterday = overnight && wall.minutes < to
  const begun = beganToday ? wall.weekday : beganYesterday ? ((wall.weekday + 5) % 7) + 1 : null
  if (begun === null || !(hours.days === null || hours.days.includes(begun))) return null
  return nextTime(now, to, zone)
}

/** The next moment, after `now`, at which clocks in the zone show that minute of the day. */
function nextTime(now: number, minuteOfDay: number, zone: string): number {
  const start = Math.floor(now / minuteMs) * minuteMs
  const wall = wallClock(start, zone)
  const ahead = (minuteOfDay - wall.minutes + 1440) % 1440 || 1440
  const guess = start + ahead * minuteMs
  // When the clocks change in between, the guess is off by the size of the change: correct it once.
  const shown = wallClock(guess, zone).minutes
  const off = ((minuteOfDay - shown + 1440 + 720) % 1440) - 720
  const corrected = guess + off * minuteMs
  return corrected > now ? corrected : corrected + dayMs
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

const formats = new Map<string, Intl.DateTimeFormat>()
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** What clocks in the zone show: minutes since midnight and the ISO weekday. */
function wallClock(at: number, zone: string): { minutes: number; weekday: number } {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
    })
    formats.set(zone, format)
  }
  const parts = new Map(format.formatToParts(at).map((part) => [part.type, part.value]))
  return {
    minutes: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
    weekday: weekdays.indexOf(parts.get('weekday') ?? '') + 1,
  }
}
