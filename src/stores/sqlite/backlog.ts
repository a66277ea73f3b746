import { rmSync } from 'node:fs'
import type { EndedFile } from './event-log.ts'
import { HeadReader, type WaitingRecord } from './log-record.ts'
import type { Progress } from './progress.ts'

/** Rows in one transaction: more are hardly cheaper each, and whoever waits for one waits longer. */
const sliceRows = 1000

/** So many rows may wait before some are applied: the outcome of a message mostly comes before its delivery is written. */
const restingRows = 3000

/** Nothing waits longer than this. */
const longestWaitMs = 100

/** How often it is tried again when the database refuses. */
const retryMs = 1000

interface Waiter {
  readonly seq: number
  readonly resolve: () => void
  readonly reject: (reason: unknown) => void
}

interface Sized extends WaitingRecord {
  readonly rows: number
}

interface BacklogTools {
  /** Brings these records into the database in one transaction; `full` waits until the disk has it. */
  readonly apply: (records: readonly WaitingRecord[], last: number, full: boolean) => void
  readonly progress: Progress
}

/**
 * What is in the log and not in the database yet. It is applied in slices, late enough that they are large and that
 * outcomes meet their deliveries, early enough that nobody who asks waits long.
 */
export class Backlog {
  readonly #tools: BacklogTools
  readonly #records: Sized[] = []
  readonly #ended: EndedFile[] = []
  #waiters: Waiter[] = []
  #rows = 0
  #wanted = 0
  #soon: NodeJS.Immediate | null = null
  #later: NodeJS.Timeout | null = null
  #trouble: unknown = null

  constructor(tools: BacklogTools) {
    this.#tools = tools
  }

  /** Why the database takes nothing; null while it does. */
  get trouble(): unknown {
    return this.#trouble
  }

  add(record: WaitingRecord): void {
    const { rows } = new HeadReader(record.head)
    this.#records.push({ ...record, rows })
    this.#rows += rows
    this.#arrange()
  }

  /** A file of the log that has ended is removed when the database holds what is in it, durably. */
  retire(file: EndedFile): void {
    this.#ended.push(file)
    this.#want(file.last)
    if (this.#isApplied(file.last)) this.#step()
  }

  /** Resolves when the record is in the database. Rejects when the database takes nothing. */
  applied(seq: number): Promise<void> {
    if (this.#isApplied(seq)) return Promise.resolve()
    if (this.#trouble !== null) return Promise.reject(this.#trouble)
    return new Promise((resolve, reject) => {
      this.#waiters.push({ seq, resolve, reject })
      this.#want(seq)
    })
  }

  /** True when the database holds everything. */
  get isEmpty(): boolean {
    return this.#records.length === 0
  }

  /** Applies all that waits, now. Throws when the database takes nothing. */
  applyAll(): void {
    while (this.#records.length > 0) {
      this.#step()
      if (this.#trouble !== null) throw this.#trouble
    }
  }

  /** There may be room again. */
  tryAgain(): void {
    if (this.#trouble !== null) this.#step()
  }

  #isApplied(seq: number): boolean {
    return this.#tools.progress.applied >= seq
  }

  #want(seq: number): void {
    this.#wanted = Math.max(this.#wanted, seq)
    this.#arrange()
  }

  #arrange(): void {
    if (this.#soon !== null || this.#trouble !== null || this.#records.length === 0) return
    if (this.#rows >= restingRows || !this.#isApplied(this.#wanted)) this.#soon = setImmediate(() => this.#step())
    else this.#later ??= setTimeout(() => this.#applyWaited(), longestWaitMs)
  }

  #applyWaited(): void {
    this.#later = null
    this.#want(this.#records.at(-1)?.seq ?? 0)
  }

  /** One slice. */
  #step(): void {
    this.#callOff()
    const slice = this.#slice()
    const last = slice.at(-1)?.seq ?? this.#tools.progress.applied
    const done = this.#ended.filter((file) => file.last <= last)
    try {
      this.#tools.apply(slice, last, done.length > 0)
    } catch (error) {
      this.#stop(error)
      return
    }
    this.#take(slice, last)
    for (const { path } of this.#ended.splice(0, done.length)) removeFile(path)
    this.#arrange()
  }

  #slice(): Sized[] {
    let rows = 0
    const end = this.#records.findIndex((record, at) => {
      rows += record.rows
      return at > 0 && rows > sliceRows
    })
    return end === -1 ? [...this.#records] : this.#records.slice(0, end)
  }

  #take(slice: readonly Sized[], last: number): void {
    this.#records.splice(0, slice.length)
    for (const { rows } of slice) this.#rows -= rows
    const { progress } = this.#tools
    progress.applied = last
    progress.isStuck = false
    this.#trouble = null
    for (const { seq, resolve } of this.#waiters) if (seq <= last) resolve()
    this.#waiters = this.#waiters.filter(({ seq }) => seq > last)
  }

  /** Keeps everything, tells who waits, and tries again in a while. */
  #stop(error: unknown): void {
    this.#trouble = error
    this.#tools.progress.isStuck = true
    for (const { reject } of this.#waiters) reject(error)
    this.#waiters = []
    this.#later = setTimeout(() => this.#step(), retryMs)
  }

  #callOff(): void {
    if (this.#soon !== null) clearImmediate(this.#soon)
    if (this.#later !== null) clearTimeout(this.#later)
    this.#soon = null
    this.#later = null
  }
}

/** One that cannot be removed is skipped at the next start, and tried again then. */
function removeFile(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {}
}
