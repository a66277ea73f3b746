import type { JournalFilter } from '../../core/store/journal-filter.ts'
import { triggerCode } from './codes.ts'

/** What no list answers, as conditions on each row: ` and …`, with a value for each question mark. */
export interface Conditions {
  readonly sql: string
  readonly values: readonly (number | string)[]
}

type Piece = Conditions | null

/** The exact moments of an event, and that nobody answered it. */
export function eventConditions({ from, to, unanswered }: JournalFilter): Conditions {
  return joined([...within('received_at', from, to), unanswered ? { sql: 'deliveries_count = 0', values: [] } : null])
}

/** The exact moments of a delivery, its last answer and its attempts. */
export function deliveryConditions(filter: JournalFilter): Conditions {
  const { from, to, statusCodes, minAttempts, maxAttempts, minDurationMs, triggers, unanswered } = filter
  return joined([
    ...within('created_at', from, to),
    statusCodes === undefined ? null : oneOfCodes(statusCodes),
    atLeast('attempts_count', minAttempts),
    maxAttempts === undefined ? null : { sql: 'attempts_count <= ?', values: [maxAttempts] },
    atLeast('duration_ms', minDurationMs),
    triggers === undefined ? null : madeBy(triggers.map(triggerCode)),
    unanswered ? { sql: 'false', values: [] } : null,
  ])
}

/** True when a filter says something about deliveries, which an event alone cannot answer. */
export function asksForDeliveries(filter: JournalFilter): boolean {
  const { bindingIds, integrationId, integrationIds, statuses, outcomes, deliveryIds } = filter
  const { statusCodes, minAttempts, maxAttempts, minDurationMs, triggers } = filter
  const named = [bindingIds, integrationId, integrationIds, statuses, outcomes, deliveryIds]
  return [...named, statusCodes, minAttempts, maxAttempts, minDurationMs, triggers].some((part) => part !== undefined)
}

function within(column: string, from: number | undefined, to: number | undefined): Piece[] {
  return [atLeast(column, from), to === undefined ? null : { sql: `${column} < ?`, values: [to] }]
}

function atLeast(column: string, least: number | undefined): Piece {
  return least === undefined ? null : { sql: `${column} >= ?`, values: [least] }
}

function oneOfCodes(ranges: NonNullable<JournalFilter['statusCodes']>): Piece {
  const pieces = ranges.map((range) => (range === null ? 'status_code is null' : 'status_code between ? and ?'))
  const values = ranges.flatMap((range) => (range === null ? [] : [range.from, range.to]))
  return { sql: pieces.length === 0 ? 'false' : `(${pieces.join(' or ')})`, values }
}

/** The key of an attempt begins with its delivery, so each row costs one look. */
function madeBy(codes: readonly number[]): Piece {
  const among = 'trigger in (select value from json_each(?))'
  return {
    sql: `exists (select 1 from attempt where attempt.delivery = delivery.id and attempt.${among})`,
    values: [JSON.stringify(codes)],
  }
}

function joined(pieces: readonly Piece[]): Conditions {
  const given = pieces.filter((piece) => piece !== null)
  return { sql: given.map(({ sql }) => `and ${sql}`).join(' '), values: given.flatMap(({ values }) => values) }
}
