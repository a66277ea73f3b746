import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { holdClock } from './tools/clock.ts'
import { type Office, openOffice } from './tools/office.ts'

const clock = holdClock()
let office: Office
before(async () => {
  office = await openOffice({ clock })
})
after(() => office[Symbol.asyncDispose]())

const call = { event_type: 'call_function', event_id: 'e-1', data: { phone: '+70009876543', function: 'queue' } }

test('whoever sets up a sender sees what became of each request: taken in, known already, or wrong and where', async () => {
  await office.post('/events', call)
  await clock.move(1000)
  const bad = { ...call, event_id: 'e-2', data: { success_flag: 'yes, +70009876543', note: 'Zinaida' } }
  await office.post('/events?on_error=skip', [call, bad, { event_type: 'nonsense' }])
  await clock.move(1000)
  await office.post('/events', [bad, bad])
  const [third, second, first] = await latest()
  const { at, caller, status, code, accepted, duplicates, rejected } = first
  assert.deepEqual([at, caller?.name, status, code], ['2026-03-16T09:00:00.000Z', 'HOOKSWITCH_ADMIN_KEY', 202, null])
  assert.deepEqual([accepted, duplicates, rejected, first.errors], [1, 0, 0, []])
  assert.deepEqual([first.bytes, first.content_type], [JSON.stringify(call).length, 'application/json'])
  assert.deepEqual([second.status, second.accepted, second.duplicates, second.rejected], [202, 0, 1, 2])
  assert.deepEqual(second.errors[0], {
    index: 1,
    path: 'data.success_flag',
    message: 'must be true or false, without quotes',
  })
  assert.deepEqual([second.errors[1].index, second.errors[1].path], [2, 'event_type'])
  assert.deepEqual([third.status, third.code, third.accepted, third.rejected], [422, 'fields-invalid', 0, 2])
  assert.equal(third.errors[1].index, 1)
})

test('a request that is no JSON, may not be made, or has a wrong key is told, too', async () => {
  await office.post('/events', '{"phone":"+70009876543" nonsense}')
  const key = (await office.post('/keys', { name: 'Only looks', role: 'viewer' })).body.key
  await office.ask('POST', '/events', call, { authorization: `Bearer ${key}` })
  await clock.move(1000)
  await office.ask('POST', '/events', call, { authorization: 'Bearer wrong' })
  const [stranger, ...rest] = await latest()
  assert.deepEqual([stranger.caller, stranger.status, stranger.code], [null, 401, 'key-invalid'])
  const told = rest.slice(0, 2).map(({ code, caller }) => [code, caller?.name])
  assert.deepEqual(
    new Map(told as [string, string][]),
    new Map([
      ['body-invalid', 'HOOKSWITCH_ADMIN_KEY'],
      ['not-allowed', 'Only looks'],
    ]),
  )
  const invalid = rest.find(({ code }) => code === 'body-invalid')
  assert.match(invalid?.errors[0].message, /^The body is not valid JSON, at position \d+$/)
})

test('nothing of a client stands in what is told', async () => {
  const names = { '+7 000 987 65 43': 1, event_type: 'quota', data: { Zinaida: 1 } }
  await office.post('/events', names)
  await office.ask('POST', '/events', 'x', { 'content-type': 'text/70009876543' })
  const text = JSON.stringify((await latest()).map(({ at: _, ...row }) => row))
  assert.ok(!text.replace(/[^\p{L}\p{N}]/gu, '').includes('0009876543'), text)
  assert.ok(!text.includes('Zinaida'))
})

test('two hundred requests are remembered, and those with a wrong key never push out the others', async () => {
  for (let no = 0; no < 230; no++) await office.post('/events', { ...call, event_id: `many-${no}` })
  for (let no = 0; no < 60; no++) {
    await office.ask('POST', '/events', call, { authorization: 'Bearer wrong' })
    await clock.move(2000)
  }
  const rows = await latest()
  assert.equal(rows.filter(({ caller }) => caller !== null).length, 200)
  assert.equal(rows.filter(({ caller }) => caller === null).length, 50)
})

interface Row {
  readonly at: string
  readonly caller: { readonly name: string } | null
  readonly code: string | null
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the answer holds.
  readonly [more: string]: any
}

async function latest(): Promise<[Row, Row, Row, ...Row[]]> {
  const { status, body } = await office.get('/intake')
  assert.equal(status, 200)
  return body.items
}
