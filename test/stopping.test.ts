import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { test } from 'node:test'
import { Agent, request } from 'undici'
import { startFake } from './tools/fakes/frame.ts'
import { type Office, openOffice } from './tools/office.ts'
import { waitUntil } from './tools/wait-until.ts'

// What senders see of a stop, and what they can do to it: whoever supervises a service kills it after ten to ninety seconds.

const body = JSON.stringify({ event_type: 'quota', data: {} })
const promptMs = 5000

/** A request to the intake of which only a part is sent. */
async function begin({ url, key }: Office): Promise<{ socket: Socket; said: () => string }> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  let said = ''
  socket.on('data', (piece: Buffer) => {
    said += piece.toString()
  })
  socket.on('error', () => {})
  const head = [
    'POST /api/v1/events HTTP/1.1',
    `host: ${hostname}`,
    `authorization: Bearer ${key}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, 10)}`)
  return { socket, said: () => said }
}

async function stopMs(office: Office): Promise<number> {
  const from = performance.now()
  await office.stop()
  return performance.now() - from
}

test('senders that keep their connections, in the middle of sending, do not hold up a stop', async () => {
  await using office = await openOffice()
  const connections = new Agent({ connections: 16 })
  let accepted = 0
  const senders = Array.from({ length: 16 }, async () => {
    const headers = { authorization: `Bearer ${office.key}`, 'content-type': 'application/json' }
    const options = { method: 'POST', dispatcher: connections, headers, body } as const
    for (;;) {
      const reply = await request(`${office.url}/api/v1/events`, options).catch(() => null)
      await reply?.body.dump()
      if (reply?.statusCode !== 202) return
      accepted += 1
    }
  })
  await waitUntil('some load', () => accepted > 100)
  assert.ok((await stopMs(office)) < promptMs)
  await Promise.all(senders)
  await connections.destroy()
})

test('a request that was under way when the server was asked to stop is answered', async () => {
  await using office = await openOffice()
  const { socket, said } = await begin(office)
  await office.get('/livez')
  const stopping = stopMs(office)
  socket.write(body.slice(10))
  await waitUntil('an answer', () => said().startsWith('HTTP/1.1 '))
  assert.match(said(), /^HTTP\/1\.1 202 /)
  await stopping
})

test('a sender that never ends its request is cut off by a stop, and has no answer that says yes', async () => {
  await using office = await openOffice()
  const { said } = await begin(office)
  await office.get('/livez')
  assert.ok((await stopMs(office)) < 2 * promptMs)
  assert.doesNotMatch(said(), / 202 /)
})

test('messages on their way have their eight seconds while senders are waited for, not after', async () => {
  await using crm = await startFake({ otherwise: { does: 'hang' } })
  await using office = await openOffice()
  const integration = await office.integration('webhook', { url: crm.url, timeout_ms: 60_000 })
  await office.binding(integration, {})
  await office.happens('call_function', {})
  await crm.waitForRequests(1)
  await begin(office)
  assert.ok((await stopMs(office)) < 9500)
})
