import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import { startFake } from '../../test/tools/fakes/frame.ts'
import { openOutbound } from './outbound.ts'

const outbound = openOutbound({ allowNets: ['127.0.0.0/8'] })
after(() => outbound.close())

const get = (url: string, maxBytes?: number) =>
  outbound.http({ method: 'GET', url, ...(maxBytes !== undefined && { maxBytes }) })

test('a file that was asked for as bytes comes whole, however long', async () => {
  const content = randomBytes(3_000_000)
  await using fake = await startFake({ otherwise: { does: 'answer', body: content } })
  const reply = await get(fake.url, 3_000_000)
  assert.ok(Buffer.from(reply.bytes ?? []).equals(content))
  assert.equal(reply.truncated, false)
})

test('not a byte more than was asked for is kept, and the answer says that there was more', async () => {
  const content = randomBytes(100_000)
  await using fake = await startFake({ otherwise: { does: 'answer', body: content } })
  const reply = await get(fake.url, 99_999)
  assert.equal(reply.bytes?.byteLength, 99_999)
  assert.equal(reply.truncated, true)
})

test('an endless file is cut off, and one that breaks off says so', async () => {
  await using endless = await startFake({ otherwise: { does: 'endless-body' } })
  assert.equal((await get(endless.url, 1_000_000)).bytes?.byteLength, 1_000_000)
  await using broken = await startFake({ otherwise: { does: 'reset-in-body', body: '0123456789' } })
  const reply = await get(broken.url, 1_000_000)
  assert.deepEqual([Buffer.from(reply.bytes ?? []).toString(), reply.truncated], ['0123456789', true])
})

test('whoever does not ask for bytes gets none, and a text of 64 KiB as always', async () => {
  await using fake = await startFake({ otherwise: { does: 'answer', body: 'x'.repeat(100_000) } })
  const reply = await get(fake.url)
  assert.equal(reply.bytes, undefined)
  assert.equal(reply.body.length, 64 * 1024)
  assert.equal(reply.truncated, true)
})

test('a socket is dialed through the same guard as a request', async () => {
  const guarded = openOutbound({ allowNets: [] })
  await assert.rejects(guarded.dial({ host: '127.0.0.1', port: 25 }), /may not be reached from here/)
  await assert.rejects(guarded.dial({ host: '169.254.169.254', port: 80 }), /may not be reached from here/)
  await guarded.close()
})

test('sockets handed out are cut when the server stops', async () => {
  await using fake = await startFake()
  const stopping = openOutbound({ allowNets: ['127.0.0.0/8'] })
  const { socket } = await stopping.dial({ host: '127.0.0.1', port: fake.port })
  const closed = new Promise((resolve) => socket.once('close', resolve))
  await stopping.close()
  await closed
})
