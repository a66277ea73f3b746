import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { SourceEvent } from './event.ts'
import { readPostedEvents } from './posted-events.ts'

const missed = {
  event_type: 'call_function',
  event_id: 'a',
  event_time: '2026-03-16T09:00:00Z',
  data: { note: '} "{' },
}
const away = { event_type: 'user_status', event_id: 'b', source: 'wfm', correlation_id: 'user-7', data: {} }

test('one event, an array, printed JSON and NDJSON give the same events', async () => {
  const forms = [
    [missed, away].map((event) => JSON.stringify(event)).join('\n'),
    JSON.stringify([missed, away]),
    JSON.stringify([missed, away], null, 2),
    `${JSON.stringify(missed, null, 2)}\n${JSON.stringify(away)}`,
  ]
  for (const form of forms) {
    assert.deepEqual(await read(form), [
      { type: 'call_function', source: 'api', id: 'a', time: Date.UTC(2026, 2, 16, 9), data: { note: '} "{' } },
      { type: 'user_status', source: 'wfm', id: 'b', correlationId: 'user-7', data: {} },
    ])
  }
})

test('a broken line costs only itself', async () => {
  const lines = [
    JSON.stringify(missed),
    '{"event_type":"call_fun',
    'not JSON',
    '{"event_type":7}',
    '{]}',
    JSON.stringify(away),
  ]
  assert.deepEqual(
    (await read(lines.join('\n'))).map(({ id }) => id),
    ['a', 'b'],
  )
})

test('an event without an id gets one from its content: the same recording, the same ids', async () => {
  const { event_id: _, ...anonymous } = missed
  const line = JSON.stringify(anonymous)
  const first = (await read(`${line}\n${line}`)).map(({ id }) => id)
  assert.equal(new Set(first).size, 2)
  assert.deepEqual(
    (await read(`${line}\n${line}`)).map(({ id }) => id),
    first,
  )
})

test('an event of more than 256 KiB is passed over, the next one is read', async () => {
  const huge = JSON.stringify({ ...missed, data: { text: 'x'.repeat(300_000) } })
  assert.deepEqual(
    (await read(`${huge}\n${JSON.stringify(away)}`)).map(({ id }) => id),
    ['b'],
  )
})

test('any bytes, cut anywhere, never raise an error', async () => {
  const piece = fc.oneof(fc.string(), fc.constantFrom('{', '}', '"', '\\', '\n', '[', JSON.stringify(missed)))
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 20 }), async (pieces) => {
      const whole = await read(pieces.join(''))
      assert.deepEqual(await gather(pieces.map((text) => Buffer.from(text))), whole)
    }),
  )
})

function read(text: string): Promise<SourceEvent[]> {
  return gather([Buffer.from(text)])
}

async function gather(chunks: readonly Uint8Array[]): Promise<SourceEvent[]> {
  const events: SourceEvent[] = []
  for await (const event of readPostedEvents(streamOf(chunks), 'api')) events.push(event)
  return events
}

async function* streamOf(chunks: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* chunks
}
