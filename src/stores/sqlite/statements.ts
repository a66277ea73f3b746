import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'

/** A row as SQLite gives it, by position: half the price of one with names. */
export type Row = readonly (string | number | null)[]

/** Far more than we have questions; searches with many words each make a text of their own. */
const mostPrepared = 500

/** Prepares each SQL text once per connection. */
export class Statements {
  readonly database: DatabaseSync
  readonly #prepared = new Map<string, StatementSync>()

  constructor(database: DatabaseSync) {
    this.database = database
  }

  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#prepare(sql).run(...values).changes)
  }

  row(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#prepare(sql).get(...values) as unknown as Row | undefined
  }

  rows(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#prepare(sql).all(...values) as unknown as Row[]
  }

  /** Rows one by one: for questions that stop early or do not fit in memory. */
  each(sql: string, ...values: SQLInputValue[]): Iterable<Row> {
    return this.#prepare(sql).iterate(...values) as unknown as Iterable<Row>
  }

  /** The first column of the first row as a number, or null when there is no row. */
  number(sql: string, ...values: SQLInputValue[]): number | null {
    const value = this.row(sql, ...values)?.[0]
    return value === undefined || value === null ? null : Number(value)
  }

  /** The first column of every row as numbers. */
  numbers(sql: string, ...values: SQLInputValue[]): number[] {
    return this.rows(sql, ...values).map((row) => Number(row[0]))
  }

  #prepare(sql: string): StatementSync {
    const known = this.#prepared.get(sql)
    if (known !== undefined) return known
    if (this.#prepared.size >= mostPrepared) this.#prepared.clear()
    const statement = this.database.prepare(sql)
    statement.setReturnArrays(true)
    this.#prepared.set(sql, statement)
    return statement
  }
}
