import type { Delivery } from '../core/delivery.ts'
import { Form } from '../core/form.ts'
import type { JsonObject } from '../core/json.ts'
import type { JournalFilter } from '../core/store/journal-filter.ts'
import { readPage } from '../journal/filter.ts'
import type { View } from '../journal/view.ts'
import type { House } from './house.ts'
import { wallDescriptions } from './openapi/records.ts'
import type { Route } from './route.ts'

const wallKind = 'wall'

/** The message wall: what was delivered to integrations of the kind `wall`, as it would look elsewhere. */
export function wallRoutes(house: House): Route[] {
  return [
    {
      method: 'GET',
      path: '/wall',
      right: 'wall:read',
      summary: 'Lists the messages of the wall, newest first',
      ...wallDescriptions.list,
      personal: true,
      handle: async ({ query, view }) => ({ body: await messages(query, view, house) }),
    },
  ]
}

async function messages(query: JsonObject, view: View, house: House): Promise<JsonObject> {
  const { engine, store, names, journal, catalogue } = house
  const { limit, cursor } = readPage(query)
  const page = await store.findDeliveries(filterIn(query, house), { limit, ...(cursor ? { cursor } : {}) })
  const items = await Promise.all(page.items.map((delivery) => message(delivery)))
  return { items, next_cursor: page.nextCursor }

  async function message(delivery: Delivery): Promise<JsonObject> {
    const story = await store.delivery(delivery.id)
    const settings = engine.integrations.get(delivery.integrationId)?.settings ?? {}
    const { id, name } = { id: delivery.integrationId, name: names.integration(delivery.integrationId)?.name ?? null }
    return {
      delivery_id: delivery.id,
      at: new Date(delivery.finishedAt ?? delivery.createdAt).toISOString(),
      integration: { id, name },
      binding: { id: delivery.bindingId, name: names.binding(delivery.bindingId) },
      looks_like: looksLike(settings),
      look: (catalogue.integrations.get(wallKind)?.look?.(settings) ?? null) as unknown as JsonObject,
      message: view.about(await journal.eventsBehind(delivery, view))(story?.attempts.at(-1)?.parameters ?? {}),
    }
  }
}

/** Those of all walls, of one of them, of a binding, or of all walls that look so. */
function filterIn(query: JsonObject, { engine: { integrations } }: House): JournalFilter {
  const { limit: _limit, cursor: _cursor, order: _order, ...given } = query
  const form = new Form(given)
  const integrationId = form.text('integration_id', { maxLength: 100 })
  const bindingId = form.text('binding_id', { maxLength: 100 })
  const look = form.text('looks_like', { maxLength: 40 })
  form.finish()
  const walls = integrations
    .idsOfKind(wallKind)
    .filter((id) => integrationId === '' || id === integrationId)
    .filter((id) => look === '' || looksLike(integrations.get(id)?.settings ?? {}) === look)
  return { integrationIds: walls, statuses: ['delivered'], ...(bindingId !== '' && { bindingIds: [bindingId] }) }
}

function looksLike(settings: JsonObject): string {
  return String(settings['looks_like'] ?? 'telegram')
}
