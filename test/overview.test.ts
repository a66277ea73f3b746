import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { JsonObject } from '../src/core/json.ts'
import { type HeldClock, holdClock } from './tools/clock.ts'
import { type Fake, startFake } from './tools/fakes/frame.ts'
import { type Office, openOffice, type Reply } from './tools/office.ts'
import { waitUntil } from './tools/wait-until.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

let office: Office
let fake: Fake
let clock: HeldClock
let wall: string
let hook: string
let missed: string
let answers = 400

before(async () => {
  clock = holdClock(Date.UTC(2026, 2, 16, 9, 30))
  fake = await startFake({ otherwise: () => ({ does: 'answer', status: answers, body: {} }) })
  office = await openOffice({ clock })
  wall = await office.integration('wall', { looks_like: 'telegram' }, { name: 'Team chat' })
  hook = await office.integration('webhook', { url: `${fake.url}/hook` }, { name: 'Customer base' })
  missed = await office.binding(wall, { text: 'Missed {{phone}}' }, { name: 'Missed call' })
  await office.binding(hook, { phone: '{{phone}}' }, { name: 'To the base' })
})
after(async () => {
  await office?.[Symbol.asyncDispose]()
  await fake?.close()
})

const call = { function: 'queue', function_state: 'finish', success_flag: false, phone: '+70001112333' }

async function overview(period: string): Promise<Reply['body']> {
  const { status, body } = await office.get(`/overview?period=${period}`)
  assert.equal(status, 200)
  return body
}

test('the overview counts events and deliveries of a period beside the one before it', async () => {
  await office.happens('call_function', call)
  await office.untilJournal('failed', 1)
  await office.untilJournal('delivered', 1)
  await clock.move(dayMs)
  await office.happens('call_function', call)
  await office.happens('user_status', { user_id: '7' })
  await office.untilJournal('failed', 2)
  await office.untilJournal('delivered', 2)

  const day = await overview('24h')
  assert.deepEqual(
    [day.now.events, day.now.deliveries, day.now.delivered, day.now.failed, day.before.events, day.before.delivered],
    [2, 2, 1, 1, 1, 1],
  )
  assert.equal(day.slots.length, 24)
  assert.deepEqual(
    [day.slots.at(-1).at, day.slots.at(-1).events, day.slots.at(-1).failed],
    ['2026-03-17T09:00:00.000Z', 2, 1],
  )
  assert.deepEqual(
    day.integrations.map((one: JsonObject) => [(one['integration'] as JsonObject)['name'], one['failed']]),
    [
      ['Customer base', 1],
      ['Team chat', 0],
    ],
    'the worst first',
  )
  const week = await overview('7d')
  assert.deepEqual(
    [week.now.events, week.before.events, week.from, week.slot_ms],
    [3, 0, '2026-03-11T00:00:00.000Z', 6 * hourMs],
  )
  assert.deepEqual([(await overview('1h')).now.events, (await overview('30d')).now.deliveries], [2, 4])
})

test('an hour that is over is counted anew when something in it changes', async () => {
  const before = (await overview('7d')).now
  answers = 200
  const retry = await office.post('/deliveries/retry', {
    filter: { integration_id: hook, outcome: 'permanent', status: 'failed' },
  })
  assert.equal(retry.body.retried, 2)
  await office.untilJournal('delivered', 4)
  const after = (await overview('7d')).now
  assert.deepEqual([before.failed, before.delivered, after.failed, after.delivered], [2, 2, 0, 4])
  answers = 400
})

test('a group of failures tells since when, can be acknowledged, and comes back with the next failure', async () => {
  const groups = async () => (await office.get('/overview/attention')).body.items
  assert.deepEqual(await groups(), [], 'what was mended needs no attention')
  const first = clock.now()
  await office.happens('call_function', call)
  await clock.move(60_000)
  await office.happens('call_function', call)
  await office.untilJournal('failed', 2)
  const [group, ...others] = await groups()
  assert.deepEqual(others, [])
  assert.deepEqual(
    [group.integration.name, group.outcome, group.failed, group.latest.status_code, group.latest.binding],
    ['Customer base', 'permanent', 2, 400, 'To the base'],
  )
  assert.deepEqual(
    [group.first_at, group.last_at],
    [new Date(first).toISOString(), new Date(first + 60_000).toISOString()],
  )

  const note = `/overview/attention/${hook}/permanent/acknowledgement`
  assert.equal((await office.put(note, {})).status, 204)
  assert.equal((await groups())[0].acknowledged.by, 'HOOKSWITCH_ADMIN_KEY')
  assert.equal((await office.remove(note)).status, 204)
  assert.equal((await groups())[0].acknowledged, null)
  await office.put(note, {})
  await clock.move(1000)
  await office.happens('call_function', call)
  await office.untilJournal('failed', 3)
  assert.equal((await groups())[0].acknowledged, null, 'something new went wrong')
  assert.equal((await office.put(`/overview/attention/${hook}/nonsense/acknowledgement`, {})).status, 404)
})

test('a binding tells how often it fired by hour and when last; one that is on and never fires is called silent', async () => {
  const never = await office.binding(
    wall,
    { text: 'never' },
    { name: 'Never', conditions: { all: [{ param: 'function', op: 'eq', value: 'survey' }] } },
  )
  const of = async (id: string) => {
    const { body } = await office.get('/bindings/activity')
    return body.items.find((one: JsonObject) => one['binding_id'] === id)
  }
  const busy = await of(missed)
  assert.equal(busy.fired, 4)
  assert.equal(busy.changed_by, 'HOOKSWITCH_ADMIN_KEY')
  const { key } = (await office.post('/keys', { name: 'Tester', role: 'editor' })).body
  assert.equal((await office.post(`/bindings/${missed}/test`, {}, { authorization: `Bearer ${key}` })).status, 200)
  assert.equal((await of(missed)).changed_by, 'HOOKSWITCH_ADMIN_KEY', 'a test changes nothing')
  assert.equal(busy.hours.length, 24)
  assert.equal(busy.hours.at(-1), 4)
  assert.equal(busy.last_fired_at, new Date(clock.now()).toISOString())
  assert.deepEqual([(await of(never)).fired, (await of(never)).silent], [0, false], 'it is new')
  await clock.move(2 * dayMs)
  await office.happens('call_function', call)
  assert.deepEqual([(await of(never)).silent, (await of(missed)).silent], [true, false])
  const { body } = await office.get('/bindings/activity')
  const type = body.event_types.find((one: JsonObject) => one['event_type'] === 'call_function')
  assert.deepEqual([type.day, type.per_day], [1, 2], 'six in three days and a bit')
})

test('health tells what waits, what is held back, the room and when a source was heard last', async () => {
  await clock.move(1000)
  await office.post(`/integrations/${hook}/pause`, {})
  await office.happens('call_function', call, { source: 'pbx' })
  await waitUntil('the wall has it', async () => (await office.get('/overview/health')).body.backlog.open === 1)
  await clock.move(60_000)
  const { body } = await office.get('/overview/health')
  assert.deepEqual(body.backlog, { open: 1, held: 1, oldest_due_ms: 0 }, 'what is paused is not late')
  assert.ok(body.store.bytes > 0 && body.store.free_bytes > 0)
  assert.equal(body.sources[0].source, 'pbx')
  assert.equal(body.version, office.running.house.version)
})

test('another period than those there are is refused with a clear problem', async () => {
  const { status, body } = await office.get('/overview?period=forever')
  assert.deepEqual([status, body.code, body.errors[0].path], [422, 'fields-invalid', 'period'])
})
