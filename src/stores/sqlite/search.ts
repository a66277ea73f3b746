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

/** Events that share a part of the index: few enough to sort at once, many enough that ten million make 600 parts. */
const partSize = 16_384

/** The part of the index that an event is in. */
export function partOf(eventNo: number): number {
  return Math.floor(eventNo / partSize)
}

/** Numbers of the events in the range that have every term, in order, part by part. */
export function* eventsWith(
  terms: readonly SearchTerm[],
  { range, order }: { range: EventRange; order: 'asc' | 'desc' },
  statements: Statements,
): Generator<number[]> {
  const parts = { first: partOf(range.first), last: partOf(range.last) }
  for (let nth = 0; nth <= parts.last - parts.first; nth++) {
    const part = order === 'asc' ? parts.first + nth : parts.last - nth
    const { sql, values } = questionFor(terms, { part, range })
    const nos = statements.numbers(`select distinct event_no from ${sql} order by event_no ${order}`, ...values)
    if (nos.length > 0) yield nos
  }
}

/** Those of the given events, which stand in some order, that have every term, part by part. */
export function* eventsAmong(
  nos: readonly number[],
  terms: readonly SearchTerm[],
  statements: Statements,
): Generator<Set<number>> {
  for (const [part, candidates] of Map.groupBy(nos, partOf)) {
    const range = { first: Math.min(...candidates), last: Math.max(...candidates) }
    const { sql, values } = questionFor(terms, { part, range })
    const among = `select event_no from ${sql} and event_no in (select value from json_each(?))`
    yield new Set(statements.numbers(among, ...values, JSON.stringify(candidates)))
  }
}

function questionFor(terms: readonly SearchTerm[], within: { part: number; range: EventRange }): Piece {
  const pieces = terms.map((term) => termPiece(term, within))
  const [leading = { sql: 'select no as event_no from event', values: [] }, ...others] = pieces
  const having = others.map(({ sql }) => `and event_no in (${sql})`).join(' ')
  return { sql: `(${leading.sql}) where true ${having}`, values: [leading, ...others].flatMap(({ values }) => values) }
}

/** Any one of the keys is enough. A term without keys finds nothing. */
function termPiece({ keys }: SearchTerm, within: { part: number; range: EventRange }): Piece {
  const pieces = keys.map((key) => keyPiece(key, within))
  if (pieces.length === 0) return { sql: 'select event_no from event_ref where false', values: [] }
  return { sql: pieces.map(({ sql }) => sql).join(' union all '), values: pieces.flatMap(({ values }) => values) }
}

function keyPiece(
  { key, prefix }: { key: string; prefix: boolean },
  { part, range: { first, last } }: { part: number; range: EventRange },
): Piece {
  const text = refText(key)
  const end = textAfter(text)
  const select = 'select event_no from event_ref where part = ?'
  const within = 'and event_no >= ? and event_no <= ?'
  if (!prefix) return { sql: `${select} and ref = ? ${within}`, values: [part, text, first, last] }
  if (end === null) return { sql: `${select} and ref >= ? ${within}`, values: [part, text, first, last] }
  return { sql: `${select} and ref >= ? and ref < ? ${within}`, values: [part, text, end, first, last] }
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
