import type { KeyRecord } from '../access/keys.ts'
import { Form } from '../core/form.ts'
import type { JsonObject } from '../core/json.ts'
import { roles } from '../core/roles.ts'
import type { House } from './house.ts'
import { keyDescriptions } from './openapi/records.ts'
import { pageOf } from './page.ts'
import { type Asked, created, done, type Route } from './route.ts'

/** API keys. */
export function keyRoutes(house: House): Route[] {
  const { keys, audit } = house
  const write = (asked: Asked, action: string, record: KeyRecord) =>
    audit.write({
      who: { id: asked.caller.id, name: asked.caller.name },
      action: `key.${action}`,
      object: `keys:${record.id}`,
      before: null,
      after: showKey(record),
      address: asked.address,
    })
  return [
    {
      method: 'GET',
      path: '/keys',
      right: 'keys:manage',
      summary: 'Lists API keys, without the keys themselves',
      ...keyDescriptions.list,
      handle: ({ query }) => ({ body: pageOf(keys.list(), query, showKey) }),
    },
    {
      method: 'POST',
      path: '/keys',
      right: 'keys:manage',
      summary: 'Makes an API key and shows it, this once',
      ...keyDescriptions.create,
      body: 'secret',
      handle: async (asked) => {
        const { key, record } = await keys.create(readKeyForm(asked.body))
        await write(asked, 'create', record)
        return created({ ...showKey(record), key })
      },
    },
    {
      method: 'DELETE',
      path: '/keys/:id',
      right: 'keys:manage',
      summary: 'Revokes an API key, at once and for good',
      ...keyDescriptions.revoke,
      handle: async (asked) => {
        await write(asked, 'revoke', await keys.revoke(asked.params['id']!))
        return done
      },
    },
  ]
}

function readKeyForm(body: unknown) {
  const form = new Form(body)
  const wish = {
    name: form.text('name', { required: true, maxLength: 100 }),
    role: form.choice('role', roles, 'viewer'),
    personalData: form.flag('personal_data', false),
    expiresAt: timeOf(form, 'expires_at'),
  }
  form.finish()
  return wish
}

function timeOf(form: Form, name: string): number | null {
  const text = form.text(name)
  if (text === '') return null
  const time = Date.parse(text)
  return Number.isNaN(time) ? (form.fault(name, 'must be a time such as 2027-01-01T00:00:00Z') ?? null) : time
}

function showKey({ id, name, role, personalData, createdAt, expiresAt, lastUsedAt, revokedAt }: KeyRecord): JsonObject {
  const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString())
  return {
    id,
    name,
    role,
    personal_data: personalData,
    created_at: iso(createdAt),
    expires_at: iso(expiresAt),
    last_used_at: iso(lastUsedAt),
    revoked_at: iso(revokedAt),
  }
}
