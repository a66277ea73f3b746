import type { Weight } from './group-commit.ts'
import type { Progress } from './progress.ts'

/** What may be in the log and not in the database yet. More, and groups wait until some of it is applied. */
const most: Weight = { rows: 16_000, bytes: 32_000_000 }

/** What the log has taken, and how much of it the database does not have yet. */
export class Unapplied {
  readonly #progress: Progress
  readonly #records: { readonly seq: number; readonly weight: Weight }[] = []
  #rows = 0
  #bytes = 0
  #last: number

  constructor(progress: Progress) {
    this.#progress = progress
    this.#last = progress.applied
  }

  /** The last record that everybody who asks must see; null when the database has all of it. */
  get last(): number | null {
    return this.#progress.applied >= this.#last ? null : this.#last
  }

  add(seq: number, weight: Weight): void {
    this.#last = seq
    this.#records.push({ seq, weight })
    this.#rows += weight.rows
    this.#bytes += weight.bytes
  }

  /** The record to wait for before there is room for another group; null when there is. */
  get roomAfter(): number | null {
    this.#forget()
    let { rows, bytes } = { rows: this.#rows, bytes: this.#bytes }
    for (const { seq, weight } of this.#records) {
      if (rows <= most.rows && bytes <= most.bytes) return null
      rows -= weight.rows
      bytes -= weight.bytes
      if (rows <= most.rows && bytes <= most.bytes) return seq
    }
    return null
  }

  #forget(): void {
    const { applied } = this.#progress
    let count = 0
    for (const { seq, weight } of this.#records) {
      if (seq > applied) break
      this.#rows -= weight.rows
      this.#bytes -= weight.bytes
      count++
    }
    this.#records.splice(0, count)
  }
}
