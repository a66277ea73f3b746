import type { SourceEvent } from '../../core/event.ts'
import { Agents } from './agents.ts'
import { Calls } from './calls.ts'
import type { AmiMessage } from './message.ts'
import type { Moment } from './moment.ts'
import type { Settings } from './settings.ts'

/** AMI messages in, events of the call center out. It outlives connections: a call may begin on one and end on the next. */
export class Translator {
  readonly #agents: Agents
  readonly #calls: Calls

  constructor(settings: Settings) {
    this.#agents = new Agents(settings)
    this.#calls = new Calls(settings, (queue) => this.#agents.readyIn(queue))
  }

  /** The events that follow from this message, oldest first. */
  take(message: AmiMessage, now: Moment): SourceEvent[] {
    return [...this.#agents.take(message, now), ...this.#calls.take(message, now)]
  }

  /** Time has passed without a message. */
  tick(now: Moment): SourceEvent[] {
    return [...this.#agents.tick(now), ...this.#calls.tick(now)]
  }

  /** The recording is over. Calls in progress stay open: their end was not recorded. */
  end(): SourceEvent[] {
    return this.#agents.end()
  }

  /** When `tick` has something to do next, milliseconds since 1970; undefined when nothing waits. */
  nextDue(): number | undefined {
    const times = [this.#agents.nextDue(), this.#calls.nextDue()].filter((at) => at !== undefined)
    return times.length === 0 ? undefined : Math.min(...times)
  }

  /** A connection was made: Asterisk is about to list its channels and queues. */
  beginResync(): void {
    this.#agents.beginResync()
    this.#calls.beginResync()
  }
}
