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

test('a rule can be tried on the past before anybody knows what it will say, and where', async () => {
  const binding = { event_type: 'call_function', conditions: long, parameters: { text: '{{#if}}' } }
  const { status, body } = await ask('/bindings/backtest', { binding })
  assert.deepEqual([status, body.matched], [200, 3])
  assert.match(body.samples[0].rendered.error, /./)
  assert.equal((await ask('/bindings/why', { binding, event_no: 1 })).body.fired, true)
  const { errors } = (await ask('/bindings/why', { binding: { event_type: 'none' }, event_no: 1 })).body
  assert.deepEqual(
    errors.map(({ path }: { path: string }) => path),
    ['event_type'],
  )
  const bad = { ...binding, conditions: { param: 'function', op: 'like', value: 1 } }
  assert.equal((await ask('/bindings/backtest', { binding: bad })).body.errors[0].path, 'conditions.op')
})

// ── the check ─────────────────────────────────────────────────────────────────

test('a binding without conditions is told how many events a day it would answer', async () => {
  const warnings = await warningsOn({ conditions: null })
  assert.deepEqual(warnings, [{ code: 'no-conditions', path: 'conditions', per_day: 5 }])
})

test('a condition on a function without its state would fire at each state: the check says so', async () => {
  const warning = { code: 'function-without-state', path: 'conditions', param: 'function_state', value: 'finish' }
  assert.deepEqual(await warningsOn({ conditions: queue }), [warning])
  assert.deepEqual(await warningsOn({ conditions: { all: [queue, finish] } }), [])
  // Of the events that were seen, those with such a long wait had one state only, too few to be sure.
  assert.deepEqual(await warningsOn({ conditions: { param: 'alert_duration', op: 'gt', value: 50 } }), [warning])
  const lost = { param: 'success_flag', op: 'eq', value: false } as const
  assert.deepEqual(await warningsOn({ conditions: lost }), [], 'whether it was a success is known at the finish only')
})

test('conditions that contradict each other, or leave nothing out, are named where they stand', async () => {
  const both = { all: [finish, { param: 'function', op: 'in', value: ['ivr'] }, queue] } as const
  assert.deepEqual(await warningsOn({ conditions: both }), [{ code: 'never-holds', path: 'conditions' }])
  const either = { any: [queue, { param: 'function', op: 'ne', value: 'queue' }] } as const
  const warnings = await warningsOn({ conditions: { all: [finish, either] } })
  assert.deepEqual(warnings, [{ code: 'always-holds', path: 'conditions.all[1]' }])
})

test('a variable with a slip of the pen is named with what was most likely meant', async () => {
  const warnings = await warningsOn({
    conditions: finish,
    parameters: {
      text: '{{phnoe}} {{event_no}} {% for tag in answers %}{{tag}}{% endfor %}',
      rows: ['{{ClientPhone}}', '{{answers.city}}', '{{nothing_like_it}}'],
    },
    options: { throttle: { count: 1, per_s: 60, key: 'call_idd' } },
  })
  assert.deepEqual(warnings, [
    { code: 'unknown-variable', path: 'parameters.text', name: 'phnoe', suggestion: 'phone' },
    { code: 'unknown-variable', path: 'parameters.rows[0]', name: 'ClientPhone', suggestion: 'sec.ClientPhone' },
    { code: 'unknown-variable', path: 'parameters.rows[2]', name: 'nothing_like_it', suggestion: null },
    { code: 'unknown-variable', path: 'options.throttle.key', name: 'call_idd', suggestion: 'call_id' },
  ])
})

test('a variable that only recent events know is known, and so are those of a digest', async () => {
  await using own = await openOffice()
  const chat = await own.integration('wall', {})
  await own.happens('quota', { crm_deal: 7 })
  const binding = {
    event_type: 'quota',
    integration_id: chat,
    name: 'x',
    conditions: { param: 'crm_deal', op: 'exists' },
  }
  const check = async (more: JsonObject) =>
    (await own.post('/bindings/check', { binding: { ...binding, ...more } })).body
  const parameters = { text: '{{crm_deal}}: {{count}}' }
  assert.deepEqual((await check({ parameters, options: { digest: { window_s: 60 } } })).warnings, [])
  const [warning] = (await check({ parameters })).warnings
  assert.deepEqual([warning.code, warning.name], ['unknown-variable', 'count'])
})

test('a parameter that none of the latest events had is named with the number of events that were looked at', async () => {
  await using own = await openOffice()
  const chat = await own.integration('wall', {})
  const data = { function: 'queue', function_state: 'finish', crm_stage: 'new' }
  for (let no = 0; no < 20; no++) await own.happens('call_function', data)
  const conditions = {
    all: [finish, { param: 'crm_stgae', op: 'eq', value: 'new' }, { param: 'queue_name', op: 'eq', value: 'VIP' }],
  }
  const binding = {
    event_type: 'call_function',
    integration_id: chat,
    name: 'x',
    parameters: { text: 'x' },
    conditions,
  }
  assert.deepEqual((await own.post('/bindings/check', { binding })).body.warnings, [
    {
      code: 'parameter-not-seen',
      path: 'conditions.all[1]',
      param: 'crm_stgae',
      scanned: 20,
      suggestion: 'crm_stage',
    },
    { code: 'parameter-not-seen', path: 'conditions.all[2]', param: 'queue_name', scanned: 20, suggestion: null },
  ])
})

test('JSON with the quotes of an office program is told apart from a text that quotes somebody', async () => {
  const parameters = { text: '{«phone»: "{{phone}}", “count”: {{event_no}}}' }
  assert.deepEqual(await warningsOn({ conditions: finish, parameters }), [
    { code: 'typographic-quotes', path: 'parameters.text' },
  ])
  for (const text of ['{"queue": "«Sales»"}', '[«Sales» is waiting', '«Sales»: {{phone}}'])
    assert.deepEqual(await warningsOn({ conditions: finish, parameters: { text } }), [], text)
})

test('an integration that is held still, or fails most of what it has to send, is named', async () => {
  await using own = await openOffice()
  const chat = await own.integration('wall', {})
  const refuses = await own.integration('webhook', { url: 'http://127.0.0.1:9/' })
  await own.binding(refuses, { text: 'x' }, { options: { retry: { schedule_s: [0] } } })
  for (let no = 0; no < 3; no++) await own.happens('call_function', { function: 'queue', function_state: 'finish' })
  await own.untilJournal('failed', 3)
  const check = async (id: string) => {
    const binding = { name: 'x', event_type: 'quota', integration_id: id, conditions: null, parameters: { text: 'x' } }
    return (await own.post('/bindings/check', { binding })).body.warnings.slice(0, -1)
  }
  const path = 'integration_id'
  assert.deepEqual(await check(refuses), [{ code: 'integration-failing', path, failed: 3, total: 3 }])
  assert.deepEqual(await check(chat), [])
  await own.post(`/integrations/${chat}/pause`, { reason: 'night' })
  assert.deepEqual(await check(chat), [{ code: 'integration-paused', path, by: 'person' }])
})

test('a binding that is half written is checked as far as it can be read', async () => {
  const { body } = await ask('/bindings/check', {
    binding: {
      event_type: 'call_function',
      conditions: { all: [{ param: 'function' }] },
      parameters: { text: '{{phnoe}}', other: '{{#if}}' },
    },
  })
  assert.deepEqual(
    body.errors.map(({ path }: { path: string }) => path),
    ['name', 'integration_id', 'conditions.all[0].op'],
  )
  assert.deepEqual(
    body.warnings.map(({ code }: { code: string }) => code),
    ['unknown-variable'],
  )
  assert.deepEqual((await ask('/bindings/check', {})).body.warnings, [])
})

// ── why, and what was seen ────────────────────────────────────────────────────

test('an unsaved rule is explained on any past event', async () => {
  const answer = async (event_no: number) =>
    (await ask('/bindings/why', { binding: draft({ conditions: { all: [queue, long] } }), event_no })).body
  assert.deepEqual(await answer(2), {
    fired: false,
    reason: 'the conditions do not hold',
    conditions: {
      holds: false,
      all: [
        { ...queue, holds: true, actual: 'queue' },
        { ...long, holds: false, actual: 12 },
      ],
    },
  })
  assert.deepEqual([(await answer(1)).fired, (await answer(1)).reason], [true, 'the conditions hold'])
  assert.equal((await ask('/bindings/why', { binding: draft({ conditions: null }) })).status, 422)
  assert.equal((await ask('/bindings/why', { binding: draft({ conditions: null }), event_no: 99 })).status, 404)
  const masked = await ask('/bindings/why', { binding: draft({ conditions: ours }), event_no: 1 }, viewer)
  assert.deepEqual(masked.body.conditions, { ...ours, value: '*****100', holds: true, actual: '*****100' })
})

test('the values that a parameter had are offered, the most frequent first', async () => {
  const seen = (query: string, key = office.key) => office.get(`/event-types/call_function/values?${query}`, key)
  assert.deepEqual((await seen('param=function_state')).body, {
    scanned: 5,
    present: 5,
    items: [
      { value: 'finish', count: 3 },
      { value: 'start', count: 2 },
    ],
  })
  assert.deepEqual((await seen('param=function_state&q=INI')).body.items, [{ value: 'finish', count: 3 }])
  assert.deepEqual((await seen('param=queue_name')).body, { scanned: 5, present: 0, items: [] })
  assert.equal((await seen('')).status, 422)
  assert.equal((await office.get('/event-types/none/values?param=x')).status, 422)
})

test('numbers are offered as the caller may see them, and cannot be found out by asking for their digits', async () => {
  const seen = async (query: string, key = office.key) =>
    (await office.get(`/event-types/call_function/values?param=phone${query}`, key)).body.items
  assert.deepEqual((await seen(''))[0], { value: '+15550100', count: 2 })
  assert.deepEqual((await seen('', viewer))[0], { value: '*****100', count: 2 })
  assert.equal((await seen('&q=1555')).length, 4)
  assert.deepEqual(await seen('&q=1555', viewer), [])
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

async function warningsOn(rule: Rule) {
  const { status, body } = await ask('/bindings/check', { binding: draft(rule) })
  assert.deepEqual([status, body.errors], [200, []])
  return body.warnings
}
