import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Office, openOffice } from './tools/office.ts'
import { Browser } from './tools/people.ts'

let office: Office
before(async () => {
  office = await openOffice({})
})
after(() => office[Symbol.asyncDispose]())

const cyrillic = /[а-яё]/i
const inRussian = { 'accept-language': 'ru-RU,ru;q=0.9,en;q=0.8' }

test('who asks in Russian reads Russian, who asks in English or in no language reads English', async () => {
  const wrong = { kind: 'webhook', name: '' }
  const russian = await office.post('/integrations', wrong, inRussian)
  assert.equal(russian.body.title, 'Некоторые поля заполнены неверно')
  assert.equal(russian.headers['content-language'], 'ru')
  for (const { message } of russian.body.errors) assert.match(message, cyrillic)
  assert.match(russian.body.detail, /^name: не может быть пустым \(и ещё \d\)$/)
  for (const headers of [
    {},
    { 'accept-language': 'en' },
    { 'accept-language': 'de, ja;q=0.5' },
    { 'accept-language': '' },
  ]) {
    const { body, headers: answered } = await office.post('/integrations', wrong, headers as Record<string, string>)
    assert.deepEqual([body.title, answered['content-language']], ['Some fields are not valid', 'en'])
    assert.match(body.detail, /^name must not be empty/)
    assert.deepEqual(
      [body.code, body.status, body.errors.map((one: { path: string }) => one.path)],
      [russian.body.code, russian.body.status, russian.body.errors.map((one: { path: string }) => one.path)],
    )
  }
})

test('the language that is liked best counts, whatever else is named', async () => {
  const languageFor = async (asked: string) =>
    (await office.ask('GET', '/keys/none', undefined, { 'accept-language': asked })).headers['content-language']
  const cases = {
    'en;q=0.3, ru;q=0.7': 'ru',
    'ru;q=0, en;q=0.1': 'en',
    'uk, ru;q=0.5': 'ru',
    RU: 'ru',
    '*': 'en',
    'ru;q=x': 'en',
  }
  for (const [asked, language] of Object.entries(cases)) assert.equal(await languageFor(asked), language, asked)
  assert.equal(await languageFor(`${','.repeat(4000)}ru`), 'en')
})

test('whatever a person at the console does wrong is told in Russian', async () => {
  const wall = await office.integration('wall', { looks_like: 'telegram' })
  const binding = { name: 'Missed', event_type: 'call_function', integration_id: wall, parameters: { text: 'x' } }
  const hook = (settings: object, kind = 'webhook') =>
    ['POST', '/integrations', { kind, name: 'Hook', settings }] as const
  const tries: readonly (readonly [method: string, path: string, body?: unknown])[] = [
    hook({}),
    hook({ url: 'ftp://example.com' }),
    hook({ url: 'https://user:pass@example.com' }),
    hook({ url: 'https://example.com', timeout_ms: -1 }),
    hook({}, 'discord'),
    hook({ webhook_url: 'https://discord.com/somewhere' }, 'discord'),
    hook({ token: 'x' }, 'slack'),
    hook({ host: 'mail.example.com', from: 'nobody' }, 'smtp'),
    hook({ target: 'local', directory: 'here' }, 'file'),
    hook({}, 'no-such-kind'),
    ['POST', '/bindings', { ...binding, parameters: { text: '{{ a | nosuch }}' } }],
    ['POST', '/bindings', { ...binding, parameters: { text: '{{ “a” }}' } }],
    ['POST', '/bindings', { ...binding, conditions: { param: 'phone', op: 'gt', value: 'x' } }],
    ['POST', '/bindings', { ...binding, conditions: { all: [] } }],
    [
      'POST',
      '/bindings',
      { ...binding, options: { quiet_hours: { from: '25:00' }, digest: {}, retry: { schedule_s: [] } } },
    ],
    ['POST', '/bindings', { ...binding, integration_id: 'int_none' }],
    ['POST', '/bindings', { ...binding, event_type: 'none' }],
    ['GET', '/bindings/none'],
    ['DELETE', '/integrations/none'],
    ['GET', '/journal?from=yesterday&status=lost'],
    ['GET', '/journal?cursor=mine'],
    ['GET', '/deliveries/none'],
    ['GET', '/events/999999'],
    ['POST', '/views', { name: '', filter: 1 }],
    ['POST', '/keys', { name: '', role: 'boss', expires_at: 'never' }],
    ['POST', '/accounts', { login: 'no spaces', name: '', role: 'ingest' }],
    ['PATCH', '/retention', { events_days: 0 }],
    ['POST', '/erase', { phone: '1' }],
    ['PUT', '/me', {}],
    ['GET', '/nothing/here'],
  ]
  const english: string[] = []
  for (const [method, path, body] of tries) {
    const reply = await office.ask(method, path, body, inRussian)
    assert.ok(reply.status >= 400 && reply.status < 500, `${method} ${path}: ${reply.status}`)
    const said = [
      reply.body.title,
      reply.body.detail,
      ...(reply.body.errors ?? []).map((one: { message: string }) => one.message),
    ]
    for (const one of said) if (!cyrillic.test(one)) english.push(`${method} ${path}: ${one}`)
    assert.ok(!JSON.stringify(reply.body).includes('"ru":'), 'the other language is not sent along')
  }
  const stranger = await new Browser(office).signIn({ login: 'anna', password: 'not it' }, inRussian)
  assert.equal(stranger.body.detail, 'Неверный логин или пароль')
  assert.deepEqual(english, [])
})

test('a binding that is still being written is checked in Russian', async () => {
  const form = { event_type: 'call_function', conditions: { all: [] }, parameters: { text: '{{ a | nosuch }}' } }
  const { body } = await office.post('/bindings/check', { binding: form }, inRussian)
  const { errors } = body.errors ? body : (await office.post('/bindings/check', form, inRussian)).body
  assert.ok(errors.length > 1)
  for (const { message } of errors) assert.match(message, cyrillic)
})
