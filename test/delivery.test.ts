import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startFake } from './tools/fakes/frame.ts'
import { type Office, openOffice } from './tools/office.ts'
import { waitUntil } from './tools/wait-until.ts'

const missed = {
  function: 'queue',
  function_state: 'finish',
  success_flag: false,
  phone: '+70001112333',
  call_id: 'c-1',
}
const quick = { retry: { schedule_s: [0, 0.05, 0.05, 0.05] } }
let office: Office

before(async () => {
  office = await openOffice()
})
after(() => office[Symbol.asyncDispose]())

test('an event reaches the webhook and leaves a row in the journal with everything that was sent', async () => {
  await using crm = await startFake({ otherwise: { does: 'answer', body: { id: 'task-7' } } })
  const integration = await office.integration('webhook', {
    url: `${crm.url}/hook?token=s3cr3t`,
    common_parameters: { source: 'hookswitch' },
  })
  const binding = await office.binding(integration, {
    phone: '{{phone}}',
    waited: '{{alert_duration}}',
    missing: '{{form_result}}',
  })
  const { event_no, deliveries } = await office.happens('call_function', { ...missed, alert_duration: 47 })
  assert.equal(deliveries, 1)
  const [row] = await office.untilJournal('delivered', 1, `?binding_id=${binding}`)
  const [request] = crm.received
  assert.deepEqual(JSON.parse(request?.body ?? ''), {
    source: 'hookswitch',
    phone: '+70001112333',
    waited: 47,
    missing: '',
  })
  assert.equal(request?.headers['webhook-id'], row?.['delivery_id'])
  assert.equal(request?.headers['idempotency-key'], row?.['delivery_id'])
  const { body } = await office.get(`/deliveries/${row?.['delivery_id']}`)
  assert.equal(body.event.event_no, event_no)
  assert.deepEqual(body.parameters, { phone: '+70001112333', waited: 47, missing: '' })
  assert.deepEqual(body.empty_variables, ['form_result'])
  assert.deepEqual([body.status, body.outcome, body.status_code, body.attempts_count], ['delivered', 'ok', 200, 1])
  assert.deepEqual([body.attempts[0].no, body.attempts[0].trigger, body.attempts[0].outcome], [1, 'auto', 'ok'])
  assert.deepEqual(body.attempts[0].response.body, { id: 'task-7' })
  assert.deepEqual(body.attempts[0].request.body, JSON.parse(request?.body ?? ''))
})

test('a server that fails twice gets the message on the third attempt, under the same id', async () => {
  await using crm = await startFake({
    script: [
      { does: 'answer', status: 503 },
      { does: 'answer', status: 500 },
    ],
  })
  const integration = await office.integration('webhook', { url: crm.url })
  const binding = await office.binding(integration, { phone: '{{phone}}' }, { options: quick })
  await office.happens('call_function', missed)
  const [row] = await office.untilJournal('delivered', 1, `?binding_id=${binding}`)
  assert.equal(row?.['attempts_count'], 3)
  assert.equal(new Set(crm.received.map(({ headers }) => headers['webhook-id'])).size, 1)
  const { attempts } = (await office.get(`/deliveries/${row?.['delivery_id']}`)).body
  assert.deepEqual(
    attempts.map(({ outcome, status_code }: { outcome: string; status_code: number }) => [outcome, status_code]),
    [
      ['retry', 503],
      ['retry', 500],
      ['ok', 200],
    ],
  )
})

test('when the attempts are used up the delivery has failed, and a click repeats it', async () => {
  await using crm = await startFake({
    script: Array.from({ length: 4 }, () => ({ does: 'answer', status: 502 }) as const),
  })
  const integration = await office.integration('webhook', { url: crm.url })
  const binding = await office.binding(integration, {}, { options: quick })
  await office.happens('call_function', missed)
  const [row] = await office.untilJournal('failed', 1, `?binding_id=${binding}`)
  assert.equal(row?.['attempts_count'], 4)
  const id = row?.['delivery_id']
  const replies = await Promise.all([office.post(`/deliveries/${id}/retry`), office.post(`/deliveries/${id}/retry`)])
  for (const { status } of replies) assert.ok(status === 202 || status === 409, String(status))
  await office.untilJournal('delivered', 1, `?binding_id=${binding}`)
  assert.equal(crm.received.length, 5, 'two clicks at once are one attempt')
  const again = await office.post(`/deliveries/${id}/retry`)
  assert.deepEqual([again.status, again.body.code], [409, 'delivery-finished'])
})

test('what cannot be mended by trying again fails at once', async () => {
  await using crm = await startFake({ otherwise: { does: 'answer', status: 400, body: { error: 'no such field' } } })
  const integration = await office.integration('webhook', { url: crm.url })
  const binding = await office.binding(integration, {})
  await office.happens('call_function', missed)
  const [row] = await office.untilJournal('failed', 1, `?binding_id=${binding}`)
  assert.deepEqual([row?.['outcome'], row?.['attempts_count'], row?.['next_attempt_at']], ['permanent', 1, null])
})

test('“slow down” holds the whole integration for as long as it asks, and uses up no attempt', async () => {
  await using crm = await startFake({ script: [{ does: 'slow-down', retryAfter: '1' }] })
  const integration = await office.integration('webhook', { url: crm.url }, { limits: { concurrency: 1 } })
  const binding = await office.binding(integration, {}, { options: { retry: { schedule_s: [0] } } })
  for (let no = 0; no < 3; no++) await office.happens('call_function', { ...missed, call_id: `slow-${no}` })
  const rows = await office.untilJournal('delivered', 3, `?binding_id=${binding}`)
  assert.equal(rows.length, 3)
  const [first, second] = crm.received
  assert.ok((second?.at ?? 0) - (first?.at ?? 0) >= 990, 'nothing was sent before the second had passed')
})

test('refused credentials pause the integration, keep its backlog, and everything leaves after “resume”', async () => {
  await using crm = await startFake({ script: [{ does: 'answer', status: 401 }] })
  const integration = await office.integration('webhook', { url: crm.url }, { limits: { concurrency: 1 } })
  const binding = await office.binding(integration, {})
  await office.happens('call_function', missed)
  await waitUntil('the pause', async () => (await office.get(`/integrations/${integration}`)).body.health.paused)
  for (let no = 0; no < 3; no++) await office.happens('call_function', { ...missed, call_id: `p-${no}` })
  const { health } = (await office.get(`/integrations/${integration}`)).body
  assert.deepEqual([health.state, health.paused_by], ['paused', 'auth'])
  assert.equal((await office.journal(`?binding_id=${binding}&status=pending`)).length, 3)
  assert.equal(crm.received.length, 1)
  assert.equal((await office.post(`/integrations/${integration}/resume`)).status, 200)
  assert.equal((await office.untilJournal('delivered', 4, `?binding_id=${binding}`)).length, 4)
})

test('a person can pause and resume an integration', async () => {
  await using crm = await startFake()
  const integration = await office.integration('webhook', { url: crm.url })
  const binding = await office.binding(integration, {})
  const paused = await office.post(`/integrations/${integration}/pause`, { reason: 'the CRM is being moved' })
  assert.deepEqual([paused.body.health.state, paused.body.health.reason], ['paused', 'the CRM is being moved'])
  await office.happens('call_function', missed)
  assert.equal((await office.journal(`?binding_id=${binding}`))[0]?.['status'], 'pending')
  await office.post(`/integrations/${integration}/resume`)
  await office.untilJournal('delivered', 1, `?binding_id=${binding}`)
})

test('a dead destination does not hold up another', async () => {
  await using dead = await startFake({ otherwise: { does: 'hang' } })
  await using alive = await startFake()
  const deadId = await office.integration('webhook', { url: dead.url, timeout_ms: 3000 })
  const aliveId = await office.integration('webhook', { url: alive.url })
  const deadBinding = await office.binding(deadId, {})
  const aliveBinding = await office.binding(aliveId, {})
  for (let no = 0; no < 30; no++) await office.happens('call_function', { ...missed, call_id: `dead-${no}` })
  const rows = await office.untilJournal('delivered', 30, `?binding_id=${aliveBinding}`)
  const latest = Math.max(
    ...rows.map((row) => Date.parse(String(row['finished_at'])) - Date.parse(String(row['created_at']))),
  )
  assert.ok(latest < 2500, `${latest} ms`)
  for (const id of [deadBinding, aliveBinding]) await office.remove(`/bindings/${id}`)
  const left = await office.journal(`?binding_id=${deadBinding}&status=canceled`)
  assert.ok(left.length >= 20, `what was not in flight is canceled: ${left.length}`)
})

test('a binding that was deleted sends no more: what waited is canceled, with the reason', async () => {
  await using crm = await startFake()
  const integration = await office.integration('webhook', { url: crm.url })
  const binding = await office.binding(integration, {}, { name: 'Short-lived', options: { delay_s: 3600 } })
  await office.happens('call_function', missed)
  assert.equal((await office.remove(`/bindings/${binding}`)).status, 204)
  const [row] = await office.untilJournal('canceled', 1, `?binding_id=${binding}`)
  assert.equal(row?.['reason'], 'the binding was deleted')
  assert.deepEqual(row?.['binding'], { id: binding, name: 'Short-lived', version: 1 })
  assert.equal(crm.received.length, 0)
})

test('a waiting delivery can be given up, and taken up again', async () => {
  await using crm = await startFake()
  const integration = await office.integration('webhook', { url: crm.url })
  const binding = await office.binding(integration, {}, { options: { delay_s: 3600 } })
  await office.happens('call_function', missed)
  const [row] = await office.untilJournal('pending', 1, `?binding_id=${binding}`)
  const canceled = await office.post(`/deliveries/${row?.['delivery_id']}/cancel`)
  assert.equal(canceled.body.status, 'canceled')
  assert.equal((await office.post(`/deliveries/${row?.['delivery_id']}/cancel`)).status, 409)
  await office.post(`/deliveries/${row?.['delivery_id']}/retry`)
  await office.untilJournal('delivered', 1, `?binding_id=${binding}`)
})

test('a throttle lets one message a minute through per call and says so of the others', async () => {
  await using crm = await startFake()
  const integration = await office.integration('webhook', { url: crm.url })
  const binding = await office.binding(
    integration,
    {},
    { options: { throttle: { count: 1, per_s: 60, key: 'call_id' } } },
  )
  for (const call_id of ['t-1', 't-1', 't-2']) await office.happens('call_function', { ...missed, call_id })
  await office.untilJournal('delivered', 2, `?binding_id=${binding}`)
  const skipped = await office.journal(`?binding_id=${binding}&status=skipped`)
  assert.deepEqual(
    skipped.map(({ reason }) => reason),
    ['throttled'],
  )
})

test('a message too old to be useful is skipped as expired', async () => {
  await using crm = await startFake()
  const integration = await office.integration('webhook', { url: crm.url })
  const binding = await office.binding(integration, {}, { options: { expire_s: 60 } })
  await office.happens('call_function', missed, { event_time: new Date(Date.now() - 3_600_000).toISOString() })
  const [row] = await office.untilJournal('skipped', 1, `?binding_id=${binding}`)
  assert.equal(row?.['reason'], 'expired')
})

test('in quiet hours a message is skipped with that reason', async () => {
  await using crm = await startFake()
  const integration = await office.integration('webhook', { url: crm.url })
  const now = new Date()
  const clock = (minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString().slice(11, 16)
  const binding = await office.binding(
    integration,
    {},
    { options: { quiet_hours: { from: clock(-60), to: clock(60), time_zone: 'UTC' } } },
  )
  await office.happens('call_function', missed)
  const [row] = await office.untilJournal('skipped', 1, `?binding_id=${binding}`)
  assert.equal(row?.['reason'], 'quiet hours')
})

test('failures are sent again by filter, counted first', async () => {
  await using crm = await startFake({
    script: Array.from({ length: 12 }, () => ({ does: 'answer', status: 404 }) as const),
  })
  const integration = await office.integration('webhook', { url: crm.url })
  const binding = await office.binding(integration, {})
  await office.post(
    '/events',
    Array.from({ length: 12 }, (_, no) => ({
      event_type: 'call_function',
      data: { ...missed, call_id: `bulk-${no}` },
    })),
  )
  await office.untilJournal('failed', 12, `?binding_id=${binding}`)
  const filter = { binding_id: binding, status: 'failed' }
  assert.deepEqual((await office.post('/deliveries/retry', { filter, dry_run: true })).body, {
    matched: 12,
    retried: 0,
    dry_run: true,
  })
  assert.deepEqual((await office.post('/deliveries/retry', { filter })).body, {
    matched: 12,
    retried: 12,
    dry_run: false,
  })
  const rows = await office.untilJournal('delivered', 12, `?binding_id=${binding}`)
  const { attempts } = (await office.get(`/deliveries/${rows[0]?.['delivery_id']}`)).body
  assert.deepEqual(
    attempts.map(({ trigger }: { trigger: string }) => trigger),
    ['auto', 'bulk'],
  )
})

test('a delivery keeps the version of the binding that made it, and the settings of the integration are today’s', async () => {
  await using crm = await startFake()
  const integration = await office.integration('webhook', { url: `${crm.url}/old` })
  const binding = await office.binding(integration, { text: 'first' })
  await office.post(`/integrations/${integration}/pause`)
  await office.happens('call_function', missed)
  await office.patch(`/bindings/${binding}`, { parameters: { text: 'second' } })
  await office.patch(`/integrations/${integration}`, { settings: { url: `${crm.url}/new` } })
  await office.happens('call_function', missed)
  await office.post(`/integrations/${integration}/resume`)
  const rows = await office.untilJournal('delivered', 2, `?binding_id=${binding}`)
  assert.deepEqual(rows.map((row) => (row['binding'] as { version: number }).version).sort(), [1, 2])
  assert.deepEqual(crm.received.map(({ body, path }) => [JSON.parse(body).text, path]).sort(), [
    ['first', '/new'],
    ['second', '/new'],
  ])
})

test('a binding whose webhook comes back as an event of ours does not go round for ever', async () => {
  const integration = await office.integration('webhook', {
    url: `${office.url}/api/v1/events`,
    headers: { authorization: `Bearer ${office.key}` },
  })
  const loop = { event_type: 'list_change', data: { list_name: 'loop' } }
  const binding = await office.binding(integration, loop, { event_type: 'list_change', name: 'Loop' })
  await office.happens('list_change', { list_name: 'loop' })
  await office.untilJournal('delivered', 1, `?binding_id=${binding}`)
  const [skipped] = await office.untilJournal('skipped', 1, `?binding_id=${binding}`)
  assert.match(String(skipped?.['reason']), /loop guard/)
  await office.remove(`/bindings/${binding}`)
})

test('a chat gets masks, a webhook the whole number, unless the integration may have it', async () => {
  const wall = await office.integration('wall', { looks_like: 'telegram' })
  const clear = await office.integration('wall', { looks_like: 'telegram' }, { personal_data: 'clear' })
  const masked = await office.binding(wall, { text: 'Missed {{phone}}' }, { event_type: 'task_status' })
  const whole = await office.binding(clear, { text: 'Missed {{phone}}' }, { event_type: 'task_status' })
  const refused = await office.binding(wall, { text: 'Call {{sec.ClientPhone}}' }, { event_type: 'task_status' })
  await office.happens('task_status', { phone: '380501112333' })
  await office.untilJournal('delivered', 1, `?binding_id=${masked}`)
  await office.untilJournal('delivered', 1, `?binding_id=${whole}`)
  const { items } = (await office.get('/wall')).body
  const textOf = (id: string) => items.find((item: { binding: { id: string } }) => item.binding.id === id).message.text
  assert.deepEqual([textOf(masked), textOf(whole)], ['Missed *********333', 'Missed 380501112333'])
  const [row] = await office.untilJournal('failed', 1, `?binding_id=${refused}`)
  assert.match(String(row?.['reason']), /personal data/)
})

test('values that an attacker chose never break out of the message', async () => {
  await using crm = await startFake()
  const integration = await office.integration('webhook', { url: crm.url })
  const binding = await office.binding(
    integration,
    { name: '{{user_name}}', note: 'from {{user_name}}!' },
    { event_type: 'user_status' },
  )
  const hostile = [
    '","admin":true,"x":"',
    'a\r\nBcc: b@example.com',
    '{{phone}} {% for i in (1..9) %}',
    '<script>1</script>',
    '\ud800',
    'x'.repeat(60_000),
  ]
  for (const user_name of hostile) await office.happens('user_status', { user_name, user_id: 'u' })
  await office.untilJournal('delivered', hostile.length, `?binding_id=${binding}`)
  const bodies = crm.received.map(({ body }) => JSON.parse(body))
  for (const value of hostile) {
    const safe = value.toWellFormed()
    assert.ok(
      bodies.some(({ name, note }) => name === safe && note === `from ${safe}!`),
      value.slice(0, 40),
    )
    assert.ok(bodies.every((body) => Object.keys(body).length === 2))
  }
})
