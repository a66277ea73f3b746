import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { type Office, openOffice } from './tools/office.ts'

const suite = join(import.meta.dirname, 'data/json-test-suite')
let office: Office

before(async () => {
  office = await openOffice()
})
after(() => office[Symbol.asyncDispose]())

const missed = {
  event_type: 'call_function',
  data: { function: 'queue', function_state: 'finish', success_flag: false, phone: '+70001112333' },
}

test('one event is taken in: 202, its number, and how many deliveries it calls for', async () => {
  const { status, body } = await office.post('/events', missed)
  assert.equal(status, 202)
  assert.equal(body.accepted, 1)
  assert.equal(body.duplicates, 0)
  assert.equal(body.events.length, 1)
  assert.equal(typeof body.events[0].event_no, 'number')
  assert.match(body.events[0].event_id, /^[0-9a-f-]{36}$/)
  assert.deepEqual([body.events[0].duplicate, body.events[0].deliveries], [false, 0])
})

test('the sender’s own id recognizes a repetition, within one source', async () => {
  const own = { ...missed, event_id: 'own-1', source: 'pbx-a' }
  const first = (await office.post('/events', own)).body
  const second = (await office.post('/events', own)).body
  const elsewhere = (await office.post('/events', { ...own, source: 'pbx-b' })).body
  assert.deepEqual([first.accepted, second.accepted, second.duplicates, elsewhere.accepted], [1, 0, 1, 1])
  assert.equal(second.events[0].event_no, first.events[0].event_no)
  assert.equal(second.events[0].duplicate, true)
})

test('an array and NDJSON are taken in as batches, numbered in order', async () => {
  const three = [missed, missed, missed]
  const array = (await office.post('/events', three)).body
  const lines = (
    await office.post('/events', three.map((event) => JSON.stringify(event)).join('\n'), {
      'content-type': 'application/x-ndjson',
    })
  ).body
  for (const answer of [array, lines]) {
    const numbers = answer.events.map((event: { event_no: number }) => event.event_no)
    assert.deepEqual(numbers, [numbers[0], numbers[0] + 1, numbers[0] + 2])
  }
})

test('a batch with one bad item is refused as a whole, naming the item and the field', async () => {
  const before = (await office.get('/events?limit=1')).body.items[0].event_no
  const bad = { event_type: 'call_function', data: { connect_time: 'long' } }
  const { status, body } = await office.post('/events', [missed, bad, { event_type: 'no_such' }])
  assert.equal(status, 422)
  assert.equal(body.code, 'fields-invalid')
  assert.deepEqual(
    body.errors.map((error: { index: number; field: string }) => [error.index, error.field]),
    [
      [1, 'data.connect_time'],
      [2, 'event_type'],
    ],
  )
  assert.equal((await office.get('/events?limit=1')).body.items[0].event_no, before)
})

test('with on_error=skip the good items are stored and the bad ones are told', async () => {
  const { status, body } = await office.post('/events?on_error=skip', [missed, { event_type: 'no_such' }, missed])
  assert.equal(status, 202)
  assert.equal(body.accepted, 2)
  assert.equal(body.rejected.length, 1)
  assert.deepEqual([body.rejected[0].index, body.rejected[0].code], [1, 'event-type-unknown'])
})

test('an unknown type is refused with the list of known ones', async () => {
  const { status, body, headers } = await office.post('/events', { event_type: 'call_funktion', data: {} })
  assert.equal(status, 422)
  assert.match(String(headers['content-type']), /application\/problem\+json/)
  assert.equal(body.code, 'event-type-unknown')
  assert.equal(body.known.length, 9)
  assert.ok(body.known.includes('call_function'))
})

test('parameters nobody knows are kept; known ones must fit their type', async () => {
  const kept = await office.happens('call_function', { my_field: { deep: [1, 2] }, answer: 2, connect_time: '047' })
  assert.deepEqual((await office.get(`/events/${kept.event_no}`)).body.data, {
    my_field: { deep: [1, 2] },
    answer: 2,
    connect_time: '047',
  })
  for (const data of [
    { success_flag: 'yes' },
    { function_state: 'ended' },
    { connect_time: {} },
    { started_at: '2026-02-30T00:00:00Z' },
    { answers: [] },
  ]) {
    assert.equal(
      (await office.post('/events', { event_type: 'call_function', data })).status,
      422,
      JSON.stringify(data),
    )
  }
})

test('each event of the catalogue’s samples is taken in as it stands', async () => {
  const { event_types } = (await office.get('/catalogue')).body
  for (const { key, sample } of event_types) {
    const { status, body } = await office.post('/events', sample)
    assert.equal(status, 202, `${key}: ${JSON.stringify(body)}`)
  }
})

test('CloudEvents come in structured, as a batch and binary; source and id make the key', async () => {
  const event = {
    specversion: '1.0',
    id: 'ce-1',
    source: '/pbx',
    type: 'callcenter.quota.v1',
    time: '2026-03-16T09:41:07Z',
    subject: 'quota-1',
    data: { quota_state: 'reached' },
  }
  const structured = (await office.post('/events', event, { 'content-type': 'application/cloudevents+json' })).body
  const batch = (
    await office.post('/events', [event, { ...event, id: 'ce-2', type: 'quota' }], {
      'content-type': 'application/cloudevents-batch+json',
    })
  ).body
  const binary = await office.post('/events', event.data, {
    'ce-specversion': '1.0',
    'ce-id': 'ce-3',
    'ce-source': '/pbx%20%D1%8E',
    'ce-type': 'quota',
    'content-type': 'application/json; charset=utf-8',
  })
  assert.equal(structured.accepted, 1)
  assert.deepEqual([batch.accepted, batch.duplicates], [1, 1])
  assert.equal(binary.status, 202)
  const story = (await office.get(`/events/${binary.body.events[0].event_no}`)).body
  assert.deepEqual([story.event_type, story.source, story.data.quota_state], ['quota', '/pbx ю', 'reached'])
  const told = (await office.get(`/events/${structured.events[0].event_no}`)).body
  assert.deepEqual([told.correlation_id, told.event_time], ['quota-1', '2026-03-16T09:41:07.000Z'])
})

test('a CloudEvent without its attributes is refused by field', async () => {
  const { status, body } = await office.post(
    '/events',
    { specversion: '0.3', id: 'x' },
    { 'content-type': 'application/cloudevents+json' },
  )
  assert.equal(status, 422)
  assert.deepEqual(body.errors.map(({ path }: { path: string }) => path).sort(), ['source', 'specversion', 'type'])
})

test('the same Idempotency-Key adds nothing a second time, though the events have no ids of their own', async () => {
  const headers = { 'idempotency-key': 'post-1' }
  const first = (await office.post('/events', [missed, missed], headers)).body
  const second = (await office.post('/events', [missed, missed], headers)).body
  assert.deepEqual([first.accepted, second.accepted, second.duplicates], [2, 0, 2])
})

test('what is too large is refused with 413', async () => {
  const long = { ...missed, data: { note: 'x'.repeat(256 * 1024) } }
  assert.equal((await office.post('/events', long)).status, 413)
  assert.equal((await office.post('/events', [missed, long])).status, 413)
  assert.equal(
    (
      await office.post(
        '/events',
        Array.from({ length: 10_001 }, () => ({ event_type: 'quota' })),
      )
    ).status,
    413,
  )
  assert.equal((await office.post('/events', Buffer.alloc(17 * 1024 * 1024, 32))).status, 413)
})

test('other content types, methods, keys and addresses get their own problem', async () => {
  const cases: [string, Promise<{ status: number; body: { code: string } }>, number, string][] = [
    ['xml', office.post('/events', '<a/>', { 'content-type': 'application/xml' }), 415, 'media-type-unsupported'],
    ['gzip', office.post('/events', '{}', { 'content-encoding': 'gzip' }), 415, 'media-type-unsupported'],
    ['not JSON', office.post('/events', '{'), 400, 'body-invalid'],
    ['empty', office.post('/events', ''), 400, 'body-invalid'],
    ['no key', office.ask('GET', '/events', undefined, { authorization: '' }), 401, 'key-missing'],
    ['wrong key', office.get('/events', 'hsk_wrong'), 401, 'key-invalid'],
    ['PUT', office.put('/events', {}), 405, 'method-not-allowed'],
    ['nowhere', office.get('/nothing/here'), 404, 'not-found'],
    ['bad limit', office.get('/events?limit=501'), 422, 'fields-invalid'],
    ['bad cursor', office.get('/events?cursor=abc'), 400, 'cursor-invalid'],
  ]
  for (const [name, asked, status, code] of cases) {
    const reply = await asked
    assert.deepEqual([reply.status, reply.body.code], [status, code], name)
  }
})

test('however an event is posted, in one piece, in chunks or with a query, it is answered the same', async () => {
  const bodies: [string, string, string?][] = [
    ['a good event', JSON.stringify({ ...missed, event_id: 'however' })],
    ['a wrong parameter', JSON.stringify({ event_type: 'call_function', data: { connect_time: 'long' } })],
    ['a broken text', '{"event_type":'],
    ['nothing', ''],
    ['bytes that are no text', '"\xff'],
    ['a good event under a wrong key', JSON.stringify(missed), 'not-a-key'],
  ]
  for (const [name, text, key = office.key] of bodies) {
    const bytes = Buffer.from(text, 'latin1')
    const [inOnePiece, ...others] = [
      await postRaw('', bytes, key),
      await postRaw('', chunked(bytes), key),
      await postRaw('?on_error=refuse', bytes, key),
    ]
    for (const other of others) assert.deepEqual(other, inOnePiece, name)
  }
})

/** Status, headers that say something, and body; the number of an event and whether it is new depend on the order. */
async function postRaw(query: string, body: Buffer | ReadableStream, key: string): Promise<unknown> {
  const reply = await fetch(`${office.url}/api/v1/events${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body,
    duplex: 'half',
  } as RequestInit)
  const names = ['content-type', 'www-authenticate', 'retry-after', 'content-length']
  const text = await reply.text()
  const said = text.includes('"accepted"') ? text.replace(/"(accepted|duplicates|duplicate)":\w+/g, '') : text
  return [reply.status, names.map((name) => (said === text ? reply.headers.get(name) : null)), said]
}

function chunked(bytes: Buffer): ReadableStream {
  const half = Math.ceil(bytes.length / 2)
  return ReadableStream.from([bytes.subarray(0, half), bytes.subarray(half)].filter((piece) => piece.length > 0))
}

test('data nested deeper than anybody needs is refused, and the server lives', async () => {
  const deep = `{"event_type":"quota","data":{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`
  assert.equal((await office.post('/events', deep)).status, 422)
  const wide = {
    event_type: 'quota',
    data: Object.fromEntries(Array.from({ length: 5001 }, (_, no) => [`k${no}`, no])),
  }
  assert.equal((await office.post('/events', wide)).status, 422)
})

test('every file of the JSON test suite is answered: n_ with 400, y_ and i_ without a 5xx', async () => {
  const files = readdirSync(suite).filter((file) => file.endsWith('.json'))
  assert.ok(files.length > 250, `${files.length} files`)
  for (const file of files) {
    const bytes = readFileSync(join(suite, file))
    const { status } = await office.post('/events', bytes)
    assert.ok(status < 500, `${file}: ${status}`)
    if (file.startsWith('n_')) assert.equal(status, 400, file)
    else assert.ok(file.startsWith('i_') || status !== 400, `${file}: ${status}`)
  }
  assert.equal((await office.get('/livez')).status, 200)
})

test('any JSON at all, in any field, is answered without a 5xx and what is accepted comes back unchanged', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.string({ maxLength: 20 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 6 }),
      async (data) => {
        const sent = { event_type: 'quota', data }
        const { status, body } = await office.post('/events', sent)
        assert.ok(status === 202 || status === 422, `${status} ${JSON.stringify(body)}`)
        if (status !== 202) return
        const kept = (await office.get(`/events/${body.events[0].event_no}`)).body.data
        assert.deepEqual(kept, JSON.parse(JSON.stringify(data)))
      },
    ),
    { numRuns: 60 },
  )
})

test('any bytes as a body, with any content type we take, never cause a 5xx', async () => {
  const types = fc.constantFrom(
    'application/json',
    'application/x-ndjson',
    'application/cloudevents+json',
    'application/cloudevents-batch+json',
  )
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), types, async (bytes, type) => {
      const { status } = await office.post('/events', Buffer.from(bytes), { 'content-type': type })
      assert.ok(status < 500, String(status))
    }),
    { numRuns: 100 },
  )
})

test('when the disk is full nothing is accepted, nothing is half stored, and the answer says when to come again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hookswitch-full-'))
  try {
    await using full = await openOffice({
      settings: {
        HOOKSWITCH_STORE: `sqlite:${join(folder, 'small.db')}?max_pages=120`,
        HOOKSWITCH_SECRET_KEY_FILE: join(folder, 'secret.key'),
      },
    })
    const batch = Array.from({ length: 20 }, () => ({ event_type: 'quota', data: { note: 'x'.repeat(4000) } }))
    let accepted = 0
    let refused: Awaited<ReturnType<Office['post']>> | null = null
    while (!refused && accepted < 2000) {
      const reply = await full.post('/events', batch)
      if (reply.status === 202) accepted += batch.length
      else refused = reply
    }
    assert.deepEqual([refused?.status, refused?.body.code, refused?.headers['retry-after']], [507, 'store-full', '1'])
    const { items } = (await full.get('/events?limit=1')).body
    assert.equal(items[0].event_no, accepted)
    assert.equal((await full.get('/livez')).status, 200)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
