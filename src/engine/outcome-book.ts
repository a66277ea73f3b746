import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { AttemptRecord, Store } from '../core/store.ts'

const retryMs = 1000

export interface OutcomeBookTools {
  readonly store: Pick<Store, 'recordAttempts'>
  readonly clock: Clock
  readonly log: Log
  /** Called when `blocked` changes. */
  readonly onBlocked: () => void
}

/**
 * Writes outcomes down, many in one transaction. While the store refuses (a full disk), what happened is kept and
 * tried again, and `blocked` is true: nothing more may be sent, or the same message would go out again and again.
 */
export class OutcomeBook {
  readonly #tools: OutcomeBookTools
  #waiting: { record: AttemptRecord; done: () => void }[] = []
  #flushing: Promise<void> | null = null
  #blocked = false

  constructor(tools: OutcomeBookTools) {
    this.#tools = tools
  }

  get blocked(): boolean {
    return this.#blocked
  }

  /** Resolves when the outcome is on disk. */
  write(record: AttemptRecord): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ record, done: resolve })
      this.#flushing ??= this.#flush()
    })
  }

  /** Resolves when everything given so far is on disk. */
  async settle(): Promise<void> {
    while (this.#flushing) await this.#flushing
  }

  async #flush(): Promise<void> {
    // One turn of the event loop gathers what ends together.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      await this.#writeAll(batch.map(({ record }) => record))
      for (const { done } of batch) done()
    }
    this.#flushing = null
  }

  async #writeAll(records: readonly AttemptRecord[]): Promise<void> {
    for (;;) {
      try {
        await this.#tools.store.recordAttempts(records)
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

  #block(blocked: boolean): void {
    if (this.#blocked === blocked) return
    this.#blocked = blocked
    this.#tools.onBlocked()
  }
}
