import { Readable } from 'node:stream'
import type { Delivery } from '../core/delivery.ts'
import type { StoredEvent } from '../core/event.ts'
import { exportJournal, type ShownRow } from '../journal/export.ts'
import { readExportForm } from '../journal/export-form.ts'
import { mayQuote, showDelivery } from '../journal/show.ts'
import type { View } from '../journal/view.ts'
import type { House } from './house.ts'
import type { Answer, Asked } from './route.ts'

/** The whole journal that a filter finds, as a file. It is read as fast as the client takes it, and ends with the client. */
export async function openExport({ query, headers, view }: Asked, house: House): Promise<Answer> {
  const form = readExportForm(query, headers['accept-language'])
  const filter = await house.journal.filter(query)
  const lines = exportJournal(filter, form, { store: house.store, show: showWith(view, house) })
  const day = new Date(house.clock.now()).toISOString().slice(0, 10)
  return {
    headers: {
      'content-type': form.format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/x-ndjson',
      'content-disposition': `attachment; filename="journal-${day}.${form.format}"`,
      'cache-control': 'no-store',
    },
    // One page is read ahead, no more.
    stream: Readable.from(lines, { highWaterMark: 1 }),
  }
}

/** Each row as the caller may see it. */
function showWith(view: View, { names }: House): (delivery: Delivery, event: StoredEvent | null) => Promise<ShownRow> {
  const gathering = new Map<string, Promise<boolean>>()
  const gathers = ({ bindingId, bindingVersion }: Delivery) => {
    const key = `${bindingId}.${bindingVersion}`
    const known = gathering.get(key) ?? names.gathers(bindingId, bindingVersion)
    gathering.set(key, known)
    return known
  }
  return async (delivery, event) => {
    const shown = event && view.event(event)
    if (view.isClear || !mayQuote(delivery)) return { delivery: showDelivery(delivery, names), event: shown }
    // The message of a digest tells of other clients, too, so nothing of it can be shown here.
    const about = event === null || (await gathers(delivery)) ? null : [event]
    return { delivery: showDelivery(delivery, names, view.about(about)), event: shown }
  }
}
