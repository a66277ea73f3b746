import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import type { SourceEvent } from '../../core/event.ts'
import type { Json } from '../../core/json.ts'
import { Problem } from '../../core/problem.ts'
import type { SourceTools } from '../../core/source.ts'
import syntheticDay from './synthetic-day.ts'

const small = { calls: 20, date: '2026-03-16' }

/** A machine that takes events, with a clock that a test moves. `take` may refuse. */
function machine(take: (events: readonly SourceEvent[]) => Promise<void> | void = () => {}) {
  const taken: SourceEvent[] = []
  const batches: number[] = []
  const reports: Parameters<SourceTools['report']>[0][] = []
  const stopper = new AbortController()
  let now = Date.UTC(2026, 2, 18, 12)
  let sleepers: { at: number; wake: () => void }[] = []
  const quiet = () => {}
  const tools: SourceTools = {
    async emit(events) {
      await take(events)
      taken.push(...events)
      batches.push(events.length)
    },
    clock: {
      now: () => now,
      after(ms, wake) {
        const sleeper = { at: now + ms, wake }
        sleepers.push(sleeper)
        return () => {
          sleepers = sleepers.filter((other) => other !== sleeper)
        }
      },
    },
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    signal: stopper.signal,
    connect: () => Promise.reject(new Error('this source needs no connection')),
    report: (health) => reports.push(health),
  }
  const someoneSleeps = async () => {
    for (let turns = 0; sleepers.length === 0; turns += 1) {
      assert.ok(turns < 100_000, 'the source does not wait for anything')
      await setImmediate()
    }
  }
  const pass = async (ms: number) => {
    await someoneSleeps()
    now += ms
    const due = sleepers.filter(({ at }) => at <= now)
    sleepers = sleepers.filter(({ at }) => at > now)
    for (const { wake } of due) wake()
  }
  return { tools, taken, batches, reports, stopper, pass, someoneSleeps, sleepers: () => sleepers.length }
}

function start(settings: Record<string, Json>, tools: SourceTools): Promise<void> {
  return syntheticDay.start!(settings, tools)
}

test('at full speed the whole day is taken in batches, in order, and the end is reported', async () => {
  const { tools, taken, batches, reports } = machine()
  await start(small, tools)
  assert.ok(taken.length > 1000)
  assert.ok(taken.every((event, at) => at === 0 || taken[at - 1]!.time! <= event.time!))
  assert.ok(Math.max(...batches) <= 200)
  assert.deepEqual(reports.at(-1), {
    connected: true,
    message: `The day of 2026-03-16 is over: ${taken.length} events`,
  })
})

test('the next batch is not told before the last one is on disk', async () => {
  let saving = 0
  let most = 0
  const { tools } = machine(async () => {
    saving += 1
    most = Math.max(most, saving)
    await setImmediate()
    saving -= 1
  })
  await start(small, tools)
  assert.equal(most, 1)
})

test('without a date it is today', async () => {
  const { tools, taken } = machine()
  await start({ calls: 20 }, tools)
  assert.equal(new Date(taken[0]!.time!).toISOString().slice(0, 10), '2026-03-18')
})

test('at sixty times the speed an hour of the day takes a minute', async () => {
  const { tools, taken, pass, someoneSleeps, stopper } = machine()
  const running = start({ ...small, speed: 60 }, tools)
  await someoneSleeps()
  const first = taken[0]!.time!
  for (let minutes = 1; minutes <= 3; minutes += 1) {
    for (let seconds = 0; seconds < 60; seconds += 1) await pass(1000)
    await someoneSleeps()
    const lastTold = taken.at(-1)!.time!
    assert.ok(lastTold <= first + minutes * 3_600_000, 'nothing is told before its time')
    assert.ok(lastTold > first + (minutes - 1) * 3_600_000 || minutes === 1)
  }
  stopper.abort()
  await running
})

test('it stops when told to, while waiting and between batches, and leaves nothing behind', async () => {
  const waiting = machine()
  const running = start({ ...small, speed: 1 }, waiting.tools)
  await waiting.someoneSleeps()
  waiting.stopper.abort()
  await running
  assert.equal(waiting.sleepers(), 0)

  const busy = machine(() => busy.stopper.abort())
  await start(small, busy.tools)
  assert.equal(busy.batches.length, 1)
})

test('a full store is waited for, and then nothing is missing or told twice', async () => {
  let refusals = 2
  const { tools, taken, reports, pass } = machine(() => {
    if (refusals-- > 0) throw new Problem('store-busy', 'the store cannot keep up')
  })
  const running = start(small, tools)
  await pass(1000)
  await pass(2000)
  await running
  assert.equal(new Set(taken.map(({ id }) => id)).size, taken.length)
  const calm = machine()
  await start(small, calm.tools)
  assert.equal(taken.length, calm.taken.length)
  assert.ok(reports.some(({ connected, message }) => !connected && message === 'the store cannot keep up'))
})

test('an event that is refused for good ends the source with the reason', async () => {
  const { tools } = machine(() => {
    throw new Problem('fields-invalid', 'no such parameter')
  })
  await assert.rejects(start(small, tools), /no such parameter/)
})

test('a date that does not exist is refused with what to write instead', async () => {
  for (const date of ['2026-02-30', 'tomorrow', '16.03.2026', '']) {
    await assert.rejects(start({ ...small, date }, machine().tools), /date such as 2026-03-16/, date)
  }
})
