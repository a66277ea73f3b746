import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import type { JsonObject } from '../src/core/json.ts'
import { brokenAnswers } from './receivers/broken-answers.ts'
import { authority, connections, goodCertificate, secondAuthority } from './receivers/connections.ts'
import type { ReceiverCase, Through } from './receivers/receiver-case.ts'
import { refusals } from './receivers/refusals.ts'
import { slowDown } from './receivers/slow-down.ts'
import { holdClock } from './tools/clock.ts'
import { type Fake, startFake } from './tools/fakes/frame.ts'
import { type Office, openOffice } from './tools/office.ts'
import { waitUntil } from './tools/wait-until.ts'

// Every way in which a receiver can misbehave, through the whole server: what the journal tells of it, that no secret
// gets there, that the server lives on, and that a healthy integration beside it does not notice.

const secret = 's3cr3t'
/** A healthy message beside a sick one is delivered within this, though the sick one may take two seconds; later on a machine so busy that one alone takes long. */
let promptMs = 1500
const mostTimesAlone = 20
const trusted = getCACertificates('default')
let office: Office
let well: Fake
let wellBinding: string

before(async () => {
  setDefaultCACertificates([...trusted, authority, secondAuthority])
  office = await openOffice()
  well = await startFake()
  const integration = await office.integration('webhook', { url: well.url })
  wellBinding = await office.binding(integration, { call: '{{call_id}}' })
  for (const call_id of ['first of all', 'alone']) await office.happens('call_function', { call_id })
  const [alone] = await office.untilJournal('delivered', 2)
  promptMs = Math.max(promptMs, mostTimesAlone * tookMs(alone))
})
after(async () => {
  assert.equal((await office.get('/livez')).status, 200, 'the server lives')
  await office[Symbol.asyncDispose]()
  await well.close()
  setDefaultCACertificates(trusted)
})

describe('receivers', { concurrency: 6 }, () => {
  for (const one of [...brokenAnswers, ...refusals, ...slowDown, ...connections]) test(one.name, () => play(one))
})

async function play(one: ReceiverCase): Promise<void> {
  const { tls, host, replies, ends } = one
  await using receiver = await startFake({ script: replies, ...(tls && { tls }), ...(host && { host }) })
  const { kind, settings, parameters } = (one.through ?? webhook)(receiver.url)
  const integration = await office.integration(kind, settings, { limits: { concurrency: 1 } })
  const schedule_s = one.schedule_s ?? [0, 0.05]
  const conditions = { param: 'call_id', op: 'eq', value: one.name }
  const binding = await office.binding(integration, parameters, { conditions, options: { retry: { schedule_s } } })

  const eventNo = await happens(one)
  const [row] = await office.untilJournal(ends, 1, `?binding_id=${binding}`)
  const story = (await office.get(`/deliveries/${row?.['delivery_id']}`)).body
  const { attempts } = story
  assert.deepEqual(
    attempts.map(({ outcome, status_code }: JsonObject) => [outcome, status_code]),
    one.attempts,
  )
  if (one.says) assert.match(attempts[0].error, one.says)
  one.kept?.(attempts[0].response)
  assert.doesNotMatch(JSON.stringify([story, row]), new RegExp(secret))
  await assertIdKept(receiver)
  await assertOthersUnaffected(eventNo)
  if (one.waitsS !== undefined) assertWaits(story, one.waitsS)
  const { health } = (await office.get(`/integrations/${integration}`)).body
  assert.equal(health.paused_by ?? null, one.pauses ?? null)
  await assertNextOne(one, binding, receiver)
  await waitUntil('cut connections', () => receiver.openConnections() <= 1)
  await office.remove(`/bindings/${binding}`)
}

function webhook(url: string): Through {
  const settings = {
    url: `${url}/hook?token=${secret}`,
    headers: { authorization: `Bearer ${secret}` },
    timeout_ms: 2000,
  }
  return { kind: 'webhook', settings, parameters: { call: '{{call_id}}' } }
}

async function happens(one: ReceiverCase): Promise<number> {
  return (await office.happens('call_function', { call_id: one.name })).event_no
}

/** A receiver tells a repetition by its id. */
async function assertIdKept({ received }: Fake): Promise<void> {
  assert.ok(new Set(received.map(({ headers }) => headers['webhook-id'])).size <= 1)
}

async function assertOthersUnaffected(eventNo: number): Promise<void> {
  const { body } = await office.get(`/events/${eventNo}`)
  const healthy = body.deliveries.find((one: { binding: { id: string } }) => one.binding.id === wellBinding)
  assert.equal(healthy?.status, 'delivered')
  assert.ok(tookMs(healthy) < promptMs, `the healthy one took ${tookMs(healthy)} ms`)
}

function tookMs(row: JsonObject | undefined): number {
  return Date.parse(String(row?.['finished_at'])) - Date.parse(String(row?.['created_at']))
}

function assertWaits(
  { attempts, next_attempt_at }: { attempts: JsonObject[]; next_attempt_at: string },
  waitsS: number,
): void {
  const waitedS = (Date.parse(next_attempt_at) - Date.parse(String(attempts.at(-1)?.['at']))) / 1000
  assert.ok(Math.abs(waitedS - waitsS) < 2, `${waitedS} s instead of ${waitsS} s`)
}

/** The next message for the same receiver: sent, unless the whole integration waits or is paused. */
async function assertNextOne(one: ReceiverCase, binding: string, receiver: Fake): Promise<void> {
  const before = receiver.received.length
  const asked = await happens(one)
  if (one.pauses || (one.waitsS !== undefined && one.schedule_s === undefined)) {
    await waitUntil('the healthy one of the same event', async () => {
      const { body } = await office.get(`/events/${asked}`)
      return body.deliveries.some(({ status }: JsonObject) => status === 'delivered')
    })
    assert.equal((await office.journal(`?binding_id=${binding}&status=pending`)).length, 1)
    assert.equal(receiver.received.length, before)
    return
  }
  const count = one.ends === 'delivered' ? 2 : 1
  await office.untilJournal(one.tls && one.ends === 'failed' ? 'failed' : 'delivered', count, `?binding_id=${binding}`)
}

// ── receivers that misbehave over many messages ──────────────────────────────

/** A webhook with a binding of its own, for events of a type that no other case uses. */
async function route(url: string, eventType: string, more: { limits?: JsonObject; options?: JsonObject } = {}) {
  const { kind, settings, parameters } = webhook(url)
  const integration = await office.integration(kind, settings, { limits: more.limits ?? {} })
  const binding = await office.binding(integration, parameters, { event_type: eventType, options: more.options ?? {} })
  return { integration, binding, journal: `?binding_id=${binding}` }
}

async function happen(eventType: string, count: number): Promise<void> {
  const events = Array.from({ length: count }, (_, no) => ({ event_type: eventType, data: { call_id: `${no}` } }))
  assert.equal((await office.post('/events', events)).status, 202)
}

test('a receiver that refuses our credentials ten times over is asked once, and keeps its backlog', async () => {
  await using receiver = await startFake({ otherwise: { does: 'answer', status: 401 } })
  const { integration, journal } = await route(receiver.url, 'quota', { limits: { concurrency: 1 } })
  await happen('quota', 10)
  await waitUntil('the pause', async () => (await office.get(`/integrations/${integration}`)).body.health.paused)
  assert.equal((await office.journal(`${journal}&status=pending&limit=20`)).length, 9)
  assert.equal(receiver.received.length, 1)
})

test('a receiver that fails every other time gets everything and is not paused', async () => {
  let no = 0
  await using receiver = await startFake({ otherwise: () => ({ does: 'answer', status: no++ % 2 === 0 ? 503 : 200 }) })
  const options = { retry: { schedule_s: [0, ...Array.from({ length: 12 }, () => 0.02)] } }
  const { integration, journal } = await route(receiver.url, 'user_status', { options })
  await happen('user_status', 40)
  await office.untilJournal('delivered', 40, journal)
  assert.equal((await office.get(`/integrations/${integration}`)).body.health.paused, false)
})

test('a receiver that grows slower with each answer gets everything, and others do not notice', async () => {
  let no = 0
  await using receiver = await startFake({ otherwise: () => ({ does: 'answer', afterMs: 40 * no++ }) })
  const { journal } = await route(receiver.url, 'shift_violation', { limits: { concurrency: 4 } })
  await happen('shift_violation', 24)
  const eventNo = (await office.happens('call_function', { call_id: 'beside a slow one' })).event_no
  await office.untilJournal('delivered', 24, journal)
  await assertOthersUnaffected(eventNo)
})

test('a receiver that cuts the connection it kept open, just as the next request comes, loses nothing', async () => {
  await using receiver = await startFake({ script: [{ does: 'answer' }, { does: 'reset' }] })
  const { journal } = await route(receiver.url, 'task_status', { options: { retry: { schedule_s: [0, 0.05] } } })
  await happen('task_status', 1)
  await office.untilJournal('delivered', 1, journal)
  await happen('task_status', 1)
  const rows = await office.untilJournal('delivered', 2, journal)
  assert.deepEqual(rows.map((row) => row['attempts_count']).sort(), [1, 2])
})

test('a receiver that closes the connection between two requests costs nothing, not even an attempt', async () => {
  await using receiver = await startFake({ script: [{ does: 'answer', thenCuts: true }] })
  const { journal } = await route(receiver.url, 'auto_operator')
  await happen('auto_operator', 1)
  await office.untilJournal('delivered', 1, journal)
  await waitUntil('the cut', () => receiver.openConnections() === 0)
  await happen('auto_operator', 1)
  const rows = await office.untilJournal('delivered', 2, journal)
  assert.deepEqual(new Set(rows.map((row) => row['attempts_count'])), new Set([1]))
})

test('a receiver whose name does not exist is tried again, and the reason speaks of the name', async () => {
  const { journal } = await route('http://crm.invalid', 'speech_analytics', { options: { retry: { schedule_s: [0] } } })
  await happen('speech_analytics', 1)
  const [row] = await office.untilJournal('failed', 1, journal)
  assert.deepEqual([row?.['outcome'], row?.['status_code']], ['retry', null])
  assert.match(String(row?.['reason']), /crm\.invalid/)
  assert.doesNotMatch(JSON.stringify(row), new RegExp(secret))
})

test('a receiver that wants a certificate of ours hangs up, and is tried again', async () => {
  await using receiver = await startFake({ tls: { ...goodCertificate, asksForOne: true } })
  const { journal } = await route(receiver.url, 'discipline_report', { options: { retry: { schedule_s: [0, 0.05] } } })
  await happen('discipline_report', 1)
  const [row] = await office.untilJournal('failed', 1, journal)
  assert.equal(row?.['attempts_count'], 2)
  assert.match(String(row?.['reason']), /closed the connection without an answer/)
  assert.equal(receiver.received.length, 0)
})

test('a receiver that was dead for three days gets its backlog at its own pace, and fresh messages do not queue behind it', async () => {
  const clock = holdClock()
  let isDead = true
  const arrivals: { at: number; call: string }[] = []
  await using receiver = await startFake({
    otherwise: ({ body }) => {
      if (!isDead) arrivals.push({ at: clock.now(), call: JSON.parse(body).call })
      return { does: 'answer', status: isDead ? 503 : 200 }
    },
  })
  await using long = await openOffice({ clock })
  const day = 86_400_000
  const integration = await long.integration('webhook', { url: receiver.url }, { limits: { rate_per_second: 10 } })
  const options = { retry: { schedule_s: [0, 86_400, 86_400, 86_400] } }
  const old = await long.binding(integration, { call: 'old' }, { event_type: 'quota', options })
  await long.binding(integration, { call: 'fresh' })
  await long.post(
    '/events',
    Array.from({ length: 60 }, () => ({ event_type: 'quota', data: {} })),
  )
  // Ten a second. A wait begins when an attempt has ended, so that each day all are due a little later than the day before.
  const pace = async (count: number, soFar: () => number) => {
    for (let second = 1; second <= 10; second++) {
      await clock.move(1000)
      await waitUntil(`${second} seconds`, () => soFar() >= Math.min(count, 10 * (second - 4)))
    }
  }
  for (let attempt = 1; attempt <= 3; attempt++) {
    await pace(60, () => receiver.received.length - 60 * (attempt - 1))
    await waitUntil('the outcomes', async () => {
      const rows = await long.journal(`?binding_id=${old}&status=retrying&limit=100`)
      return rows.filter((row) => row['attempts_count'] === attempt).length === 60
    })
    if (attempt === 3) isDead = false
    await clock.move(day - 10_000)
  }
  const backAt = clock.now()
  await long.happens('call_function', {})
  await pace(61, () => arrivals.length)
  assert.equal(arrivals.length, 61)
  const bySecond = Map.groupBy(arrivals, ({ at }) => Math.floor(at / 1000))
  for (const { length } of bySecond.values()) assert.ok(length <= 20, `${length} in one second`)
  const fresh = arrivals.find(({ call }) => call === 'fresh')
  assert.ok((fresh?.at ?? Number.POSITIVE_INFINITY) - backAt <= 2000)
})
