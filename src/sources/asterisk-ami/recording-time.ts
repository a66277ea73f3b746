import { type AmiMessage, eventName, field } from './message.ts'
import { type Moment, moment } from './moment.ts'

/** A message of a recording and when it came. */
export interface DatedMessage {
  readonly message: AmiMessage
  readonly moment: Moment
}

/** What a log wrote in front of a message: local time of that machine, often without a year. */
export interface LogTime {
  readonly year?: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly millisecond: number
}

const minute = 60_000
const halfYear = 183 * 24 * 60 * minute

/** How many messages wait for the first sign of a date. Past that the recording is told without dates. */
const mostHeld = 5_000

/**
 * Finds out when each message of a recording came.
 *
 * A recording rarely says so outright. Three things inside the messages are seconds since 1970: `Timestamp` (with
 * `timestampevents = yes`), `SentNTP` of RTCP reports, and the front half of the unique id of a channel that was just made
 * (`1447457889.1`). The first of them that shows up anchors the log's own times, which lack year and zone: the zone is the
 * distance, rounded to a quarter of an hour. Without log times, the clock stands still between two such signs.
 * Messages before the first sign are held back until it comes.
 */
export class RecordingTime {
  #anchor: { readonly offset: number; readonly at: number } | null = null
  #clock: number | null = null
  #undated = false
  #held: { readonly message: AmiMessage; readonly log: LogTime | null }[] = []

  /** The messages whose time is now known: none, this one, or this one and all that waited for it. */
  push(message: AmiMessage, log: LogTime | null): DatedMessage[] {
    this.#learn(message, log)
    this.#held.push({ message, log })
    const known = log === null ? this.#clock !== null : this.#anchor !== null
    if (known || this.#undated) return this.#release()
    if (this.#held.length < mostHeld) return []
    return this.end()
  }

  /** The recording is over: what still waits is told without a date. */
  end(): DatedMessage[] {
    if (this.#clock === null) this.#undated = true
    return this.#release()
  }

  #learn(message: AmiMessage, log: LogTime | null): void {
    const seconds = this.#undated ? null : secondsIn(message)
    if (seconds === null) return
    if (log !== null && this.#anchor === null) this.#anchor = anchorFor(log, seconds * 1000)
    if (log === null) this.#clock = Math.max(this.#clock ?? 0, Math.floor(seconds * 1000))
  }

  #release(): DatedMessage[] {
    const released = this.#held.map(({ message, log }) => ({ message, moment: this.#momentOf(log) }))
    this.#held = []
    return released
  }

  #momentOf(log: LogTime | null): Moment {
    if (log !== null && this.#anchor !== null) {
      const at = utc(log, this.#anchor.at) - this.#anchor.offset
      this.#clock = at
      return moment(at)
    }
    if (log !== null) return { at: utc(log, 0), dated: false, timed: true }
    if (this.#clock !== null && !this.#undated) return moment(this.#clock)
    return { at: 0, dated: false, timed: false }
  }
}

/** The time in front of a log line: `[Nov 14 00:38:07]`, or `[2015-11-14 00:38:07.123]`. Null when there is none. */
export function logTimeOf(line: string): LogTime | null {
  const found = logTime.exec(line)?.groups
  if (found === undefined) return null
  const month = found['name'] === undefined ? Number(found['month']) : months.indexOf(found['name']) + 1
  if (month < 1 || month > 12) return null
  const { day, hour, minute: minutes, second, fraction = '' } = found
  return {
    ...(found['year'] === undefined ? {} : { year: Number(found['year']) }),
    month,
    day: Number(day),
    hour: Number(hour),
    minute: Number(minutes),
    second: Number(second),
    millisecond: Number(fraction.slice(0, 3).padEnd(3, '0')),
  }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const logTime =
  /^\[(?:(?<name>[A-Z][a-z]{2}) {1,2}|(?<year>\d{4})-(?<month>\d\d)-)(?<day>\d{1,2}) (?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?\]/

/** Seconds since 1970 that the message itself tells, or null. */
function secondsIn(message: AmiMessage): number | null {
  const stated = plausible(field(message, 'timestamp')) ?? plausible(field(message, 'sentntp').split('.')[0] ?? '')
  if (stated !== null) return stated
  // A unique id dates the making of its channel, so only the event that makes or first names the channel may be asked.
  if (eventName(message) === 'newchannel') return plausible(uniqueIdSeconds(field(message, 'uniqueid')))
  if (['agentcalled', 'dialbegin'].includes(eventName(message))) {
    return plausible(uniqueIdSeconds(field(message, 'destuniqueid')))
  }
  return null
}

/** The seconds in `1447457889.1` or, with a system name, `pbx1-1447457889.1`. */
function uniqueIdSeconds(uniqueId: string): string {
  return /(?:^|-)(\d{9,10})\.\d+$/.exec(uniqueId)?.[1] ?? ''
}

/** Between 2001 and 2100: anything else is some other number. */
function plausible(text: string): number | null {
  if (!/^\d{9,10}(\.\d+)?$/.test(text)) return null
  const seconds = Number(text)
  return seconds > 978_307_200 && seconds < 4_102_444_800 ? seconds : null
}

/** How far the log's clock is ahead of UTC, from one message whose real time is known. Null when the two cannot agree. */
function anchorFor(log: LogTime, at: number): { offset: number; at: number } | null {
  const ahead = utc(log, at) - at
  const offset = Math.round(ahead / (15 * minute)) * 15 * minute
  const plausibleZone = Math.abs(offset) <= 14 * 60 * minute
  return plausibleZone && Math.abs(ahead - offset) <= minute ? { offset, at } : null
}

/** The log time read as UTC; without a year of its own, in the year that brings it nearest to `near`. */
function utc(log: LogTime, near: number): number {
  const inYear = (year: number) =>
    Date.UTC(year, log.month - 1, log.day, log.hour, log.minute, log.second, log.millisecond)
  if (log.year !== undefined) return inYear(log.year)
  const year = new Date(near).getUTCFullYear()
  const candidates = [inYear(year), inYear(year - 1), inYear(year + 1)]
  return candidates.find((at) => Math.abs(at - near) <= halfYear) ?? inYear(year)
}
