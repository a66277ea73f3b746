import type { JsonObject } from '../../core/json.ts'
import type { Language } from '../../core/sentence.ts'
import type { Calendar } from './calendar.ts'
import type { Client } from './clients.ts'
import type { ClockOfDay } from './clock-of-day.ts'
import type { Diary } from './diary.ts'
import type { Center, Operator } from './people.ts'
import type { Random } from './random.ts'

/** What every part of the day works with. */
export interface Today {
  /** `YYYY-MM-DD` */
  readonly date: string
  readonly clock: ClockOfDay
  readonly center: Center
  readonly language: Language
  readonly calendar: Calendar
  readonly diary: Diary
  readonly newClient: () => Client
  /** A chance of its own for each subject. */
  readonly randomFor: (subject: string) => Random
  /** A busy day takes a while to make up: called often, it now and then lets the server do something else. */
  readonly breathe: () => Promise<void>
  /** What the day leaves for those who judge it later: speech analytics, discipline, lists. */
  readonly marks: Marks
}

/** Facts gathered while the day is told. */
export interface Marks {
  readonly talks: Talk[]
  readonly faults: Fault[]
  readonly refusals: Refusal[]
}

/** A talk that is over. */
export interface Talk {
  readonly callId: string
  readonly operator: Operator
  readonly answeredAt: number
  readonly endedAt: number
  /** What is known of the call, for the events about it. */
  readonly block: JsonObject
}

/** Something an operator did against the rules; `value` in the unit of the rule. */
export interface Fault {
  readonly violation: 'missed_call' | 'long_pcp' | 'low_rating' | 'long_away'
  readonly operator: Operator
  readonly time: number
  readonly value: number
  readonly callId?: string
}

/** A client who does not want to be called again. */
export interface Refusal {
  readonly phone: string
  readonly time: number
  readonly callId: string
  readonly operator: Operator
}
