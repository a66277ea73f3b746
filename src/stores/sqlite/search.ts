import type { SearchKey, SearchTerm } from '../../core/store/journal-filter.ts'
import { numbersWith } from './numbers.ts'
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

/** The most parts that one question goes through. */
const mostParts = 16

/** Numbers of the events in the range that have every term, in order: some parts at a time, the more the less they hold. */
export function* eventsWith(
  terms: readonly SearchTerm[],
  { range, order }: { range: EventRange; order: 'asc' | 'desc' },
  statements: Statements,
): Generator<number[]> {
  const parts = { first: partOf(range.first), last: partOf(range.last) }
  for (let done = 0, size = 1; done <= parts.last - parts.first; ) {
    const next = Array.from({ length: Math.min(size, parts.last - parts.first - done + 1) }, (_, nth) =>
      order === 'asc' ? parts.first + done + nth : parts.last - done - nth,
    )
    const { sql, values } = questionFor(terms, { parts: next, range }, statements)
    const nos = statements.numbers(`select distinct event_no from ${sql} order by event_no ${order}`, ...values)
    if (nos.length > 0) yield nos
    done += next.length
    size = nos.length === 0 ? Math.min(size * 4, mostParts) : 1
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
    const { sql, values } = questionFor(terms, { parts: [part], range }, statements)
    const among = `select event_no from ${sql} where event_no in (select value from json_each(?))`
    yield new Set(statements.numbers(among, ...values, JSON.stringify(candidates)))
  }
}

/** Where in the index to look. */
interface Within {
  readonly parts: readonly number[]
  readonly range: EventRange
}

function questionFor(terms: readonly SearchTerm[], within: Within, statements: Statements): Piece {
  const pieces = terms.map((term) => termPiece(term, within, statements))
  if (pieces.length === 0) return { sql: '(select no as event_no from event)', values: [] }
  return {
    sql: `(${pieces.map(({ sql }) => `select event_no from (${sql})`).join(' intersect ')})`,
    values: pieces.flatMap(({ values }) => values),
  }
}

/** Any one of the keys is enough. A term without keys finds nothing. */
function termPiece({ keys }: SearchTerm, within: Within, statements: Statements): Piece {
  const pieces = keys.map((key) => keyPiece(key, within, statements))
  if (pieces.length === 0) return { sql: 'select event_no from event_ref where false', values: [] }
  return { sql: pieces.map(({ sql }) => sql).join(' union all '), values: pieces.flatMap(({ values }) => values) }
}

function keyPiece(wanted: SearchKey, { parts, range }: Within, statements: Statements): Piece {
  const { condition, values } = refCondition(wanted, parts, statements)
  return {
    sql: `
      select event_no from json_each(?) as parts cross join event_ref
      where part = parts.value and ${condition} and event_no >= ? and event_no <= ?`,
    values: [JSON.stringify(parts), ...values, range.first, range.last],
  }
}

function refCondition(
  wanted: SearchKey,
  parts: readonly number[],
  statements: Statements,
): { readonly condition: string; readonly values: readonly string[] } {
  const text = refText(wanted.key)
  if ('within' in wanted) {
    const refs = parts.flatMap((part) => numbersWith(text.slice(1), part, statements))
    return { condition: 'ref in (select value from json_each(?))', values: [JSON.stringify([...new Set(refs)])] }
  }
  const end = textAfter(text)
  if (!wanted.prefix) return { condition: 'ref = ?', values: [text] }
  if (end === null) return { condition: 'ref >= ?', values: [text] }
  return { condition: 'ref >= ? and ref < ?', values: [text, end] }
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
