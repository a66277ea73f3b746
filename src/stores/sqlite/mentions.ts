import type { Delivery } from '../../core/delivery.ts'
import type { PageOf } from '../../core/store/page.ts'
import type { FindTools } from './find-tools.ts'
import { cursorAfter, cursorNumber } from './ids.ts'
import {
  attemptColumns,
  deliveryColumns,
  deliveryFrom,
  eventColumns,
  type PackedAttempt,
  type PackedEvent,
  packedAttempt,
  packedEvent,
} from './rows.ts'

const eventsFrom = `
  select ${eventColumns}, event.first_delivery, event.deliveries_count
  from event where no > ? order by no limit ?`
const deliveriesIn = `
  select ${deliveryColumns}
  from delivery join event on event.no = delivery.event_no
  where delivery.id >= ? and delivery.id < ? order by delivery.id`
const attemptsOf = `select ${attemptColumns} from attempt where delivery = ? order by no`

/** A mention as it travels. */
export interface PackedMention {
  readonly event: PackedEvent
  readonly deliveries: readonly (Delivery & { readonly attempts: readonly PackedAttempt[] })[]
}

/** Reads every event after the cursor, up to `limit` of them, and keeps those that mention the digits. */
export function mentions(
  digits: string,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string },
  { statements, dictionary }: FindTools,
): PageOf<PackedMention> {
  const mentioned = mentionOf(digits)
  const items: PackedMention[] = []
  const rows = statements.rows(eventsFrom, cursorNumber('e', cursor) ?? 0, limit)
  for (const row of rows) {
    const event = packedEvent(row, dictionary)
    const [first, count] = row.slice(-2).map(Number) as [number, number]
    const deliveries = statements.rows(deliveriesIn, first, first + count).map((delivery) => ({
      ...deliveryFrom(delivery, dictionary),
      attempts: statements.rows(attemptsOf, Number(delivery[0])).map(packedAttempt),
    }))
    const texts = [event.data, event.id, event.correlationId ?? '']
    for (const { reason, attempts } of deliveries) texts.push(reason ?? '', ...attempts.map(({ detail }) => detail))
    if (texts.some((text) => mentioned.test(text))) items.push({ event, deliveries })
  }
  const last = rows.at(-1)
  return { items, nextCursor: rows.length < limit || last === undefined ? null : cursorAfter('e', Number(last[0])) }
}

/** The digits with a few other characters between them, as in `+7 (000) 111-22-33`, `%2B7%20000` or `111\\-22` of a chat's markup. */
export function mentionOf(digits: string): RegExp {
  return new RegExp([...digits].join(String.raw`(?:[\s().\-+/\\\u00a0]|%20|%28|%29|%2D){0,6}`), 'i')
}
