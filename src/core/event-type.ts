import type { Condition, Operator } from './condition.ts'
import type { Choice } from './field.ts'
import type { Json, JsonObject } from './json.ts'
import type { Sentence } from './sentence.ts'

/** One kind of thing that can happen, described as data. Its folder is its key, with `-` for `_`. */
export interface EventType {
  /** Stable machine name, snake_case: stored, sent and seen by users. */
  readonly key: string
  readonly title: Sentence
  /** When it happens, in one sentence. */
  readonly when: Sentence
  /** Every parameter that an event of this type may carry; shared blocks included. */
  readonly parameters: readonly Parameter[]
  /** A believable event of this type: the test button sends it, the documentation shows it. */
  readonly sample: Sample
  /** Ready-made bindings for this type. */
  readonly recipes: readonly Recipe[]
  /** Names of parameters by which the journal's search box finds an event (phones, ids, names). */
  readonly searchable: readonly string[]
  /** What the console fills in when a person makes a new binding of this type. */
  readonly startingConditions: Condition | null
  /** Set when one and the same thing is told several times, once at each of its stages. */
  readonly stages?: Stages
}

/** How events about one thing tell its stages: a binding that asks for none fires at each. */
export interface Stages {
  /** The parameter that names the stage, such as `function_state`. */
  readonly param: string
  /** The stage at which everything is known, which most bindings mean. */
  readonly last: string
  /** Parameters that are missing before the last stage: a condition on one of them asks for it, too. */
  readonly knownAtLast: readonly string[]
}

/** One parameter of an event. */
export interface Parameter {
  /** snake_case; a map is named once (`answers`) and read by a dotted path (`answers.city`). */
  readonly name: string
  readonly type: ParameterType
  readonly label: Sentence
  readonly help?: Sentence
  /** For `enum`: the values that are legal. */
  readonly enum?: readonly Choice[]
  readonly unit?: Unit
  /** The operators that make sense for it. Empty: not usable in a condition. */
  readonly operators: readonly Operator[]
  /** Whose personal data it holds; null for none. */
  readonly pii: PersonalData | null
  /** True when numbers written differently are the same value (`"2"`, `"02"`, `2`): numbers and answers. */
  readonly numeric?: boolean
  /** True for a phone number, masked to its last three digits where personal data is not allowed. */
  readonly phone?: boolean
  /** True when it stands on the event itself rather than in its `data`. */
  readonly envelope?: boolean
  readonly sample?: Json
}

/** Units in the names of DOMAIN: `timestamp` is RFC 3339, durations are whole seconds, ids are strings. */
export type ParameterType =
  | 'id'
  | 'string'
  | 'enum'
  | 'bool'
  | 'int'
  | 'number'
  | 'timestamp'
  | 'uuid'
  | 'url'
  | 'map'
  | 'string[]'
  | 'id[]'

export type Unit = 's' | 'percent' | 'points' | 'count'

/** `C` identifies a client · `E` an employee · `T` free text that may hold anything · `U` a secret link. */
export type PersonalData = 'C' | 'E' | 'T' | 'U'

export interface Sample {
  readonly event_time: string
  readonly source: string
  readonly correlation_id: string
  readonly data: JsonObject
}

/** A binding that a manager can take as it is: conditions, where it goes, what it says, in both languages. */
export interface Recipe {
  /** `R01` … `R29`. */
  readonly id: string
  readonly title: Sentence
  readonly event_type: string
  readonly conditions: Condition | null
  /** Where the message goes: the kind of integration meant, and what to do there for an internal action. */
  readonly destination: RecipeDestination
  /** What the message says; the key it goes under (`text`, `content`, `subject`…) is the destination kind's own. */
  readonly text: Sentence
  /** Options of the binding that suit the case, such as a throttle. */
  readonly options: JsonObject
}

export interface RecipeDestination {
  /** `telegram`, `discord`, `slack`, `smtp`, `webhook`, `kommo`, `file`, `dialer`, `list`, `user`… */
  readonly kind: string
  /** Further parameters for that kind (templates allowed), such as `to` of a mail or `dialer_id` of a task. */
  readonly parameters: JsonObject
  /** The action of an internal kind, such as `dialer.task.add`. */
  readonly action?: string
  /** A second destination of the same recipe (R08: chat and mail). */
  readonly also?: readonly RecipeDestination[]
}
