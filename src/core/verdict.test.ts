import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Condition, type Leaf, type Operator, operators } from './condition.ts'
import type { Parameter } from './event-type.ts'
import { holds } from './holds.ts'
import type { Json } from './json.ts'
import { choice, choices, flag, ids, map, moment, number, text, whole } from './parameters.ts'
import type { Matchable } from './read-parameter.ts'
import { verdictsOn } from './verdict.ts'

const states = choices({ start: ['Start', 'Старт'], finish: ['Finish', 'Финиш'] })
const parameters = new Map(
  [
    choice('state', 'State', 'Состояние', states),
    text('name', 'Name', 'Имя'),
    text('answer', 'Answer', 'Ответ', { numeric: true }),
    whole('waited', 'Waited', 'Ждал'),
    number('score', 'Score', 'Оценка'),
    flag('success', 'Success', 'Успех'),
    moment('at', 'At', 'Когда'),
    ids('skills', 'Skills', 'Навыки'),
    map('answers', 'Answers', 'Ответы'),
  ].map((parameter): [string, Parameter] => [parameter.name, parameter]),
)

const is = (param: string, op: Operator, value?: Json): Leaf =>
  value === undefined ? { param, op } : { param, op, value }

const never: readonly (readonly [string, Condition])[] = [
  ['two states at once', { all: [is('state', 'eq', 'start'), is('state', 'eq', 'finish')] }],
  ['a state that is excluded', { all: [is('state', 'eq', 'start'), is('state', 'ne', 'start')] }],
  ['every state excluded', { all: [is('state', 'not_in', ['start', 'finish']), is('state', 'exists')] }],
  [
    'neither yes nor no',
    { all: [{ not: is('success', 'eq', true) }, is('success', 'ne', false), is('success', 'exists')] },
  ],
  ['longer and shorter', { all: [is('waited', 'gt', 60), is('waited', 'lt', 30)] }],
  ['nothing whole in between', { all: [is('waited', 'gt', 5), is('waited', 'lt', 6)] }],
  ['above and at most the same', { all: [is('score', 'gt', 5), is('score', 'lte', 5)] }],
  ['turned around and still between', { all: [is('score', 'gte', 5), { not: is('score', 'gt', 4) }] }],
  ['a value outside of the bounds', { all: [is('waited', 'in', [5, 10]), is('waited', 'gt', 30)] }],
  ['there and not there', { all: [is('name', 'contains', 'a'), is('name', 'not_exists')] }],
  ['two beginnings', { all: [is('name', 'starts_with', 'Ann'), is('name', 'starts_with', 'Bor')] }],
  ['a part that must not be there', { all: [is('name', 'contains', 'Anna'), { not: is('name', 'contains', 'NN') }] }],
  ['a name without its own letters', { all: [is('name', 'eq', 'Anna'), { not: is('name', 'contains', 'ann') }] }],
  ['before and after', { all: [is('at', 'gt', '2026-03-17T00:00:00Z'), is('at', 'lt', '2026-03-16T00:00:00Z')] }],
  ['an element that is excluded', { all: [is('skills', 'eq', 'en'), is('skills', 'not_in', ['en', 'ru'])] }],
  ['an order even of what nobody knows', { all: [is('other', 'gt', 2), is('other', 'lt', 1)] }],
]

for (const [name, condition] of never)
  test(`never: ${name}`, () => {
    assert.deepEqual(verdictsOn(condition, parameters), [{ path: 'conditions', verdict: 'never-holds' }])
    assert.deepEqual(
      verdictsOn({ any: [{ not: condition }, is('name', 'exists')] }, parameters),
      [{ path: 'conditions.any[0].not', verdict: 'never-holds' }],
      'a part of it is found as well',
    )
  })

const maybe: readonly (readonly [string, Condition])[] = [
  ['a list may hold both', { all: [is('skills', 'eq', 'en'), is('skills', 'eq', 'ru')] }],
  ['nobody knows that it is no list', { all: [is('other', 'eq', 'a'), is('other', 'eq', 'b')] }],
  ['a missing value is not among any', { all: [is('state', 'not_in', ['start', 'finish'])] }],
  [
    'a missing value is neither above nor below',
    { all: [{ not: is('score', 'gt', 5) }, { not: is('score', 'lte', 5) }] },
  ],
  ['one value is left', { all: [is('score', 'gte', 5), is('score', 'lte', 5)] }],
  ['the same number written in another way', { all: [is('answer', 'eq', '2'), is('answer', 'contains', '0')] }],
  ['one beginning inside another', { all: [is('name', 'starts_with', 'An'), is('name', 'starts_with', 'Anna')] }],
]

for (const [name, condition] of maybe)
  test(`not said to be impossible: ${name}`, () => assert.deepEqual(verdictsOn(condition, parameters), []))

test('what leaves nothing out always holds', () => {
  const all = [{ path: 'conditions', verdict: 'always-holds' }]
  assert.deepEqual(verdictsOn({ any: [is('name', 'eq', 'Anna'), is('name', 'ne', 'Anna')] }, parameters), all)
  assert.deepEqual(verdictsOn({ any: [is('name', 'exists'), is('name', 'not_exists')] }, parameters), all)
  const within = { all: [is('name', 'exists'), { any: [is('score', 'ne', 1), is('score', 'ne', 2)] }] }
  assert.deepEqual(verdictsOn(within, parameters), [{ path: 'conditions.all[1]', verdict: 'always-holds' }])
})

test('only the smallest part that explains the rest is named', () => {
  const clash = { all: [is('waited', 'gt', 60), is('waited', 'lt', 30)] }
  assert.deepEqual(verdictsOn({ all: [is('name', 'exists'), { any: [clash] }] }, parameters), [
    { path: 'conditions.all[1].any[0]', verdict: 'never-holds' },
  ])
})

test('a condition of two hundred comparisons is judged at once', () => {
  const some = Array.from(
    { length: 40 },
    (_, at): Condition => ({
      any: Array.from({ length: 5 }, (_, part) => is(`p${at}`, part % 2 === 0 ? 'gt' : 'contains', String(part))),
    }),
  )
  const startedAt = performance.now()
  assert.deepEqual(verdictsOn({ all: some }, parameters), [])
  assert.ok(performance.now() - startedAt < 2000)
})

test('whatever is said of a part is true for every event that fits the catalog', () => {
  let said = 0
  fc.assert(
    fc.property(tree, fc.array(event, { minLength: 30, maxLength: 30 }), (condition, events) => {
      for (const { path, verdict } of verdictsOn(condition, parameters)) {
        said += 1
        const part = partAt(condition, path)
        for (const one of events)
          assert.equal(holds(part, one, parameters), verdict === 'always-holds', JSON.stringify(one.data))
      }
    }),
    { numRuns: 3_000 },
  )
  assert.ok(said > 200, `only ${said} verdicts: the test says too little`)
})

// ── conditions and events at random: few values, so that they meet ─────────────

function partAt(condition: Condition, path: string): Condition {
  const steps = path.match(/(all|any)\[\d+\]|not/g) ?? []
  return steps.reduce<Condition>((node, step) => {
    if (step === 'not') return (node as { not: Condition }).not
    const [, name = '', at = ''] = /(all|any)\[(\d+)\]/.exec(step) ?? []
    return (node as unknown as Record<string, Condition[]>)[name]![Number(at)]!
  }, condition)
}

const texts = fc.constantFrom<Json>(
  'a',
  'A',
  'ab',
  'b',
  '',
  '2',
  '02',
  '2.0',
  '1e+21',
  '9007199254740993',
  'start',
  'true',
)
const numbers = fc.constantFrom<Json>(1, 2, 2.5, 3, 1e21, 0, '2', '02', '1')
const times = fc.constantFrom<Json>('2026-03-16T00:00:00Z', '2026-03-16T02:00:00+02:00', '2026-03-17T00:00:00Z')
const wholes = fc.constantFrom<Json>(1, 2, 3, '2', '02')
const legal: Readonly<Record<string, fc.Arbitrary<Json>>> = {
  state: fc.constantFrom('start', 'finish'),
  name: fc.oneof(texts, fc.constantFrom<Json>(2, true, 1e21)),
  answer: fc.oneof(texts, numbers),
  waited: wholes,
  score: numbers,
  success: fc.boolean(),
  at: times,
  skills: fc.array(texts, { maxLength: 3 }) as fc.Arbitrary<Json>,
  other: fc.oneof(texts, numbers, times, fc.array(fc.oneof(texts, numbers), { maxLength: 3 }) as fc.Arbitrary<Json>),
  'answers.city': fc.oneof(texts, fc.array(texts, { maxLength: 2 }) as fc.Arbitrary<Json>),
}

const event: fc.Arbitrary<Matchable> = fc
  .record(
    Object.fromEntries(Object.entries(legal).map(([name, value]) => [name, fc.oneof(value, fc.constant(null))])),
    { requiredKeys: [] },
  )
  .map((data) => ({
    id: 'e1',
    type: 'call',
    time: 0,
    source: 'api',
    correlationId: null,
    data: data as Record<string, Json>,
  }))

const leaf: fc.Arbitrary<Leaf> = fc
  .constantFrom(...Object.keys(legal), 'name', 'state', 'score')
  .chain((param) => {
    const value = param === 'at' ? times : param === 'state' ? legal['state']! : fc.oneof(texts, numbers)
    return fc.tuple(
      fc.constant(param),
      fc.constantFrom(...operators),
      value,
      fc.array(value, { minLength: 1, maxLength: 3 }),
    )
  })
  .map(([param, op, one, several]) => {
    if (op === 'exists' || op === 'not_exists') return { param, op }
    return { param, op, value: op === 'in' || op === 'not_in' ? several : one }
  })

/** Comparisons of one parameter stand together, or they would hardly ever contradict each other. */
const about = leaf.chain(({ param }) =>
  fc.array(
    leaf.map((one) => ({ ...one, param })),
    { minLength: 1, maxLength: 4 },
  ),
)

const { tree } = fc.letrec<{ tree: Condition; group: Condition }>((tie) => ({
  tree: fc.oneof({ maxDepth: 4, depthSize: 'small' }, leaf, tie('group')),
  group: fc.oneof(
    fc
      .tuple(about, fc.array(tie('tree'), { maxLength: 2 }))
      .map(([some, more]): Condition => ({ all: [...some, ...more] })),
    fc
      .tuple(about, fc.array(tie('tree'), { maxLength: 2 }))
      .map(([some, more]): Condition => ({ any: [...some, ...more] })),
    tie('tree').map((not): Condition => ({ not })),
  ),
}))
