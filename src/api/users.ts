import { maskUser, withoutUserMasks } from '../center/user-masks.ts'
import { showUser, type User } from '../center/users.ts'
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
      before: before && maskUser(before),
      after: after && maskUser(after),
      address: asked.address,
    })
  const replace = async (asked: Asked, body: unknown) => {
    const before = users.find(asked.params['id']!)
    const whole = unmasked(body, showUser(before), asked)
    const after = await users.replace(before.id, whole)
    await write(asked, 'update', showUser(before), showUser(after))
    return { body: shown(after, asked) }
  }
  return [
    {
      method: 'GET',
      path: '/users',
      right: 'records:read',
      summary: 'Lists the people of the call center',
      ...userDescriptions.list,
      personal: true,
      handle: (asked) => ({ body: pageOf(users.list(), asked.query, (user) => shown(user, asked)) }),
    },
    {
      method: 'POST',
      path: '/users',
      right: 'records:write',
      summary: 'Adds a person',
      ...userDescriptions.create,
      body: 'json',
      handle: async (asked) => {
        const user = await users.create(unmasked(asked.body, {}, asked))
        await write(asked, 'create', null, showUser(user))
        return created(shown(user, asked))
      },
    },
    {
      method: 'GET',
      path: '/users/:id',
      right: 'records:read',
      summary: 'Tells one person',
      ...userDescriptions.read,
      personal: true,
      handle: (asked) => ({ body: shown(users.find(asked.params['id']!), asked) }),
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

function shown(user: User, { view }: Asked): JsonObject {
  return view.isClear ? showUser(user) : maskUser(showUser(user))
}

function unmasked(form: unknown, kept: JsonObject, { view }: Asked): unknown {
  return view.isClear || !isJsonObject(form) ? form : withoutUserMasks(form, kept)
}
