import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '../src/core/json.ts'
import { holdClock } from './tools/clock.ts'
import type { Behavior } from './tools/fakes/behavior.ts'
import { startFake } from './tools/fakes/frame.ts'
import { openOffice } from './tools/office.ts'
import { waitUntil } from './tools/wait-until.ts'

// What people do to bindings, integrations and deliveries while messages wait for their next attempt.

const missed = { phone: '+15550100', call_id: 'c-1' }
const busy: Behavior = { does: 'answer', status: 503 }
const minute = 60_000

/** A server whose clock we hold, a receiver that is busy at first, and messages that wait a minute for their second attempt. */
async function openWaiting({ waiting = 1, settings = {}, otherwise = { does: 'answer' } as Behavior } = {}) {
  const clock = holdClock()
  const crm = await startFake({ script: Array.from({ length: waiting }, () => busy), otherwise })
  const office = await openOffice({ clock })
  const integration = await office.integration('webhook', { url: `${crm.url}/old`, ...settings } as JsonObject)
  const options = { retry: { schedule_s: [0, 60, 60] } }
  const binding = await office.binding(integration, { text: 'first' }, { options })
  for (let no = 0; no < waiting; no++) await office.happens('call_function', { ...missed, call_id: `c-${no}` })
  const rows = await office.untilJournal('retrying', waiting)
  return {
    clock,
    crm,
    office,
    integration,
    binding,
    ids: rows.map((row) => String(row['delivery_id'])),
    async [Symbol.asyncDispose]() {
      await office[Symbol.asyncDispose]()
      await crm.close()
    },
  }
}

test('a retry goes by the settings that the integration has by then, the new token included', async () => {
  const settings = { auth: { type: 'bearer', token: 'old-token' } }
  await using ground = await openWaiting({ settings })
  const { clock, crm, office, integration } = ground
  await office.patch(`/integrations/${integration}`, {
    settings: { url: `${crm.url}/new`, auth: { token: 'new-token' } },
  })
  await clock.move(minute)
  await office.untilJournal('delivered')
  assert.deepEqual(
    crm.received.map(({ path, headers }) => [path, headers['authorization']]),
    [
      ['/old', 'Bearer old-token'],
      ['/new', 'Bearer new-token'],
    ],
  )
})

test('a retry carries the message that its binding had when the event happened', async () => {
  await using ground = await openWaiting()
  const { clock, crm, office, binding } = ground
  await office.patch(`/bindings/${binding}`, { parameters: { text: 'second' }, conditions: null })
  await clock.move(minute)
  const [row] = await office.untilJournal('delivered')
  assert.deepEqual(
    crm.received.map(({ body }) => JSON.parse(body).text),
    ['first', 'first'],
  )
  assert.deepEqual(row?.['binding'], { id: binding, name: 'Test binding', version: 1 })
})

test('a binding that was switched off still sends what waited, and nothing new', async () => {
  await using ground = await openWaiting()
  const { clock, crm, office, binding } = ground
  await office.patch(`/bindings/${binding}`, { enabled: false })
  assert.equal((await office.happens('call_function', missed)).deliveries, 0)
  await clock.move(minute)
  await office.untilJournal('delivered')
  assert.equal(crm.received.length, 2)
})

test('a binding that was deleted sends no retry: it is canceled, with the reason', async () => {
  await using ground = await openWaiting({ waiting: 3 })
  const { clock, crm, office, binding } = ground
  assert.equal((await office.remove(`/bindings/${binding}`)).status, 204)
  const rows = await office.untilJournal('canceled', 3)
  assert.deepEqual(new Set(rows.map(({ reason }) => reason)), new Set(['the binding was deleted']))
  await clock.move(10 * minute)
  assert.equal((await office.journal('?status=pending,retrying')).length, 0)
  assert.equal(crm.received.length, 3)
})

test('a binding deleted while its message is on its way makes that attempt the last', async () => {
  await using ground = await openWaiting({ otherwise: { does: 'answer', status: 503, afterMs: 300 } })
  const { clock, crm, office, binding } = ground
  await clock.move(minute)
  await crm.waitForRequests(2)
  await office.remove(`/bindings/${binding}`)
  await waitUntil('its outcome', async () => (await office.journal())[0]?.['attempts_count'] === 2)
  await clock.move(minute)
  const [row] = await office.untilJournal('canceled')
  assert.equal(row?.['reason'], 'the binding was deleted')
  assert.equal(crm.received.length, 2)
})

test('an integration that was switched off keeps what waits, and sends it when it is on again', async () => {
  await using ground = await openWaiting({ waiting: 3 })
  const { clock, crm, office, integration } = ground
  await office.patch(`/integrations/${integration}`, { enabled: false })
  await office.happens('call_function', missed)
  await clock.move(10 * minute)
  assert.equal((await office.journal('?status=retrying')).length, 3)
  assert.equal((await office.journal('?status=pending')).length, 1)
  assert.equal(crm.received.length, 3)
  await office.patch(`/integrations/${integration}`, { enabled: true })
  await office.untilJournal('delivered', 4)
  assert.equal(crm.received.length, 7)
})

test('an integration in use is not deleted; when its binding has moved, what waits for it is canceled with the reason', async () => {
  await using ground = await openWaiting({ waiting: 2 })
  const { clock, crm, office, integration, binding } = ground
  assert.equal((await office.remove(`/integrations/${integration}`)).status, 409)
  const other = await office.integration('webhook', { url: `${crm.url}/other` })
  await office.patch(`/bindings/${binding}`, { integration_id: other })
  assert.equal((await office.remove(`/integrations/${integration}`)).status, 204)
  const rows = await office.untilJournal('canceled', 2)
  assert.deepEqual(new Set(rows.map(({ reason }) => reason)), new Set(['the integration was deleted']))
  await clock.move(10 * minute)
  await office.happens('call_function', missed)
  await office.untilJournal('delivered')
  assert.deepEqual(
    crm.received.slice(2).map(({ path }) => path),
    ['/other'],
  )
})

test('an integration deleted while its message is on its way makes that attempt the last', async () => {
  await using ground = await openWaiting({ otherwise: { does: 'answer', status: 503, afterMs: 300 } })
  const { clock, crm, office, integration, binding } = ground
  const other = await office.integration('webhook', { url: `${crm.url}/other` })
  await office.patch(`/bindings/${binding}`, { integration_id: other })
  await clock.move(minute)
  await crm.waitForRequests(2)
  assert.equal((await office.remove(`/integrations/${integration}`)).status, 204)
  await waitUntil('its outcome', async () => (await office.journal())[0]?.['attempts_count'] === 2)
  await clock.move(minute)
  const [row] = await office.untilJournal('canceled')
  assert.equal(row?.['reason'], 'the integration was deleted')
  assert.equal(crm.received.length, 2)
})

test('two people, a filter and two more clicks retry one delivery at once: one attempt', async () => {
  await using ground = await openWaiting({ otherwise: { does: 'answer', afterMs: 50 } })
  const { crm, office, binding, ids } = ground
  await office.post(`/deliveries/${ids[0]}/cancel`)
  const filter = { binding_id: binding, status: 'canceled' }
  const replies = await Promise.all([
    office.post(`/deliveries/${ids[0]}/retry`),
    office.post(`/deliveries/${ids[0]}/retry`),
    office.post('/deliveries/retry', { filter }),
    office.post(`/deliveries/${ids[0]}/retry`),
    office.post(`/deliveries/${ids[0]}/retry`),
  ])
  for (const { status } of replies) assert.ok(status === 202 || status === 409, String(status))
  const [row] = await office.untilJournal('delivered')
  assert.equal(row?.['attempts_count'], 2)
  assert.equal(crm.received.length, 2)
})

test('retries by hand in the moment when the automatic ones are due: one of the two wins', async () => {
  const waiting = 40
  await using ground = await openWaiting({ waiting, otherwise: { does: 'answer', afterMs: 20 } })
  const { clock, crm, office, ids } = ground
  await clock.move(minute - 1)
  const clicks = (some: readonly string[]) => some.map((id) => office.post(`/deliveries/${id}/retry`))
  await Promise.all([...clicks(ids.slice(0, 20)), clock.move(1), ...clicks(ids.slice(20))])
  const rows = await office.untilJournal('delivered', waiting)
  assert.deepEqual(new Set(rows.map((row) => row['attempts_count'])), new Set([2]))
  assert.equal(crm.received.length, 2 * waiting)
})

test('a click while the message is on its way sends no second one', async () => {
  await using ground = await openWaiting({ otherwise: { does: 'answer', afterMs: 300 } })
  const { clock, crm, office, ids } = ground
  await clock.move(minute)
  await crm.waitForRequests(2)
  assert.equal((await office.post(`/deliveries/${ids[0]}/retry`)).status, 202)
  await office.untilJournal('delivered')
  await clock.move(10 * minute)
  assert.equal((await office.journal('?status=pending,retrying')).length, 0)
  assert.equal(crm.received.length, 2)
})
