import type { SourceEvent } from '../../core/event.ts'
import { Problem } from '../../core/problem.ts'
import type { SourceTools } from '../../core/source.ts'
import type { AmiMessage } from './message.ts'
import { moment } from './moment.ts'
import type { Settings } from './settings.ts'
import { Translator } from './translator.ts'

/** How long to wait before offering events again that could not be taken. */
const againAfterMs = 1_000

/**
 * Turns what is heard into events and hands them over, one turn after another, so that their order holds. While a turn is not
 * on disk the next is not read: Asterisk then waits, instead of our memory filling up.
 */
export class Teller {
  readonly #tools: SourceTools
  readonly #translator: Translator
  #turn: Promise<void> = Promise.resolve()
  #callOffWake: () => void = () => {}

  constructor(settings: Settings, tools: SourceTools) {
    this.#tools = tools
    this.#translator = new Translator(settings)
  }

  /** Resolves when the events that follow from these messages are on disk. */
  take(messages: readonly AmiMessage[]): Promise<void> {
    return this.#inTurn((now) => messages.flatMap((message) => this.#translator.take(message, now)))
  }

  /** Asterisk is about to list its channels and queues. */
  beginResync(): Promise<void> {
    return this.#inTurn(() => {
      this.#translator.beginResync()
      return []
    })
  }

  /** Resolves when everything told was taken. Nothing is told afterwards. */
  async stop(): Promise<void> {
    this.#callOffWake()
    await this.#turn
    this.#callOffWake()
  }

  #inTurn(translate: (now: ReturnType<typeof moment>) => SourceEvent[]): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      await this.#handOver(translate(moment(this.#tools.clock.now())))
      this.#wakeLater()
    })
    return this.#turn
  }

  /** Events wait here as long as the store cannot take them: nobody could ask Asterisk for them again. */
  async #handOver(events: readonly SourceEvent[]): Promise<void> {
    const { emit, log, clock, signal } = this.#tools
    while (events.length > 0) {
      try {
        await emit(events)
        return
      } catch (error) {
        if (error instanceof Problem && error.status < 500) return this.#dropIllegal(events, error)
        if (signal.aborted) return
        log.warn({ events: events.length }, 'events from Asterisk could not be stored yet; trying again')
        await new Promise<void>((resolve) => clock.after(againAfterMs, resolve))
      }
    }
  }

  /** Events can be refused for what they say only if we made a mistake: the log tells which, and the others go on. */
  async #dropIllegal(events: readonly SourceEvent[], problem: Problem): Promise<void> {
    if (events.length > 1) {
      for (const event of events) await this.#handOver([event])
      return
    }
    this.#tools.log.error({ problem: problem.code, id: events[0]?.id }, 'an event from Asterisk was refused')
  }

  #wakeLater(): void {
    this.#callOffWake()
    const due = this.#translator.nextDue()
    if (due === undefined || this.#tools.signal.aborted) return
    const { clock } = this.#tools
    const tick = () => this.#inTurn((now) => this.#translator.tick(now))
    this.#callOffWake = clock.after(Math.max(1, due - clock.now()), () => void tick())
  }
}
