import { setImmediate } from 'node:timers/promises'
import type { SourceEvent } from '../../core/event.ts'
import type { Language } from '../../core/sentence.ts'
import { planBreaks } from './breaks.ts'
import { Calendar } from './calendar.ts'
import { clientBook } from './clients.ts'
import { clockOfDay } from './clock-of-day.ts'
import { tellDialers } from './dialers.ts'
import { openDiary } from './diary.ts'
import { tellDisciplineReports } from './discipline.ts'
import { tellInboundCalls } from './inbound-calls.ts'
import { tellListChanges } from './lists.ts'
import { openCenter } from './people.ts'
import { tellQuotas } from './quotas.ts'
import { randomFor } from './random.ts'
import { planShifts, tellShiftViolations } from './shifts.ts'
import { tellSpeechHits } from './speech.ts'
import { tellStatuses } from './statuses.ts'
import type { Today } from './today.ts'

/** Which day it shall be. */
export interface DaySettings {
  readonly seed: number
  /** Calls from clients; the campaigns grow with them. */
  readonly calls: number
  /** `YYYY-MM-DD`; its hours are UTC. */
  readonly date: string
  /** Of names, queues and notes. */
  readonly language: Language
}

/** Everything that happens in the call center on that day, in order of time. The same settings give the same events with the same ids. */
export async function* dayOfEvents({ seed, calls, date, language }: DaySettings): AsyncGenerator<SourceEvent> {
  const clock = clockOfDay(date)
  const center = openCenter(calls, language)
  const attendances = planShifts(center, clock, randomFor(seed, 'shifts'))
  const calendar = new Calendar(attendances.flatMap(({ day }) => day ?? []))
  planBreaks(calendar.days, randomFor(seed, 'breaks'))
  const today: Today = {
    date,
    clock,
    center,
    language,
    calendar,
    diary: openDiary(`${date}-s${seed}-n${calls}-${language}`),
    newClient: clientBook(randomFor(seed, 'clients'), language),
    breathe: everyFewCalls(),
    randomFor: (subject) => randomFor(seed, subject),
    marks: { talks: [], faults: [], refusals: [] },
  }

  tellShiftViolations(attendances, today)
  await tellInboundCalls(calls, today)
  tellQuotas(await tellDialers(calls, today), today)
  tellStatuses(today)
  await setImmediate()
  tellSpeechHits(today)
  tellListChanges(today)
  tellDisciplineReports(today)
  await setImmediate()
  yield* today.diary.inOrder()
}

function everyFewCalls(): () => Promise<void> {
  let calls = 0
  return async () => {
    calls += 1
    if (calls % 20 === 0) await setImmediate()
  }
}
