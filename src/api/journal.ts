import { readPage, readWithPhone } from '../journal/filter.ts'
import type { House } from './house.ts'
import { openExport } from './journal-export.ts'
import { openStream } from './journal-stream.ts'
import { deliveryDescriptions } from './openapi/deliveries.ts'
import { journalFileDescriptions } from './openapi/operations.ts'
import { reasonsFor, sayRow } from './reasons.ts'
import type { Asked, Route } from './route.ts'

/** What happened, and what came of it. */
export function journalRoutes(house: House): Route[] {
  const { journal } = house
  return [
    {
      method: 'GET',
      path: '/journal',
      right: 'journal:read',
      summary: 'Lists deliveries, newest first, by any combination of filters',
      ...deliveryDescriptions.list,
      personal: true,
      handle: async (asked) => ({ body: await deliveries(asked, house) }),
    },
    {
      method: 'GET',
      path: '/journal/count',
      right: 'journal:read',
      summary: 'Counts the deliveries that a filter finds, exactly up to 10,000',
      ...deliveryDescriptions.count,
      handle: async ({ query }) => ({ body: await journal.countShown('deliveries', await journal.filter(query)) }),
    },
    {
      method: 'GET',
      path: '/journal/stats',
      right: 'journal:read',
      summary: 'Counts deliveries and their latency by hour, status and integration',
      ...deliveryDescriptions.stats,
      handle: async ({ query }) => ({ body: await journal.stats(await journal.filter(query)) }),
    },
    {
      method: 'GET',
      path: '/journal/export',
      right: 'journal:read',
      summary: 'Gives everything that a filter finds as one file, CSV or NDJSON',
      ...journalFileDescriptions.export,
      personal: true,
      handle: (asked) => openExport(asked, house),
    },
    {
      method: 'GET',
      path: '/journal/stream',
      right: 'journal:read',
      summary: 'Tells every change as it happens, as server-sent events',
      ...deliveryDescriptions.stream,
      personal: true,
      handle: (asked) => openStream(asked, house),
    },
  ]
}

async function deliveries(asked: Asked, { journal, catalogue }: House) {
  const { query, view } = asked
  const filter = await journal.filter(query)
  const page = await journal.deliveries(filter, readPage(query), view, readWithPhone(query))
  const say = reasonsFor(asked, catalogue)
  return { ...page, items: page.items.map((row) => sayRow(row, say)) }
}
