import type { Language } from '../sentence.ts'

/** Which part of a moment to write. */
export type TimePart = 'both' | 'date' | 'time'

/**
 * A moment as people of that language write it, on the clock of that zone: `16.03.2026 12:41:07` in Russian,
 * `2026-03-16 12:41:07` in English, which leaves no doubt about day and month. Null when the zone is not known.
 */
export function localTime(
  moment: number,
  { timeZone, language, part = 'both' }: { timeZone: string; language: Language; part?: TimePart },
): string | null {
  const fields = fieldsIn(moment, timeZone)
  if (!fields) return null
  const date = language === 'ru' ? `${fields.day}.${fields.month}.${fields.year}` : isoDate(fields)
  const time = `${fields.hour}:${fields.minute}:${fields.second}`
  if (part === 'date') return date
  return part === 'time' ? time : `${date} ${time}`
}

/** `2026-03-16` on the clock of that zone, whatever the language: it sorts, and it may stand in a file name. */
export function localDate(moment: number, timeZone: string): string | null {
  const fields = fieldsIn(moment, timeZone)
  return fields && isoDate(fields)
}

/** The moment a value means: RFC 3339 or another form JavaScript reads, or a number of seconds or milliseconds since 1970. */
export function momentOf(value: unknown): number | null {
  const moment =
    typeof value === 'number' ? inMilliseconds(value) : typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(new Date(moment).getTime()) ? null : moment
}

type Fields = Readonly<Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string>>

function isoDate({ year, month, day }: Fields): string {
  return `${year}-${month}-${day}`
}

function fieldsIn(moment: number, timeZone: string): Fields | null {
  const second = Math.floor(moment / 1000)
  if (latest?.second === second && latest.timeZone === timeZone) return latest.fields
  const formatter = formatterFor(timeZone)
  if (!formatter || Number.isNaN(new Date(moment).getTime())) return null
  const fields = Object.fromEntries(formatter.formatToParts(moment).map(({ type, value }) => [type, value])) as Fields
  latest = { second, timeZone, fields }
  return fields
}

// The events of one second, and date and time of one event, are the same text.
let latest: { readonly second: number; readonly timeZone: string; readonly fields: Fields } | null = null

// Making a formatter costs a hundred times more than using it.
const formatters = new Map<string, Intl.DateTimeFormat | null>()
const mostFormatters = 200

function formatterFor(timeZone: string): Intl.DateTimeFormat | null {
  const known = formatters.get(timeZone)
  if (known !== undefined) return known
  // Zones may come from events, so the memory of them is bounded.
  if (formatters.size >= mostFormatters) formatters.clear()
  const made = makeFormatter(timeZone)
  formatters.set(timeZone, made)
  return made
}

function makeFormatter(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
  } catch {
    return null // not a zone: the caller says what stands in its place
  }
}

function inMilliseconds(number: number): number {
  return Math.abs(number) < 100_000_000_000 ? number * 1000 : number
}
