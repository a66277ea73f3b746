import type { Statements } from './statements.ts'

const firstWithKey = `
  select event_key.event_no, coalesce(event.deliveries_count, 0), event.id
  from event_key left join event on event.no = event_key.event_no
  where hash = ?`

/** The first event with a key. */
export interface FirstEvent {
  readonly no: number
  readonly deliveries: number
  /** Null when it was removed meanwhile. */
  readonly id: string | null
}

/** Which events there are already: those in the database, and those in the log that the database does not have yet. */
export class KnownKeys {
  readonly #statements: Statements
  readonly #waiting = new Map<string, FirstEvent>()
  /** Keys of each record that waits, oldest first. */
  readonly #records: { readonly seq: number; readonly keys: readonly string[] }[] = []

  constructor(statements: Statements) {
    this.#statements = statements
  }

  find(key: string): FirstEvent | null {
    const waiting = this.#waiting.get(key)
    if (waiting !== undefined) return waiting
    const row = this.#statements.row(firstWithKey, Buffer.from(key, 'latin1'))
    return row === undefined
      ? null
      : { no: Number(row[0]), deliveries: Number(row[1]), id: row[2] === null ? null : String(row[2]) }
  }

  add(key: string, event: FirstEvent): void {
    this.#waiting.set(key, event)
  }

  /** What was added since the last record stands in this one. */
  keep(seq: number, keys: readonly string[]): void {
    this.#records.push({ seq, keys })
  }

  /** They were not taken after all. */
  drop(keys: readonly string[]): void {
    for (const key of keys) this.#waiting.delete(key)
  }

  /** Everything up to this record is found in the database from now on. */
  forget(applied: number): void {
    const left = this.#records.findIndex(({ seq }) => seq > applied)
    const done = this.#records.splice(0, left === -1 ? this.#records.length : left)
    for (const { keys } of done) this.drop(keys)
  }
}
