import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holdClock } from '../../test/tools/clock.ts'
import type { DueDelivery } from '../core/store/delivery-store.ts'
import { type AttemptEnd, Lane, type LaneRules, type LaneTools } from './lane.ts'
import { Slots } from './slots.ts'

const open: LaneRules = { open: true, ratePerSecond: null, concurrency: null }
const well: AttemptEnd = { went: 'well', laneWaitsUntil: null, recorded: Promise.resolve({ nextAttemptAt: null }) }

/** A lane over a store of our own making: what is open on disk, and every attempt in order. */
function laneWith({
  rules = open,
  onDisk = [] as DueDelivery[],
  end = () => well as AttemptEnd | Promise<AttemptEnd>,
  slots = new Slots(1000),
  beforeAnswer = () => Promise.resolve(),
} = {}) {
  const clock = holdClock()
  const disk = new Map(onDisk.map((one) => [one.id, one]))
  const attempts: string[] = []
  let atOnce = 0
  let mostAtOnce = 0
  const tools: LaneTools = {
    clock,
    slots,
    store: {
      dueDeliveries: async ({ now, limit, except }) => {
        const found = [...disk.values()].filter(({ id, dueAt }) => dueAt <= now && !except.includes(id)).slice(0, limit)
        await beforeAnswer()
        return found
      },
      lane: async (integrationId, except) => {
        const rest = [...disk.values()].filter(({ id }) => !except.includes(id))
        return rest.length === 0
          ? null
          : { integrationId, open: rest.length, nextDueAt: Math.min(...rest.map(({ dueAt }) => dueAt)) }
      },
    },
    async attempt(delivery) {
      attempts.push(delivery.id)
      atOnce += 1
      mostAtOnce = Math.max(mostAtOnce, atOnce)
      const result = await end()
      atOnce -= 1
      disk.delete(delivery.id)
      return result
    },
  }
  return { lane: new Lane('int_1', rules, tools), clock, attempts, disk, most: () => mostAtOnce }
}

function delivery(id: string, dueAt: number, bindingId = 'bnd_1'): DueDelivery {
  const event = {
    no: 1,
    id: 'e',
    type: 'quota',
    time: 0,
    receivedAt: 0,
    source: 'api',
    correlationId: null,
    data: {},
    trail: [],
  }
  return {
    id,
    bindingId,
    bindingVersion: 1,
    integrationId: 'int_1',
    dueAt,
    expiresAt: null,
    attemptsCount: 0,
    tries: 0,
    createdAt: 0,
    trigger: 'auto',
    event,
  }
}

test('a delivery that was just stored leaves at once', async () => {
  const { lane, clock, attempts } = laneWith()
  lane.offer([delivery('d1', clock.now())])
  await clock.move(0)
  assert.deepEqual(attempts, ['d1'])
})

test('after a restart what was due is taken from the store, and what is due later waits for its time', async () => {
  const start = holdClock().now()
  const { lane, clock, attempts } = laneWith({
    onDisk: [delivery('due', start - 5000), delivery('later', start + 60_000)],
  })
  lane.look(0)
  await clock.move(1000)
  assert.deepEqual(attempts, ['due'])
  await clock.move(60_000)
  assert.deepEqual(attempts, ['due', 'later'])
})

test('a paused integration sends nothing and keeps everything; resumed, it sends', async () => {
  const waiting = delivery('d1', holdClock().now())
  const { lane, clock, attempts } = laneWith({ rules: { ...open, open: false }, onDisk: [waiting] })
  lane.offer([waiting])
  await clock.move(10_000)
  assert.deepEqual(attempts, [])
  lane.setRules(open)
  await clock.move(0)
  assert.deepEqual(attempts, ['d1'])
})

test('a rate of two a second is kept', async () => {
  const { lane, clock, attempts } = laneWith({ rules: { ...open, ratePerSecond: 2 } })
  lane.offer(Array.from({ length: 6 }, (_, no) => delivery(`d${no}`, clock.now())))
  await clock.move(0)
  assert.equal(attempts.length, 2)
  await clock.move(1000)
  assert.equal(attempts.length, 4)
  await clock.move(1000)
  assert.equal(attempts.length, 6)
})

test('no more at once than the integration bears', async () => {
  const ended = Promise.withResolvers<AttemptEnd>()
  const { lane, clock, attempts, most } = laneWith({ rules: { ...open, concurrency: 3 }, end: () => ended.promise })
  lane.offer(Array.from({ length: 10 }, (_, no) => delivery(`d${no}`, clock.now())))
  await clock.move(0)
  assert.equal(attempts.length, 3)
  ended.resolve(well)
  await clock.move(0)
  assert.equal(attempts.length, 10)
  assert.equal(most(), 3)
})

test('a destination that asks for silence gets it from the whole lane', async () => {
  const start = holdClock().now()
  let first = true
  const { lane, clock, attempts } = laneWith({
    rules: { ...open, concurrency: 1 },
    end: () => {
      const asked = first ? start + 34_000 : null
      first = false
      return { ...well, went: 'strained', laneWaitsUntil: asked }
    },
  })
  lane.offer([delivery('d1', clock.now()), delivery('d2', clock.now())])
  await clock.move(33_000)
  assert.deepEqual(attempts, ['d1'])
  await clock.move(1000)
  assert.deepEqual(attempts, ['d1', 'd2'])
})

test('a failing destination is tried with fewer at once, a healthy one with more', async () => {
  let went: AttemptEnd['went'] = 'strained'
  const { lane, clock } = laneWith({ end: () => ({ ...well, went }) })
  lane.offer(Array.from({ length: 5 }, (_, no) => delivery(`bad${no}`, clock.now())))
  await clock.move(0)
  assert.equal(lane.cap, 1)
  went = 'well'
  lane.offer(Array.from({ length: 20 }, (_, no) => delivery(`good${no}`, clock.now())))
  await clock.move(0)
  assert.ok(lane.cap > 10, `${lane.cap}`)
})

test('more than fits into memory is neither lost nor sent twice', async () => {
  const all = Array.from({ length: 5000 }, (_, no) => delivery(`d${no}`, 0, `bnd_${no % 7}`))
  const { lane, clock, attempts } = laneWith({ onDisk: all })
  lane.offer(all)
  await clock.move(5000)
  assert.equal(attempts.length, 5000)
  assert.equal(new Set(attempts).size, 5000)
})

test('a retry by hand that comes while the outcome is still being written is not forgotten', async () => {
  const written = Promise.withResolvers<{ nextAttemptAt: number | null }>()
  let times = 0
  const { lane, clock, attempts, disk } = laneWith({
    end: () => ({ ...well, recorded: times++ === 0 ? written.promise : well.recorded }),
  })
  lane.offer([delivery('d1', clock.now())])
  await clock.move(0)
  disk.set('d1', delivery('d1', clock.now()))
  lane.lookFor(['d1'])
  await clock.move(0)
  assert.deepEqual(attempts, ['d1'])
  written.resolve({ nextAttemptAt: null })
  await clock.move(0)
  assert.deepEqual(attempts, ['d1', 'd1'])
})

test('when the clock was set, what waited in memory is taken from the store anew, as it is due there now', async () => {
  const ended = Promise.withResolvers<AttemptEnd>()
  const first = holdClock().now()
  const all = ['d1', 'd2'].map((id) => delivery(id, first))
  const { lane, clock, attempts, disk } = laneWith({
    rules: { ...open, concurrency: 1 },
    onDisk: all,
    end: () => ended.promise,
  })
  lane.offer(all)
  await clock.move(0)
  lane.setRules({ ...open, open: false })
  clock.jump(-7_200_000)
  lane.step({ by: -7_200_000, from: first, to: first - 7_200_000 })
  disk.set('d2', delivery('d2', first - 7_200_000 + 30_000))
  lane.setRules(open)
  lane.look(0)
  ended.resolve(well)
  await clock.move(29_999)
  assert.deepEqual(attempts, ['d1'])
  await clock.move(1)
  assert.deepEqual(attempts, ['d1', 'd2'])
})

test('an answer of the store from before the clock was set starts nothing', async () => {
  const first = holdClock().now()
  const { lane, clock, attempts, disk } = laneWith({ onDisk: [delivery('d1', first)] })
  lane.look(0)
  lane.setRules({ ...open, open: false })
  lane.step({ by: 7_200_000, from: first, to: first + 7_200_000 })
  clock.jump(7_200_000)
  disk.set('d1', delivery('d1', first + 7_200_000 + 1000))
  await clock.move(0)
  lane.setRules(open)
  await clock.move(999)
  assert.deepEqual(attempts, [])
  await clock.move(1)
  assert.deepEqual(attempts, ['d1'])
})

test('the silence a destination asked for keeps its length when the clock is set', async () => {
  for (const by of [7_200_000, -7_200_000]) {
    const start = holdClock().now()
    let asks = true
    const { lane, clock, attempts } = laneWith({
      onDisk: [delivery('d1', start), delivery('d2', start - 7_200_000)],
      rules: { ...open, concurrency: 1 },
      end: () => {
        const end = { ...well, laneWaitsUntil: asks ? start + 60_000 : null }
        asks = false
        return end
      },
    })
    lane.look(0)
    await clock.move(0)
    lane.setRules({ ...open, open: false })
    clock.jump(by)
    lane.step({ by, from: start, to: start + by })
    lane.setRules({ ...open, concurrency: 1 })
    lane.look(0)
    await clock.move(59_999)
    assert.equal(attempts.length, 1, `${by}`)
    await clock.move(1)
    assert.equal(attempts.length, 2, `${by}`)
  }
})

test('a retry noted while the store is being asked is not forgotten', async () => {
  const asked = Promise.withResolvers<void>()
  const written = Promise.withResolvers<{ nextAttemptAt: number | null }>()
  let times = 0
  const { lane, clock, attempts, disk } = laneWith({
    beforeAnswer: () => (times === 1 ? asked.promise : Promise.resolve()),
    end: () => ({ ...well, recorded: times++ === 0 ? written.promise : well.recorded }),
  })
  lane.offer([delivery('d1', clock.now())])
  await clock.move(0)
  const due = clock.now() + 50
  disk.set('d1', delivery('d1', due))
  written.resolve({ nextAttemptAt: due })
  await clock.move(0)
  asked.resolve()
  await clock.move(50)
  assert.deepEqual(attempts, ['d1', 'd1'])
})

test('lanes that share few places all get their turn', async () => {
  const slots = new Slots(1)
  const one = laneWith({ slots })
  const two = laneWith({ slots })
  one.lane.offer([delivery('a1', 0), delivery('a2', 0)])
  two.lane.offer([delivery('b1', 0), delivery('b2', 0)])
  await one.clock.move(0)
  await two.clock.move(0)
  await one.clock.move(0)
  assert.deepEqual([...one.attempts, ...two.attempts].sort(), ['a1', 'a2', 'b1', 'b2'])
})
