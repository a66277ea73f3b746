import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holdClock } from './tools/clock.ts'
import { startFake } from './tools/fakes/frame.ts'
import { openOffice } from './tools/office.ts'
import { waitUntil } from './tools/wait-until.ts'

test('answers, attempts, durations and what made an attempt happen narrow the list; counts say how many', async () => {
  await using office = await openOffice()
  const wall = await office.integration('wall', { looks_like: 'telegram' })
  await office.binding(wall, { text: '{{phone}}' }, { conditions: { param: 'phone', op: 'exists' } })
  for (const phone of ['+7 (000) 111-23-33', '+15550101', '+15550102'])
    await office.happens('call_function', { function: 'queue', phone })
  await office.happens('call_function', { function: 'queue' })
  await office.untilJournal('delivered', 3)
  const fake = await startFake({ otherwise: () => ({ does: 'answer', status: 404, body: {} }) })
  const hook = await office.integration('webhook', { url: fake.url })
  await office.binding(hook, { text: 'x' }, { conditions: { param: 'call_id', op: 'eq', value: 'gone' } })
  await office.happens('call_function', { function: 'ivr', call_id: 'gone' })
  const [failed] = await office.untilJournal('failed')
  await office.post(`/deliveries/${failed!['delivery_id']}/retry`, {})
  await waitUntil('a second attempt', async () => (await office.journal('?status=failed&min_attempts=2')).length === 1)
  const count = async (query: string) => (await office.get(`/journal/count?${query}`)).body
  assert.deepEqual(await count(''), { count: 4, more: false })
  const cases: [string, number][] = [
    ['code=4xx', 1],
    ['code=404,503', 1],
    ['code=5xx', 0],
    ['code=none', 3],
    ['code=none,4xx', 4],
    ['min_attempts=2', 1],
    ['max_attempts=1', 3],
    ['min_attempts=2&max_attempts=1', 0],
    ['min_duration_ms=0', 4],
    ['min_duration_ms=600000', 0],
    ['trigger=manual', 1],
    ['trigger=manual,auto', 4],
    ['trigger=bulk', 0],
    ['unanswered=true', 0],
  ]
  for (const [query, expected] of cases) {
    assert.equal((await count(query)).count, expected, query)
    assert.equal((await office.journal(`?${query}`)).length, expected, query)
  }
  const { body } = await office.get('/events?unanswered=true')
  assert.deepEqual(
    body.items.map((event: { event_no: number; deliveries_count: number }) => [event.event_no, event.deliveries_count]),
    [[4, 0]],
  )
  assert.deepEqual((await office.get('/events/count?unanswered=true')).body, { count: 1, more: false })
  const wrong = await office.get('/journal?code=4x&min_attempts=-1&max_attempts=1.5&trigger=magic&unanswered=maybe')
  assert.deepEqual(wrong.body.errors.map(({ path }: { path: string }) => path).sort(), [
    'code',
    'max_attempts',
    'min_attempts',
    'trigger',
    'unanswered',
  ])
  await fake.close()
})

test('a period reaches back from now, and narrows what else is said of the time', async () => {
  const clock = holdClock()
  await using office = await openOffice({ clock })
  const wall = await office.integration('wall', { looks_like: 'telegram' })
  await office.binding(wall, { text: 'x' })
  await office.happens('call_function', { function: 'queue' })
  await clock.move(3 * 3_600_000)
  await office.happens('call_function', { function: 'queue' })
  await clock.move(60_000)
  const numbers = async (query: string) => (await office.journal(query)).map((row) => row['event_no'])
  assert.deepEqual(await numbers('?period=4h'), [2, 1])
  assert.deepEqual(await numbers('?period=180m'), [2])
  assert.deepEqual(await numbers('?period=1d&to=2026-03-16T10:00:00Z'), [1])
  assert.deepEqual(await numbers('?period=1d&from=2026-03-16T10:00:00Z'), [2])
  assert.equal((await office.get('/journal?period=24')).status, 422)
})

test('a list tells the phone of each event when it is asked to, masked for whoever may not see it', async () => {
  await using office = await openOffice()
  const wall = await office.integration('wall', { looks_like: 'telegram' })
  await office.binding(wall, { text: 'x' })
  await office.happens('call_function', { function: 'queue', phone: '+70001112333' })
  await office.happens('call_function', { function: 'queue' })
  await office.untilJournal('delivered', 2)
  const phones = async (key?: string) =>
    (await office.get('/journal?with=phone', key)).body.items.map(({ phone }: { phone: string | null }) => phone)
  assert.deepEqual(await phones(), [null, '+70001112333'])
  const viewer = (await office.post('/keys', { name: 'Viewer', role: 'viewer' })).body.key
  assert.deepEqual(await phones(viewer), [null, '********333'])
  assert.equal(Object.hasOwn((await office.journal())[0]!, 'phone'), false)
  assert.equal((await office.get('/journal?with=data')).status, 422)
})
