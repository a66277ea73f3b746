import type { Call } from './group-commit.ts'
import type { Threads } from './threads.ts'

/** How often the keeper may be asked to look at the log. */
const checkpointEveryMs = 200

/** Some hundred events: what is less does not make the log long, and leaves the keeper asleep. */
const worthLooking = 5000

/** 128 MB of log: the keeper alone cannot keep up any more, so the writer helps. */
const longLog = 16_000

/** Keeps the log short while the store is written, beside the writer as long as that is enough. */
export class LogLength {
  readonly #threads: Pick<Threads, 'writer' | 'keeper'>
  #checkpointedAt = 0
  #cellsWritten = 0
  #checkpoint: Promise<void> | null = null

  constructor(threads: Pick<Threads, 'writer' | 'keeper'>) {
    this.#threads = threads
  }

  /** Told after each commit. An idle store has nothing to move; and not each commit is worth looking, which costs something too. */
  committed(calls: readonly Call[]): void {
    for (const { cells } of calls) this.#cellsWritten += cells.length
    const now = performance.now()
    if (
      this.#cellsWritten < worthLooking ||
      this.#checkpoint !== null ||
      now - this.#checkpointedAt < checkpointEveryMs
    )
      return
    this.#checkpointedAt = now
    this.#cellsWritten = 0
    this.#checkpoint = this.#moveLog().finally(() => {
      this.#checkpoint = null
    })
  }

  /** Resolves when the log is not being moved. */
  async settled(): Promise<void> {
    await this.#checkpoint
  }

  async #moveLog(): Promise<void> {
    try {
      const frames = await this.#threads.keeper.ask<number>('checkpoint')
      if (frames > longLog) await this.#threads.writer.ask('finishCheckpoint')
    } catch {
      // The disk is full or the keeper has stopped: the log stays whole, writers are told by their own calls,
      // and the next commit tries again.
    }
  }
}
