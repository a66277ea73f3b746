import { showUser } from '../center/users.ts'
import { mergePatch } from '../core/form.ts'
import { isJsonObject, type JsonObject } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import type { House } from './house.ts'
import { userDescriptions } from './openapi/records.ts'
import { pageOf } from './page.ts'
import { type Asked, created, done, type Route } from './route.ts'

/** The people of the call center: where `sec.*` finds mail addresses and supervisors. */
export function userRoutes({ users, audit }: House): Route[] {
  const write = (asked: Asked, action: string, before: JsonObject | null, after: JsonObject | null) =>
    audit.write({
      who: { id: asked.caller.id, name: asked.caller.name },
      action: `user.${action}`,
      object: `users:${(after ?? before)!['id']}`,
      before,
      after,
      address: asked.address,
    })
  const replace = async (asked: Asked, body: unknown) => {
    const before = showUser(users.find(asked.params['id']!))
    const after = showUser(await users.replace(asked.params['id']!, body))
    await write(asked, 'update', before, after)
    return { body: after }
  }
  return [
    {
      method: 'GET',
      path: '/users',
      right: 'records:read',
      summary: 'Lists the people of the call center',
      ...userDescriptions.list,
      handle: ({ query }) => ({ body: pageOf(users.list(), query, showUser) }),
    },
    {
      method: 'POST',
      path: '/users',
      right: 'records:write',
      summary: 'Adds a person',
      ...userDescriptions.create,
      body: 'json',
      handle: async (asked) => {
        const after = showUser(await users.create(asked.body))
        await write(asked, 'create', null, after)
        return created(after)
      },
    },
    {
      method: 'GET',
      path: '/users/:id',
      right: 'records:read',
      summary: 'Tells one person',
      ...userDescriptions.read,
      handle: ({ params }) => ({ body: showUser(users.find(params['id']!)) }),
    },
    {
      method: 'PUT',
      path: '/users/:id',
      right: 'records:write',
      summary: 'Replaces a person',
      ...userDescriptions.replace,
      body: 'json',
      handle: (asked) => replace(asked, asked.body),
    },
    {
      method: 'PATCH',
      path: '/users/:id',
      right: 'records:write',
      summary: 'Changes some fields of a person',
      ...userDescriptions.change,
      body: 'json',
      handle: (asked) => {
        if (!isJsonObject(asked.body)) throw new Problem('request-invalid', 'The body must be an object')
        return replace(asked, mergePatch(showUser(users.find(asked.params['id']!)), asked.body))
      },
    },
    {
      method: 'DELETE',
      path: '/users/:id',
      right: 'records:write',
      summary: 'Removes a person',
      ...userDescriptions.remove,
      handle: async (asked) => {
        const before = showUser(await users.remove(asked.params['id']!))
        await write(asked, 'delete', before, null)
        return done
      },
    },
  ]
}
