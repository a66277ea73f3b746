import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import type { Reaction } from '../../../test/tools/fakes/frame.ts'
import { type Fake, startFake } from '../../../test/tools/fakes/frame.ts'
import { otherTools } from '../../../test/tools/sending.ts'
import { checkFields } from '../../core/field-check.ts'
import { outcomeOfError } from '../../core/http-outcome.ts'
import type { JsonObject } from '../../core/json.ts'
import type { Outcome } from '../../core/outcome.ts'
import { openOutbound } from '../../outbound/outbound.ts'
import type { WebhookSettings } from './settings.ts'
import webhook from './webhook.ts'

const outbound = openOutbound({ allowNets: ['127.0.0.1'] })
after(() => outbound.close())

async function send(settings: JsonObject, parameters: JsonObject = {}, now = Date.now()): Promise<Outcome> {
  try {
    return await webhook.send({
      settings: checkFields(webhook.settings, settings, { path: 'settings' }) as unknown as WebhookSettings,
      parameters,
      http: outbound.http,
      signal: new AbortController().signal,
      clock: { now: () => now, after: () => () => {} },
      deliveryId: 'dlv_1',
      event: { id: 'evt_1', no: 1, type: 'call_function', time: 0 },
      isTest: false,
      rememberSetting: () => {},
      ...otherTools,
    })
  } catch (error) {
    return outcomeOfError(error)
  }
}

function only(fake: Fake) {
  assert.equal(fake.received.length, 1)
  return fake.received[0]!
}

// ── what is sent ──────────────────────────────────────────────────────────────

test('the parameters of the binding win over the common ones', async () => {
  await using fake = await startFake()
  await send({ url: fake.url, common_parameters: { token: 'abc', chat_id: 1 } }, { chat_id: 2, text: 'Missed' })
  assert.deepEqual(JSON.parse(only(fake).body), { token: 'abc', chat_id: 2, text: 'Missed' })
  assert.equal(only(fake).headers['content-type'], 'application/json')
  assert.equal(only(fake).headers['user-agent'], 'Hookswitch')
})

for (const method of ['GET', 'DELETE']) {
  test(`${method} carries parameters in the address and no body`, async () => {
    await using fake = await startFake()
    await send({ url: `${fake.url}/a?x=%2F#part`, method }, { phone: '+1 555', list: [1, { a: null }] })
    const { path, body, method: sent } = only(fake)
    assert.deepEqual([sent, path, body], [method, '/a?x=%2F&phone=%2B1+555&list%5B0%5D=1&list%5B1%5D%5Ba%5D=', ''])
  })
}

test('own headers go along and may replace the usual ones, but not the identity of the delivery', async () => {
  await using fake = await startFake()
  await send({
    url: fake.url,
    headers: { 'X-Team': 'Ночь', 'Content-Type': 'application/vnd.example+json', 'Webhook-Id': 'mine' },
  })
  const { headers } = only(fake)
  assert.equal(headers['content-type'], 'application/vnd.example+json')
  assert.equal(Buffer.from(headers['x-team'] ?? '', 'latin1').toString('utf8'), 'Ночь')
  assert.deepEqual([headers['webhook-id'], headers['idempotency-key']], ['dlv_1', 'dlv_1'])
})

test('a line break in a header value is refused for good', async () => {
  await using fake = await startFake()
  const outcome = await send({ url: fake.url, headers: { 'X-A': 'b\r\nx-evil: 1' } })
  assert.equal(outcome.kind, 'permanent')
  assert.equal(fake.received.length, 0)
})

test('whatever the parameters hold, the receiver reads the same JSON', async () => {
  await using fake = await startFake()
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), async (parameters) => {
      await send({ url: fake.url }, parameters as JsonObject)
      assert.equal(fake.received.at(-1)?.body, JSON.stringify(parameters))
    }),
    { numRuns: 50 },
  )
})

// ── who we are ────────────────────────────────────────────────────────────────

test('every request carries the id of the delivery and the time of the attempt, also without a secret', async () => {
  await using fake = await startFake()
  await send({ url: fake.url }, {}, 1_700_000_000_999)
  const { headers } = only(fake)
  assert.equal(headers['webhook-id'], 'dlv_1')
  assert.equal(headers['webhook-timestamp'], '1700000000')
  assert.equal('webhook-signature' in headers, false)
})

test('the signature is accepted by the library of Standard Webhooks, for either of two secrets', async () => {
  const [first, second] = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'plain-text-secret']
  const verifiers = [new Webhook(first), new Webhook(second, { format: 'raw' })]
  await using fake = await startFake()
  await send({ url: fake.url, signing_secret: `${first} ${second}` }, { name: 'Анна "x"\n' })
  const { body, headers } = only(fake)
  for (const verifier of verifiers) verifier.verify(body, { ...headers })
  assert.throws(() => new Webhook('whsec_AAAA').verify(body, { ...headers }))
  assert.throws(() => verifiers[0]!.verify(`${body} `, { ...headers }))
})

test('a form and an empty body are signed as they travel', async () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  await using fake = await startFake()
  for (const body_format of ['form', 'query']) {
    await send({ url: fake.url, body_format, signing_secret: secret }, { name: 'Анна' }, 1_700_000_000_000)
    const { body, headers } = fake.received.at(-1)!
    assert.equal(headers['webhook-signature'], new Webhook(secret).sign('dlv_1', new Date(1_700_000_000_000), body))
  }
})

test('basic and bearer sign in', async () => {
  await using fake = await startFake()
  await send({ url: fake.url, auth: { type: 'basic', user: 'robot', password: 'пароль:1' } })
  await send({ url: fake.url, auth: { type: 'bearer', token: 'abc' } })
  await send({ url: fake.url, auth: 'none' })
  const [basic, bearer, none] = fake.received.map(({ headers }) => headers['authorization'])
  assert.equal(Buffer.from(basic?.slice(6) ?? '', 'base64').toString(), 'robot:пароль:1')
  assert.deepEqual([bearer, none], ['Bearer abc', undefined])
})

// ── OAuth 2 ───────────────────────────────────────────────────────────────────

let clients = 0

function oauth(tokens: Fake) {
  clients += 1
  return {
    type: 'oauth2_client_credentials',
    token_url: `${tokens.url}/token`,
    client_id: `client ${clients}`,
    client_secret: 's3cret&more',
    scope: 'calls write',
  }
}

function grants(...tokens: readonly string[]): Reaction[] {
  return tokens.map((access_token) => ({
    does: 'answer',
    body: { access_token, token_type: 'Bearer', expires_in: 3600 },
  }))
}

const bearers = (fake: Fake) => fake.received.map(({ headers }) => headers['authorization'])

test('a token is asked for once, however many deliveries wait, and kept until a minute before its end', async () => {
  await using tokens = await startFake({ script: grants('one', 'two') })
  await using fake = await startFake()
  const settings = { url: fake.url, auth: oauth(tokens) }
  await Promise.all(Array.from({ length: 5 }, () => send(settings, {}, 0)))
  await send(settings, {}, 3_539_000)
  assert.deepEqual(bearers(fake), Array(6).fill('Bearer one'))
  await send(settings, {}, 3_541_000)
  assert.equal(bearers(fake).at(-1), 'Bearer two')
  const asked = tokens.received[0]!
  assert.equal(asked.body, 'grant_type=client_credentials&scope=calls+write')
  const basic = Buffer.from(asked.headers['authorization']?.slice(6) ?? '', 'base64').toString()
  assert.match(basic, /^client%20\d+:s3cret%26more$/)
})

test('a token that was withdrawn is replaced once; a second refusal is the answer', async () => {
  await using tokens = await startFake({ script: grants('one', 'two', 'three') })
  await using fake = await startFake({ script: [{ does: 'answer', status: 401 }] })
  const settings = { url: fake.url, auth: oauth(tokens) }
  assert.equal((await send(settings)).kind, 'ok')
  assert.deepEqual(bearers(fake), ['Bearer one', 'Bearer two'])
  fake.script({ does: 'answer', status: 401 }, { does: 'answer', status: 401 })
  assert.equal((await send(settings)).kind, 'auth')
  assert.equal(tokens.received.length, 3)
})

const refusals: readonly [string, Reaction, Outcome['kind']][] = [
  ['refuses the client', { does: 'answer', status: 401, body: { error: 'invalid_client' } }, 'auth'],
  ['does not know the request', { does: 'answer', status: 400 }, 'auth'],
  ['is not there', { does: 'answer', status: 404 }, 'auth'],
  ['is busy', { does: 'slow-down', retryAfter: '9' }, 'rate'],
  ['is out of order', { does: 'answer', status: 503 }, 'retry'],
  ['answers without a token', { does: 'answer', body: {} }, 'retry'],
  ['resets the connection', { does: 'reset' }, 'retry'],
]

for (const [what, reaction, kind] of refusals) {
  test(`when the token address ${what}, the delivery is not sent: ${kind}`, async () => {
    await using tokens = await startFake({ otherwise: reaction })
    await using fake = await startFake()
    const outcome = await send({ url: fake.url, auth: oauth(tokens) })
    assert.equal(outcome.kind, kind)
    assert.match((outcome as { reason: string }).reason, /no token/)
    assert.doesNotMatch(JSON.stringify(outcome), /s3cret/)
    assert.equal(fake.received.length, 0)
  })
}

test('the address of the token is guarded like every other', async () => {
  await using fake = await startFake()
  const auth = { ...oauth(fake), token_url: 'http://169.254.169.254/token' }
  assert.equal((await send({ url: fake.url, auth })).kind, 'permanent')
})

// ── success ───────────────────────────────────────────────────────────────────

const rules: readonly [string, JsonObject, number, unknown, Outcome['kind']][] = [
  ['200 that says ok', { json_path: '$.ok' }, 200, { ok: true }, 'ok'],
  ['200 that says not ok', { json_path: '$.ok' }, 200, { ok: false }, 'permanent'],
  ['200 without the field', { json_path: '$.ok' }, 200, {}, 'permanent'],
  ['200 with a web page', { json_path: '$.ok' }, 200, '<html>', 'permanent'],
  ['a deep field', { json_path: "$.a['b c'][1].d", equals: 'x' }, 200, { a: { 'b c': [0, { d: 'x' }] } }, 'ok'],
  ['a number written as text', { json_path: '$.code', equals: '0' }, 200, { code: 0 }, 'ok'],
  ['a prototype is no field', { json_path: '$.constructor.name', equals: 'Object' }, 200, {}, 'permanent'],
  ['a path that is none', { json_path: '$..[' }, 200, { ok: true }, 'permanent'],
  ['a 2xx that is not wanted', { statuses: [201] }, 200, {}, 'permanent'],
  ['a wanted 409', { statuses: ['2xx', 409] }, 409, {}, 'ok'],
  ['a range', { statuses: ['200-204'] }, 204, '', 'ok'],
  ['an error stays an error', { statuses: ['200-204'], json_path: '$.ok' }, 500, { ok: true }, 'retry'],
]

for (const [what, success, status, body, kind] of rules) {
  test(`success rule: ${what} is ${kind}`, async () => {
    await using fake = await startFake({ otherwise: { does: 'answer', status, body } })
    assert.equal((await send({ url: fake.url, success })).kind, kind)
  })
}

test('an answer that broke off before the field could be read is an unknown result', async () => {
  await using fake = await startFake({ otherwise: { does: 'reset-in-body', body: '{"ok":' } })
  assert.equal((await send({ url: fake.url, success: { json_path: '$.ok' } })).kind, 'ambiguous')
  assert.equal((await send({ url: fake.url })).kind, 'ok')
})

test('the longest wait is the one that was set', async () => {
  await using fake = await startFake({ otherwise: { does: 'hang' } })
  const outcome = await send({ url: fake.url, timeout_ms: 100 })
  assert.deepEqual(outcome, { kind: 'ambiguous', reason: '127.0.0.1 did not answer in 100 ms' })
})
