import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startFake } from './tools/fakes/frame.ts'
import { type Office, openOffice } from './tools/office.ts'

// What the screens of the console ask for: the wall, sources, copies of integrations, how the server is.

let office: Office
before(async () => {
  office = await openOffice()
})
after(() => office[Symbol.asyncDispose]())

test('the wall tells how each message looks, and shows those of one look or binding', async () => {
  const chat = await office.integration('wall', { looks_like: 'telegram' })
  const mail = await office.integration('wall', { looks_like: 'mail' })
  const binding = await office.binding(chat, { text: '<b>Missed</b> {{note}}' }, { event_type: 'task_status' })
  await office.binding(mail, { text: 'Missed', subject: 'Call' }, { event_type: 'task_status' })
  await office.happens('task_status', { note: '<i>x</i>' })
  await office.untilJournal('delivered', 2)
  const { items } = (await office.get('/wall')).body
  const looks = items.map(({ look }: { look: { frame: string; markup: string } }) => [look.frame, look.markup])
  assert.deepEqual(looks.sort(), [
    ['bubble', 'html'],
    ['letter', 'plain'],
  ])
  const [only] = (await office.get('/wall?looks_like=telegram')).body.items
  // What the event brought is escaped as on the way to the real service; the binding's own markup stands.
  assert.equal(only.message.text, '<b>Missed</b> &lt;i&gt;x&lt;/i&gt;')
  assert.equal((await office.get(`/wall?binding_id=${binding}`)).body.items.length, 1)
  assert.equal((await office.get(`/wall?integration_id=${mail}&looks_like=telegram`)).body.items.length, 0)
  assert.equal((await office.get('/wall?looks=telegram')).status, 422)
})

test('a copy of an integration takes over the secrets without showing them', async () => {
  await using fake = await startFake()
  const settings = { url: fake.url, auth: { type: 'bearer', token: 'example-secret-token' } }
  const first = await office.integration('webhook', settings)
  const shown = (await office.get(`/integrations/${first}`)).body
  assert.equal(shown.settings.auth.token, '•••')
  const body = { kind: 'webhook', name: 'Copy', settings: shown.settings, secrets_from: first }
  const copy = await office.post('/integrations', body)
  assert.equal(copy.status, 201)
  await office.post(`/integrations/${copy.body.id}/test`, {})
  assert.equal(fake.received.at(-1)?.headers['authorization'], 'Bearer example-secret-token')
  const other = await office.post('/integrations', { ...body, kind: 'wall', settings: { looks_like: 'mail' } })
  assert.deepEqual([other.status, other.body.errors[0].path], [422, 'kind'])
  const none = await office.post('/integrations', { ...body, settings: { url: fake.url }, secrets_from: 'int_none' })
  assert.deepEqual([none.status, none.body.errors[0].path], [422, 'secrets_from'])
})

test('an integration remembers its last test, also over a restart', async () => {
  await using fake = await startFake()
  const home = await openOffice()
  const id = await home.integration('webhook', { url: fake.url })
  assert.equal((await home.get(`/integrations/${id}`)).body.last_test, null)
  await home.post(`/integrations/${id}/test`, {})
  await home.stop()
  await using again = await openOffice({ folder: home.folder })
  const { last_test } = (await again.get(`/integrations/${id}`)).body
  assert.equal(last_test.outcome, 'ok')
  assert.ok(Date.parse(last_test.at) > 0)
})

test('sources tell what arrived by the name that events give, and the intake counts its day', async () => {
  await using home = await openOffice()
  await home.happens('call_function', { function: 'queue' }, { source: 'crm' })
  await home.happens('task_status', {}, { source: 'crm' })
  await home.happens('call_function', { function: 'queue' })
  await home.post('/events', { event_type: 'nonsense' })
  const { items } = (await home.get('/sources/activity')).body
  const told = items.map(({ source, events, event_types }: Record<string, unknown>) => [
    source,
    events,
    (event_types as unknown[]).length,
  ])
  assert.deepEqual(told, [
    ['crm', 2, 2],
    ['api', 1, 1],
  ])
  const { day } = (await home.get('/intake')).body
  assert.deepEqual([day.requests, day.accepted, day.rejected], [4, 3, 1])
  assert.ok(Date.parse(day.last_accepted_at) > 0)
})

test('the page About tells no secret', async () => {
  const secret = 'office-admin-key-0123456789'
  const { status, body } = await office.get('/settings/about')
  assert.equal(status, 200)
  assert.ok(!JSON.stringify(body).includes(secret))
  const setting = (name: string) => body.settings.find((one: { name: string }) => one.name === name)?.value
  assert.equal(setting('HOOKSWITCH_ADMIN_KEY'), '•••')
  assert.equal(setting('HOOKSWITCH_TIME_ZONE'), 'UTC')
  assert.ok(body.packages.some(({ name, license }: Record<string, string>) => name === 'fastify' && license === 'MIT'))
})

test('retention tells how much is kept and when old rows go', async () => {
  const { body } = await office.get('/settings/retention/outlook')
  assert.ok(body.store_bytes > 0)
  assert.ok(body.successes.per_day >= 2, JSON.stringify(body))
  const days = (await office.get('/settings/retention')).body.successes_days
  assert.ok(Math.abs(body.successes.bytes - body.successes.per_day * body.row_bytes * days) < days * 100)
  assert.ok(Date.parse(body.next_sweep_at) > Date.parse(body.last_sweep_at))
})
