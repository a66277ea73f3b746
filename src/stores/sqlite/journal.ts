import type { Delivery } from '../../core/delivery.ts'
import type { JournalFilter } from '../../core/store/journal-filter.ts'
import type { Page, PageOf } from '../../core/store/page.ts'
import { findDeliveryIds, findEventNos } from './find.ts'
import type { FindTools } from './find-tools.ts'
import { cursorAfter, cursorNumber, deliveryIdNumber } from './ids.ts'
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

const theseDeliveries = `
  select ${deliveryColumns}
  from json_each(?) as wanted
  join delivery on delivery.id = wanted.value
  join event on event.no = delivery.event_no
  order by wanted.key`
const deliveriesOfEvent = `
  select ${deliveryColumns}
  from event cross join delivery on delivery.id >= first_delivery and delivery.id < first_delivery + deliveries_count
  where event.no = ? order by delivery.id`
const theseEvents = `
  select ${eventColumns}
  from json_each(?) as wanted
  join event on event.no = wanted.value
  order by wanted.key`
const listedEvents = `
  select ${eventColumns}, event.deliveries_count
  from json_each(?) as wanted
  join event on event.no = wanted.value
  order by wanted.key`
const oneEvent = `select ${eventColumns} from event where no = ?`
const attemptsOf = `select ${attemptColumns} from attempt where delivery = ? order by no`

/** A page of the journal. */
export function findDeliveries(filter: JournalFilter, page: Page, tools: FindTools): PageOf<Delivery> {
  const { order = 'desc', limit } = page
  const after = cursorNumber('d', page.cursor)
  const ids = findDeliveryIds(filter, { order, limit: limit + 1, after }, tools)
  const rows = tools.statements.rows(theseDeliveries, JSON.stringify(ids.slice(0, limit)))
  const last = ids.length > limit ? ids[limit - 1] : undefined
  return {
    items: rows.map((row) => deliveryFrom(row, tools.dictionary)),
    nextCursor: last === undefined ? null : cursorAfter('d', last),
  }
}

/** A page of events. */
export function findEvents(
  filter: JournalFilter,
  page: Page,
  tools: FindTools,
): PageOf<PackedEvent & { readonly deliveriesCount: number }> {
  const { order = 'desc', limit } = page
  const after = cursorNumber('e', page.cursor)
  const nos = findEventNos(filter, { order, limit: limit + 1, after }, tools)
  const rows = tools.statements.rows(listedEvents, JSON.stringify(nos.slice(0, limit)))
  const last = nos.length > limit ? nos[limit - 1] : undefined
  return {
    items: rows.map((row) => ({ ...packedEvent(row, tools.dictionary), deliveriesCount: Number(row[9]) })),
    nextCursor: last === undefined ? null : cursorAfter('e', last),
  }
}

/** One event, or null. */
export function event(no: number, { statements, dictionary }: FindTools): PackedEvent | null {
  const row = Number.isSafeInteger(no) ? statements.row(oneEvent, no) : undefined
  return row === undefined ? null : packedEvent(row, dictionary)
}

/** One delivery with its attempts, or null. */
export function delivery(
  id: string,
  { statements, dictionary }: FindTools,
): (Delivery & { attempts: PackedAttempt[] }) | null {
  const number = deliveryIdNumber(id)
  if (number === null) return null
  const row = statements.row(theseDeliveries, JSON.stringify([number]))
  if (row === undefined) return null
  return { ...deliveryFrom(row, dictionary), attempts: statements.rows(attemptsOf, number).map(packedAttempt) }
}

/** Those of the events that are there. */
export function eventsByNo(nos: readonly number[], { statements, dictionary }: FindTools): PackedEvent[] {
  return statements.rows(theseEvents, JSON.stringify(nos)).map((row) => packedEvent(row, dictionary))
}

/** The deliveries of one event, oldest first. */
export function deliveriesOf(eventNo: number, { statements, dictionary }: FindTools): Delivery[] {
  if (!Number.isSafeInteger(eventNo)) return []
  return statements.rows(deliveriesOfEvent, eventNo).map((row) => deliveryFrom(row, dictionary))
}
