import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Condition, Leaf, Operator } from './condition.ts'
import { operators } from './condition.ts'
import type { Parameter, ParameterType } from './event-type.ts'
import { explain } from './explain.ts'
import { holds } from './holds.ts'
import type { Json, JsonObject } from './json.ts'
import { Matcher } from './match.ts'
import type { Matchable } from './read-parameter.ts'

const parameters = parameterTable({
  queue_id: 'id',
  function: 'enum',
  connect_time: 'int',
  score: 'number',
  success_flag: 'bool',
  call_started_at: 'timestamp',
  event_time: 'timestamp',
  skills: 'string[]',
  answers: 'map',
})

test('a rule is found by an event that fulfills it, and no longer after it is removed', () => {
  const matcher = newMatcher()
  matcher.set({ id: 'low rating', eventType: 'call', conditions: { param: 'answer', op: 'in', value: ['2', '3'] } })
  assert.deepEqual(matcher.match(call({ answer: 3 })), ['low rating'])
  assert.deepEqual(matcher.match(call({ answer: 4 })), [])
  matcher.remove('low rating')
  assert.deepEqual(matcher.match(call({ answer: 3 })), [])
  assert.equal(matcher.size, 0)
})

test('a rule that is saved again is replaced, also when it moves to another event type', () => {
  const matcher = newMatcher()
  matcher.set({ id: 'rule', eventType: 'call', conditions: null })
  matcher.set({ id: 'rule', eventType: 'call', conditions: { param: 'queue_id', op: 'eq', value: '7' } })
  assert.deepEqual(matcher.match(call({ queue_id: '8' })), [])
  assert.deepEqual(matcher.match(call({ queue_id: 7 })), ['rule'])
  matcher.set({ id: 'rule', eventType: 'task', conditions: null })
  assert.deepEqual(matcher.match(call({ queue_id: '7' })), [])
  assert.deepEqual(matcher.match({ ...call({}), type: 'task' }), ['rule'])
  assert.equal(matcher.size, 1)
})

test('an event of a type without rules finds nothing', () => {
  assert.deepEqual(newMatcher().match(call({ queue_id: '7' })), [])
})

test('a rule is named once, however many of its alternatives hold', () => {
  const matcher = newMatcher()
  const one = { param: 'queue_id', op: 'eq', value: '7' } as const
  const other = { param: 'connect_time', op: 'gt', value: 10 } as const
  matcher.set({ id: 'rule', eventType: 'call', conditions: { any: [one, other, one, { all: [one, other] }] } })
  assert.deepEqual(matcher.match(call({ queue_id: '7', connect_time: 60 })), ['rule'])
  matcher.set({ id: 'skills', eventType: 'call', conditions: { param: 'skills', op: 'in', value: ['en', 'ru'] } })
  assert.deepEqual(matcher.match(call({ skills: ['ru', 'en', 'ru'] })), ['skills'])
})

test('among many limits on one value, "above" and "below" leave out the limit itself, the others do not', () => {
  const matcher = newMatcher()
  const operatorsInOrder = ['gt', 'gte', 'lt', 'lte'] as const
  const limits = [-2, -0.5, 0, 0.5, 2, 1e300]
  for (const op of operatorsInOrder) {
    for (const value of limits)
      matcher.set({ id: `${op} ${value}`, eventType: 'call', conditions: { param: 'score', op, value } })
  }
  const is = {
    gt: (a: number, b: number) => a > b,
    gte: (a: number, b: number) => a >= b,
    lt: (a: number, b: number) => a < b,
    lte: (a: number, b: number) => a <= b,
  }
  for (const score of [...limits, -0, 5e-324, 1]) {
    const expected = operatorsInOrder.flatMap((op) =>
      limits.filter((limit) => is[op](score, limit)).map((limit) => `${op} ${limit}`),
    )
    assert.deepEqual(matcher.match(call({ score })).sort(), expected.sort())
  }
})

test('an id that is a number, one with a zero before it and one too long for a number are told apart', () => {
  const matcher = newMatcher()
  const ids = ['7', '07', '123456789', '1234567890', '', '-7', '7.0']
  for (const value of ids)
    matcher.set({ id: value, eventType: 'call', conditions: { param: 'queue_id', op: 'eq', value } })
  for (const queue_id of ids) assert.deepEqual(matcher.match(call({ queue_id })), [queue_id])
  for (const queue_id of [7, 123456789, 1234567890])
    assert.deepEqual(matcher.match(call({ queue_id })), [String(queue_id)])
})

test('rules stay right while many more are added around them and taken away again', () => {
  const matcher = newMatcher()
  const of = (queue: number, time: number): Condition => ({
    all: [
      { param: 'function', op: 'eq', value: 'queue' },
      { param: 'queue_id', op: 'eq', value: String(queue) },
      { param: 'connect_time', op: 'gte', value: time },
    ],
  })
  for (let no = 0; no < 3_000; no++) matcher.set({ id: `r${no}`, eventType: 'call', conditions: of(no % 300, no % 50) })
  const event = call({ function: 'queue', queue_id: 12, connect_time: 12 })
  assert.deepEqual(matcher.match(event).sort(), [
    'r12',
    'r1212',
    'r1512',
    'r1812',
    'r2112',
    'r2412',
    'r2712',
    'r312',
    'r612',
    'r912',
  ])
  for (let no = 20; no < 3_000; no++) matcher.remove(`r${no}`)
  assert.deepEqual(matcher.match(event), ['r12'])
  assert.equal(matcher.size, 20)
})

test('a condition too branched to be taken apart still means what it says', () => {
  const either = (at: number): Condition => ({
    any: [
      { param: `a${at}`, op: 'eq', value: 'x' },
      { param: `b${at}`, op: 'contains', value: 'y' },
      { not: { param: `c${at}`, op: 'exists' } },
    ],
  })
  const condition: Condition = { all: Array.from({ length: 12 }, (_, at) => either(at)) }
  const matcher = newMatcher()
  matcher.set({ id: 'yes', eventType: 'call', conditions: condition })
  matcher.set({ id: 'no', eventType: 'call', conditions: { not: condition } })
  const data = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`c${at}`, 1]))
  assert.deepEqual(matcher.match(call({})), ['yes'])
  assert.deepEqual(matcher.match(call(data)), ['no'])
  assert.deepEqual(matcher.match(call({ ...data, a3: 'x' })), ['no'])
  const all = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`b${at}`, 'xyz']))
  assert.deepEqual(matcher.match(call({ ...data, ...all })), ['yes'])
})

test('the opposite of a condition too branched to be taken apart means the opposite', () => {
  const way = (at: number): Condition => ({
    all: [
      { param: `a${at}`, op: 'eq', value: 'x' },
      { param: `b${at}`, op: 'gt', value: 5 },
      { param: `c${at}`, op: 'exists' },
    ],
  })
  const condition: Condition = { not: { any: Array.from({ length: 12 }, (_, at) => way(at)) } }
  const matcher = newMatcher()
  matcher.set({ id: 'rule', eventType: 'call', conditions: condition })
  assert.deepEqual(matcher.match(call({})), ['rule'])
  assert.deepEqual(matcher.match(call({ a7: 'x', b7: 5, c7: 1 })), ['rule'])
  assert.deepEqual(matcher.match(call({ a7: 'x', b7: 6, c7: 1 })), [])
  for (let at = 0; at < 12; at++) {
    assert.deepEqual(matcher.match(call({ [`a${at}`]: 'x', [`b${at}`]: 6, [`c${at}`]: 1 })), [])
  }
})

for (const count of [15, 16, 32, 33, 1_000]) {
  test(`a list of ${count} ids is looked through to its ends`, () => {
    const matcher = newMatcher()
    const value = Array.from({ length: count }, (_, at) => `id${at}`)
    matcher.set({ id: 'in', eventType: 'call', conditions: { param: 'queue_id', op: 'in', value } })
    matcher.set({ id: 'not in', eventType: 'call', conditions: { param: 'queue_id', op: 'not_in', value } })
    for (const id of value) assert.deepEqual(matcher.match(call({ queue_id: id })), ['in'])
    assert.deepEqual(matcher.match(call({ queue_id: ['x', `id${count - 1}`] })), ['in'])
    for (const id of ['id', `id${count}`, 0]) assert.deepEqual(matcher.match(call({ queue_id: id })), ['not in'])
  })
}

test('a list is found by each of its elements among many rules that ask for two things', () => {
  const matcher = newMatcher()
  for (let no = 0; no < 100; no++) {
    const all = [
      { param: 'queue_id', op: 'eq', value: '7' },
      { param: 'skills', op: 'eq', value: `skill ${no % 20}` },
    ] as const
    matcher.set({ id: `r${no}`, eventType: 'call', conditions: { all } })
    matcher.set({ id: `s${no}`, eventType: 'call', conditions: { all: [{ ...all[0], param: 'skills' }, all[1]] } })
  }
  const event = call({ queue_id: 7, skills: ['skill 3', 'x', 'skill 5', 'skill 3'] })
  assert.deepEqual(matcher.match(event).sort(), ['r23', 'r25', 'r3', 'r43', 'r45', 'r5', 'r63', 'r65', 'r83', 'r85'])
  assert.equal(matcher.match(call({ skills: ['7', 'skill 3', 'skill 5'] })).length, 10)
})

test('finding rules by the index, asking each rule, and explaining it give one answer for every event', () => {
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 60 }),
      fc.array(event, { minLength: 1, maxLength: 12 }),
      (steps, events) => {
        const matcher = newMatcher()
        const rules = new Map<string, Condition | null>()
        for (const [at, { id, conditions }] of steps.entries()) {
          if (conditions === undefined) {
            matcher.remove(id)
            rules.delete(id)
          } else {
            matcher.set({ id, eventType: 'call', conditions })
            rules.set(id, conditions)
          }
          assert.equal(matcher.size, rules.size)
          if (at % 7 === 0) assertAgree(matcher, rules, events[at % events.length]!)
        }
        for (const one of events) assertAgree(matcher, rules, one)
        for (const id of rules.keys()) matcher.remove(id)
        for (const one of events) assert.deepEqual(matcher.match(one), [])
      },
    ),
    { numRuns: 400 },
  )
})

test('the index answers the same when hundreds of rules share a few values, as in a real center', () => {
  const rule = fc.array(crowdedLeaf, { minLength: 1, maxLength: 4 }).map((all): Condition => ({ all }))
  fc.assert(
    fc.property(
      fc.array(rule, { minLength: 100, maxLength: 300 }),
      fc.array(event, { minLength: 5, maxLength: 10 }),
      (conditions, events) => {
        const matcher = newMatcher()
        const rules = new Map(conditions.map((condition, at) => [`r${at}`, condition]))
        for (const [id, condition] of rules) matcher.set({ id, eventType: 'call', conditions: condition })
        for (const one of events) assertAgree(matcher, rules, one)
        for (const id of [...rules.keys()].filter((_, at) => at % 3 !== 0)) {
          matcher.remove(id)
          rules.delete(id)
        }
        for (const one of events) assertAgree(matcher, rules, one)
      },
    ),
    { numRuns: 30 },
  )
})

function assertAgree(matcher: Matcher, rules: ReadonlyMap<string, Condition | null>, one: Matchable): void {
  const expected = [...rules].filter(([, condition]) => holds(condition, one, parameters)).map(([id]) => id)
  assert.deepEqual(matcher.match(one).sort(), expected.sort())
  for (const [id, condition] of rules) {
    assert.equal(explain(condition, one, parameters)?.holds ?? true, expected.includes(id))
  }
}

function newMatcher(): Matcher {
  return new Matcher(() => parameters)
}

function call(data: JsonObject): Matchable {
  return { id: 'e1', type: 'call', time: Date.UTC(2026, 2, 16), source: 'api', correlationId: null, data }
}

function parameterTable(types: Readonly<Record<string, ParameterType>>): ReadonlyMap<string, Parameter> {
  const named = Object.entries(types).map(([name, type]): [string, Parameter] => [
    name,
    { name, type, label: { en: name, ru: name }, operators: [...operators], pii: null },
  ])
  const answer = {
    name: 'answer',
    type: 'string',
    label: { en: '', ru: '' },
    operators,
    pii: null,
    numeric: true,
  } as const
  return new Map([...named, ['answer', answer]])
}

// What follows makes rules and events at random: few values, so that they meet, and every shape that might hurt.

const names = fc.constantFrom(
  ...[
    'queue_id',
    'function',
    'connect_time',
    'score',
    'success_flag',
    'call_started_at',
    'skills',
    'answer',
    'answers',
  ],
  ...['answers.city', 'answers.a.b', 'unknown', 'event_time', 'event_id', 'source', 'correlation_id', 'event_type'],
  ...['__proto__', 'constructor', 'toString', '__proto__.x', 'constructor.name', 'hasOwnProperty', '', '.', 'a.'],
)

const scalar: fc.Arbitrary<Json> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom<Json>(1, 2, 3, 10, '1', '2', '02', '2.0', ' 2', '10', 'queue', 'Queue', 'que'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Json>(true, false, 'true', 'false', '', 0, -0, '-0', 0.5, '0.5', 1e21, 1e-7, '1e-7'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '2026-03-16T00:00:00Z',
      '2026-03-16T02:00:00.000+02:00',
      '2026-03-17T00:00:00Z',
      'api',
      'call',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.string({ unit: 'binary' })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Json>(
      '9007199254740993',
      9007199254740992,
      Infinity,
      '\u00c9',
      'E\u0301',
      'İ',
      'ß',
      '\ud800',
    ),
  },
)

const anyValue: fc.Arbitrary<Json> = fc.oneof(
  { weight: 8, arbitrary: scalar },
  { weight: 1, arbitrary: fc.constant(null) },
  {
    weight: 2,
    arbitrary: fc.array(fc.oneof(scalar, fc.constant(null), fc.array(scalar, { maxLength: 2 })), { maxLength: 4 }),
  },
  {
    weight: 1,
    arbitrary: fc.dictionary(fc.constantFrom('city', 'a', 'a.b', 'x', 'name', '__proto__'), scalar, { maxKeys: 3 }),
  },
  { weight: 1, arbitrary: fc.constant({ a: { b: 'queue' }, city: '2' }) },
)

const event: fc.Arbitrary<Matchable> = fc
  .record({
    id: fc.constantFrom('1', '2'),
    time: fc.constantFrom(Date.UTC(2026, 2, 16), Date.UTC(2026, 2, 17), 0, 8.64e15 + 1, -1e14),
    source: fc.constantFrom('api', '2'),
    correlationId: fc.constantFrom(null, '10', 'queue'),
    fields: fc.array(fc.tuple(names, anyValue), { maxLength: 12 }),
  })
  .map(({ fields, ...rest }) => ({ ...rest, type: 'call', data: Object.fromEntries(fields) }))

const leaf: fc.Arbitrary<Leaf> = fc
  .tuple(names, fc.constantFrom<Operator>(...operators), scalar, fc.array(scalar, { minLength: 1, maxLength: 40 }))
  .map(toLeaf)

const crowdedLeaf: fc.Arbitrary<Leaf> = fc
  .tuple(
    fc.constantFrom('queue_id', 'function', 'connect_time', 'connect_time', 'answer', 'skills', 'unknown'),
    fc.constantFrom<Operator>('eq', 'eq', 'eq', 'in', 'gt', 'gte', 'lt', 'lte', 'ne'),
    scalar,
    fc.array(scalar, { minLength: 1, maxLength: 4 }),
  )
  .map(toLeaf)

function toLeaf([param, op, one, several]: readonly [string, Operator, Json, Json[]]): Leaf {
  if (op === 'exists' || op === 'not_exists') return { param, op }
  return { param, op, value: op === 'in' || op === 'not_in' ? several : one }
}

const { tree } = fc.letrec<{ tree: Condition; group: Condition }>((tie) => ({
  tree: fc.oneof({ maxDepth: 4, depthSize: 'small' }, leaf, tie('group')),
  group: fc.oneof(
    fc.array(tie('tree'), { maxLength: 6 }).map((all) => ({ all })),
    fc.array(tie('tree'), { maxLength: 6 }).map((any) => ({ any })),
    tie('tree').map((not) => ({ not })),
  ),
}))

/** One change: a rule is set, or (conditions undefined) removed. */
const step = fc.record({
  id: fc.integer({ min: 0, max: 30 }).map((no) => `rule ${no}`),
  conditions: fc.oneof(
    { weight: 8, arbitrary: tree },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: fc.constant(undefined) },
  ),
})
