import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { request } from 'undici'
import type { Route } from '../src/api/route.ts'
import { allRoutes } from '../src/api/server.ts'
import type { JsonObject } from '../src/core/json.ts'
import type { Role } from '../src/core/roles.ts'
import { type Fake, startFake } from './tools/fakes/frame.ts'
import { type Office, openOffice } from './tools/office.ts'
import { waitUntil } from './tools/wait-until.ts'

// What must not be seen without the right. Another client shares a digest with the first.
const phones = ['70009876543', '70008885018']
const words = ['zinaida', 'quillfeather', 'ambrose']

const hostile: JsonObject = {
  function: 'queue',
  function_state: 'finish',
  success_flag: false,
  queue_name: 'Sales',
  phone: '+7 (000) 987-65-43',
  caller_name: '7.000.987.65.43',
  contact_name: 'Zinaida Quillfeather 70009876543',
  contact: {
    email: 'zinaida.q@example.com',
    note: 'call 8 (000) 987-65-43',
    '70009876543': 'Zinaida',
    kin: [{ name: 'Quillfeather', tel: 70009876543 }],
  },
  user_name: 'Ksenia P. 8-000-987-65-43',
  comment: 'Zinaida asked: 987 65 43, or zinaida.q@example.com',
  answers: { back: ['+7 000 9876543'], '987-65-43': 'yes' },
  recording_url: 'https://example.com/r/70009876543/Zinaida.mp3',
  call_id: 'c-70009876543',
  source_event_id: '70009876543-17',
  crm_note: { deep: 'ZINAIDA 7 000 987 65 43' },
  client_phone: 70009876543,
}
const message = {
  text: '{{phone}} {{contact_name | upcase}} {{contact.email}} {{recording_url}} {{comment}} {{crm_note.deep}}',
  link: 'https://example.com/?q={{phone | url_encode}}&n={{contact_name | url_encode}}',
  first: '{{ contact_name | split: " " | first }}',
  '{{phone}}': '{{call_id}}',
}

let office: Office
let crm: Fake
let routes: Route[]
let ids: Readonly<Record<string, string>>
let viewer: string
let editor: string
let admin: string
let heard: { viewer: () => string; clear: () => string }

before(async () => {
  crm = await startFake({
    otherwise: ({ path, body }) => {
      const knows = /zinaida/i.test(body)
      const said = {
        contact: knows ? 'Zinaida Quillfeather' : null,
        alt_phone: '+70009876543',
        you_said: body,
        url: path,
      }
      const status = path.startsWith('/hook') ? 200 : 400
      if (path.startsWith('/bot')) {
        const description = `Bad Request: no chat for ${knows ? 'Zinaida 7 000 987 65 43' : 'them'}`
        return { does: 'answer', status, body: { ok: false, error_code: status, description } }
      }
      return { does: 'answer', status, headers: { 'x-phone': '7 000 987 65 43' }, body: { ...said, error: body } }
    },
  })
  office = await openOffice()
  routes = allRoutes(office.running.house)
  const keyOf = async (role: Role, personal_data = false): Promise<string> =>
    (await office.post('/keys', { name: `Some ${role}`, role, personal_data })).body.key
  viewer = await keyOf('viewer')
  editor = await keyOf('editor')
  admin = await keyOf('admin')
  heard = { viewer: await listen(viewer), clear: await listen(await keyOf('viewer', true)) }
  ids = await fill()
})
after(async () => {
  await office[Symbol.asyncDispose]()
  await crm.close()
})

test('whoever has the right sees the client wherever the client is', async () => {
  for (const path of [
    '/events',
    `/events/${ids['event']}`,
    `/deliveries/${ids['delivery']}`,
    `/deliveries/${ids['digest']}`,
    '/wall',
    '/journal',
    '/journal/export',
    '/users',
    '/bindings',
    '/integrations/INT/bindings'.replace('INT', String(ids['webhook'])),
  ]) {
    const { body } = await ask('GET', path, office.key)
    assert.notDeepEqual(leaksIn(body), [], path)
  }
  assert.notDeepEqual(leaksIn(heard.clear()), [])
})

test('the live tail masks for one who listens without the right, also what was missed', async () => {
  assert.match(heard.viewer(), /event: event/)
  assert.match(heard.viewer(), /answered 400/)
  assert.deepEqual(leaksIn(heard.viewer()), [])
  const again = await listen(viewer, `${office.running.house.tail.run}-0`)
  await waitUntil('what was missed', () => again().includes('answered 400'))
  assert.deepEqual(leaksIn(again()), [])
})

test('without the right a client is found by the number all the same, and shown masked', async () => {
  for (const path of ['/events', '/journal']) {
    const { body } = await office.get(`${path}?q=70009876543`, viewer)
    assert.ok(body.items.length > 0)
    assert.deepEqual(leaksIn(JSON.stringify(body)), [])
  }
  const { body } = await office.get(`/events/${ids['event']}`, viewer)
  assert.equal(body.data.phone, '********543')
  assert.equal(body.data.queue_name, 'Sales')
  assert.equal(body.correlation_id, 'call-********543')
  assert.match(body.data.user_name, /^Ksenia P\./)
})

test('a change of a binding by one who sees masks keeps the number that the mask stands for', async () => {
  const at = `/bindings/${ids['binding']}`
  const shown = (await office.get(at, editor)).body
  const said = { authorization: `Bearer ${editor}` }
  assert.equal((await office.ask('PUT', at, { ...shown, name: 'Renamed' }, said)).status, 200)
  assert.equal((await office.ask('PATCH', at, { conditions: shown.conditions }, said)).status, 200)
  const after = (await office.get(at)).body
  assert.equal(after.name, 'Renamed')
  assert.deepEqual(after.conditions, condition)
  const other = { param: 'phone', op: 'eq', value: '********000' }
  const refused = await office.ask('PATCH', at, { conditions: other }, said)
  assert.equal(refused.status, 422)
  assert.match(refused.body.errors[0].message, /is compared with a mask/)
})

test('a change of a person by one who sees masks keeps phone and mail address', async () => {
  const said = { authorization: `Bearer ${editor}` }
  const shown = (await office.get('/users/anna', editor)).body
  assert.deepEqual([shown.name, shown.phone, shown.email], ['Anna Example', '********018', 'a***@example.com'])
  const { name, phone, email } = shown
  assert.equal((await office.ask('PUT', '/users/anna', { name, phone, email, group: 'Night' }, said)).status, 200)
  const after = (await office.get('/users/anna')).body
  assert.deepEqual([after.phone, after.email, after.group], ['+70008885018', 'ambrose@example.com', 'Night'])
})

test('who sends events gets nothing back but what they sent in the same request', async () => {
  const ingest = (await office.post('/keys', { name: 'Telephony', role: 'ingest' })).body.key
  const said = { authorization: `Bearer ${ingest}` }
  const event = { event_type: 'call_function', event_id: 'plain-1', data: hostile }
  for (const _ of ['first', 'again']) {
    const { status, body } = await office.ask('POST', '/events', event, said)
    assert.equal(status, 202)
    assert.deepEqual(leaksIn(JSON.stringify(body)), [])
  }
  const wrong = { event_type: 'call_function', data: { ...hostile, function_state: 'Zinaida 70009876543' } }
  const refused = await office.ask('POST', '/events', [wrong, { ...wrong, phone: '70009876543' }], said)
  assert.equal(refused.status, 422)
  assert.deepEqual(leaksIn(JSON.stringify(refused.body)), [])
})

test('without the right, no endpoint of the whole API ever tells a client’s number, name or mail address', async () => {
  const leaks: string[] = []
  // What removes comes last, so that the others still find what they name.
  const inOrder = routes.toSorted((one, other) => Number(one.method === 'DELETE') - Number(other.method === 'DELETE'))
  for (const route of inOrder) {
    for (const [who, key] of Object.entries({ viewer, editor, admin })) {
      for (const path of pathsOf(route)) {
        const { status, body } = await ask(route.method, path, key, bodies[`${route.method} ${route.path}`])
        assert.ok(status < 500, `${route.method} ${path} answered ${status}: ${body}`)
        for (const leak of leaksIn(body))
          leaks.push(`${route.method} ${path} told the ${who} ${leak}: ${around(body, leak)}`)
      }
    }
  }
  assert.deepEqual(leaks, [])
})

// ── the world ─────────────────────────────────────────────────────────────────

const condition = {
  any: [
    { param: 'phone', op: 'eq', value: '+70009876543' },
    { param: 'contact.email', op: 'eq', value: 'zinaida.q@example.com' },
    { param: 'phone', op: 'in', value: ['70008885018', '7 000 987 65 43'] },
  ],
}

/** Bodies for the endpoints that take one and give an answer about an event. */
const bodies: Record<string, unknown> = {}

async function fill(): Promise<Record<string, string>> {
  const clear = { personal_data: 'clear' }
  const webhook = await office.integration('webhook', { url: `${crm.url}/hook` })
  const refusing = await office.integration('webhook', { url: `${crm.url}/refused`, body_format: 'form' })
  const telegram = { bot_token: '1000000000:example', chat_id: '17', api_base: crm.url }
  const quoting = await office.integration('telegram', telegram, clear)
  await office.binding(quoting, { text: '{{contact_name}}' }, { name: 'Quoting' })
  const wall = await office.integration('wall', {}, clear)
  const binding = await office.binding(webhook, message, { name: 'Hostile', conditions: condition })
  await office.binding(refusing, message, { name: 'Refused' })
  await office.binding(wall, message, { name: 'Wall' })
  const gathered = { text: '{{count}}: {% for event in events %}{{event.phone}} {{event.contact_name}} {% endfor %}' }
  const digest = await office.binding(webhook, gathered, { name: 'Digest', options: { digest: { window_s: 1 } } })
  await office.post('/bindings', {
    name: 'List',
    event_type: 'list_change',
    integration_id: webhook,
    parameters: { text: '{{value}} {{correlation_id}}' },
  })
  await office.post('/users', { id: 'anna', name: 'Anna Example', phone: '+70008885018', email: 'ambrose@example.com' })
  const other = { phone: phones[1]!, contact_name: 'Ambrose', contact: { email: 'ambrose@example.com' } }
  const { event_no } = await office.happens('call_function', hostile, { correlation_id: 'call-7.000.987.65.43' })
  await office.happens('call_function', other, { correlation_id: `7000-${phones[1]}` })
  await office.happens(
    'list_change',
    { list_id: '3', operation: 'add', value: '+70009876543', value_type: 'phone', value_note: 'not 987 65 43' },
    { correlation_id: 'list-3:+70009876543', event_id: 'list-70009876543' },
  )
  const [delivery] = await office.untilJournal('delivered', 2, `?binding_id=${binding}`)
  const [gatheredRow] = await office.untilJournal('delivered', 1, `?binding_id=${digest}`)
  const [failed] = await office.untilJournal('failed', 2)
  await office.untilJournal('delivered', 2, `?integration_id=${wall}`)
  await office.untilJournal('delivered', 1, '?event_type=list_change')
  const tried = { binding_id: binding, event_no }
  const unsaved = { event_type: 'call_function', integration_id: webhook, parameters: message }
  Object.assign(bodies, {
    'POST /bindings/preview': { event_no, binding: unsaved },
    'POST /bindings/backtest': unsaved,
    'POST /bindings/check': unsaved,
    'POST /bindings/why': { event_no, binding: { ...unsaved, conditions: condition } },
    'POST /bindings/test': tried,
    'POST /bindings/:id/test': { event_no },
    'POST /integrations/:id/test': { parameters: { text: '+70009876543' } },
    'POST /integrations/:id/pause': { reason: 'night' },
    'PATCH /bindings/:id': { name: 'Changed' },
    'PATCH /users/:id': { group: 'Day' },
    'POST /deliveries/retry': { filter: { q: '70009876543' }, dry_run: true },
  })
  return {
    event: String(event_no),
    integration: refusing,
    quoting,
    webhook,
    binding,
    delivery: String(delivery?.['delivery_id']),
    digest: String(gatheredRow?.['delivery_id']),
    failed: String(failed?.['delivery_id']),
    user: 'anna',
  }
}

/** The addresses of a route, filled with what exists; `none` where nothing does. */
function pathsOf({ path }: Route): string[] {
  const [, resource = ''] = path.split('/')
  const known: Readonly<Record<string, readonly (string | undefined)[]>> = {
    events: ['1', '2', '3'],
    deliveries: [ids['delivery'], ids['digest'], ids['failed']],
    bindings: [ids['binding']],
    integrations: [ids['integration'], ids['quoting']],
    users: [ids['user']],
  }
  if (path === '/event-types/:key/values')
    return [...Object.keys(hostile), 'correlation_id', 'event_id'].map(
      (param) => `/event-types/call_function/values?param=${encodeURIComponent(param)}`,
    )
  if (path === '/journal/export') return [path, `${path}?format=ndjson`]
  return path.includes(':') ? (known[resource] ?? ['none']).map((id) => path.replace(/:\w+/, id ?? 'none')) : [path]
}

// ── what must not be seen ─────────────────────────────────────────────────────

/** Which of the client's digits and words a text holds, however they are written. Shares nothing with the masks. */
function leaksIn(text: string): string[] {
  const readings = [text, unescaped(text), unescaped(unescaped(text))]
  return readings.flatMap((reading) => {
    const lower = reading.toLowerCase()
    const digits = reading.replace(/[^\p{L}\p{N}]/gu, '')
    const numbers = phones.flatMap((phone) =>
      Array.from({ length: phone.length - 6 }, (_, at) => phone.slice(at, at + 7)).filter((part) =>
        digits.includes(part),
      ),
    )
    return [...words.filter((word) => lower.includes(word)), ...numbers]
  })
}

/** Percent-encoding, JSON escapes and HTML entities taken away. */
function unescaped(text: string): string {
  return text
    .replace(/%([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\u([0-9A-Fa-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/\\(.)/g, '$1')
}

function around(text: string, leak: string): string {
  const at = text.toLowerCase().indexOf(leak.slice(0, 3))
  return text.slice(Math.max(0, at - 80), at + 80)
}

async function ask(
  method: string,
  path: string,
  key: string,
  body?: unknown,
): Promise<{ status: number; body: string }> {
  const takesBody = method !== 'GET' && method !== 'DELETE'
  const reply = await request(`${office.url}/api/v1${path}`, {
    method: method as 'GET',
    headers: { authorization: `Bearer ${key}`, ...(takesBody ? { 'content-type': 'application/json' } : {}) },
    ...(takesBody ? { body: JSON.stringify(body ?? {}) } : {}),
  })
  if (String(reply.headers['content-type']).startsWith('text/event-stream')) {
    for await (const chunk of reply.body) return { status: reply.statusCode, body: String(chunk) }
  }
  return { status: reply.statusCode, body: await reply.body.text() }
}

/** Listens to the live tail; what was heard so far. */
async function listen(key: string, lastId?: string): Promise<() => string> {
  const reply = await request(`${office.url}/api/v1/journal/stream`, {
    headers: { authorization: `Bearer ${key}`, ...(lastId ? { 'last-event-id': lastId } : {}) },
  })
  let text = ''
  reply.body.on('error', () => {})
  reply.body.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  return () => text
}
