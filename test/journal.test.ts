import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { request } from 'undici'
import { type Office, openOffice } from './tools/office.ts'
import { waitUntil } from './tools/wait-until.ts'

let office: Office
let wall: string
let binding: string

before(async () => {
  office = await openOffice()
  wall = await office.integration('wall', { looks_like: 'telegram' }, { name: 'Night shift' })
  binding = await office.binding(
    wall,
    { text: '{{phone}}' },
    {
      name: 'Missed call to the chat',
      conditions: {
        all: [
          { param: 'function', op: 'eq', value: 'queue' },
          { param: 'success_flag', op: 'eq', value: false },
        ],
      },
    },
  )
  const calls = [
    { phone: '+380501112333', call_id: 'c-17736540281187', user_name: 'Ksenia P.', queue_name: 'Support' },
    { phone: '8 (000) 222-33-44', call_id: 'c-2', user_name: 'Timur A.' },
    { phone: '+15550100123', call_id: 'c-3', user_name: 'Dana S.' },
  ]
  for (const call of calls)
    await office.happens('call_function', { function: 'queue', function_state: 'finish', success_flag: false, ...call })
  await office.happens('call_function', {
    function: 'queue',
    function_state: 'finish',
    success_flag: true,
    call_id: 'c-4',
  })
  await office.untilJournal('delivered', 3)
})
after(() => office[Symbol.asyncDispose]())

test('a phone is found in any notation, whole or by its last digits; a call by its id; a person by name', async () => {
  const found = async (q: string) => (await office.journal(`?q=${encodeURIComponent(q)}`)).length
  const cases: [string, number][] = [
    ['+380501112333', 1],
    ['380 50 111 23 33', 1],
    ['0501112333', 1],
    ['00380501112333', 1],
    ['2333', 1],
    ['+7 (000) 222-33-44', 1],
    ['8-000-222-33-44', 1],
    ['c-17736540281187', 1],
    ['C-2', 1],
    ['Ksenia P.', 1],
    ['ksenia', 1],
    ['Timur', 1],
    ['999888777', 0],
    ['Nobody', 0],
  ]
  for (const [q, count] of cases) assert.equal(await found(q), count, q)
})

test('every filter narrows the list, and they combine', async () => {
  const count = async (query: string) => (await office.journal(query)).length
  assert.equal(await count(`?binding_id=${binding}`), 3)
  assert.equal(await count('?name=missed%20CALL'), 3)
  assert.equal(await count('?name=other'), 0)
  assert.equal(await count(`?integration_id=${wall}&status=delivered&event_type=call_function`), 3)
  assert.equal(await count('?status=failed,canceled'), 0)
  assert.equal(await count('?event_type=quota'), 0)
  assert.equal(await count('?number=1'), 1)
  assert.equal(await count('?from=2020-01-01T00:00:00Z&to=2021-01-01T00:00:00Z'), 0)
  assert.equal(await count(`?from=${new Date(Date.now() - 60_000).toISOString()}`), 3)
  const wrong = await office.get('/journal?status=lost&from=yesterday&number=x')
  assert.deepEqual(
    [wrong.status, wrong.body.errors.map(({ path }: { path: string }) => path).sort()],
    [422, ['from', 'number', 'status']],
  )
})

test('pages follow each other without gap or repetition, in both orders', async () => {
  for (const order of ['desc', 'asc']) {
    const seen: unknown[] = []
    let cursor: string | null = ''
    do {
      const { body } = await office.get(`/journal?limit=2&order=${order}${cursor ? `&cursor=${cursor}` : ''}`)
      seen.push(...body.items.map((item: { event_no: number }) => item.event_no))
      cursor = body.next_cursor
    } while (cursor)
    assert.deepEqual(seen, order === 'desc' ? [3, 2, 1] : [1, 2, 3])
  }
})

test('for any event each binding says whether it fired and why not, leaf by leaf', async () => {
  const { body } = await office.get('/events/4')
  assert.equal(body.deliveries.length, 0)
  const [why] = body.bindings
  assert.deepEqual([why.binding.id, why.fired, why.reason], [binding, false, 'the conditions do not hold'])
  assert.deepEqual(why.conditions, {
    holds: false,
    all: [
      { param: 'function', op: 'eq', value: 'queue', holds: true, actual: 'queue' },
      { param: 'success_flag', op: 'eq', value: false, holds: false, actual: true },
    ],
  })
  const fired = (await office.get('/events/1')).body
  assert.equal(fired.bindings[0].fired, true)
  assert.equal(fired.deliveries[0].status, 'delivered')
})

test('a rule is tried on history without sending anything', async () => {
  const before = (await office.journal()).length
  const rule = {
    name: 'Any end',
    event_type: 'call_function',
    integration_id: wall,
    parameters: { text: 'Call {{call_id}}' },
    conditions: { param: 'success_flag', op: 'eq', value: true },
  }
  const { status, body } = await office.post('/bindings/backtest', {
    binding: rule,
    from: new Date(Date.now() - 3_600_000).toISOString(),
    to: new Date(Date.now() + 60_000).toISOString(),
  })
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual([body.scanned, body.matched], [4, 1])
  assert.deepEqual([body.samples[0].event_no, body.samples[0].rendered.text], [4, 'Call c-4'])
  assert.equal((await office.journal()).length, before)
})

test('a preview fills the message and sends nothing; a test sends it for real and is marked as one', async () => {
  const form = {
    name: 'Draft',
    event_type: 'call_function',
    integration_id: wall,
    parameters: { text: '{{phone}} {{form_result}}' },
  }
  const preview = (await office.post('/bindings/preview', { binding: form, event_no: 1 })).body
  const { parameters, empty_variables } = preview
  assert.deepEqual([parameters, empty_variables], [{ text: '*********333 ' }, ['form_result']])
  const before = (await office.get('/wall')).body.items.length
  const tried = (await office.post(`/bindings/${binding}/test`, { event_no: 1 })).body
  assert.deepEqual([tried.outcome, tried.message], ['ok', 'The message was delivered'])
  const wallNow = (await office.get('/wall')).body.items
  assert.equal(wallNow.length, before + 1)
  const { attempts, event } = (await office.get(`/deliveries/${wallNow[0].delivery_id}`)).body
  assert.deepEqual([attempts[0].trigger, event.data.is_test], ['test', true])
})

test('each change of a binding is a version that can be read again, and a stale edit is refused', async () => {
  const changed = await office.patch(`/bindings/${binding}`, { name: 'Missed call' })
  assert.deepEqual([changed.body.name, changed.body.version], ['Missed call', 2])
  assert.deepEqual(
    (await office.get(`/bindings/${binding}/versions`)).body.items.map(
      ({ version, name }: { version: number; name: string }) => [version, name],
    ),
    [
      [2, 'Missed call'],
      [1, 'Missed call to the chat'],
    ],
  )
  const stale = await office.put(`/bindings/${binding}`, { ...changed.body, version: 1 })
  assert.deepEqual([stale.status, stale.body.code], [409, 'conflict'])
  assert.deepEqual(stale.body.current, changed.body, 'the answer tells what stands there now')
})

test('a removed binding comes back as it was, and fires again; what became of its integration is looked at', async () => {
  const chat = await office.integration('wall', {}, { name: 'Short-lived' })
  const id = await office.binding(chat, { text: 'back' }, { event_type: 'quota', name: 'Quota' })
  const { body: before } = await office.get(`/bindings/${id}`)
  await office.remove(`/bindings/${id}`)
  assert.equal((await office.happens('quota', {})).deliveries, 0)
  const restored = await office.post(`/bindings/${id}/restore`)
  assert.deepEqual([restored.status, restored.body], [200, before])
  assert.deepEqual((await office.post(`/bindings/${id}/restore`)).body, before, 'twice does no harm')
  assert.equal((await office.happens('quota', {})).deliveries, 1)
  const [{ action }] = (await office.get('/audit?limit=1')).body.items
  assert.equal(action, 'binding.restore')
  await office.remove(`/bindings/${id}`)
  await office.remove(`/integrations/${chat}`)
  const homeless = await office.post(`/bindings/${id}/restore`)
  assert.deepEqual([homeless.status, homeless.body.errors[0].path], [422, 'integration_id'])
  assert.equal((await office.post('/bindings/bnd_never/restore')).status, 404)
})

test('statistics count by hour, status and integration', async () => {
  const { body } = await office.get(`/journal/stats?integration_id=${wall}`)
  assert.ok(body.total >= 3)
  assert.ok(body.hours.every(({ p50_ms }: { p50_ms: number | null }) => p50_ms === null || p50_ms >= 0))
  assert.equal(body.by_status.delivered, body.total)
})

test('a server that stops does not wait for those who listen', async () => {
  const other = await openOffice()
  const reply = await request(`${other.url}/api/v1/journal/stream`, {
    headers: { authorization: `Bearer ${other.key}` },
  })
  const ended = reply.body.text()
  await other[Symbol.asyncDispose]()
  assert.match(await ended, /event: ready/)
})

test('the live tail tells each change, and again what was missed to one who comes back', async () => {
  const heard = await listen(undefined)
  await office.happens('call_function', {
    function: 'queue',
    success_flag: false,
    phone: '+70000000001',
    call_id: 'live-1',
  })
  const first = await waitUntil('the delivery on the tail', () =>
    heard.events.find(({ text }) => text.includes('"delivered"')),
  )
  heard.close()
  const missed = await office.happens('call_function', {
    function: 'queue',
    success_flag: false,
    phone: '+70000000002',
    call_id: 'live-2',
  })
  await office.untilJournal('delivered', 1, `?number=${missed.event_no}`)
  const again = await listen(first.id)
  await waitUntil('what was missed', () => again.events.find(({ text }) => text.includes('live-2')))
  assert.ok(!again.events.some(({ text }) => text.includes('live-1')), 'nothing is told twice')
  again.close()
  const stranger = await listen('other-run-5')
  await waitUntil('the reset', () => stranger.events.find(({ event }) => event === 'reset'))
  stranger.close()
})

interface Told {
  readonly id: string
  readonly event: string
  readonly text: string
}

async function listen(lastId: string | undefined): Promise<{ events: Told[]; close: () => void }> {
  const events: Told[] = []
  const reply = await request(`${office.url}/api/v1/journal/stream`, {
    headers: { authorization: `Bearer ${office.key}`, ...(lastId ? { 'last-event-id': lastId } : {}) },
  })
  assert.equal(reply.statusCode, 200)
  let rest = ''
  reply.body.on('error', () => {})
  reply.body.on('data', (chunk: Buffer) => {
    rest += chunk.toString()
    const blocks = rest.split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const field = (name: string) =>
        block
          .split('\n')
          .find((line) => line.startsWith(`${name}: `))
          ?.slice(name.length + 2) ?? ''
      if (field('event') !== '') events.push({ id: field('id'), event: field('event'), text: field('data') })
    }
  })
  await waitUntil('the stream to begin', () => events.length > 0 || lastId !== undefined)
  return { events, close: () => reply.body.destroy() }
}
