import type { SourceEvent } from '../../core/event.ts'
import type { Field } from '../../core/field.ts'
import { Problem } from '../../core/problem.ts'
import type { Language } from '../../core/sentence.ts'
import type { SourceKind, SourceTools } from '../../core/source.ts'
import { dateOf } from './clock-of-day.ts'
import { type DaySettings, dayOfEvents } from './day.ts'
import { russian } from './in-russian.ts'

interface Settings {
  readonly seed?: number
  readonly calls?: number
  /** `YYYY-MM-DD`, or `today`. */
  readonly date?: string
  /** How much faster than in life; 0 for as fast as events are taken. */
  readonly speed?: number
  readonly language?: Language
}

const batchSize = 200
const longestRetryMs = 30_000

const settings: readonly Field[] = [
  {
    name: 'seed',
    type: 'integer',
    label: { en: 'Seed', ru: 'Номер варианта' },
    help: { en: 'The same number gives the same day.', ru: 'Один и тот же номер даёт один и тот же день.' },
    default: 1,
    min: 0,
    max: 999_999,
  },
  {
    name: 'calls',
    type: 'integer',
    label: { en: 'Incoming calls', ru: 'Входящих звонков' },
    help: {
      en: 'More calls also mean more operators and longer campaigns.',
      ru: 'Чем больше звонков, тем больше операторов и длиннее обзвоны.',
    },
    default: 400,
    min: 20,
    max: 2000,
  },
  {
    name: 'date',
    type: 'text',
    label: { en: 'Date', ru: 'Дата' },
    help: {
      en: 'Year-month-day, such as 2026-03-16, or “today”. The hours of the day are UTC.',
      ru: 'Год-месяц-день, например 2026-03-16, или «today» — сегодня. Часы дня — по UTC.',
    },
    default: 'today',
    maxLength: 10,
  },
  {
    name: 'speed',
    type: 'number',
    label: { en: 'Speed', ru: 'Скорость' },
    help: {
      en: '60 makes a minute of every hour. 0: as fast as the server takes the events.',
      ru: '60 — час проходит за минуту. 0 — так быстро, как сервер успевает принимать.',
    },
    default: 0,
    min: 0,
    max: 100_000,
  },
  {
    name: 'language',
    type: 'choice',
    label: { en: 'Language of names', ru: 'Язык имён и названий' },
    default: 'en',
    choices: [
      { value: 'en', label: { en: 'English', ru: 'Английский' } },
      { value: 'ru', label: { en: 'Russian', ru: 'Русский' } },
    ],
  },
]

const syntheticDay: SourceKind<Settings> = {
  kind: 'synthetic-day',
  title: { en: 'Made-up day', ru: 'Выдуманный день' },
  summary: {
    en: 'A day of a call center that does not exist: all nine event types, for trying things out.',
    ru: 'День колл-центра, которого нет: все девять типов событий, чтобы всё попробовать.',
  },
  settings,
  russian,
  eventTypes: [
    'call_function',
    'user_status',
    'task_status',
    'discipline_report',
    'list_change',
    'auto_operator',
    'speech_analytics',
    'shift_violation',
    'quota',
  ],
  start,
}

export default syntheticDay

async function start(wanted: Settings, tools: SourceTools): Promise<void> {
  const day = dayOf(wanted, tools.clock.now())
  tools.report({ connected: true })
  let told = 0
  for await (const batch of inTime(dayOfEvents(day), wanted.speed ?? 0, tools)) {
    await emitUntilTaken(batch, tools)
    if (tools.signal.aborted) return
    told += batch.length
  }
  tools.report({ connected: true, message: `The day of ${day.date} is over: ${told} events` })
}

function dayOf({ seed = 1, calls = 400, date = 'today', language = 'en' }: Settings, now: number): DaySettings {
  const chosen = date === 'today' ? dateOf(now) : date
  if (isDate(chosen)) return { seed, calls, language, date: chosen }
  const message = 'must be a date such as 2026-03-16, or today'
  throw new Problem('fields-invalid', `date ${message}`, { errors: [{ path: 'date', message }] })
}

function isDate(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN
  return !Number.isNaN(time) && dateOf(time) === text
}

/** Batches of events, each when its time has come: the first at once, the others `speed` times faster than in life. */
async function* inTime(
  events: AsyncIterable<SourceEvent>,
  speed: number,
  { clock, signal }: SourceTools,
): AsyncGenerator<SourceEvent[]> {
  const startedAt = clock.now()
  let firstTime: number | null = null
  let batch: SourceEvent[] = []
  for await (const event of events) {
    firstTime ??= event.time!
    const waitMs = speed === 0 ? 0 : (event.time! - firstTime) / speed - (clock.now() - startedAt)
    if (batch.length > 0 && (waitMs > 0 || batch.length >= batchSize)) {
      yield batch
      batch = []
    }
    if (waitMs > 0) await wait(waitMs, { clock, signal })
    if (signal.aborted) return
    batch.push(event)
  }
  if (batch.length > 0) yield batch
}

/** A full or busy store is waited for: the ids are the same next time, so nothing is stored twice. */
async function emitUntilTaken(batch: readonly SourceEvent[], tools: SourceTools): Promise<void> {
  for (let retryMs = 1000; !tools.signal.aborted; retryMs = Math.min(retryMs * 2, longestRetryMs)) {
    try {
      await tools.emit(batch)
      tools.report({ connected: true })
      return
    } catch (error) {
      if (!(error instanceof Problem) || error.status < 500) throw error
      tools.report({ connected: false, message: error.message })
      await wait(retryMs, tools)
    }
  }
}

function wait(ms: number, { clock, signal }: Pick<SourceTools, 'clock' | 'signal'>): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const stop = () => {
      cancel()
      resolve()
    }
    const cancel = clock.after(ms, () => {
      signal.removeEventListener('abort', stop)
      resolve()
    })
    signal.addEventListener('abort', stop, { once: true })
  })
}
