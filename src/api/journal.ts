import { readPage, readWithPhone } from '../journal/filter.ts'
import type { House } from './house.ts'
import { openExport } from './journal-export.ts'
import { openStream } from './journal-stream.ts'
import { deliveryDescriptions } from './openapi/deliveries.ts'
import { journalFileDescriptions } from './openapi/operations.ts'
import type { Route } from './route.ts'

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
      handle: async ({ query, view }) => ({
        body: await journal.deliveries(await journal.filter(query), readPage(query), view, readWithPhone(query)),
      }),
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
