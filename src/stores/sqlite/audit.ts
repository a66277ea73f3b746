import type { AuditChoice, AuditFilter, AuditPart } from '../../core/store/audit-store.ts'
import type { Page, PageOf } from '../../core/store/page.ts'
import { recordAtCursor } from './ids.ts'
import { type FoundRecord, recordFrom, recordPage } from './records.ts'
import { textAfter } from './search.ts'
import type { Statements } from './statements.ts'

// Spelled as in the migration that makes the indexes: SQLite knows an index by its text.
const isRow = "collection = 'audit' and json_valid(body)"
const action = "json_extract(body, '$.action')"
const at = "json_extract(body, '$.at')"
const parts: Readonly<Record<AuditPart, string>> = {
  actor: "json_extract(body, '$.who.id')",
  area: `substr(${action}, 1, instr(${action} || '.', '.') - 1)`,
  object: "json_extract(body, '$.object')",
}

interface Condition {
  readonly sql: string
  readonly values: readonly (string | number)[]
}

/** A page of the rows of the audit log that the filter lets through. */
export function findAudit(
  filter: AuditFilter,
  { limit, cursor, order = 'desc' }: Page,
  statements: Statements,
): PageOf<FoundRecord> {
  const conditions = [...conditionsOf(filter), ...afterCursor(cursor, order)]
  const where = [isRow, ...conditions.map(({ sql }) => sql)].join(' and ')
  const values = conditions.flatMap((condition) => condition.values)
  const sql = `select id, body from record where ${where} order by id ${order} limit ?`
  return recordPage(statements.rows(sql, ...values, limit + 1), limit)
}

/** The newest row of each value of a part. Steps from value to value in the index, however many rows each has. */
export function newestAudit(
  part: AuditPart,
  { prefix = '', actions }: AuditChoice,
  statements: Statements,
): FoundRecord[] {
  const text = parts[part]
  const rows = `from record indexed by audit_${part} where ${isRow}`
  const end = textAfter(prefix.toWellFormed())
  const isWithin = end === null ? 'value.text is not null' : 'value.text < ?'
  const counts = actions === undefined ? '' : `and ${action} in (select value from json_each(?))`
  const sql = `
    with recursive value (text) as (
      select min(${text}) ${rows} and ${text} >= ?
      union all
      select (select min(${text}) ${rows} and ${text} > value.text) from value where ${isWithin}
    )
    select id, body from value join record on collection = 'audit'
      and id = (select id ${rows} and ${text} = value.text ${counts} order by id desc limit 1)
    where ${isWithin}
    order by value.text`
  const bound = end === null ? [] : [end]
  const counted = actions === undefined ? [] : [JSON.stringify(actions)]
  return statements.rows(sql, prefix, ...bound, ...counted, ...bound).map(recordFrom)
}

function conditionsOf({ actor, action: done, object, from, to }: AuditFilter): Condition[] {
  return [
    ...(actor === undefined ? [] : [{ sql: `${parts.actor} = ?`, values: [actor] }]),
    ...(done === undefined ? [] : [actionIs(done)]),
    ...(object === undefined ? [] : [objectIs(object)]),
    ...(from === undefined ? [] : [{ sql: `${at} >= ?`, values: [from] }]),
    ...(to === undefined ? [] : [{ sql: `${at} < ?`, values: [to] }]),
  ]
}

function actionIs(text: string): Condition {
  const [area = ''] = text.split('.', 1)
  if (area === text) return { sql: `${parts.area} = ?`, values: [area] }
  return { sql: `${parts.area} = ? and ${action} = ?`, values: [area, text] }
}

function objectIs(text: string): Condition {
  if (text.includes(':')) return { sql: `${parts.object} = ?`, values: [text] }
  return {
    sql: `(${parts.object} = ? or (${parts.object} >= ? and ${parts.object} < ?))`,
    values: [text, `${text}:`, `${text};`],
  }
}

function afterCursor(cursor: string | undefined, order: 'asc' | 'desc'): Condition[] {
  const after = recordAtCursor(cursor)
  return after === undefined ? [] : [{ sql: order === 'asc' ? 'id > ?' : 'id < ?', values: [after] }]
}
