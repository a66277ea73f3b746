import { randomInt } from 'node:crypto'
import type { Statements } from './statements.ts'

const known = `select value from counter where name = 'store'`
const keep = `insert into counter (name, value) values ('store', ?)`

/** The number by which a store knows its log; drawn when it is opened for the first time. */
export function identityOf(statements: Statements): number {
  const identity = statements.number(known)
  if (identity !== null) return identity
  const drawn = randomInt(1, 2 ** 47)
  statements.run(keep, drawn)
  return drawn
}
