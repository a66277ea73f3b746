import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { request } from 'undici'
import { hasMediaTypes } from '../src/api/openapi/description.ts'
import type { Route } from '../src/api/route.ts'
import { allRoutes } from '../src/api/server.ts'
import type { JsonObject } from '../src/core/json.ts'
import { holdClock } from './tools/clock.ts'
import { type ExampleWorld, openExampleWorld } from './tools/example-world.ts'
import { openOffice } from './tools/office.ts'

// ── the audit log ─────────────────────────────────────────────────────────────

/** Endpoints that are not GET and leave no row, each with the reason. Every other one leaves exactly one. */
const unnoted: Readonly<Record<string, string>> = {
  'POST /events': 'the journal itself tells of every event',
  'POST /bindings/preview': 'changes nothing',
  'POST /bindings/backtest': 'changes nothing',
  'POST /bindings/check': 'changes nothing',
  'POST /bindings/why': 'changes nothing',
  'POST /session/link': 'changes nothing',
  'POST /integrations/helpers/:name': 'changes nothing',
  'POST /deliveries/retry': 'its example is a dry run',
  'POST /import': 'its example is a dry run',
  'POST /retry-jobs/:id/stop': 'its example has ended by itself',
}

let world: ExampleWorld
let routes: Route[]

before(async () => {
  world = await openExampleWorld()
  routes = allRoutes(world.office.running.house)
})
after(() => world[Symbol.asyncDispose]())

test('every endpoint that changes something leaves exactly one row in the audit log', async () => {
  const wrong: string[] = []
  const writing = routes.filter(({ method }) => method !== 'GET')
  for (const route of writing.toSorted((one, other) => Number(isLast(one)) - Number(isLast(other)))) {
    const name = `${route.method} ${route.path}`
    const seen = (await rows())[0]?.id ?? ''
    const status = await callExample(route)
    const fresh = (await rows()).filter((row) => row.id > seen && row.action !== 'phone.unmask')
    if (status >= 400) wrong.push(`${name} answered ${status}`)
    if (fresh.length !== (name in unnoted ? 0 : 1)) wrong.push(`${name} left ${fresh.length} rows`)
    for (const { who, action, object } of fresh)
      if (
        !['HOOKSWITCH_ADMIN_KEY', 'Nina Example'].includes(who.name) ||
        !/^[a-z_]+\.[a-z_]+$/.test(action) ||
        object === ''
      )
        wrong.push(`${name} left a row that tells too little: ${action} ${object}`)
  }
  assert.deepEqual(wrong, [])
})

test('no row of the audit log holds a secret or what identifies a client', async () => {
  const { office } = world
  const settings = { bot_token: '1000000000:example-token', chat_id: '17', api_base: world.fake.url }
  const integration = await office.integration('telegram', settings)
  const binding = await office.binding(integration, { text: '{{phone}}' }, { conditions: numberIs('+70009876543') })
  await office.patch(`/integrations/${integration}`, { settings: { bot_token: '1000000000:other-token' } })
  await office.patch(`/bindings/${binding}`, { conditions: numberIs('+70009876544') })
  const person = { id: 'clara', name: 'Clara Example', phone: '+70009876545', email: 'clara@example.com' }
  await office.post('/users', person)
  await office.put('/users/clara', { name: 'Clara Example', phone: '+70009876546' })
  const { event_no } = await office.happens('call_function', { phone: '+70009876543', contact_name: 'Zinaida' })
  await office.post(`/bindings/${binding}/test`, { event_no })
  await office.post('/deliveries/retry', { filter: { q: '70009876543', status: 'failed' } })
  await office.post('/views', { name: 'One client', filter: { q: '70009876543' } })
  const key = (await office.post('/keys', { name: 'Fresh', role: 'viewer' })).body.key
  await office.remove(`/bindings/${binding}`)
  const text = JSON.stringify(await rows())
  for (const secret of ['example-token', 'other-token', 'example-secret', '7000987654', 'clara@', 'Zinaida', key])
    assert.ok(!text.includes(secret), `${secret} stands in the audit log`)
  assert.match(text, /\*{8}543/)
  for (const action of ['delivery.retry_many', 'view.create']) assert.ok(text.includes(`"${action}"`), action)
})

test('whoever looks at a client in clear is noted: once for each caller, thing and hour', async () => {
  const clock = holdClock()
  await using office = await openOffice({ clock })
  const seeing = (await office.post('/keys', { name: 'Night', role: 'viewer', personal_data: true })).body
  const other = (await office.post('/keys', { name: 'Day', role: 'viewer', personal_data: true })).body
  const blind = (await office.post('/keys', { name: 'Blind', role: 'viewer' })).body
  const { event_no } = await office.happens('call_function', { phone: '+70009876543' })
  const unmasked = async () => {
    const { items } = (await office.get('/audit?order=asc&limit=500')).body
    return items
      .filter(({ action }: { action: string }) => action === 'phone.unmask')
      .map(({ who, object }: { who: { name: string }; object: string }) => `${who.name} ${object}`)
  }
  for (let time = 0; time < 3; time++) await office.get(`/events/${event_no}`, seeing.key)
  await office.get('/events', seeing.key)
  await office.get('/events/999', seeing.key)
  await office.get('/journal/stats', seeing.key)
  await office.get(`/events/${event_no}`, other.key)
  await office.get(`/events/${event_no}`, blind.key)
  const first = [`Night events:${event_no}`, 'Night events', `Day events:${event_no}`]
  assert.deepEqual(await unmasked(), first)
  await clock.move(3_600_000)
  await office.get(`/events/${event_no}`, seeing.key)
  assert.deepEqual(await unmasked(), [...first, `Night events:${event_no}`])
})

test('the audit log is read page by page, and no row is lost or told twice', async () => {
  const ids: string[] = []
  let cursor = ''
  do {
    const { status, body } = await world.office.get(`/audit?limit=3${cursor && `&cursor=${cursor}`}`)
    assert.equal(status, 200)
    assert.ok(body.items.length <= 3)
    ids.push(...body.items.map(({ id }: { id: string }) => id))
    cursor = body.next_cursor ?? ''
  } while (cursor !== '')
  assert.deepEqual(
    ids,
    (await rows()).map(({ id }) => id),
  )
  assert.deepEqual(ids, ids.toSorted().reverse())
})

test('the audit log is found by who, what, to what and when', async () => {
  const clock = holdClock()
  await using office = await openOffice({ clock })
  const nina = (await office.post('/keys', { name: 'Nina', role: 'editor' })).body
  const asNina = { authorization: `Bearer ${nina.key}` }
  const hook = await office.integration('webhook', { url: 'http://127.0.0.1:9' })
  const binding = await office.binding(hook, {})
  await clock.move(60_000)
  const later = new Date(clock.now()).toISOString()
  for (const name of ['One', 'Two', 'Three']) await office.ask('PATCH', `/bindings/${binding}`, { name }, asNina)
  await office.ask('PATCH', `/integrations/${hook}`, { name: 'Hook' }, asNina)
  const find = async (query: string) => {
    const { items } = (await office.get(`/audit?order=asc&${query}`)).body
    return items.map(({ action }: { action: string }) => action)
  }
  const updates = Array(3).fill('binding.update')
  assert.deepEqual(await find(`actor=${nina.id}`), [...updates, 'integration.update'])
  assert.deepEqual(await find('action=binding'), ['binding.create', ...updates])
  assert.deepEqual(await find('action=binding.create'), ['binding.create'])
  assert.deepEqual(await find(`object=integrations:${hook}`), ['integration.create', 'integration.update'])
  assert.deepEqual(await find('object=bindings'), ['binding.create', ...updates])
  assert.deepEqual(await find(`from=${later}`), [...updates, 'integration.update'])
  assert.deepEqual(await find(`to=${later}&object=integrations`), ['integration.create'])
  assert.deepEqual(await find('period=1m&object=integrations'), ['integration.create', 'integration.update'])
  await clock.move(1)
  assert.deepEqual(await find('period=1m&object=integrations'), ['integration.update'])
  assert.deepEqual(await find(`actor=${nina.id}&action=key`), [])
  assert.deepEqual(await find('actor=&action=&object=&from=&to='), await find(''))
  const first = (await office.get('/audit?action=binding.update&limit=2')).body
  const second = (await office.get(`/audit?action=binding.update&limit=2&cursor=${first.next_cursor}`)).body
  assert.deepEqual(
    [...first.items, ...second.items].map(({ after }) => after.name),
    ['Three', 'Two', 'One'],
  )
  assert.equal(second.next_cursor, null)
  const { actors, areas } = (await office.get('/audit/choices')).body
  assert.deepEqual(actors.map(({ name }: { name: string }) => name).sort(), ['HOOKSWITCH_ADMIN_KEY', 'Nina'])
  assert.deepEqual(areas, ['binding', 'integration', 'key'])
})

test('a filter of the audit log that makes no sense is told with every wrong part', async () => {
  const { status, body } = await world.office.get(
    `/audit?period=long&from=yesterday&to=2026-13-45&actor=${'x'.repeat(201)}&action=a&action=b`,
  )
  assert.equal(status, 422)
  assert.equal(body.code, 'fields-invalid')
  assert.deepEqual(body.errors.map(({ path }: { path: string }) => path).sort(), [
    'action',
    'actor',
    'from',
    'period',
    'to',
  ])
  for (const odd of ["' or 1=1 --", '%00', '%25', 'binding.%2A', '__proto__', '%F0%9F%99%82', ':', '.']) {
    const found = await world.office.get(`/audit?actor=${odd}&action=${odd}&object=${odd}`)
    assert.deepEqual([found.status, found.body.items], [200, []], odd)
  }
  assert.equal((await world.office.get('/audit?object=bindings&cursor=nonsense')).body.code, 'cursor-invalid')
})

// ── keys ──────────────────────────────────────────────────────────────────────

test('who guesses keys is slowed down, and the right key still works from the same address', async () => {
  const clock = holdClock()
  await using office = await openOffice({ clock })
  const { key } = (await office.post('/keys', { name: 'Telephony', role: 'viewer' })).body
  const near = `${key.slice(0, -8)}AAAAAAAA`
  const answers = []
  for (let time = 0; time < 20; time++) answers.push(await office.get('/me', time % 2 === 0 ? near : `wrong-${time}`))
  for (const { status, body } of answers) {
    assert.equal(status, 401)
    // Nothing tells a near miss from a far one.
    assert.deepEqual(body, answers[0]!.body)
  }
  const { status, headers, body } = await office.get('/me', 'wrong-again')
  assert.equal(status, 429)
  assert.deepEqual([body.code, headers['retry-after'], body.retry_after_s], ['too-many-requests', '2', 2])
  assert.equal((await office.get('/me', key)).status, 200)
  await clock.move(2000)
  assert.equal((await office.get('/me', 'wrong-again')).status, 401)
  assert.equal((await office.get('/me', 'wrong-again')).status, 429)
})

test('an unknown, a cut, an expired and a revoked key are answered word for word the same', async () => {
  const clock = holdClock()
  await using office = await openOffice({ clock })
  const make = async (more: object = {}) => (await office.post('/keys', { name: 'One', role: 'viewer', ...more })).body
  const expiring = await make({ expires_at: new Date(clock.now() + 1000).toISOString() })
  const revoked = await make()
  await office.remove(`/keys/${revoked.id}`)
  await clock.move(1000)
  const answers = []
  for (const key of [expiring.key, revoked.key, revoked.key.slice(0, -1), 'hsk_nothing'])
    answers.push((await office.get('/me', key)).body)
  for (const body of answers) assert.deepEqual(body, answers[0])
  assert.equal(answers[0].code, 'key-invalid')
})

test('the list of keys tells when each ends and when it was last used, and never the key', async () => {
  const clock = holdClock()
  await using office = await openOffice({ clock })
  const expires_at = new Date(clock.now() + 60_000).toISOString()
  const { key, id } = (await office.post('/keys', { name: 'Short', role: 'viewer', expires_at })).body
  const listed = async () => (await office.get('/keys')).body.items.find((one: { id: string }) => one.id === id)
  assert.deepEqual([(await listed()).expires_at, (await listed()).last_used_at], [expires_at, null])
  for (const ms of [1000, 5000]) {
    await clock.move(ms)
    await office.get('/me', key)
    assert.equal((await listed()).last_used_at, new Date(clock.now()).toISOString())
  }
  const lastUse = clock.now()
  await clock.move(60_000)
  assert.equal((await office.get('/me', key)).status, 401)
  assert.equal((await listed()).last_used_at, new Date(lastUse).toISOString())
  assert.ok(!JSON.stringify((await office.get('/keys')).body).includes(key.slice(-20)))
})

// ── tools ─────────────────────────────────────────────────────────────────────

interface Row {
  readonly id: string
  readonly action: string
  readonly object: string
  readonly who: { readonly name: string }
}

async function rows(): Promise<Row[]> {
  return (await world.office.get('/audit?limit=500')).body.items
}

function numberIs(value: string) {
  return { param: 'phone', op: 'eq', value }
}

/** What removes or erases comes last, so that the others still find what they name. */
function isLast({ method, path }: Route): boolean {
  return method === 'DELETE' || path === '/erase'
}

/** Calls a route with the example of its description. */
async function callExample(route: Route): Promise<number> {
  const { params = {}, query = {}, body } = world.real(route.example)!
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? 'none'))
  const search = new URLSearchParams(query).toString()
  const isForm = route.request && hasMediaTypes(route.request) && 'multipart/form-data' in route.request.mediaTypes
  const sent = isForm ? formOf(body as JsonObject) : typeof body === 'string' ? body : JSON.stringify(body)
  const reply = await request(`${world.office.url}/api/v1${path}${search && `?${search}`}`, {
    method: route.method,
    headers: {
      ...(route.forPeople ? world.person : { authorization: `Bearer ${world.office.key}` }),
      ...(sent === undefined
        ? {}
        : { 'content-type': isForm ? 'multipart/form-data; boundary=edge' : 'application/json' }),
    },
    ...(sent === undefined ? {} : { body: sent }),
  })
  await reply.body.dump()
  return reply.statusCode
}

function formOf(fields: JsonObject): string {
  const parts = Object.entries(fields).map(
    ([name, content]) =>
      `--edge\r\ncontent-disposition: form-data; name="${name}"; filename="example.txt"\r\n\r\n${content}\r\n`,
  )
  return `${parts.join('')}--edge--\r\n`
}
