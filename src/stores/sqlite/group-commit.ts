import { Problem } from '../../core/problem.ts'
import type { LoggedQuestion } from './log-record.ts'
import type { Cell } from './pack.ts'
import { errorOf, type Trouble } from './trouble.ts'

/** One thing to write, as it travels. */
export type Call = LoggableCall | DirectCall

/** What goes through the log. */
export interface LoggableCall {
  readonly question: LoggedQuestion
  readonly cells: readonly Cell[]
  /** Of events: source, id and number of deliveries of each. */
  readonly events: readonly Cell[]
  /** False where a killed process may not lose it, but a power cut may. */
  readonly durable: boolean
}

/** What the writer does at once. */
export interface DirectCall {
  readonly question:
    | 'requeueDeliveries'
    | 'cancelDeliveries'
    | 'shiftDue'
    | 'saveRecords'
    | 'removeOld'
    | 'rewrite'
    | 'touch'
  /** Packed rows, or the ids of deliveries. */
  readonly cells: readonly Cell[]
  /** What to change the deliveries to. */
  readonly change?: unknown
  readonly durable: boolean
}

/** What became of one call of a group. */
export type CallResult = { readonly cells: readonly Cell[] | null } | { readonly trouble: Trouble }

/** How heavy a call is: rows and bytes. */
export interface Weight {
  readonly rows: number
  readonly bytes: number
}

/** Beyond this a group only makes everybody wait longer: the cost per row no longer falls. */
const largestGroup: Weight = { rows: 1000, bytes: 4_000_000 }

/** What may wait at most; a caller above it is told to come back. */
const longestQueue: Weight = { rows: 50_000, bytes: 64_000_000 }

interface Waiting {
  readonly call: Call
  readonly weight: Weight
  readonly resolve: (cells: readonly Cell[]) => void
  readonly reject: (reason: Error) => void
}

/** Where groups go. Each answers for every call of the group, in order. */
export interface GroupTools {
  /** Writes a group into the log: one at a time, for all share one disk. */
  readonly log: (calls: readonly LoggableCall[], weight: Weight) => Promise<readonly CallResult[]>
  /** Hands a group to the writer, which works while the log goes on. */
  readonly commit: (calls: readonly DirectCall[]) => Promise<readonly CallResult[]>
}

/**
 * Collects calls, in their order. What comes while the log is busy goes together in the next group, so that many callers
 * share one wait for the disk.
 */
export class GroupCommit {
  readonly #tools: GroupTools
  readonly #waiting: Waiting[] = []
  readonly #committing = new Set<Promise<void>>()
  #rows = 0
  #bytes = 0
  #running: Promise<void> | null = null

  constructor(tools: GroupTools) {
    this.#tools = tools
  }

  /** Resolves with the answer when the call is written. Rejects with `store-busy` when too much waits, unless it is `alwaysTaken`. */
  add(call: Call, weight: Weight, { alwaysTaken = false } = {}): Promise<readonly Cell[]> {
    if (!alwaysTaken && this.#isFull())
      return Promise.reject(
        new Problem('store-busy', 'Too many events wait to be written. Send them again in a second.'),
      )
    return new Promise((resolve, reject) => {
      this.#waiting.push({ call, weight, resolve, reject })
      this.#rows += weight.rows
      this.#bytes += weight.bytes
      this.#running ??= this.#run()
    })
  }

  /** Resolves when nothing waits. */
  async settled(): Promise<void> {
    while (this.#running !== null || this.#committing.size > 0) {
      await this.#running
      await Promise.all(this.#committing)
    }
  }

  #isFull(): boolean {
    return this.#rows >= longestQueue.rows || this.#bytes >= longestQueue.bytes
  }

  async #run(): Promise<void> {
    // Calls made in the same breath go together.
    await Promise.resolve()
    while (this.#waiting.length > 0) {
      const group = this.#takeGroup()
      const done = this.#writeGroup(group)
      if (goesToLog(group[0])) await done
      else this.#goOnWith(done)
    }
    this.#running = null
  }

  #goOnWith(done: Promise<void>): void {
    const committing = done.finally(() => this.#committing.delete(committing))
    this.#committing.add(committing)
  }

  /** As many as belong together: of one sort, and not too heavy. */
  #takeGroup(): Waiting[] {
    let rows = 0
    let bytes = 0
    const isLogged = goesToLog(this.#waiting[0])
    const end = this.#waiting.findIndex((waiting, at) => {
      rows += waiting.weight.rows
      bytes += waiting.weight.bytes
      const isHeavy = rows > largestGroup.rows || bytes > largestGroup.bytes
      return at > 0 && (isHeavy || goesToLog(waiting) !== isLogged)
    })
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : end)
  }

  async #writeGroup(group: readonly Waiting[]): Promise<void> {
    const weight = {
      rows: group.reduce((sum, waiting) => sum + waiting.weight.rows, 0),
      bytes: group.reduce((sum, waiting) => sum + waiting.weight.bytes, 0),
    }
    try {
      const calls = group.map(({ call }) => call)
      const results = await (goesToLog(group[0])
        ? this.#tools.log(calls as LoggableCall[], weight)
        : this.#tools.commit(calls as DirectCall[]))
      for (const [at, waiting] of group.entries()) answer(waiting, results[at])
    } catch (error) {
      for (const { reject } of group) reject(error instanceof Error ? error : new Error(String(error)))
    } finally {
      this.#rows -= weight.rows
      this.#bytes -= weight.bytes
    }
  }
}

function goesToLog(waiting: Waiting | undefined): boolean {
  return waiting !== undefined && 'events' in waiting.call
}

function answer({ resolve, reject }: Waiting, result: CallResult | undefined): void {
  if (result === undefined) reject(new Error('the store did not answer this call'))
  else if ('trouble' in result) reject(errorOf(result.trouble))
  else resolve(result.cells ?? [])
}
