import type { Delivery } from '../core/delivery.ts'
import type { JsonObject } from '../core/json.ts'
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

async function messages(query: JsonObject, view: View, { engine, store, names, journal }: House): Promise<JsonObject> {
  const { limit, cursor } = readPage(query)
  const walls = engine.integrations.idsOfKind(wallKind)
  const page = await store.findDeliveries(
    { integrationIds: walls, statuses: ['delivered'] },
    { limit, ...(cursor ? { cursor } : {}) },
  )
  const items = await Promise.all(page.items.map((delivery) => message(delivery)))
  return { items, next_cursor: page.nextCursor }

  async function message(delivery: Delivery): Promise<JsonObject> {
    const story = await store.delivery(delivery.id)
    const integration = engine.integrations.get(delivery.integrationId)
    const { id, name } = { id: delivery.integrationId, name: names.integration(delivery.integrationId)?.name ?? null }
    return {
      delivery_id: delivery.id,
      at: new Date(delivery.finishedAt ?? delivery.createdAt).toISOString(),
      integration: { id, name },
      binding: { id: delivery.bindingId, name: names.binding(delivery.bindingId) },
      looks_like: integration?.settings['looks_like'] ?? 'telegram',
      message: view.about(await journal.eventsBehind(delivery, view))(story?.attempts.at(-1)?.parameters ?? {}),
    }
  }
}
