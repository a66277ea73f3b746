import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { request } from 'undici'
import type { Route } from '../src/api/route.ts'
import { allRoutes } from '../src/api/server.ts'
import { type Role, roles } from '../src/core/roles.ts'
import { type HeldClock, holdClock } from './tools/clock.ts'
import { type Office, openOffice } from './tools/office.ts'

const everybody = roles
const readers: readonly Role[] = ['admin', 'editor', 'operator', 'viewer']
const operators: readonly Role[] = ['admin', 'editor', 'operator']
const editors: readonly Role[] = ['admin', 'editor']
const admins: readonly Role[] = ['admin']

/** For admins whose key may see personal data; the keys of this test may not. */
const withPersonalData: readonly Role[] = []

/** Who may ask for what, written by hand: a new endpoint has to be thought about here before it passes. */
const allowed: Readonly<Record<string, readonly Role[]>> = {
  'GET /me': everybody,
  'PATCH /me': everybody,
  'GET /me/sessions': everybody,
  'DELETE /me/sessions': everybody,
  'DELETE /me/sessions/:id': everybody,
  'GET /session': everybody,
  'POST /session': everybody,
  'POST /session/link': everybody,
  'DELETE /session': everybody,
  'GET /accounts': admins,
  'POST /accounts': admins,
  'GET /accounts/:id': admins,
  'PUT /accounts/:id': admins,
  'PATCH /accounts/:id': admins,
  'DELETE /accounts/:id': admins,
  'POST /accounts/:id/link': admins,
  'POST /events': ['admin', 'editor', 'ingest'],
  'GET /events': readers,
  'GET /events/count': readers,
  'GET /events/:event_no': readers,
  'GET /catalogue': readers,
  'GET /catalogue/integrations/:kind/guide': readers,
  'GET /catalogue/sources/:kind/guide': readers,
  'GET /overview': readers,
  'GET /overview/attention': readers,
  'PUT /overview/attention/:integration_id/:outcome/acknowledgement': operators,
  'DELETE /overview/attention/:integration_id/:outcome/acknowledgement': operators,
  'GET /overview/health': readers,
  'GET /bindings/activity': readers,
  'GET /journal': readers,
  'GET /journal/count': readers,
  'GET /journal/stats': readers,
  'GET /journal/export': readers,
  'GET /journal/stream': readers,
  'GET /views': readers,
  'POST /views': readers,
  'GET /views/:id': readers,
  'PUT /views/:id': readers,
  'PATCH /views/:id': readers,
  'DELETE /views/:id': readers,
  'GET /deliveries/:id': readers,
  'POST /deliveries/retry': operators,
  'POST /deliveries/:id/retry': operators,
  'POST /deliveries/:id/cancel': operators,
  'GET /retry-jobs': readers,
  'POST /retry-jobs': operators,
  'GET /retry-jobs/:id': readers,
  'POST /retry-jobs/:id/stop': operators,
  'GET /wall': readers,
  'GET /bindings': readers,
  'GET /bindings/:id': readers,
  'GET /bindings/:id/versions': readers,
  'POST /bindings/preview': readers,
  'POST /bindings/backtest': readers,
  'POST /bindings/check': readers,
  'POST /bindings/why': readers,
  'GET /event-types/:key/values': readers,
  'POST /bindings': editors,
  'PUT /bindings/:id': editors,
  'PATCH /bindings/:id': editors,
  'DELETE /bindings/:id': editors,
  'POST /bindings/:id/restore': editors,
  'POST /bindings/test': editors,
  'POST /bindings/:id/test': editors,
  'GET /integrations': readers,
  'GET /integrations/:id': readers,
  'GET /integrations/:id/health': readers,
  'GET /integrations/:id/bindings': readers,
  'POST /integrations/:id/pause': operators,
  'POST /integrations/:id/resume': operators,
  'POST /integrations': editors,
  'PUT /integrations/:id': editors,
  'PATCH /integrations/:id': editors,
  'DELETE /integrations/:id': editors,
  'POST /integrations/:id/replace': editors,
  'POST /integrations/test': editors,
  'POST /integrations/:id/test': editors,
  'POST /integrations/helpers/:name': editors,
  'GET /intake': readers,
  'GET /sources': readers,
  'GET /sources/activity': readers,
  'GET /sources/:id': readers,
  'POST /sources': editors,
  'PUT /sources/:id': editors,
  'PATCH /sources/:id': editors,
  'DELETE /sources/:id': editors,
  'GET /users': readers,
  'GET /users/:id': readers,
  'POST /users': editors,
  'PUT /users/:id': editors,
  'PATCH /users/:id': editors,
  'DELETE /users/:id': editors,
  'GET /files': readers,
  'GET /files/:id': readers,
  'GET /files/:id/content': readers,
  'POST /files': editors,
  'DELETE /files/:id': editors,
  'GET /settings/company': readers,
  'PATCH /settings/company': admins,
  'GET /settings/retention': readers,
  'PATCH /settings/retention': admins,
  'GET /settings/retention/outlook': readers,
  'GET /settings/about': readers,
  'GET /export': readers,
  'GET /demo': readers,
  'POST /demo/play': admins,
  'POST /demo/stop': admins,
  'DELETE /demo': admins,
  'POST /import': admins,
  'GET /backup': withPersonalData,
  'POST /erase': withPersonalData,
  'GET /keys': admins,
  'POST /keys': admins,
  'DELETE /keys/:id': admins,
  'GET /audit': admins,
  'GET /audit/choices': admins,
}

let office: Office
let clock: HeldClock
let routes: Route[]
const keys = new Map<Role, string>()

before(async () => {
  clock = holdClock()
  office = await openOffice({ clock })
  routes = allRoutes(office.running.house)
  for (const role of roles) keys.set(role, await keyFor({ role }))
})
after(() => office[Symbol.asyncDispose]())

test('every endpoint stands in the table of who may ask for what, and nothing else does', () => {
  assert.deepEqual(Object.keys(allowed).sort(), routes.map(nameOf).sort())
})

for (const role of roles) {
  test(`a key with the role ${role} opens exactly the endpoints that are meant for it`, async () => {
    const wrong: string[] = []
    for (const route of routes) {
      const { status, body } = await ask(route, keys.get(role))
      const refused = status === 403 && body.includes('"not-allowed"')
      const isAllowed = allowed[nameOf(route)]?.includes(role) === true
      if (isAllowed ? status === 401 || status === 403 : !refused) wrong.push(`${nameOf(route)} answered ${status}`)
    }
    assert.deepEqual(wrong, [])
  })
}

test('without a key, and with a wrong one, no endpoint opens', async () => {
  for (const [key, code] of [
    [undefined, 'key-missing'],
    ['hsk_00000000_00000000000000000000000000000000_000000', 'key-invalid'],
  ] as const) {
    for (const route of routes.slice(0, 15)) {
      const { status, body } = await ask(route, key)
      assert.deepEqual([status, JSON.parse(body).code], [401, code], nameOf(route))
    }
    await clock.move(3_600_000)
  }
})

test('a key that was revoked opens nothing any more', async () => {
  const { key, id } = await newKey({ role: 'admin' })
  assert.equal((await office.remove(`/keys/${id}`)).status, 204)
  await opensNothing(key)
})

test('a key whose time has come opens nothing from that moment on, without a restart', async () => {
  const { key } = await newKey({ role: 'admin', expires_at: new Date(clock.now() + 60_000).toISOString() })
  assert.equal((await office.get('/me', key)).status, 200)
  await clock.move(59_999)
  assert.equal((await office.get('/me', key)).status, 200)
  await clock.move(1)
  await opensNothing(key)
})

// ── tools ─────────────────────────────────────────────────────────────────────

/** Every endpoint answers 401 until the address is slowed down for guessing; the clock is moved so that it is not. */
async function opensNothing(key: string): Promise<void> {
  for (const route of routes.filter(({ right }) => right !== 'nobody')) {
    const { status, body } = await ask(route, key)
    assert.deepEqual([status, JSON.parse(body).code], [401, 'key-invalid'], nameOf(route))
    await clock.move(2000)
  }
}

function nameOf({ method, path }: Route): string {
  return `${method} ${path}`
}

/** Asks for something that does not exist, with nothing in the body: who is let in is answered 404 or 422, and changes nothing. */
async function ask({ method, path }: Route, key: string | undefined): Promise<{ status: number; body: string }> {
  const url = `${office.url}/api/v1${path.replace(/:\w+/g, 'none')}`
  const abort = new AbortController()
  const reply = await request(url, {
    method,
    headers: {
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
    },
    ...(method === 'GET' || method === 'DELETE' ? {} : { body: '{}' }),
    signal: abort.signal,
  })
  if (String(reply.headers['content-type']).startsWith('text/event-stream')) {
    for await (const _ of reply.body) break
    return { status: reply.statusCode, body: '' }
  }
  return { status: reply.statusCode, body: await reply.body.text() }
}

async function newKey(wish: { role: Role; expires_at?: string }): Promise<{ key: string; id: string }> {
  const { status, body } = await office.post('/keys', { name: `Test ${wish.role}`, ...wish })
  assert.equal(status, 201)
  return body
}

async function keyFor(wish: { role: Role }): Promise<string> {
  return (await newKey(wish)).key
}
