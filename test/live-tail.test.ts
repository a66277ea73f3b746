import assert from 'node:assert/strict'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { test } from 'node:test'
import type { StoredEvent } from '../src/core/event.ts'
import { Tail } from '../src/journal/tail.ts'
import { holdClock } from './tools/clock.ts'
import { liveHeapBytes } from './tools/live-heap.ts'
import { type Office, openOffice } from './tools/office.ts'
import { waitUntil } from './tools/wait-until.ts'

test('the live tail takes up where it stopped, without a gap and without repetition, however often it breaks off', async () => {
  await using office = await openOffice()
  const told: number[] = []
  let lastId = (await listen(office)).close()
  for (let round = 0; round < 8; round++) {
    // Some while nobody listens, some while somebody does.
    await happen(office, 30)
    const heard = await listen(office, lastId)
    await happen(office, 30)
    await waitUntil('something to be told', () => heard.events.length >= 20 + round * 5)
    lastId = heard.close()
    told.push(...heard.numbers())
  }
  const last = await listen(office, lastId)
  await waitUntil('the rest', () => told.length + last.numbers().length >= 480)
  last.close()
  assert.deepEqual(
    [...told, ...last.numbers()],
    Array.from({ length: 480 }, (_, at) => at + 1),
  )
})

test('after a restart of the server the client is told to load the list again, and loses nothing from then on', async () => {
  await using office = await openOffice()
  const before = await listen(office)
  await happen(office, 3)
  await waitUntil('the first events', () => before.numbers().length === 3)
  const lastId = before.close()
  await office.stop()
  const again = await openOffice({ folder: office.folder })
  try {
    await happen(again, 2)
    const after = await listen(again, lastId)
    await waitUntil('the reset', () => after.events.length === 1)
    assert.equal(after.events[0]?.event, 'reset')
    // The client loads the list once, and then the stream tells the rest.
    assert.equal((await again.get('/events')).body.items[0].event_no, 5)
    await happen(again, 2)
    await waitUntil('what came later', () => after.numbers().length === 2)
    assert.deepEqual(after.numbers(), [6, 7])
    after.close()
  } finally {
    await again.stop()
  }
})

test('a listener that takes nothing costs little, is let go, and resumes where it stopped', async () => {
  const clock = holdClock()
  await using office = await openOffice({ clock })
  const deaf = await open(office)
  await once(deaf, 'readable')
  deaf.read()
  const filler = 'x'.repeat(60_000)
  const send = () =>
    office.post(
      '/events',
      Array.from({ length: 100 }, () => ({ event_type: 'quota', data: { filler } })),
    )
  const before = liveHeapBytes()
  for (let batch = 0; batch < 3; batch++) assert.equal((await send()).status, 202)
  const more = liveHeapBytes() - before
  assert.ok(more < 40e6, `${Math.round(more / 1e6)} MB for a listener that does not listen`)
  let gone = false
  deaf.once('close', () => {
    gone = true
  })
  await waitUntil('it to be let go', async () => {
    await clock.move(15_000)
    // What the network had taken for it may still be read.
    if (clock.now() > Date.UTC(2026, 2, 16, 9, 2)) deaf.resume()
    return gone
  })
})

test('the tail remembers so many changes and no more; who was away longer is told so', () => {
  const tail = new Tail('run')
  assert.equal(tail.after(0), null)
  tail.listen(() => {})
  const about = { event: {} as StoredEvent, delivery: null, trigger: null, isAnswered: false }
  for (let no = 1; no <= 30_000; no++) tail.tell({ kind: 'event', about, show: () => ({}) })
  assert.equal(tail.after(1), 'forgotten')
  assert.equal(tail.after(30_000), null)
  const next = tail.after(29_000)
  assert.equal(typeof next === 'object' && next?.no, 29_001)
  tail.forget()
  assert.equal(tail.after(30_000), 'forgotten', 'what was erased is not told again')
  assert.equal(tail.after(tail.latest), null)
})

async function happen({ post }: Office, count: number): Promise<void> {
  const events = Array.from({ length: count }, () => ({ event_type: 'quota', data: {} }))
  assert.equal((await post('/events', events)).status, 202)
}

async function open({ url, key }: Office, lastId?: string): Promise<IncomingMessage> {
  const headers = { authorization: `Bearer ${key}`, ...(lastId ? { 'last-event-id': lastId } : {}) }
  const [reply] = await once(get(`${url}/api/v1/journal/stream`, { headers }), 'response')
  reply.on('error', () => {})
  return reply
}

interface Heard {
  readonly events: readonly { readonly id: string; readonly event: string; readonly data: { event_no?: number } }[]
  readonly numbers: () => number[]
  /** Breaks off. Returns the last id heard. */
  readonly close: () => string
}

async function listen(office: Office, lastId?: string): Promise<Heard> {
  const reply = await open(office, lastId)
  const events: Heard['events'][number][] = []
  let rest = ''
  reply.on('data', (chunk: Buffer) => {
    const blocks = (rest + chunk.toString()).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]))
      const [id, event, data] = ['id', 'event', 'data'].map((name) => fields.get(name))
      if (id && event && data) events.push({ id, event, data: JSON.parse(data) })
    }
  })
  if (lastId === undefined) await waitUntil('the stream to begin', () => events.length > 0)
  return {
    events,
    numbers: () => events.flatMap(({ data }) => data.event_no ?? []),
    close() {
      reply.destroy()
      return events.at(-1)?.id ?? lastId ?? ''
    },
  }
}
