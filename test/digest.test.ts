import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startFake } from './tools/fakes/frame.ts'
import { openOffice } from './tools/office.ts'

const message = { text: '{{count}} missed: {% for event in events %}{{ event.phone }} {% endfor %}' }

test('a digest sends one message for all missed calls of a window, and the journal says what went along', async () => {
  await using crm = await startFake()
  await using office = await openOffice()
  const integration = await office.integration('webhook', { url: crm.url })
  await office.binding(integration, message, { options: { digest: { window_s: 1, key: 'queue_id' } } })
  for (const [queue_id, phone] of [
    ['1', '+70000000001'],
    ['2', '+70000000002'],
    ['1', '+70000000003'],
    ['1', '+70000000004'],
  ]) {
    await office.happens('call_function', { queue_id, phone })
  }
  const delivered = await office.untilJournal('delivered', 2)
  const skipped = await office.untilJournal('skipped', 2)
  assert.deepEqual(crm.received.map(({ body }) => JSON.parse(body).text).sort(), [
    '1 missed: +70000000002 ',
    '3 missed: +70000000001 +70000000003 +70000000004 ',
  ])
  const leaders = delivered.map((row) => row['delivery_id'])
  for (const { reason } of skipped)
    assert.ok(
      leaders.some((id) => reason === `digest member of ${id}`),
      String(reason),
    )
})

test('a digest that fails is sent again whole', async () => {
  await using crm = await startFake({ script: [{ does: 'answer', status: 503 }] })
  await using office = await openOffice()
  const integration = await office.integration('webhook', { url: crm.url })
  await office.binding(integration, message, { options: { digest: { window_s: 1 }, retry: { schedule_s: [0, 0.1] } } })
  for (const phone of ['+70000000001', '+70000000002']) await office.happens('call_function', { phone })
  const [row] = await office.untilJournal('delivered')
  assert.equal(row?.['attempts_count'], 2)
  assert.deepEqual(
    new Set(crm.received.map(({ body }) => JSON.parse(body).text)),
    new Set(['2 missed: +70000000001 +70000000002 ']),
  )
  assert.equal((await office.journal('?status=pending,retrying')).length, 0)
})

test('a window that was open when the server stopped is sent after the next start, once', async () => {
  await using crm = await startFake()
  const first = await openOffice()
  const integration = await first.integration('webhook', { url: crm.url })
  await first.binding(integration, message, { options: { digest: { window_s: 2 } } })
  for (const phone of ['+70000000001', '+70000000002']) await first.happens('call_function', { phone })
  await first.stop()
  await using office = await openOffice({ folder: first.folder })
  await office.untilJournal('delivered')
  assert.equal(crm.received.length, 1)
  assert.equal(JSON.parse(crm.received[0]?.body ?? '').text, '2 missed: +70000000001 +70000000002 ')
})

test('a digest without a window is refused by field', async () => {
  await using office = await openOffice()
  const integration = await office.integration('webhook', { url: 'https://example.com' })
  const reply = await office.post('/bindings', {
    name: 'x',
    event_type: 'quota',
    integration_id: integration,
    parameters: {},
    options: { digest: {} },
  })
  assert.deepEqual(
    reply.body.errors.map(({ path }: { path: string }) => path),
    ['options.digest.window_s'],
  )
})

test('the preview of a digest shows the message for the one event at hand', async () => {
  await using office = await openOffice()
  const integration = await office.integration('wall', {})
  const id = await office.binding(integration, message, { options: { digest: { window_s: 60 } } })
  const { body } = await office.post('/bindings/preview', { binding_id: id })
  assert.match(body.parameters.text, /^1 missed: \*+\d{3} $/)
  assert.deepEqual(body.empty_variables, [])
})
