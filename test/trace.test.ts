import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { test } from 'node:test'
import type { JsonObject } from '../src/core/json.ts'
import { type Fake, startFake } from './tools/fakes/frame.ts'
import { type Office, openOffice } from './tools/office.ts'
import { waitUntil } from './tools/wait-until.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const otherTraceId = '0af7651916cd43dd8448eb211c80319c'
const traceparent = `00-${traceId}-00f067aa0ba902b7-01`
const missed = {
  event_type: 'call_function',
  data: { function: 'queue', function_state: 'finish', phone: '+15550100' },
}

async function withBinding(office: Office, crm: Fake, more: JsonObject = {}): Promise<void> {
  await office.binding(await office.integration('webhook', { url: crm.url }), { phone: '{{phone}}' }, more)
}

function tracesAt(crm: Fake): (string | undefined)[] {
  return crm.received.map(({ headers }) => headers['traceparent'])
}

test('each request of a delivery goes on with the trace of the event, under a span of its own', async () => {
  await using crm = await startFake({ script: [{ does: 'answer', status: 503 }] })
  await using office = await openOffice()
  await withBinding(office, crm, { options: { retry: { schedule_s: [0, 0.05] } } })
  await office.post('/events', missed, { traceparent })
  const traces = (await crm.waitForRequests(2)).map(({ headers }) => headers['traceparent'] ?? '')
  for (const trace of traces) assert.match(trace, new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`))
  assert.equal(new Set([...traces, traceparent]).size, 3)
  const [row] = await office.untilJournal('delivered')
  const { attempts } = (await office.get(`/deliveries/${row?.['delivery_id']}`)).body
  assert.equal(attempts[1].request.headers.traceparent, traces[1])
})

test('an event without a trace, or with one that is not legal, sends none', async () => {
  await using crm = await startFake()
  await using office = await openOffice()
  await withBinding(office, crm)
  await office.post('/events', missed)
  await office.post('/events', missed, { traceparent: 'nonsense' })
  await office.post('/events', missed, { traceparent: `00-${'0'.repeat(32)}-00f067aa0ba902b7-01` })
  await crm.waitForRequests(3)
  assert.deepEqual(tracesAt(crm), [undefined, undefined, undefined])
})

test('a CloudEvent brings its own trace, which counts before that of the request', async () => {
  await using crm = await startFake()
  await using office = await openOffice()
  await withBinding(office, crm)
  const cloud = { specversion: '1.0', source: 'pbx', type: 'call_function', data: missed.data }
  const own = `00-${otherTraceId}-b7ad6b7169203331-00`
  await office.post('/events', [{ ...cloud, id: '1', traceparent: own }], {
    'content-type': 'application/cloudevents-batch+json',
    traceparent,
  })
  await crm.waitForRequests(1)
  const attributes = { 'ce-specversion': '1.0', 'ce-source': 'pbx', 'ce-type': 'call_function', 'ce-traceparent': own }
  await office.post('/events', missed.data, { ...attributes, 'ce-id': '2' })
  await crm.waitForRequests(2)
  for (const trace of tracesAt(crm)) assert.match(trace ?? '', new RegExp(`^00-${otherTraceId}-[0-9a-f]{16}-00$`))
})

test('a message that waits over a restart still carries the trace', async () => {
  await using crm = await startFake()
  const first = await openOffice()
  try {
    await withBinding(first, crm)
    const [integration] = (await first.get('/integrations')).body.items
    await first.post(`/integrations/${integration.id}/pause`)
    await first.post('/events', missed, { traceparent })
    await first.untilJournal('pending')
    await first.stop()
    const second = await openOffice({ folder: first.folder })
    try {
      await second.post(`/integrations/${integration.id}/resume`)
      await waitUntil('it was sent', () => crm.received.length > 0)
      assert.match(tracesAt(crm)[0] ?? '', new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`))
    } finally {
      await second.stop()
    }
  } finally {
    await rm(first.folder, { recursive: true, force: true })
  }
})
