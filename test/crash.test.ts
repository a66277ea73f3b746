import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { request } from 'undici'
import { startFake } from './tools/fakes/frame.ts'
import { killAll, processKey, type ServerProcess, startServer } from './tools/process.ts'
import { waitUntil } from './tools/wait-until.ts'

async function ask(server: ServerProcess, method: 'GET' | 'POST', path: string, body?: unknown) {
  const reply = await request(`${server.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${processKey}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the answer holds.
  return { status: reply.statusCode, body: (await reply.body.json()) as any }
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hookswitch-crash-'))
  try {
    await work(folder)
  } finally {
    killAll()
    await rm(folder, { recursive: true, force: true })
  }
}

test(
  'killed again and again under load, the server loses nothing that it accepted and repeats only under the same id',
  { timeout: 120_000 },
  () =>
    inFolder(async (folder) => {
      let turn = 0
      await using receiver = await startFake({
        otherwise: () => {
          turn += 1
          if (turn % 300 === 0) return { does: 'slow-down', retryAfter: '1' }
          if (turn % 20 === 0) return { does: 'answer', status: 503 }
          return turn % 7 === 0 ? { does: 'reset' } : { does: 'answer' }
        },
      })
      const accepted = new Set<string>()
      let server = await startServer(folder)
      const integration = await ask(server, 'POST', '/integrations', {
        kind: 'webhook',
        name: 'Receiver',
        settings: { url: receiver.url },
      })
      const options = { retry: { schedule_s: [0, ...Array.from({ length: 40 }, () => 0.2)] } }
      await ask(server, 'POST', '/bindings', {
        name: 'All',
        event_type: 'quota',
        integration_id: integration.body.id,
        parameters: { event: '{{event_id}}' },
        options,
      })

      for (let round = 0; round < 4; round++) {
        let going = true
        const senders = Array.from({ length: 4 }, async (_, sender) => {
          for (let no = 0; going; no++) {
            const ids = Array.from({ length: 5 }, (__, at) => `r${round}-s${sender}-${no}-${at}`)
            const reply = await ask(
              server,
              'POST',
              '/events',
              ids.map((event_id) => ({ event_type: 'quota', event_id, data: { quota_id: '1' } })),
            ).catch(() => null)
            if (reply?.status === 202) for (const id of ids) accepted.add(id)
            if (reply === null) return
          }
        })
        await new Promise((resolve) => setTimeout(resolve, 300 + 150 * round))
        await server.end('SIGKILL')
        going = false
        await Promise.all(senders)
        server = await startServer(folder)
      }

      const idOf = (body: string) => JSON.parse(body).event as string
      await waitUntil(
        'everything accepted to arrive',
        () => {
          const arrived = new Set(receiver.received.map(({ body }) => idOf(body)))
          return [...accepted].every((id) => arrived.has(id))
        },
        60_000,
      )
      assert.ok(accepted.size > 200, `only ${accepted.size} were accepted`)
      const keys = Map.groupBy(receiver.received, ({ body }) => idOf(body))
      for (const [event, requests] of keys) {
        assert.equal(
          new Set(requests.map(({ headers }) => headers['webhook-id'])).size,
          1,
          `${event} came under two ids`,
        )
      }
      await waitUntil(
        'nothing left to send',
        async () => (await ask(server, 'GET', '/journal?status=pending,retrying')).body.items.length === 0,
        60_000,
      )
      const { body } = await ask(server, 'GET', '/journal/stats')
      assert.equal(body.by_status.delivered, body.total, JSON.stringify(body.by_status))
      assert.equal(await server.end('SIGTERM'), 0)
    }),
)

test(
  'asked to stop, the server ends what is in flight, keeps the rest, and sends it after the next start',
  { timeout: 60_000 },
  () =>
    inFolder(async (folder) => {
      await using receiver = await startFake({ otherwise: { does: 'answer', afterMs: 150 } })
      let server = await startServer(folder)
      const integration = await ask(server, 'POST', '/integrations', {
        kind: 'webhook',
        name: 'Slow',
        settings: { url: receiver.url },
        limits: { concurrency: 4 },
      })
      await ask(server, 'POST', '/bindings', {
        name: 'All',
        event_type: 'quota',
        integration_id: integration.body.id,
        parameters: { event: '{{event_id}}' },
      })
      const ids = Array.from({ length: 60 }, (_, no) => `e-${no}`)
      await ask(
        server,
        'POST',
        '/events',
        ids.map((event_id) => ({ event_type: 'quota', event_id, data: {} })),
      )
      await receiver.waitForRequests(5)
      assert.equal(await server.end('SIGTERM'), 0)
      const before = receiver.received.length
      assert.ok(before < 60)
      server = await startServer(folder)
      await waitUntil('the rest', () => receiver.received.length >= 60, 20_000)
      await waitUntil(
        'all delivered',
        async () => (await ask(server, 'GET', '/journal/stats')).body.by_status.delivered === 60,
      )
      assert.equal(receiver.received.length, 60, 'a stop in good order repeats nothing')
      await server.end('SIGTERM')
    }),
)

test('a second server on the same store is refused with a clear sentence', () =>
  inFolder(async (folder) => {
    const server = await startServer(folder)
    await assert.rejects(startServer(folder), /ended at once with 1/)
    assert.equal((await request(`${server.url}/readyz`)).statusCode, 200)
    await server.end('SIGTERM')
  }))

test('the first start prints an API key, this once; later starts know it', () =>
  inFolder(async (folder) => {
    const first = await startServer(folder, { HOOKSWITCH_ADMIN_KEY: '' })
    assert.match(first.firstKey ?? '', /^hsk_/)
    const me = async (server: ServerProcess) =>
      (await request(`${server.url}/api/v1/me`, { headers: { authorization: `Bearer ${first.firstKey}` } })).body.json()
    assert.deepEqual(((await me(first)) as { role: string }).role, 'admin')
    await first.end('SIGTERM')
    const second = await startServer(folder, { HOOKSWITCH_ADMIN_KEY: '' })
    assert.equal(second.firstKey, null)
    assert.deepEqual(((await me(second)) as { role: string }).role, 'admin')
    await second.end('SIGTERM')
  }))
