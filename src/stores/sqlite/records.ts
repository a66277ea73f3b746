import type { Page, PageOf } from '../../core/store/page.ts'
import { recordAtCursor, recordCursor } from './ids.ts'
import { textAfter } from './search.ts'
import type { Row, Statements } from './statements.ts'

/** A record without its collection. */
export interface FoundRecord {
  readonly id: string
  readonly body: string
}

const inCollection = 'select id, body from record where collection = ? order by id'
const oneRecord = 'select body from record where collection = ? and id = ?'

/** Everything in a collection, in order of id. */
export function records(collection: string, statements: Statements): FoundRecord[] {
  return statements.rows(inCollection, collection).map(recordFrom)
}

/** The body of one record, or null. */
export function record(collection: string, id: string, statements: Statements): string | null {
  const row = statements.row(oneRecord, collection, id)
  return row === undefined ? null : String(row[0])
}

/** A page of the records whose id begins with `prefix`. */
export function recordsPage(
  collection: string,
  { limit, cursor, order = 'desc', prefix = '' }: Page & { readonly prefix?: string },
  statements: Statements,
): PageOf<FoundRecord> {
  const end = textAfter(prefix.toWellFormed())
  const after = recordAtCursor(cursor)
  const conditions = ['collection = ?', 'id >= ?', ...(end === null ? [] : ['id < ?'])]
  if (after !== undefined) conditions.push(order === 'asc' ? 'id > ?' : 'id < ?')
  const values = [collection, prefix, ...(end === null ? [] : [end]), ...(after === undefined ? [] : [after])]
  const sql = `select id, body from record where ${conditions.join(' and ')} order by id ${order} limit ?`
  return recordPage(statements.rows(sql, ...values, limit + 1), limit)
}

/** A page out of rows of id and body, of which one more was asked for than it holds. */
export function recordPage(rows: readonly Row[], limit: number): PageOf<FoundRecord> {
  const items = rows.slice(0, limit).map(recordFrom)
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, nextCursor: last === undefined ? null : recordCursor(last.id) }
}

/** A row of id and body. */
export function recordFrom([id, body]: Row): FoundRecord {
  return { id: String(id), body: String(body) }
}
