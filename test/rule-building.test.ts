import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Condition } from '../src/core/condition.ts'
import type { JsonObject } from '../src/core/json.ts'
import { type HeldClock, holdClock } from './tools/clock.ts'
import { type Office, openOffice } from './tools/office.ts'

const hourMs = 3_600_000
const queue = { param: 'function', op: 'eq', value: 'queue' } as const
const finish = { param: 'function_state', op: 'eq', value: 'finish' } as const
const long = { param: 'alert_duration', op: 'gt', value: 30 } as const
const ours = { param: 'phone', op: 'eq', value: '+15550100' } as const

let office: Office
let clock: HeldClock
let wall: string
/** Sees no personal data. */
let viewer: string

/** Five calls from Monday, 16 March, 23:30 in Kyiv, an hour apart: the first on Monday, the others on Tuesday. */
before(async () => {
  clock = holdClock(Date.UTC(2026, 2, 16, 21, 30))
  office = await openOffice({ clock, settings: { HOOKSWITCH_TIME_ZONE: 'Europe/Kyiv' } })
  wall = await office.integration('wall', { looks_like: 'telegram' }, { name: 'Night shift' })
  viewer = (await office.post('/keys', { name: 'Viewer', role: 'viewer' })).body.key
  for (const [waited, state, phone] of [
    [45, 'finish', '+15550100'],
    [12, 'finish', '+15550100'],
    [60, 'finish', '+15550101'],
    [31, 'start', '+15550102'],
    [8, 'start', '+15550103'],
  ] as const) {
    await office.happens('call_function', { function: 'queue', function_state: state, alert_duration: waited, phone })
    await clock.move(hourMs)
  }
})
after(() => office[Symbol.asyncDispose]())

// ── the backtest ──────────────────────────────────────────────────────────────

test('a backtest tells the matches of each day on the clock of the call center, also of days without one', async () => {
  const { body } = await backtest({ conditions: long }, { from: '2026-03-15T12:00:00Z' })
  assert.deepEqual([body.scanned, body.matched, body.sampled], [5, 3, 1])
  assert.deepEqual(body.days, [
    { day: '2026-03-15', matched: 0 },
    { day: '2026-03-16', matched: 1 },
    { day: '2026-03-17', matched: 2 },
  ])
  const long_ago = (await backtest({ conditions: long }, { from: '1970-01-01T00:00:00Z' })).body.days
  assert.deepEqual([long_ago.length, long_ago.at(-1)], [401, { day: '2026-03-17', matched: 2 }])
})

test('a backtest names the calls that missed by one condition, and which it was', async () => {
  const { near_misses } = (await backtest({ conditions: { all: [queue, finish, long] } })).body
  assert.deepEqual(near_misses, {
    count: 2,
    by_condition: [
      { path: 'conditions.all[1]', condition: finish, count: 1, samples: [4] },
      { path: 'conditions.all[2]', condition: long, count: 1, samples: [2] },
    ],
  })
  assert.equal((await backtest({ conditions: long })).body.near_misses.count, 0)
})

test('a backtest of a changed binding tells what the change adds and what it takes away', async () => {
  const saved = await office.binding(wall, { text: 'x' }, { conditions: finish, enabled: false })
  const { against_saved } = (await backtest({ id: saved, conditions: long })).body
  assert.deepEqual(against_saved, { added: 1, removed: 1, added_samples: [4], removed_samples: [2] })
  assert.equal((await backtest({ conditions: long })).body.against_saved, null)
  assert.equal((await office.post('/bindings/backtest', { binding_id: saved })).body.against_saved, null)
  const other = { id: saved, event_type: 'quota', conditions: null }
  assert.equal((await backtest(other)).body.against_saved, null)
})

test('a near miss by a client’s number shows the mask of it to whoever may not see numbers', async () => {
  const binding = { conditions: { all: [queue, finish, ours] } }
  const clear = (await backtest(binding)).body.near_misses.by_condition
  assert.deepEqual(clear, [{ path: 'conditions.all[2]', condition: ours, count: 1, samples: [3] }])
  const masked = (await backtest(binding, {}, viewer)).body.near_misses.by_condition
  assert.deepEqual(masked[0].condition, { ...ours, value: '*****100' })
})

// ── tools ─────────────────────────────────────────────────────────────────────

interface Rule {
  readonly conditions: Condition | null
  readonly [more: string]: unknown
}

function backtest(rule: Rule, more: JsonObject = {}, key = office.key) {
  return ask('/bindings/backtest', { binding: draft(rule), ...more }, key)
}

function draft(rule: object): object {
  return {
    name: 'Draft',
    event_type: 'call_function',
    integration_id: wall,
    parameters: { text: '{{phone}}' },
    ...rule,
  }
}

function ask(path: string, body: unknown, key = office.key) {
  return office.ask('POST', path, body, { authorization: `Bearer ${key}` })
}
