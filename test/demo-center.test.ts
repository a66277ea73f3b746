import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { JsonObject } from '../src/core/json.ts'
import { type Fake, startFake } from './tools/fakes/frame.ts'
import { type Office, openOffice, type Reply } from './tools/office.ts'
import { waitUntil } from './tools/wait-until.ts'

let office: Office
let fake: Fake
let mine: string

before(async () => {
  fake = await startFake({ otherwise: () => ({ does: 'answer', body: { ok: true } }) })
  office = await openOffice()
  const hook = await office.integration('webhook', { url: `${fake.url}/real` }, { name: 'Real customer base' })
  mine = await office.binding(hook, { phone: '{{phone}}' }, { name: 'Every call, for real' })
})
after(async () => {
  await office?.[Symbol.asyncDispose]()
  await fake?.close()
})

const demo = async (): Promise<Reply['body']> => (await office.get('/demo')).body
const names = async (path: string): Promise<string[]> =>
  (await office.get(`${path}?limit=500`)).body.items.map((one: JsonObject) => one['name'])

test('the demo call center begins to play when it is asked to, and soon a message stands on the wall', async () => {
  assert.deepEqual(await demo(), { state: 'none', set_up: null, play: null })
  const { status, body } = await office.post('/demo/play?language=en')
  assert.deepEqual([status, body.state, body.set_up.integrations], [202, 'playing', 5])
  assert.ok(body.set_up.bindings >= 29)
  const [message] = await waitUntil('a message on the wall', async () => {
    const { items } = (await office.get('/wall')).body
    return items.length > 0 && items
  })
  assert.match(message.integration.name, /^Demo: /)
  const again = await office.post('/demo/play')
  assert.equal(again.body.play.started_at, body.play.started_at, 'a play under way goes on')
})

test('nothing of it reaches a real integration, and no real event fires its bindings', async () => {
  await waitUntil('hundreds of events', async () => (await demo()).play.told >= 450, 60_000)
  await office.happens('call_function', {
    function: 'queue',
    function_state: 'finish',
    success_flag: false,
    phone: '+15550142',
  })
  await waitUntil('the real one', () => fake.received.length > 0)
  assert.equal(fake.received.length, 1, 'of hundreds of events of the demo none went out')
  const [event] = (await office.get('/events?limit=1&q=5550142')).body.items
  const { deliveries, bindings } = (await office.get(`/events/${event.event_no}`)).body
  assert.deepEqual(
    deliveries.map((one: JsonObject) => (one['binding'] as JsonObject)['id']),
    [mine],
  )
  const other = bindings.find((one: JsonObject) => (one['binding'] as JsonObject)['id'] !== mine)
  assert.match(other.reason, /belongs to the demo call center/)
})

test('a language that there is not is refused', async () => {
  const { status, body } = await office.post('/demo/play?language=xx')
  assert.deepEqual([status, body.errors[0].path], [422, 'language'])
})

test('it stops when it is told to, and says how far it came', async () => {
  const { body } = await office.post('/demo/stop', {})
  assert.deepEqual([body.state, body.play.end], ['ready', 'stopped'])
  assert.ok(body.play.told >= 450 && body.play.share < 1)
  const { play } = await demo()
  assert.equal(play.told, body.play.told, 'nothing is told any more')
})

test('what it made is known after a restart and can be removed; the journal and everything else stay', async () => {
  const { folder } = office
  await office.stop()
  office = await openOffice({ folder })
  assert.deepEqual([(await demo()).state, (await demo()).set_up.integrations], ['ready', 5])
  const told = (await office.journal('?limit=1')).length
  const { status, body } = await office.remove('/demo')
  assert.deepEqual([status, body.state, body.set_up], [200, 'none', null])
  assert.deepEqual(await names('/bindings'), ['Every call, for real'])
  assert.deepEqual(await names('/integrations'), ['Real customer base'])
  assert.deepEqual(await names('/users'), [])
  assert.equal(told, 1)
  assert.equal((await office.journal('?limit=1')).length, 1)
  assert.equal((await office.get('/overview/health')).body.backlog.open, 0, 'nothing of it waits any more')
})

test('a wall of it that somebody uses for a binding of their own stays theirs', async () => {
  await using other = await openOffice()
  await other.post('/demo/play')
  await other.post('/demo/stop', {})
  const [wall] = (await other.get('/integrations')).body.items
  await other.binding(wall.id, { text: 'mine' }, { name: 'My own' })
  await other.remove('/demo')
  assert.deepEqual(
    (await other.get('/integrations')).body.items.map((one: JsonObject) => one['id']),
    [wall.id],
  )
})
