import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { startFake } from '../../test/tools/fakes/frame.ts'
import { type HttpReply, OutboundError, type OutboundFailure } from '../core/http.ts'
import { openOutbound } from './outbound.ts'

const office = openOutbound({ allowNets: ['127.0.0.0/8'], connectTimeoutMs: 2000 })
const stranger = openOutbound({ allowNets: [] })
after(() => Promise.all([office.close(), stranger.close()]))

async function failureOf(attempt: Promise<unknown>): Promise<OutboundError> {
  try {
    await attempt
  } catch (error) {
    assert.ok(error instanceof OutboundError, String(error))
    return error
  }
  return assert.fail('it should have failed')
}

async function assertFails(attempt: Promise<unknown>, failure: OutboundFailure, sent: boolean): Promise<OutboundError> {
  const error = await failureOf(attempt)
  assert.deepEqual([error.failure, error.sent], [failure, sent], error.message)
  return error
}

const post = (
  url: string,
  more: { timeoutMs?: number; signal?: AbortSignal; body?: string } = {},
): Promise<HttpReply> => office.http({ method: 'POST', url, body: '{}', ...more })

// ── ordinary answers ──────────────────────────────────────────────────────────

test('a request arrives byte for byte, and the answer comes back', async () => {
  await using fake = await startFake({
    script: [{ does: 'answer', status: 201, headers: { 'x-id': ['1', '2'] }, body: 'да' }],
  })
  const body = '{"b":1,"a":1e400,"n":9007199254740993}'
  const reply = await office.http({ method: 'PUT', url: `${fake.url}/a%20b?q=1#part`, headers: { 'X-One': '1' }, body })
  assert.deepEqual([reply.status, reply.body, reply.truncated, reply.headers['x-id']], [201, 'да', false, '1, 2'])
  const [request] = fake.received
  assert.deepEqual([request?.method, request?.path, request?.body], ['PUT', '/a%20b?q=1', body])
  assert.deepEqual([request?.headers['x-one'], request?.headers['accept-encoding']], ['1', 'identity'])
})

test('requests one after another take turns on two connections', async () => {
  await using fake = await startFake()
  for (let sent = 0; sent < 20; sent += 1) await post(fake.url)
  assert.ok(fake.connections() <= 2, `${fake.connections()} connections`)
})

test('a connection that the service closed between two requests costs nothing', async () => {
  await using fake = await startFake({ script: [{ does: 'answer', thenCuts: true }] })
  assert.equal((await post(fake.url)).status, 200)
  while (fake.openConnections() > 0) await new Promise((resolve) => setImmediate(resolve))
  assert.equal((await post(fake.url)).status, 200)
})

for (const status of [301, 302, 307, 308]) {
  test(`${status} is an answer, not an order: nothing is followed, and where it leads is shown`, async () => {
    await using elsewhere = await startFake()
    await using fake = await startFake({ script: [{ does: 'redirect', to: `${elsewhere.url}/x`, status }] })
    const reply = await post(fake.url)
    assert.deepEqual([reply.status, reply.headers['location']], [status, `${elsewhere.url}/x`])
    assert.equal(elsewhere.received.length, 0)
  })
}

// ── slow and endless ──────────────────────────────────────────────────────────

test('a service that takes the request and never answers is given up at the deadline: it may have been delivered', async () => {
  await using fake = await startFake({ otherwise: { does: 'hang' } })
  const error = await assertFails(post(fake.url, { timeoutMs: 150 }), 'timeout', true)
  assert.match(error.message, /127\.0\.0\.1 did not answer in 150 ms/)
})

test('headers that drip in one byte at a time do not outlast the deadline', async () => {
  await using fake = await startFake({ otherwise: { does: 'slow-headers', everyMs: 20 } })
  await assertFails(post(fake.url, { timeoutMs: 200 }), 'timeout', true)
})

test('a body that drips in does not outlast the deadline: the status counts, the body is marked as cut', async () => {
  await using fake = await startFake({ otherwise: { does: 'slow-body', everyMs: 20 } })
  const reply = await post(fake.url, { timeoutMs: 200 })
  assert.deepEqual([reply.status, reply.truncated], [200, true])
  assert.match(reply.body, /^x+$/)
})

test('an endless body is cut, its connection closed, and 64 KiB of it kept', async () => {
  await using fake = await startFake({ otherwise: { does: 'endless-body', status: 500 } })
  const reply = await post(fake.url)
  assert.deepEqual([reply.status, reply.truncated, reply.body.length], [500, true, 65_536])
  while (fake.openConnections() > 0) await new Promise((resolve) => setImmediate(resolve))
})

test('a long body that ends is cut to 64 KiB without losing the connection or half a letter', async () => {
  await using fake = await startFake({ script: [{ does: 'answer', body: `x${'я'.repeat(50_000)}` }] })
  const reply = await post(fake.url)
  assert.deepEqual([reply.truncated, reply.body.length, reply.body.at(-1)], [true, 32_768, 'я'])
  assert.equal(fake.openConnections(), 1)
})

for (const encoding of ['gzip', 'deflate', 'br'] as const) {
  test(`a ${encoding} bomb of 100 MB inflates to 64 KiB and no further`, async () => {
    await using fake = await startFake({ otherwise: { does: 'bomb', bytes: 100_000_000, encoding } })
    const reply = await post(fake.url)
    assert.deepEqual([reply.status, reply.truncated, reply.body.length], [200, true, 65_536])
  })
}

test('a body that is not what its encoding says is kept as a note of its length', async () => {
  await using fake = await startFake({
    script: [
      { does: 'answer', headers: { 'content-encoding': 'gzip' }, body: 'plain' },
      { does: 'answer', headers: { 'content-encoding': 'zopfli' }, body: 'plain' },
      { does: 'answer', headers: { 'content-type': 'image/png' }, body: 'plain' },
    ],
  })
  for (let at = 0; at < 3; at += 1) assert.equal((await post(fake.url)).body, '[binary, 5 bytes]')
})

// ── connections that break ────────────────────────────────────────────────────

test('a connection reset as soon as it opened is a clear failure, and the service saw nothing', async () => {
  await using fake = await startFake({ script: [{ does: 'refuse-connection' }] })
  const error = await failureOf(post(fake.url))
  assert.equal(fake.received.length, 0)
  assert.ok(['reset', 'connect'].includes(error.failure), error.failure)
})

test('a connection reset after the request may have delivered it', async () => {
  await using fake = await startFake({ script: [{ does: 'reset' }] })
  await assertFails(post(fake.url), 'reset', true)
})

test('200 whose body breaks off is delivered, and the body is marked as cut', async () => {
  await using fake = await startFake({ script: [{ does: 'reset-in-body', body: '{"ok":' }] })
  const reply = await post(fake.url)
  assert.deepEqual([reply.status, reply.truncated, reply.body], [200, true, '{"ok":'])
})

test('a port where nobody listens is said in words', async () => {
  const fake = await startFake()
  await fake.close()
  const error = await assertFails(post(fake.url), 'connect', false)
  assert.equal(error.message, 'could not connect to 127.0.0.1: nothing listens there')
})

// ── nonsense ──────────────────────────────────────────────────────────────────

const nonsense = [
  ['not HTTP at all', 'hello\n\n'],
  ['HTTP/0.9', '<html>hi</html>'],
  ['a status that is no number', 'HTTP/1.1 abc OK\r\n\r\n'],
  ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
  ['a NUL in a header', 'HTTP/1.1 200 OK\r\nx-a: b\u0000c\r\ncontent-length: 0\r\n\r\n'],
  ['an upgrade nobody asked for', 'HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'],
] as const

for (const [what, bytes] of nonsense) {
  test(`an answer with ${what} is a clear failure, and the next request works`, async () => {
    await using fake = await startFake({ script: [{ does: 'garbage', bytes }] })
    const error = await failureOf(post(fake.url, { timeoutMs: 2000 }))
    assert.ok(['protocol', 'reset'].includes(error.failure), error.failure)
    assert.equal(error.sent, true)
    assert.equal((await post(fake.url)).status, 200)
  })
}

test('a header of 1 MB is refused', async () => {
  await using fake = await startFake({ script: [{ does: 'huge-header', bytes: 1_000_000 }] })
  await assertFails(post(fake.url), 'protocol', true)
})

for (const status of [204, 205, 206, 299, 999]) {
  test(`the status ${status} is passed on as it is`, async () => {
    const bytes = `HTTP/1.1 ${status} X\r\ncontent-length: 0\r\n\r\n`
    await using fake = await startFake({ script: [{ does: 'garbage', bytes, staysOpen: true }] })
    assert.equal((await post(fake.url)).status, status)
  })
}

test('hints that come before the answer are not the answer', async () => {
  const hint = 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'
  const bytes = `${hint.repeat(20)}HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok`
  await using fake = await startFake({ script: [{ does: 'garbage', bytes, staysOpen: true }] })
  const reply = await post(fake.url)
  assert.deepEqual([reply.status, reply.body, reply.headers['link']], [200, 'ok', undefined])
})

test('a hint that no answer follows is no answer', async () => {
  const bytes = 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'
  await using fake = await startFake({ script: [{ does: 'garbage', bytes, staysOpen: true }] })
  await assertFails(post(fake.url, { timeoutMs: 150 }), 'timeout', true)
})

test('bytes that are no text arrive as text that every database takes', async () => {
  await using fake = await startFake({ script: [{ does: 'answer', body: Buffer.from([0x61, 0x00, 0xff, 0x62]) }] })
  assert.equal((await post(fake.url)).body, 'a\ufffd\ufffdb')
})

// ── stopping ──────────────────────────────────────────────────────────────────

test('a request that is called off ends at once', async () => {
  await using fake = await startFake({ otherwise: { does: 'hang' } })
  const stop = new AbortController()
  const attempt = post(fake.url, { signal: stop.signal })
  await fake.waitForRequests(1)
  stop.abort()
  await assertFails(attempt, 'aborted', true)
})

test('a request that was called off before it began is never sent', async () => {
  await using fake = await startFake()
  await assertFails(post(fake.url, { signal: AbortSignal.abort() }), 'aborted', false)
  assert.equal(fake.connections(), 0)
})

test('a request that is called off while it waits for a connection is never sent', async () => {
  await using fake = await startFake()
  const held = Promise.withResolvers<readonly { address: string; family: 4 }[]>()
  const outbound = openOutbound({ allowNets: ['127.0.0.1'], resolve: () => held.promise })
  const stop = new AbortController()
  const attempt = outbound.http({ method: 'POST', url: `http://crm.example.com:${fake.port}`, signal: stop.signal })
  stop.abort()
  await assertFails(attempt, 'aborted', false)
  held.resolve([{ address: '127.0.0.1', family: 4 }])
  assert.equal((await outbound.http({ method: 'GET', url: `http://crm.example.com:${fake.port}/next` })).status, 200)
  assert.deepEqual(
    fake.received.map(({ path }) => path),
    ['/next'],
  )
  await outbound.close()
})

test('closing the way out ends what is under way', async () => {
  await using fake = await startFake({ otherwise: { does: 'hang' } })
  const outbound = openOutbound({ allowNets: ['127.0.0.1'] })
  const attempt = outbound.http({ method: 'POST', url: fake.url })
  const ended = assertFails(attempt, 'aborted', true)
  await fake.waitForRequests(1)
  await outbound.close()
  await ended
})

test('a measured request has a connection of its own and tells where its time went', async () => {
  await using fake = await startFake()
  let [asked, found] = [0, 0]
  const outbound = openOutbound({
    allowNets: ['127.0.0.1'],
    resolve: async () => {
      asked = performance.now()
      // A name server that takes its time.
      await new Promise((resolve) => setTimeout(resolve, 20))
      found = performance.now()
      return [{ address: '127.0.0.1', family: 4 }]
    },
  })
  const ask = () => outbound.http({ method: 'GET', url: `http://crm.example.com:${fake.port}/`, timed: true })
  const { timing } = await ask()
  assert.ok(timing && timing.dnsMs >= Math.floor(found - asked), JSON.stringify(timing))
  assert.equal(timing.tlsMs, null)
  const parts = timing.dnsMs + timing.connectMs + timing.waitMs
  assert.ok(Math.abs(timing.totalMs - parts) <= 2, JSON.stringify(timing))
  await ask()
  assert.equal(fake.connections(), 2, 'each one tells of the way to the service as a stranger would find it')
  assert.equal((await outbound.http({ method: 'GET', url: `http://crm.example.com:${fake.port}/` })).timing, undefined)
  await outbound.close()
})

test('closing the way out ends a measured request, too', async () => {
  await using fake = await startFake({ otherwise: { does: 'hang' } })
  const outbound = openOutbound({ allowNets: ['127.0.0.1'] })
  const ended = assertFails(outbound.http({ method: 'POST', url: fake.url, timed: true }), 'aborted', true)
  await fake.waitForRequests(1)
  await outbound.close()
  await ended
})

// ── requests that cannot be ───────────────────────────────────────────────────

const impossible = [
  ['no address', 'not a url'],
  ['a file', 'file:///etc/passwd'],
  ['another scheme', 'gopher://127.0.0.1/x'],
  ['a user name in the address', 'https://user:s3cret-token@crm.example.com/'],
  ['a user name that looks like a host', 'https://crm.example.com@127.0.0.1/'],
  ['an interface in the address', 'http://[fe80::1%25eth0]/'],
] as const

for (const [what, url] of impossible) {
  test(`${what} is refused before anything happens, without repeating it`, async () => {
    const error = await assertFails(post(url), 'request-invalid', false)
    assert.doesNotMatch(error.message, /s3cret|passwd|user:/)
  })
}

test('a method that opens a tunnel is refused', async () => {
  for (const method of ['CONNECT', 'TRACE', 'GET /x HTTP/1.1\r\nx: y', '']) {
    await assertFails(office.http({ method, url: 'http://127.0.0.1/' }), 'request-invalid', false)
  }
})

// ── the address guard ─────────────────────────────────────────────────────────

const literals = [
  'http://127.0.0.1',
  'http://127.1',
  'http://0x7f.1',
  'http://2130706433',
  'http://017700000001',
  'http://0',
  'http://0.0.0.0',
  'http://127.0.0.1.',
  'http://①②⑦.0.0.1',
  'http://127。0。0。1',
  'http://%31%32%37.0.0.1',
  'http://[::]',
  'http://[::1]',
  'http://[::ffff:127.0.0.1]',
  'http://[::ffff:169.254.169.254]',
  'http://[::127.0.0.1]',
  'http://[64:ff9b::a9fe:a9fe]',
  'http://[2002:a9fe:a9fe::]',
  'http://[fd00:ec2::254]',
  'http://169.254.169.254',
  'http://100.64.1.1',
  'http://198.18.0.1',
  'http://10.0.0.1',
  'http://192.168.0.1',
]

test('nothing inside is reached, however the address is written', async () => {
  await using fake = await startFake()
  for (const literal of literals) {
    await assertFails(stranger.http({ method: 'GET', url: `${literal}:${fake.port}/x` }), 'address-refused', false)
  }
  assert.equal(fake.connections(), 0)
})

test('a refusal reads the same whether somebody is at home there or not', async () => {
  await using fake = await startFake()
  const open = await failureOf(stranger.http({ method: 'GET', url: fake.url }))
  const shut = await failureOf(stranger.http({ method: 'GET', url: 'http://127.0.0.1:59999' }))
  assert.equal(open.message, shut.message)
})

function outboundWith(names: Record<string, readonly string[]>, allowNets: readonly string[] = []) {
  const resolve = async (host: string) => (names[host] ?? []).map((address) => ({ address, family: 4 as const }))
  return openOutbound({ allowNets, resolve, connectTimeoutMs: 500 })
}

test('a name that leads inside is refused, also when another of its addresses is public', async () => {
  await using fake = await startFake()
  const outbound = outboundWith({ 'inside.example.com': ['127.0.0.1'], 'mixed.example.com': ['8.8.8.8', '127.0.0.1'] })
  for (const name of ['inside.example.com', 'mixed.example.com', 'inside.example.com.']) {
    await assertFails(outbound.http({ method: 'GET', url: `http://${name}:${fake.port}` }), 'address-refused', false)
  }
  assert.equal(fake.connections(), 0)
  await outbound.close()
})

test('a name that is public when asked and private when asked again is dialed at the address that was judged', async () => {
  await using fake = await startFake()
  let asked = 0
  const resolve = async () => [{ address: asked++ === 0 ? '127.0.0.2' : '169.254.169.254', family: 4 as const }]
  // 127.0.0.2 plays the public address: it is the one that was judged, and the only one that is dialed.
  const outbound = openOutbound({ allowNets: ['127.0.0.2'], resolve })
  await failureOf(outbound.http({ method: 'GET', url: `http://rebind.example.com:${fake.port}` }))
  assert.equal(asked, 1)
  assert.equal(fake.connections(), 0)
  await assertFails(
    outbound.http({ method: 'GET', url: `http://rebind.example.com:${fake.port}` }),
    'address-refused',
    false,
  )
  await outbound.close()
})

test('names that only mean machines nearby are refused, even when they resolve to a public address', async () => {
  const names = [
    'localhost',
    'api.localhost',
    'vault.internal',
    'printer.local',
    'metadata.google.internal',
    'localhost.',
  ]
  const outbound = outboundWith(Object.fromEntries(names.map((name) => [name.replace(/\.$/, ''), ['8.8.8.8']])))
  for (const name of names)
    await assertFails(outbound.http({ method: 'GET', url: `http://${name}/` }), 'address-refused', false)
  await outbound.close()
})

test('a machine in a net that the operator allows is reached by name and by address', async () => {
  await using fake = await startFake()
  const outbound = outboundWith({ 'crm.internal': ['127.0.0.1'] }, ['127.0.0.1'])
  for (const host of ['crm.internal', '127.0.0.1', '127.1', '[::ffff:127.0.0.1]']) {
    assert.equal((await outbound.http({ method: 'GET', url: `http://${host}:${fake.port}` })).status, 200, host)
  }
  await outbound.close()
})

test('ports of mail, shells and databases are refused on public addresses', async () => {
  for (const port of [22, 25, 110, 143, 445, 3306, 5432, 6379, 9200, 11211, 2375]) {
    await assertFails(stranger.http({ method: 'GET', url: `http://8.8.8.8:${port}` }), 'address-refused', false)
  }
})

test('a name that does not exist and a name server that does not answer are told apart', async () => {
  const trouble = (code: string) =>
    openOutbound({ allowNets: [], resolve: () => Promise.reject(Object.assign(new Error('x'), { code })) })
  const missing = await assertFails(
    trouble('ENOTFOUND').http({ method: 'GET', url: 'http://no.example.com/?t=s3cret' }),
    'dns',
    false,
  )
  const silent = await assertFails(
    trouble('EAI_AGAIN').http({ method: 'GET', url: 'http://no.example.com/' }),
    'dns',
    false,
  )
  assert.equal(missing.message, 'the address of no.example.com was not found: there is no such name')
  assert.equal(silent.message, 'the address of no.example.com was not found: the name server did not answer')
})

test('a name server that never answers does not hold a request beyond the connection time', async () => {
  const outbound = openOutbound({ allowNets: [], resolve: () => new Promise(() => {}), connectTimeoutMs: 100 })
  await assertFails(outbound.http({ method: 'GET', url: 'http://slow.example.com/' }), 'timeout', false)
  await outbound.close()
})

test('a name with two hundred addresses is reached at the one where somebody listens', async () => {
  await using fake = await startFake({ host: '127.0.0.200' })
  const addresses = Array.from({ length: 200 }, (_, no) => ({ address: `127.0.0.${no + 1}`, family: 4 as const }))
  const outbound = openOutbound({ allowNets: ['127.0.0.0/8'], resolve: async () => addresses })
  assert.equal((await outbound.http({ method: 'GET', url: `http://crm.example.com:${fake.port}/` })).status, 200)
  await outbound.close()
})

// ── raw connections ───────────────────────────────────────────────────────────

test('a source connects through the same guard', async () => {
  await using fake = await startFake({ script: [{ does: 'answer', body: 'hello' }] })
  await assertFails(stranger.connect({ host: '127.0.0.1', port: fake.port }), 'address-refused', false)
  const connection = await office.connect({ host: '127.0.0.1', port: fake.port })
  await connection.write('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')
  let text = ''
  for await (const bytes of connection.bytes) text += Buffer.from(bytes).toString()
  assert.match(text, /hello/)
  connection.close()
})
