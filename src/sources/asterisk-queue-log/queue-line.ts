import type { LocalTime } from './local-time.ts'

/** One line of the log that could be read. */
export interface QueueLine {
  /** Milliseconds since 1970. Most logs know whole seconds only. */
  readonly at: number
  /** Unique id of the caller's channel, or `NONE`, `REALTIME`, `MANAGER` for lines that are about no call. */
  readonly uniqueId: string
  /** Name of the queue, or `NONE`. */
  readonly queue: string
  /** Name of the queue member, else its interface such as `PJSIP/101`; or `NONE`. */
  readonly agent: string
  /** What happened, in upper case. */
  readonly verb: string
  readonly args: readonly string[]
  /** The line as it stands: two equal lines are one, told twice. */
  readonly text: string
}

/** The longest id or name: event ids are made of them and stay below 200 characters. Asterisk's own are far shorter. */
export const longestName = 120

const longestSeconds = 31 * 86_400

/**
 * Reads a line, or gives null for one that is none:
 * `1366720340|1366720340.303267|MYQUEUE|SIP/8007|RINGNOANSWER|1000`, where the time may also be a local date and time as
 * Asterisk writes it to a database (`2026-03-16 09:41:07.318123`), and the arguments a fixed row of five.
 * https://docs.asterisk.org/Operation/Logging/Queue-Logs/
 */
export function readLine(text: string, local: LocalTime): QueueLine | null {
  const fields = text.split('|').map(plain)
  const [time, uniqueId, queue, agent, verb, ...args] = fields
  if (!time || !uniqueId || !queue || !agent || !verb) return null
  if ([uniqueId, queue, agent, verb].some((name) => name.length > longestName)) return null
  const at = timeIn(time, uniqueId, local)
  if (at === null || !/^[A-Z][A-Z_]*$/i.test(verb)) return null
  return { at, uniqueId, queue, agent, verb: verb.toUpperCase(), args, text: fields.join('|') }
}

/** The argument as a whole, not negative number; undefined when it is none. */
export function countAt(line: QueueLine, index: number): number | undefined {
  const value = line.args[index] ?? ''
  return /^\d{1,12}$/.test(value) ? Number(value) : undefined
}

/** The argument as seconds. What would be more than a month is no length of a wait or a talk. */
export function secondsAt(line: QueueLine, index: number): number | undefined {
  const value = countAt(line, index)
  return value === undefined || value > longestSeconds ? undefined : value
}

/** The argument as milliseconds, under the same limit. */
export function millisecondsAt(line: QueueLine, index: number): number | undefined {
  const value = countAt(line, index)
  return value === undefined || value > longestSeconds * 1000 ? undefined : value
}

/** When the channel was made: Asterisk's unique ids begin with it, in seconds, after the name of the system. */
export function channelTimeIn(uniqueId: string): number | undefined {
  const seconds = /(?:^|-)(\d{9,10})\.\d+$/.exec(uniqueId)?.[1]
  return seconds === undefined ? undefined : Number(seconds) * 1000
}

function plain(field: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a caller chooses the name; control characters have no place in it
  return field.replace(/[\u0000-\u001f\u007f]/g, '').trim()
}

const dateTime = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?$/

function timeIn(time: string, uniqueId: string, local: LocalTime): number | null {
  if (/^\d{9,10}(\.\d{1,9})?$/.test(time)) return Math.floor(Number(time) * 1000)
  const parts = dateTime.exec(time)
  if (parts === null) return null
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [number, ...number[]]
  const shown = Date.UTC(year, month! - 1, day, hour, minute, second)
  // Date.UTC lets 31 February pass as 3 March.
  if (year < 1971 || !new Date(shown).toISOString().startsWith(time.slice(0, 19).replace(' ', 'T'))) return null
  const milliseconds = Number((parts[7] ?? '').slice(0, 3).padEnd(3, '0'))
  return local.momentOf(shown, channelTimeIn(uniqueId)) + milliseconds
}
