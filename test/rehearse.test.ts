import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { JsonObject } from '../src/core/json.ts'
import { type Fake, startFake } from './tools/fakes/frame.ts'
import { type Office, openOffice } from './tools/office.ts'

let office: Office
let fake: Fake
let folder: string

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hookswitch-rehearse-'))
  fake = await startFake()
  office = await openOffice({ settings: { HOOKSWITCH_FILE_FOLDERS: folder } })
  await office.happens('call_function', { phone: '+15550100', contact_name: 'Zinaida', function: 'queue' })
})
after(async () => {
  await office[Symbol.asyncDispose]()
  await fake.close()
  rmSync(folder, { recursive: true })
})

test('a preview shows the request that would leave, and nothing leaves', async () => {
  const auth = { type: 'bearer', token: 'example-secret-token' }
  const id = await office.integration('webhook', { url: `${fake.url}/hook?k=1`, auth })
  const { request, refusal, parameters } = await preview(
    id,
    { phone: '{{phone}}', no: '{{event_no}}' },
    { event_no: 1 },
  )
  assert.deepEqual([request.method, request.url, refusal], ['POST', `${fake.url}/hook?k=1`, null])
  assert.deepEqual(request.body, parameters)
  assert.deepEqual(parameters, { phone: '+15550100', no: 1 })
  assert.equal(request.headers['hookswitch-trail'], '')
  assert.ok(!JSON.stringify(request).includes('example-secret-token'))
  assert.match(request.headers.authorization, /^Bearer •+$/)
  assert.equal(fake.connections(), 0)
})

test('where a token would be asked for first, the message itself is shown, and real messages still get a real token', async () => {
  fake.script({ does: 'answer', body: { access_token: 'real', expires_in: 3600 } })
  const client = { client_id: 'us', client_secret: 'example-secret', token_url: `${fake.url}/token` }
  const id = await office.integration('webhook', {
    url: `${fake.url}/hook`,
    auth: { type: 'oauth2_client_credentials', ...client },
  })
  const { request } = await preview(id, { a: 1 })
  assert.deepEqual([request.url, request.body], [`${fake.url}/hook`, { a: 1 }])
  assert.equal(fake.received.length, 0)
  await office.post(`/integrations/${id}/test`, { parameters: { a: 2 } })
  assert.deepEqual(
    fake.received.map(({ path, headers }) => [path, headers['authorization']?.split(' ')[1]]),
    [
      ['/token', Buffer.from('us:example-secret').toString('base64')],
      ['/hook', 'real'],
    ],
  )
})

test('a letter is shown as it would be handed over, though no mail server is asked', async () => {
  const settings = { host: '127.0.0.1', port: fake.port, security: 'none', from: 'night@example.com' }
  const id = await office.integration('smtp', settings)
  const before = fake.connections()
  const attachments = [{ url: `${fake.url}/recording.mp3` }]
  const letter = { to: 'anna@example.com', subject: 'Missed {{phone}}', text: 'Call back', attachments }
  const { request, refusal } = await preview(id, letter, { event_no: 1 })
  assert.deepEqual(
    [request.method, request.headers.to, request.headers.subject],
    ['SMTP', 'anna@example.com', 'Missed *****100'],
  )
  assert.deepEqual(request.body, { text: 'Call back', attachments: [{ filename: 'recording.mp3', bytes: 0 }] })
  assert.equal(refusal, null)
  assert.equal(fake.connections(), before)
})

test('a file is shown with its place, and none is written', async () => {
  const id = await office.integration('file', { target: 'local', directory: folder })
  const { request } = await preview(id, { name: 'call-{{event_no}}.txt', content: 'Hello' }, { event_no: 1 })
  assert.deepEqual([request.method, request.url], ['WRITE', `${folder}/call-1.txt`])
  assert.deepEqual(readdirSync(folder), [])
  const cloud = await office.integration('file', { target: 'webdav', url: `${fake.url}/dav` })
  const stored = (await preview(cloud, { name: 'call.mp3', url: `${fake.url}/call.mp3` })).request
  assert.equal(stored.method, 'PUT')
})

test('a message that would not leave says why', async () => {
  const settings = { bot_token: '1000000000:example', chat_id: '17', api_base: fake.url }
  const telegram = await office.integration('telegram', settings)
  const empty = await preview(telegram, { text: '{{nothing}}' })
  assert.deepEqual([empty.request, empty.empty_variables], [null, ['nothing']])
  assert.match(empty.refusal, /the message is empty/)
  const secret = await preview(telegram, { text: '{{sec.ClientPhone}}' })
  assert.match(secret.refusal, /may not receive personal data/)
  const wall = await preview(await office.integration('wall', {}), { text: 'Hello' })
  assert.deepEqual([wall.request, wall.refusal], [null, null])
})

test('every example of every kind can be rehearsed, and the request shown is that of the example', async () => {
  const { catalogue } = office.running.house
  let shown = 0
  for (const kind of catalogue.integrations.values()) {
    for (const { name, settings, parameters, request } of kind.examples) {
      const made = await office.post('/integrations', { kind: kind.kind, name, settings, personal_data: 'clear' })
      if (made.status !== 201) continue
      const { status, body } = await ask(made.body.id, parameters)
      // Some examples show a parameter that no binding may have.
      if (status === 422) continue
      assert.equal(status, 200, `${kind.kind}: ${name}: ${JSON.stringify(body)}`)
      if (!request) continue
      shown += 1
      assert.ok(body.request, `${kind.kind}: ${name}: ${JSON.stringify(body)}`)
      // A file is put beside its place first; the example is about the second step.
      const method = request.method === 'MOVE' ? 'PUT' : request.method
      assert.equal(body.request.method, method ?? body.request.method, `${kind.kind}: ${name}`)
    }
  }
  assert.ok(shown >= 10, `only ${shown} requests were shown`)
})

test('an event can be pasted for a preview and for a test, and is read as the intake reads it', async () => {
  const id = await office.integration('wall', {}, { personal_data: 'clear' })
  const event = { data: { phone: '+15550177' }, correlation_id: 'c-9', event_time: '2026-03-16T09:00:00Z' }
  const text = '{{phone}} {{correlation_id}} {{event_time}}'
  const { parameters } = await preview(id, { text }, { event })
  assert.deepEqual(parameters, { text: '+15550177 c-9 2026-03-16T09:00:00.000Z' })
  const tried = (await office.post('/bindings/test', { binding: draft(id, { text }), event })).body
  assert.deepEqual([tried.outcome, tried.parameters.text], ['ok', '+15550177 c-9 2026-03-16T09:00:00.000Z'])
  const pathsFor = async (pasted: unknown) =>
    (await ask(id, { text }, { event: pasted })).body.errors.map(({ path }: { path: string }) => path)
  assert.deepEqual(await pathsFor({ data: { success_flag: 'perhaps' } }), ['event.data.success_flag'])
  assert.deepEqual(await pathsFor({ event_type: 'quota', data: {} }), ['event.event_type'])
  assert.deepEqual(await pathsFor('no event'), ['event'])
})

test('a test by HTTP tells where its time went; one that speaks no HTTP, or got no answer, does not', async () => {
  const answered = await office.integration('webhook', { url: `${fake.url}/hook` })
  const { timing } = (await office.post(`/integrations/${answered}/test`)).body
  assert.deepEqual(Object.keys(timing), ['dns_ms', 'connect_ms', 'tls_ms', 'wait_ms', 'total_ms'])
  assert.deepEqual([timing.tls_ms, typeof timing.total_ms], [null, 'number'])
  const deaf = await office.integration('webhook', { url: 'http://127.0.0.1:9/' })
  for (const id of [deaf, await office.integration('wall', {})])
    assert.equal((await office.post(`/integrations/${id}/test`)).body.timing, null)
})

test('no way out is among what a rehearsal works with', () => {
  const tools = office.running.house.engine.rehearsal
  assert.deepEqual(
    Object.keys(tools).filter((name) => /http|dial|connect|outbound|folders|tryOut/i.test(name)),
    [],
  )
})

// ── tools ─────────────────────────────────────────────────────────────────────

function draft(integrationId: string, parameters: JsonObject): JsonObject {
  return { event_type: 'call_function', integration_id: integrationId, parameters }
}

function ask(integrationId: string, parameters: JsonObject, more: object = {}) {
  return office.post('/bindings/preview', { binding: draft(integrationId, parameters), ...more })
}

async function preview(integrationId: string, parameters: JsonObject, more: object = {}) {
  const { status, body } = await ask(integrationId, parameters, more)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
