import { Problem } from '../../core/problem.ts'
import type { Cell } from './pack.ts'
import { errorOf, type Trouble } from './trouble.ts'

/** One thing to write, as it travels to the writer. */
export interface Call {
  readonly question:
    | 'saveEvents'
    | 'recordAttempts'
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
  /** False where a killed process may not lose it, but a power cut may. */
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

/**
 * Collects calls for the one writer. An idle writer gets a call at once; what comes while it is busy goes together in
 * the next transaction, so that many callers share one wait for the disk.
 */
export class GroupCommit {
  readonly #commit: (calls: readonly Call[]) => Promise<readonly CallResult[]>
  readonly #waiting: Waiting[] = []
  #rows = 0
  #bytes = 0
  #running: Promise<void> | null = null

  constructor(commit: (calls: readonly Call[]) => Promise<readonly CallResult[]>) {
    this.#commit = commit
  }

  /** Resolves with the writer's answer when the call is committed. Rejects with `store-busy` when too much waits, unless it is `alwaysTaken`. */
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
    while (this.#running !== null) await this.#running
  }

  #isFull(): boolean {
    return this.#rows >= longestQueue.rows || this.#bytes >= longestQueue.bytes
  }

  async #run(): Promise<void> {
    // Calls made in the same breath go together.
    await Promise.resolve()
    while (this.#waiting.length > 0) await this.#commitGroup(this.#takeGroup())
    this.#running = null
  }

  #takeGroup(): Waiting[] {
    let rows = 0
    let bytes = 0
    const end = this.#waiting.findIndex(({ weight }, at) => {
      rows += weight.rows
      bytes += weight.bytes
      return at > 0 && (rows > largestGroup.rows || bytes > largestGroup.bytes)
    })
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : end)
  }

  async #commitGroup(group: readonly Waiting[]): Promise<void> {
    try {
      const results = await this.#commit(group.map(({ call }) => call))
      for (const [at, waiting] of group.entries()) answer(waiting, results[at])
    } catch (error) {
      for (const { reject } of group) reject(error instanceof Error ? error : new Error(String(error)))
    } finally {
      for (const { weight } of group) {
        this.#rows -= weight.rows
        this.#bytes -= weight.bytes
      }
    }
  }
}

function answer({ resolve, reject }: Waiting, result: CallResult | undefined): void {
  if (result === undefined) reject(new Error('the writer did not answer this call'))
  else if ('trouble' in result) reject(errorOf(result.trouble))
  else resolve(result.cells ?? [])
}
