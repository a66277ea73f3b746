import type { SearchTerm } from '../../core/store.ts'
import { refText } from './pack.ts'
import type { Statements } from './statements.ts'

/** A piece of SQL with its values. */
interface Piece {
  readonly sql: string
  readonly values: readonly (string | number)[]
}

/** Events between two numbers, both included. */
export interface EventRange {
  readonly first: number
  readonly last: number
}

/** Numbers of events that have every term, in order, at most `limit`. */
export function eventsWith(
  terms: readonly SearchTerm[],
  { range, order, limit }: { range: EventRange; order: 'asc' | 'desc'; limit: number },
  statements: Statements,
): number[] {
  const [leading, ...others] = terms.map((term) => termPiece(term, range))
  if (leading === undefined) throw new Error('a search has at least one term')
  const having = others.map(({ sql }) => `and event_no in (${sql})`).join(' ')
  const sql = `select distinct event_no from (${leading.sql}) where true ${having} order by event_no ${order} limit ?`
  return statements.numbers(sql, ...leading.values, ...others.flatMap(({ values }) => values), limit)
}

/** Those of the given events that have every term. */
export function eventsAmong(nos: readonly number[], terms: readonly SearchTerm[], statements: Statements): Set<number> {
  let left = [...new Set(nos)]
  for (const term of terms) {
    if (left.length === 0) break
    const range = { first: Math.min(...left), last: Math.max(...left) }
    const { sql, values } = termPiece(term, range)
    const among = `select distinct event_no from (${sql}) where event_no in (select value from json_each(?))`
    left = statements.numbers(among, ...values, JSON.stringify(left))
  }
  return new Set(left)
}

/** Any one of the keys is enough. A term without keys finds nothing. */
function termPiece({ keys }: SearchTerm, range: EventRange): Piece {
  const pieces = keys.map((key) => keyPiece(key, range))
  if (pieces.length === 0) return { sql: 'select event_no from event_ref where false', values: [] }
  return { sql: pieces.map(({ sql }) => sql).join(' union all '), values: pieces.flatMap(({ values }) => values) }
}

function keyPiece({ key, prefix }: { key: string; prefix: boolean }, { first, last }: EventRange): Piece {
  const text = refText(key)
  const within = 'and event_no >= ? and event_no <= ?'
  if (!prefix) return { sql: `select event_no from event_ref where ref = ? ${within}`, values: [text, first, last] }
  const end = textAfter(text)
  if (end === null)
    return { sql: `select event_no from event_ref where ref >= ? ${within}`, values: [text, first, last] }
  return {
    sql: `select event_no from event_ref where ref >= ? and ref < ? ${within}`,
    values: [text, end, first, last],
  }
}

/** The first text that is greater than every text with this beginning; null when there is none. */
export function textAfter(prefix: string): string | null {
  const points = [...prefix].map((char) => char.codePointAt(0) ?? 0)
  while (points.length > 0) {
    const last = points.pop() ?? 0
    if (last === 0x10ffff) continue
    // The numbers of surrogates are not characters; the next one after 0xd7ff is 0xe000.
    return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1)
  }
  return null
}
