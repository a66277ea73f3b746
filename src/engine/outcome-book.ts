import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { AttemptRecord } from '../core/store/delivery-store.ts'
import type { Store } from '../core/store.ts'
import { quietReason } from './quiet-hours.ts'
import type { ClockStep } from './step-watch.ts'

const retryMs = 1000

export interface OutcomeBookTools {
  readonly store: Pick<Store, 'recordAttempts'>
  readonly clock: Clock
  readonly log: Log
  /** Called when `blocked` changes. */
  readonly onBlocked: () => void
}

interface Waiting {
  readonly record: AttemptRecord
  /** How far the clock had been set in all when the record was made. */
  readonly setBy: number
  readonly done: (written: AttemptRecord) => void
}

/**
 * Writes outcomes down, many in one transaction. While the store refuses (a full disk), what happened is kept and
 * tried again, and `blocked` is true: nothing more may be sent, or the same message would go out again and again.
 */
export class OutcomeBook {
  readonly #tools: OutcomeBookTools
  #waiting: Waiting[] = []
  #setBy = 0
  #flushing: Promise<void> | null = null
  #blocked = false

  constructor(tools: OutcomeBookTools) {
    this.#tools = tools
  }

  get blocked(): boolean {
    return this.#blocked
  }

  /** Resolves when the outcome is on disk, as it stands there: due at another time when the clock was set meanwhile. */
  write(record: AttemptRecord): Promise<AttemptRecord> {
    return new Promise((resolve) => {
      this.#waiting.push({ record, setBy: this.#setBy, done: resolve })
      this.#flushing ??= this.#flush()
    })
  }

  /** Resolves when everything given so far is on disk. */
  async settle(): Promise<void> {
    while (this.#flushing) await this.#flushing
  }

  /** The time of day was set: what the store has not taken yet is due as much later. What it has taken, it shifts itself. */
  step({ by }: ClockStep): void {
    this.#setBy += by
  }

  async #flush(): Promise<void> {
    // One turn of the event loop gathers what ends together.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      await this.#writeAll(batch)
      for (const waiting of batch) waiting.done(this.#asOfNow(waiting))
    }
    this.#flushing = null
  }

  async #writeAll(batch: readonly Waiting[]): Promise<void> {
    for (;;) {
      try {
        await this.#tools.store.recordAttempts(batch.map((waiting) => this.#asOfNow(waiting)))
        if (this.#blocked) this.#tools.log.info({}, 'outcomes are written again, sending goes on')
        this.#block(false)
        return
      } catch (error) {
        if (!this.#blocked) this.#tools.log.error({ err: error }, 'outcomes cannot be written, sending waits')
        this.#block(true)
        await new Promise<void>((resolve) => this.#tools.clock.after(retryMs, resolve))
      }
    }
  }

  #asOfNow({ record, setBy }: Waiting): AttemptRecord {
    const { nextAttemptAt, reason } = record
    if (setBy === this.#setBy || nextAttemptAt === null || reason === quietReason) return record
    return { ...record, nextAttemptAt: nextAttemptAt + this.#setBy - setBy }
  }

  #block(blocked: boolean): void {
    if (this.#blocked === blocked) return
    this.#blocked = blocked
    this.#tools.onBlocked()
  }
}
