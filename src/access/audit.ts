import { createHash } from 'node:crypto'
import type { Clock } from '../core/clock.ts'
import { hiddenSecret } from '../core/field.ts'
import { isJsonObject, type Json } from '../core/json.ts'
import {
  type AuditChoice,
  type AuditFilter,
  type AuditPart,
  type AuditStore,
  auditCollection,
} from '../core/store/audit-store.ts'
import type { Page, PageOf } from '../core/store/page.ts'
import type { RecordStore } from '../core/store/record-store.ts'
import { Turns } from '../core/turns.ts'

// Twelve digits keep text order and number order the same for a thousand billion rows.
const idDigits = 12
const rowsPerPage = 500

/** Something that a person or a key did. Settings are handed in as the API shows them: with their secrets hidden. */
export interface AuditEntry {
  /** The caller's id and name, or that of the command that did it. */
  readonly who: { readonly id: string; readonly name: string }
  /** What was done, such as `integration.update`, `key.revoke`, `phone.unmask`. */
  readonly action: string
  /** To what, such as `integrations:int_1`. */
  readonly object: string
  readonly before: Json
  readonly after: Json
  /** The network address that asked, when there was one. */
  readonly address: string | null
}

/** One row of the log. */
export interface AuditRow extends AuditEntry {
  /** Counts up without a gap; newer is greater, also as text. */
  readonly id: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** SHA-256 of the hash before and this row: a row changed or taken out later breaks the chain. Hex. */
  readonly hash: string
}

/** What a walk along the chain found. */
export type AuditVerdict =
  | { readonly whole: true; readonly rows: number; readonly hash: string }
  | { readonly whole: false; readonly rows: number; readonly brokenAt: string; readonly reason: string }

/** Who changed or unmasked what. Rows are only ever added. */
export interface Audit {
  /** Resolves when the row is on disk. */
  readonly write: (entry: AuditEntry) => Promise<AuditRow>
  /** What the filter lets through, newest first unless asked otherwise. */
  readonly list: (filter: AuditFilter, page: Page) => Promise<PageOf<AuditRow>>
  /** The newest row for each person, area of actions or object. */
  readonly newest: (part: AuditPart, among?: AuditChoice) => Promise<readonly AuditRow[]>
  /** Walks the whole chain. `hash` of a whole one is worth noting elsewhere: it also proves, later, that no row was cut off the end. */
  readonly verify: () => Promise<AuditVerdict>
}

/** Continues the log where it ended. */
export async function openAudit({
  records,
  clock,
}: {
  records: RecordStore & AuditStore
  clock: Clock
}): Promise<Audit> {
  const turns = new Turns()
  const { items } = await records.recordsPage(auditCollection, { limit: 1, order: 'desc' })
  let last: Pick<AuditRow, 'id' | 'hash'> = items[0] ? readRow(items[0]) : beginning

  function write(entry: AuditEntry): Promise<AuditRow> {
    return turns.run(async () => {
      const { who, action, object, address } = entry
      const [before, after] = [hideTelling(entry.before), hideTelling(entry.after)]
      const plain = { id: idAfter(last.id), at: clock.now(), who, action, object, before, after, address }
      const row = { ...plain, hash: hashOf(last.hash, plain) }
      await records.saveRecords([{ collection: auditCollection, id: row.id, body: JSON.stringify(row) }])
      last = row
      return row
    })
  }

  async function list(filter: AuditFilter, page: Page): Promise<PageOf<AuditRow>> {
    const { items, nextCursor } = await records.findAudit(filter, page)
    return { items: items.map(readRow), nextCursor }
  }

  async function newest(part: AuditPart, among: AuditChoice = {}): Promise<AuditRow[]> {
    return (await records.newestAudit(part, among)).map(readRow)
  }

  return { write, list, newest, verify: () => verifyChain(records) }
}

const beginning = { id: '0'.repeat(idDigits), hash: '0'.repeat(64) }

async function verifyChain(records: RecordStore): Promise<AuditVerdict> {
  let last: Pick<AuditRow, 'id' | 'hash'> = beginning
  let rows = 0
  let cursor: string | null = null
  do {
    const page: PageOf<{ readonly id: string; readonly body: string }> = await records.recordsPage(auditCollection, {
      limit: rowsPerPage,
      order: 'asc',
      ...(cursor === null ? {} : { cursor }),
    })
    for (const { id, body } of page.items) {
      const reason = faultOf(id, body, last)
      if (reason !== null) return { whole: false, rows, brokenAt: id, reason }
      last = JSON.parse(body) as AuditRow
      rows += 1
    }
    cursor = page.nextCursor
  } while (cursor !== null)
  return { whole: true, rows, hash: last.hash }
}

function faultOf(id: string, body: string, last: Pick<AuditRow, 'id' | 'hash'>): string | null {
  if (id !== idAfter(last.id)) return `a row is missing: ${idAfter(last.id)} should come before ${id}`
  const row = rowIn(body)
  if (row === null || row.id !== id) return 'the row cannot be read'
  const { hash, ...plain } = row
  return hash === hashOf(last.hash, plain) ? null : 'the row is not the one that was written'
}

function rowIn(body: string): AuditRow | null {
  try {
    const row: unknown = JSON.parse(body)
    return isJsonObject(row) ? (row as unknown as AuditRow) : null
  } catch {
    return null
  }
}

function readRow({ body }: { readonly body: string }): AuditRow {
  return JSON.parse(body) as AuditRow
}

function idAfter(id: string): string {
  return String(Number(id) + 1).padStart(idDigits, '0')
}

// JSON that we wrote and read back is spelled the same again, so the row needs no second copy to be hashed from.
function hashOf(before: string, plain: Omit<AuditRow, 'hash'>): string {
  return createHash('sha256')
    .update(`${before}\n${JSON.stringify(plain)}`)
    .digest('hex')
}

/** A second belt: whoever forgets to hide a secret before handing a row in does not write it down for ever. */
function hideTelling(value: Json | undefined): Json {
  if (Array.isArray(value)) return value.map((item: Json) => hideTelling(item))
  if (!isJsonObject(value)) return value ?? null
  const entries = Object.entries(value).map(([name, inner]) => {
    const secret = typeof inner === 'string' && inner !== '' && tellingName.test(name)
    return [name, secret ? hiddenSecret : hideTelling(inner)]
  })
  return Object.fromEntries(entries)
}

// Narrower than where secrets are sealed: `key` alone is also how a throttle groups its messages.
const tellingName = /authorization|token|secret|password|cookie|api_?-?key/i
