import { mergePatch } from '../core/form.ts'
import { isJsonObject, type JsonObject } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import type { House } from './house.ts'
import { sourceDescriptions } from './openapi/records.ts'
import { pageOf } from './page.ts'
import { reasonsFor, saySource } from './reasons.ts'
import { type Asked, created, done, type Route } from './route.ts'

/** Ways events arrive besides this API. */
export function sourceRoutes(house: House): Route[] {
  const { sources, audit, catalogue } = house
  const show = sources.show.bind(sources)
  const said = (source: JsonObject, asked: Asked) => saySource(source, reasonsFor(asked, catalogue))
  const write = (asked: Asked, action: string, before: JsonObject | null, after: JsonObject | null) =>
    audit.write({
      who: { id: asked.caller.id, name: asked.caller.name },
      action: `source.${action}`,
      object: `sources:${(after ?? before)!['id']}`,
      before,
      after,
      address: asked.address,
    })
  const replace = async (asked: Asked, body: unknown) => {
    const before = show(sources.find(asked.params['id']!))
    const after = show(await sources.replace(asked.params['id']!, body))
    await write(asked, 'update', before, after)
    return { body: said(after, asked) }
  }
  return [
    {
      method: 'GET',
      path: '/sources',
      right: 'sources:read',
      summary: 'Lists sources with their health',
      ...sourceDescriptions.list,
      handle: (asked) => ({ body: pageOf(sources.list(), asked.query, (source) => said(show(source), asked)) }),
    },
    {
      method: 'GET',
      path: '/sources/activity',
      right: 'sources:read',
      summary: 'Tells what arrived in the last 24 hours, by the source that events name, whoever set it up',
      ...sourceDescriptions.activity,
      handle: async () => ({ body: { items: await activity(house) } }),
    },
    {
      method: 'POST',
      path: '/sources',
      right: 'sources:write',
      summary: 'Sets up a source and starts it',
      ...sourceDescriptions.create,
      body: 'json',
      handle: async (asked) => {
        const after = show(await sources.create(asked.body))
        await write(asked, 'create', null, after)
        return created(said(after, asked))
      },
    },
    {
      method: 'GET',
      path: '/sources/:id',
      right: 'sources:read',
      summary: 'Tells one source',
      ...sourceDescriptions.read,
      handle: (asked) => ({ body: said(show(sources.find(asked.params['id']!)), asked) }),
    },
    {
      method: 'PUT',
      path: '/sources/:id',
      right: 'sources:write',
      summary: 'Replaces a source and starts it anew',
      ...sourceDescriptions.replace,
      body: 'json',
      handle: (asked) => replace(asked, asked.body),
    },
    {
      method: 'PATCH',
      path: '/sources/:id',
      right: 'sources:write',
      summary: 'Changes some fields of a source',
      ...sourceDescriptions.change,
      body: 'json',
      handle: (asked) => {
        if (!isJsonObject(asked.body)) throw new Problem('request-invalid', 'The body must be an object')
        return replace(asked, mergePatch(show(sources.find(asked.params['id']!)), asked.body))
      },
    },
    {
      method: 'DELETE',
      path: '/sources/:id',
      right: 'sources:write',
      summary: 'Stops a source and removes it',
      ...sourceDescriptions.remove,
      handle: async (asked) => {
        const before = show(await sources.remove(asked.params['id']!))
        await write(asked, 'delete', before, null)
        return done
      },
    },
  ]
}

const hourMs = 3_600_000

/** From the journal, so that it outlives restarts; the busiest first. */
async function activity({ store, clock }: House): Promise<JsonObject[]> {
  const to = Math.floor(clock.now() / hourMs) * hourMs + hourMs
  const [{ events }, latest] = await Promise.all([
    store.tally({ from: to - 24 * hourMs, to, slotMs: hourMs }),
    store.latestEvents(),
  ])
  const rows = [...Map.groupBy(latest, ({ source }) => source)].map(([source, some]) => ({
    source,
    events: sum(events.filter((one) => one.source === source)),
    last_event_at: new Date(Math.max(...some.map(({ receivedAt }) => receivedAt))).toISOString(),
    event_types: some.map(({ eventType }) => ({
      event_type: eventType,
      events: sum(events.filter((one) => one.source === source && one.eventType === eventType)),
    })),
  }))
  return rows.sort((a, b) => b.events - a.events || (a.source < b.source ? -1 : 1))
}

function sum(counts: readonly { readonly count: number }[]): number {
  return counts.reduce((total, { count }) => total + count, 0)
}
