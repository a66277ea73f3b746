import type { Delivery } from '../core/delivery.ts'
import type { StoredEvent } from '../core/event.ts'
import type { Json, JsonObject } from '../core/json.ts'
import type { EventStore } from '../core/store/event-store.ts'
import type { JournalFilter } from '../core/store/journal-filter.ts'
import type { JournalStore } from '../core/store/journal-store.ts'
import type { PageOf } from '../core/store/page.ts'
import type { ExportForm } from './export-form.ts'

/** So many rows are in memory at a time, however long the journal is. */
const pageSize = 500

/** One line of an export, in the API's form. */
export interface ShownRow {
  readonly delivery: JsonObject
  readonly event: JsonObject | null
}

/** What an export works with. */
export interface ExportTools {
  readonly store: Pick<JournalStore & EventStore, 'findDeliveries' | 'eventsByNo'>
  /** A delivery and its event as this caller may see them, in the API's form; the event is null when it is gone. */
  readonly show: (delivery: Delivery, event: StoredEvent | null) => Promise<ShownRow>
}

/** The columns of a CSV export, in this order. A later version may add others at the end. */
export const exportColumns = [
  'delivery_id',
  'event_no',
  'event_type',
  'event_time',
  'binding',
  'integration',
  'integration_kind',
  'status',
  'reason',
  'outcome',
  'status_code',
  'attempts_count',
  'next_attempt_at',
  'created_at',
  'finished_at',
  'duration_ms',
  'source',
  'correlation_id',
  'phone',
  'user_name',
] as const

/**
 * The journal as text, a page at a time: the next page is read when the one before was taken, so a slow reader slows only
 * its own export, and one that goes away ends it.
 */
export async function* exportJournal(
  filter: JournalFilter,
  form: ExportForm,
  tools: ExportTools,
): AsyncGenerator<string, void> {
  if (form.format === 'csv') yield (form.bom ? '\uFEFF' : '') + csvLine([...exportColumns], form.separator)
  for await (const rows of pages(filter, form.order, tools))
    yield rows.map((row) => (form.format === 'csv' ? csvLine(cells(row), form.separator) : ndjsonLine(row))).join('')
}

async function* pages(
  filter: JournalFilter,
  order: 'asc' | 'desc',
  { store, show }: ExportTools,
): AsyncGenerator<ShownRow[], void> {
  let cursor: string | null = null
  do {
    const page: PageOf<Delivery> = await store.findDeliveries(filter, {
      limit: pageSize,
      order,
      ...(cursor === null ? {} : { cursor }),
    })
    const nos = [...new Set(page.items.map(({ eventNo }) => eventNo))]
    const events = new Map((await store.eventsByNo(nos)).map((event) => [event.no, event]))
    yield await Promise.all(page.items.map((delivery) => show(delivery, events.get(delivery.eventNo) ?? null)))
    cursor = page.nextCursor
  } while (cursor !== null)
}

/** A line of the journal with what the event held. */
function ndjsonLine({ delivery, event }: ShownRow): string {
  const { source = null, correlation_id = null, data = null } = event ?? {}
  return `${JSON.stringify({ ...delivery, source, correlation_id, data })}\n`
}

function cells({ delivery, event }: ShownRow): Json[] {
  const data = (event?.['data'] ?? {}) as JsonObject
  const { name: integration, kind } = delivery['integration'] as JsonObject
  const others: JsonObject = {
    binding: (delivery['binding'] as JsonObject)['name'],
    integration,
    integration_kind: kind,
    source: event?.['source'],
    correlation_id: event?.['correlation_id'],
    phone: data['phone'],
    user_name: data['user_name'],
  }
  return exportColumns.map((name) => others[name] ?? delivery[name] ?? null)
}

/** A line of CSV (RFC 4180). */
function csvLine(values: readonly Json[], separator: string): string {
  return `${values.map((value) => csvCell(value, separator)).join(separator)}\r\n`
}

function csvCell(value: Json, separator: string): string {
  if (value === null) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = harmless(typeof value === 'string' ? value : JSON.stringify(value))
  return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text
}

// A spreadsheet runs a cell that begins so as a formula, and the text may come from a stranger on the phone:
// https://owasp.org/www-community/attacks/CSV_Injection
function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}
