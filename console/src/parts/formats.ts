import { type Say, useLanguage, useSay } from '../words/words.tsx'

/** Numbers, times and durations as people of the page's language write them. */
export interface Formats {
  readonly number: (value: number) => string
  /** `0.153` → `15.3 %`. */
  readonly percent: (share: number) => string
  /** Date and time, to the second. Takes RFC 3339 or milliseconds since 1970. */
  readonly moment: (at: string | number) => string
  /** The moment without its year while that is this one: for lists. */
  readonly brief: (at: string | number) => string
  /** To the millisecond: for timelines. */
  readonly exact: (at: string | number) => string
  /** `10:42:07`. */
  readonly clock: (at: string | number) => string
  readonly day: (at: string | number) => string
  /** `5 minutes ago`, `in 4 minutes`. */
  readonly ago: (at: string | number, now?: number) => string
  readonly duration: (ms: number | null) => string
  readonly bytes: (bytes: number) => string
}

export function useFormats(): Formats {
  const language = useLanguage()
  const say = useSay()
  const before = made.get(say)
  if (before) return before
  const formats = makeFormats(language === 'ru' ? 'ru-RU' : 'en-GB', say)
  made.set(say, formats)
  return formats
}

/** Formats are slow to make, and every row of a list asks for them: they are made once for the words of a page. */
const made = new WeakMap<Say, Formats>()

const timeOf = (at: string | number) => new Date(at)

function makeFormats(locale: string, say: Say): Formats {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
  const day = new Intl.DateTimeFormat(locale, { day: '2-digit', month: '2-digit', year: 'numeric' })
  const dayOfYear = new Intl.DateTimeFormat(locale, { day: '2-digit', month: '2-digit' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' })
  const moment = (at: string | number) => `${day.format(timeOf(at))} ${clock.format(timeOf(at))}`
  return {
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    moment,
    brief: (at) =>
      timeOf(at).getFullYear() === new Date().getFullYear()
        ? `${dayOfYear.format(timeOf(at))} ${clock.format(timeOf(at))}`
        : moment(at),
    exact: (at) => `${moment(at)}.${String(timeOf(at).getMilliseconds()).padStart(3, '0')}`,
    clock: (at) => clock.format(timeOf(at)),
    day: (at) => day.format(timeOf(at)),
    ago: (at, now = Date.now()) => agoIn(relative, say, timeOf(at).getTime() - now),
    duration: (ms) => (ms === null ? '—' : durationIn(number, say, ms)),
    bytes: (bytes) => bytesIn(locale, bytes),
  }
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

function agoIn(relative: Intl.RelativeTimeFormat, say: Say, ms: number): string {
  const far = Math.abs(ms)
  if (far < 5 * second) return say('time.just_now')
  if (far < minute) return relative.format(Math.round(ms / second), 'second')
  if (far < hour) return relative.format(Math.round(ms / minute), 'minute')
  if (far < day) return relative.format(Math.round(ms / hour), 'hour')
  return relative.format(Math.round(ms / day), 'day')
}

function durationIn(number: Intl.NumberFormat, say: Say, ms: number): string {
  if (ms < second) return say('time.ms', { value: number.format(Math.round(ms)) })
  if (ms < minute) return say('time.s', { value: number.format(ms / second) })
  if (ms < hour) return say('time.min', { value: number.format(ms / minute) })
  if (ms < day) return say('time.h', { value: number.format(ms / hour) })
  return say('time.d', { value: number.format(ms / day) })
}

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

function bytesIn(locale: string, bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log10(bytes) / 3))
  const unit = byteUnits[step]!
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(
    bytes / 1000 ** step,
  )
}
