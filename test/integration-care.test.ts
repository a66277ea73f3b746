import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startFake } from './tools/fakes/frame.ts'
import { openOffice } from './tools/office.ts'

test('an integration tells how it fared: what went wrong by class, how fast it is, what waits', async () => {
  await using crm = await startFake({ script: [{ does: 'answer', status: 400 }] })
  await using office = await openOffice()
  const integration = await office.integration('webhook', { url: crm.url })
  await office.binding(integration, {})
  await office.happens('call_function', { call_id: '1' })
  await office.untilJournal('failed')
  for (const call_id of ['2', '3']) await office.happens('call_function', { call_id })
  await office.untilJournal('delivered', 2)
  await office.post(`/integrations/${integration}/pause`)
  await office.happens('call_function', { call_id: '4' })
  const { body } = await office.get(`/integrations/${integration}/health`)
  assert.deepEqual([body.day, body.error_classes, body.backlog], [{ delivered: 2, failed: 1 }, { permanent: 1 }, 1])
  assert.ok(body.p95_ms >= 0 && body.per_minute > 0)
})

test('an integration in use cannot be deleted; once another has taken its place, it can', async () => {
  await using office = await openOffice()
  const old = await office.integration('wall', { looks_like: 'telegram' }, { name: 'Old chat' })
  const next = await office.integration('wall', { looks_like: 'slack' }, { name: 'New chat' })
  const binding = await office.binding(old, { text: 'Hello' }, { name: 'Greeting' })
  const refused = await office.remove(`/integrations/${old}`)
  assert.deepEqual(
    [refused.status, refused.body.code, refused.body.used_by],
    [409, 'in-use', [{ id: binding, name: 'Greeting' }]],
  )
  assert.equal((await office.get(`/integrations/${old}/bindings`)).body.items[0].id, binding)
  assert.deepEqual((await office.post(`/integrations/${old}/replace`, { with: next })).body, { moved: 1 })
  assert.equal((await office.get(`/bindings/${binding}`)).body.integration_id, next)
  assert.equal((await office.remove(`/integrations/${old}`)).status, 204)
  assert.equal((await office.get(`/integrations/${old}`)).status, 404)
})

test('an integration that a binding’s message does not fit is refused, and nothing moves', async () => {
  await using office = await openOffice()
  const crm = await office.integration('webhook', { url: 'https://example.com' })
  const chat = await office.integration('telegram', { bot_token: '123456:example-token', chat_id: '1' })
  const fits = await office.binding(crm, { text: 'Hello' }, { name: 'Fits' })
  await office.binding(crm, { phone: '{{phone}}' }, { name: 'Has no text' })
  const refused = await office.post(`/integrations/${crm}/replace`, { with: chat })
  assert.equal(refused.status, 422)
  assert.match(refused.body.detail, /“Has no text” does not fit there/)
  assert.equal((await office.get(`/bindings/${fits}`)).body.integration_id, crm)
})
