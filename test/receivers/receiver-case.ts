import type { JsonObject } from '../../src/core/json.ts'
import type { FakeOptions, Reaction } from '../tools/fakes/frame.ts'

/** What the journal keeps of an answer. */
export interface KeptAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly truncated?: boolean
}

/** A receiver that misbehaves, and what the journal must tell of it. A retry follows 50 ms after the first attempt. */
export interface ReceiverCase {
  /** A sentence: “a receiver that … is …”. */
  readonly name: string
  /** What it does, a request each; afterwards it is well and answers 200. */
  readonly replies: readonly Reaction[]
  readonly tls?: FakeOptions['tls']
  /** Where it is, when not at 127.0.0.1. */
  readonly host?: string
  /** A webhook unless given: how else the integration reaches the receiver at `url`. */
  readonly through?: (url: string) => Through
  /** The schedule of the binding when it is not to be tried again after 50 ms. */
  readonly schedule_s?: readonly number[]
  readonly ends: 'delivered' | 'failed' | 'retrying'
  /** Outcome and status of each attempt. */
  readonly attempts: readonly (readonly [outcome: string, status: number | null])[]
  /** What the reason of the first attempt says. */
  readonly says?: RegExp
  /** What must hold of the first answer as it was kept. */
  readonly kept?: (answer: KeptAnswer) => void
  /** Seconds until the next attempt, for one that is left `retrying`: the whole integration waits as long. */
  readonly waitsS?: number
  /** The integration pauses until a person looks. */
  readonly pauses?: 'auth' | 'gone'
}

/** A kind of integration, its settings, and what its bindings say. */
export interface Through {
  readonly kind: string
  readonly settings: JsonObject
  readonly parameters: JsonObject
}
