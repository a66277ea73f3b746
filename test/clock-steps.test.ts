import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '../src/core/json.ts'
import { holdClock } from './tools/clock.ts'
import { startFake } from './tools/fakes/frame.ts'
import { type Office, openOffice } from './tools/office.ts'
import { waitUntil } from './tools/wait-until.ts'

const hours = 3_600_000
const twoHours = [
  { name: 'two hours forward', by: 2 * hours },
  { name: 'two hours back', by: -2 * hours },
]
const missed = { phone: '+15550100', call_id: 'c-1' }
const second = 1000

/** A server whose clock we hold, and one receiver. */
async function open({
  start,
  options = {},
  replies = [],
}: {
  start?: number
  options?: JsonObject
  replies?: readonly { does: 'slow-down'; retryAfter: string }[]
} = {}) {
  const clock = holdClock(start)
  const arrivals: number[] = []
  const crm = await startFake({
    script: replies,
    otherwise: () => {
      arrivals.push(clock.now())
      return { does: 'answer' }
    },
  })
  const office = await openOffice({ clock })
  const integration = await office.integration('webhook', { url: crm.url }, { limits: { concurrency: 32 } })
  await office.binding(integration, { call: '{{call_id}}', count: '{{count}}' }, { options })
  return {
    clock,
    crm,
    office,
    arrivals,
    async [Symbol.asyncDispose]() {
      await office[Symbol.asyncDispose]()
      await crm.close()
    },
  }
}

/** Sets the clock, and lets the server notice at its next look, at the latest five seconds later. */
async function setClock(by: number, { clock, office }: { clock: ReturnType<typeof holdClock>; office: Office }) {
  const [before] = await office.journal('?status=pending,retrying&limit=1')
  clock.jump(by)
  await clock.move(5 * second)
  const wanted = timeOf(before, 'next_attempt_at') + by
  await waitUntil('the waiting times are shifted', async () => {
    const [row] = await office.journal('?status=pending,retrying&limit=1')
    return timeOf(row, 'next_attempt_at') === wanted
  })
}

function timeOf(row: JsonObject | undefined, name: string): number {
  return Date.parse(String(row?.[name]))
}

for (const { name, by } of twoHours) {
  test(`${name}: a message due in half a minute leaves after half a minute`, async () => {
    await using ground = await open({ options: { delay_s: 30, expire_s: 60 } })
    const { clock, crm, office } = ground
    await office.happens('call_function', missed)
    await setClock(by, ground)
    await clock.move(24 * second)
    assert.equal((await office.journal('?status=pending')).length, 1)
    await clock.move(second)
    const [row] = await office.untilJournal('delivered')
    assert.equal(timeOf(row, 'finished_at'), clock.now())
    assert.equal(crm.received.length, 1)
  })

  test(`${name}: a thousand messages due over the next hour go out over the hour`, async () => {
    await using ground = await open({ options: { delay_s: 3600 } })
    const { clock, arrivals, office } = ground
    const tenth = 360 * second
    for (let part = 0; part < 10; part++) {
      if (part > 0) await clock.move(tenth)
      await office.post(
        '/events',
        Array.from({ length: 100 }, (_, no) => ({
          event_type: 'call_function',
          data: { ...missed, call_id: `${part}-${no}` },
        })),
      )
    }
    await setClock(by, ground)
    assert.deepEqual(arrivals, [])
    await clock.move(tenth - 5 * second)
    for (let part = 1; part <= 10; part++) {
      await office.untilJournal('delivered', Math.min(500, part * 100))
      await waitUntil(`${part} tenths`, () => arrivals.length >= part * 100)
      if (part < 10) await clock.move(tenth)
    }
    assert.deepEqual(
      [...Map.groupBy(arrivals, (at) => at).values()].map(({ length }) => length),
      Array.from({ length: 10 }, () => 100),
    )
  })

  test(`${name}: a service that asked for a minute of silence gets a minute`, async () => {
    await using ground = await open({ replies: [{ does: 'slow-down', retryAfter: '60' }] })
    const { clock, crm, office } = ground
    await office.happens('call_function', missed)
    await office.untilJournal('retrying')
    const heldUntil = clock.now() + by + 60 * second
    await setClock(by, ground)
    await office.happens('call_function', { ...missed, call_id: 'c-2' })
    await clock.move(54 * second)
    assert.equal(crm.received.length, 1)
    await clock.move(second)
    const rows = await office.untilJournal('delivered', 2)
    assert.deepEqual(
      rows.map((row) => timeOf(row, 'finished_at')),
      [heldUntil, heldUntil],
    )
  })

  test(`${name}: a throttle stays closed for its minute and opens after it`, async () => {
    await using ground = await open({ options: { delay_s: 3600, throttle: { count: 1, per_s: 60 } } })
    const { clock, office } = ground
    await office.happens('call_function', missed)
    await setClock(by, ground)
    await clock.move(50 * second)
    await office.happens('call_function', missed)
    await clock.move(10 * second)
    await office.happens('call_function', missed)
    const rows = await office.journal('?order=asc')
    assert.deepEqual(rows.map(({ status }) => status).sort(), ['pending', 'pending', 'skipped'])
  })

  test(`${name}: a digest of a minute tells of the whole minute, when it is over`, async () => {
    await using ground = await open({ options: { digest: { window_s: 60 } } })
    const { clock, crm, office } = ground
    await office.happens('call_function', missed)
    await setClock(by, ground)
    await office.happens('call_function', { ...missed, call_id: 'c-2' })
    await clock.move(55 * second)
    await office.untilJournal('delivered')
    await office.untilJournal('skipped')
    assert.deepEqual(
      crm.received.map(({ body }) => JSON.parse(body).count),
      [2],
    )
  })
}

test('a message held back until eight in the morning leaves at eight, whatever was done to the clock', async () => {
  const night = { options: { quiet_hours: { from: '22:00', to: '08:00', time_zone: 'UTC', action: 'wait' } } }
  for (const { by } of twoHours) {
    await using ground = await open({ start: Date.UTC(2026, 2, 16, 3), ...night })
    const { clock, office } = ground
    await office.happens('call_function', missed)
    clock.jump(by)
    await clock.move(5 * second)
    const eight = Date.UTC(2026, 2, 16, 8)
    await clock.move(eight - clock.now())
    const [row] = await office.untilJournal('delivered')
    assert.equal(timeOf(row, 'finished_at'), eight)
  }
})

test('in the nights when the clocks change, a retry keeps its time and quiet hours end by the clock on the wall', async () => {
  const nights = [
    { start: Date.UTC(2026, 2, 29, 0, 59, 30), eight: Date.UTC(2026, 2, 29, 6) },
    { start: Date.UTC(2026, 9, 25, 0, 59, 30), eight: Date.UTC(2026, 9, 25, 7) },
  ]
  for (const { start, eight } of nights) {
    await using ground = await open({ start, options: { delay_s: 60 } })
    const { clock, office } = ground
    const [integration] = (await office.get('/integrations')).body.items
    const quiet_hours = { from: '22:00', to: '08:00', time_zone: 'Europe/Berlin', action: 'wait' }
    const quiet = await office.binding(
      integration.id,
      {},
      { name: 'By day', event_type: 'quota', options: { quiet_hours } },
    )
    await office.happens('call_function', missed)
    await office.happens('quota', {})
    await clock.move(60 * second)
    const [row] = await office.untilJournal('delivered')
    assert.equal(timeOf(row, 'finished_at'), start + 60 * second)
    await clock.move(eight - clock.now())
    const [held] = await office.untilJournal('delivered', 1, `?binding_id=${quiet}`)
    assert.equal(timeOf(held, 'finished_at'), eight)
  }
})
