import type { AuditRow } from '../access/audit.ts'
import { Form } from '../core/form.ts'
import type { JsonObject } from '../core/json.ts'
import type { AuditFilter } from '../core/store/audit-store.ts'
import { readPage, readTimes } from '../journal/filter.ts'
import type { House } from './house.ts'
import { auditDescriptions } from './openapi/audit.ts'
import type { Route } from './route.ts'

const filterNames = ['actor', 'action', 'object', 'period', 'from', 'to'] as const

/** The log of what people changed. */
export function auditRoutes({ audit, clock }: House): Route[] {
  return [
    {
      method: 'GET',
      path: '/audit',
      right: 'audit:read',
      summary: 'Lists who changed what, newest first',
      ...auditDescriptions.list,
      handle: async ({ query }) => {
        const { items, nextCursor } = await audit.list(readFilter(query, clock.now()), readPage(query))
        return { body: { items: items.map(showRow), next_cursor: nextCursor } }
      },
    },
    {
      method: 'GET',
      path: '/audit/choices',
      right: 'audit:read',
      summary: 'Tells who stands in the audit log and which areas of actions, for a filter to choose from',
      ...auditDescriptions.choices,
      handle: async () => {
        const [actors, areas] = await Promise.all([audit.newest('actor'), audit.newest('area')])
        return {
          body: {
            actors: actors.map(({ who }) => ({ id: who.id, name: who.name })),
            areas: areas.map(({ action }) => action.split('.', 1)[0]!),
          },
        }
      },
    },
  ]
}

/** Throws `Problem` with every wrong parameter. An empty one counts as absent. */
function readFilter(query: JsonObject, now: number): AuditFilter {
  const given = filterNames.map((name) => [name, query[name]] as const).filter(([, value]) => value !== '')
  const form = new Form(Object.fromEntries(given))
  const [actor, action, object] = (['actor', 'action', 'object'] as const).map((name) =>
    form.text(name, { maxLength: 200 }),
  )
  const times = readTimes(form, now)
  form.finish()
  return {
    ...(actor ? { actor } : {}),
    ...(action ? { action } : {}),
    ...(object ? { object } : {}),
    ...times,
  }
}

function showRow({ at, ...row }: AuditRow): JsonObject {
  return { ...row, who: { ...row.who }, at: new Date(at).toISOString() }
}
