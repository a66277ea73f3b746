import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Operator, operators } from './condition.ts'
import { checkCondition, conditionLimits } from './condition-check.ts'
import type { Parameter, ParameterType } from './event-type.ts'
import { holds } from './holds.ts'
import { type FieldError, Problem } from './problem.ts'

const parameters = new Map<string, Parameter>([
  known('queue_id', 'id', ['eq', 'ne', 'in', 'not_in', 'exists', 'not_exists']),
  known('function', 'enum', ['eq', 'ne', 'in'], { enum: [choice('queue'), choice('survey')] }),
  known('connect_time', 'int', ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in'], { numeric: true }),
  known('success_flag', 'bool', ['eq', 'ne', 'in']),
  known('call_started_at', 'timestamp', ['gt', 'lt']),
  known('phone', 'string', ['eq', 'contains', 'starts_with', 'exists']),
  known('answers', 'map', ['eq', 'ne', 'contains', 'exists']),
  known('skills', 'string[]', ['eq', 'in', 'contains']),
  known('event_id', 'uuid', []),
])

test('a sound condition is kept as it was written', () => {
  const condition = {
    all: [
      { param: 'function', op: 'eq', value: 'survey' },
      { param: 'connect_time', op: 'gte', value: '02' },
      { not: { param: 'phone', op: 'exists' } },
      {
        any: [
          { param: 'answers.city', op: 'contains', value: 'riga' },
          { param: 'skills', op: 'in', value: ['en', 7] },
        ],
      },
      { param: 'call_started_at', op: 'gt', value: '2026-03-16T12:00:00+03:00' },
      { param: 'whatever_they_send', op: 'lt', value: 12.5 },
    ],
  }
  assert.deepEqual(checkCondition(condition, parameters), condition)
  assert.equal(checkCondition(null, parameters), null)
})

test('"true" and "false" from a form become yes and no', () => {
  const one = checkCondition({ param: 'success_flag', op: 'eq', value: 'false' }, parameters)
  assert.deepEqual(one, { param: 'success_flag', op: 'eq', value: false })
  const several = checkCondition({ param: 'success_flag', op: 'in', value: ['true', false] }, parameters)
  assert.deepEqual(several, { param: 'success_flag', op: 'in', value: [true, false] })
})

const wrong: readonly (readonly [name: string, condition: unknown, path: string, says: RegExp])[] = [
  ['a word is no condition', 'always', 'conditions', /group/],
  ['an empty object is no condition', {}, 'conditions', /exactly one of/],
  ['a list is no condition', [], 'conditions', /group/],
  ['undefined is no condition', undefined, 'conditions', /group/],
  ['a group is either all or any', { all: [], any: [] }, 'conditions', /exactly one of/],
  ['an empty group says nothing', { all: [] }, 'conditions.all', /at least one/],
  ['a group is a list', { any: { param: 'phone' } }, 'conditions.any', /list/],
  ['what stands in not is a condition', { not: 5 }, 'conditions.not', /group/],
  ['a misspelled key is told', { all: [good()], when: 1 }, 'conditions.when', /expected all/],
  [
    'a misspelled key of a comparison is told',
    { ...good(), valeu: 1 },
    'conditions.valeu',
    /expected param, op, value/,
  ],
  ['a parameter has a name', { param: '', op: 'exists' }, 'conditions.param', /name/],
  ['a parameter is a text', { param: 7, op: 'exists' }, 'conditions.param', /name/],
  ['a name has an end', { param: 'x'.repeat(201), op: 'exists' }, 'conditions.param', /200/],
  ['an operator is one of twelve', { param: 'x', op: 'equals', value: 1 }, 'conditions.op', /eq, ne, gt/],
  ['an operator is a text', { param: 'x', op: ['eq'], value: 1 }, 'conditions.op', /eq, ne, gt/],
  [
    'an operator must suit the parameter',
    { param: 'queue_id', op: 'gt', value: 1 },
    'conditions.op',
    /eq, ne, in, not_in/,
  ],
  [
    'an operator must suit the map that a path reads into',
    { param: 'answers.city', op: 'gt', value: 1 },
    'conditions.op',
    /contains/,
  ],
  [
    'a whole map is there or not',
    { param: 'answers', op: 'eq', value: 'x' },
    'conditions.op',
    /takes one of: exists\./,
  ],
  ['some parameters are for nobody', { param: 'event_id', op: 'exists' }, 'conditions.op', /cannot be used/],
  ['a comparison needs a value', { param: 'phone', op: 'eq' }, 'conditions.value', /missing/],
  ['null is not a value', { param: 'phone', op: 'eq', value: null }, 'conditions.value', /not_exists/],
  ['"is there" needs no value', { param: 'phone', op: 'exists', value: true }, 'conditions.value', /leave it out/],
  ['an object is not a value', { param: 'x', op: 'eq', value: {} }, 'conditions.value', /text, a number/],
  ['a list is not a single value', { param: 'x', op: 'eq', value: ['a'] }, 'conditions.value', /text, a number/],
  ['a number has an end', { param: 'x', op: 'eq', value: Infinity }, 'conditions.value', /text, a number/],
  ['"one of" needs a list', { param: 'x', op: 'in', value: 'a' }, 'conditions.value', /list/],
  ['the list is not empty', { param: 'x', op: 'in', value: [] }, 'conditions.value', /1 to 1000/],
  ['the list has an end', { param: 'x', op: 'in', value: Array(1_001).fill(1) }, 'conditions.value', /1 to 1000/],
  [
    'a wrong one in the list is named',
    { param: 'connect_time', op: 'in', value: [1, 'x'] },
    'conditions.value[1]',
    /whole number/,
  ],
  [
    'an unknown function is told',
    { param: 'function', op: 'eq', value: 'queues' },
    'conditions.value',
    /queue, survey/,
  ],
  [
    'a duration is a whole number',
    { param: 'connect_time', op: 'eq', value: 'long' },
    'conditions.value',
    /whole number/,
  ],
  ['order needs a number', { param: 'connect_time', op: 'gt', value: 'long' }, 'conditions.value', /number/],
  [
    'order needs a number for what we do not know, too',
    { param: 'x', op: 'lte', value: '1e3' },
    'conditions.value',
    /number/,
  ],
  [
    'a moment has a zone',
    { param: 'call_started_at', op: 'gt', value: '2026-03-16T12:00:00' },
    'conditions.value',
    /zone/,
  ],
  ['yes or no is no number', { param: 'success_flag', op: 'eq', value: 1 }, 'conditions.value', /true or false/],
  ['every text contains nothing', { param: 'phone', op: 'contains', value: '' }, 'conditions.value', /empty/],
  ['an element is no yes or no', { param: 'skills', op: 'eq', value: true }, 'conditions.value', /element/],
  [
    'a field of the prototype is no parameter',
    JSON.parse('{"__proto__": {"param": "x", "op": "exists"}}'),
    'conditions',
    /exactly one of/,
  ],
]

for (const [name, condition, path, says] of wrong) {
  test(`a condition is refused: ${name}`, () => {
    const errors = errorsOf(condition)
    assert.deepEqual(
      errors.map((error) => error.path),
      [path],
    )
    assert.match(errors[0]!.message, says)
  })
}

test('every wrong place is named at once, under the path that was asked for', () => {
  const condition = { all: [{ param: 'phone', op: 'like', value: 1 }, { not: { any: [good(), { param: 'phone' }] } }] }
  assert.deepEqual(
    errorsOf(condition, 'items[3].conditions').map((error) => error.path),
    ['items[3].conditions.all[0].op', 'items[3].conditions.all[1].not.any[1].op'],
  )
})

test('conditions nested too deep are refused, 16 levels are not', () => {
  const nested = (levels: number): unknown => (levels === 1 ? good() : { not: nested(levels - 1) })
  assert.ok(checkCondition(nested(conditionLimits.depth), parameters))
  assert.match(errorsOf(nested(conditionLimits.depth + 1))[0]!.message, /16 levels/)
  assert.match(errorsOf(nested(5_000))[0]!.message, /16 levels/)
})

test('more than 200 comparisons are refused, 200 are not', () => {
  const many = (count: number) => ({ any: Array.from({ length: count }, good) })
  assert.ok(checkCondition(many(200), parameters))
  assert.deepEqual(errorsOf(many(201)), [{ path: 'conditions', message: 'There may be at most 200 comparisons.' }])
  assert.ok(errorsOf({ all: Array(100_000).fill({ any: [] }) }).length <= 201)
})

test('whatever is sent, it is refused with the places named, or it can be matched', () => {
  const junk = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      fc.jsonValue({ maxDepth: 2 }),
      fc.constant(good()),
      fc.record(
        {
          param: fc.oneof(
            fc.constantFrom(...parameters.keys(), 'answers.city', '__proto__', 'x'),
            fc.jsonValue({ maxDepth: 1 }),
          ),
          op: fc.oneof(
            { weight: 9, arbitrary: fc.constantFrom(...operators) },
            { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) },
          ),
          value: fc.oneof(
            fc.constantFrom('true', '2', 2, 'queue', '2026-03-16T12:00:00Z'),
            fc.jsonValue({ maxDepth: 2 }),
          ),
        },
        { requiredKeys: [] },
      ),
      fc.record({ all: fc.array(tie('node'), { maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('node'), { maxLength: 3 }) }),
      fc.record({ not: tie('node') }),
    ),
  })).node
  let accepted = 0
  fc.assert(
    fc.property(junk, (value) => {
      let condition: ReturnType<typeof checkCondition>
      try {
        condition = checkCondition(value, parameters)
      } catch (error) {
        assert.ok(error instanceof Problem && error.code === 'fields-invalid')
        assert.ok(error.errors.length > 0 && error.errors.every((one) => one.path.startsWith('conditions')))
        return
      }
      accepted += 1
      const event = { id: '1', type: 't', time: 0, source: 'api', correlationId: null, data: { phone: '2' } }
      assert.equal(typeof holds(condition, event, parameters), 'boolean')
      assert.deepEqual(checkCondition(condition, parameters), condition)
    }),
    { numRuns: 1_000 },
  )
  assert.ok(accepted > 20, 'the test must see good conditions too')
})

function errorsOf(condition: unknown, path?: string): readonly FieldError[] {
  try {
    checkCondition(condition, parameters, path)
  } catch (error) {
    assert.ok(error instanceof Problem)
    assert.equal(error.code, 'fields-invalid')
    return error.errors
  }
  return assert.fail('the condition was accepted')
}

function good() {
  return { param: 'phone', op: 'eq', value: '+15550100' }
}

function choice(value: string) {
  return { value, label: { en: value, ru: value } }
}

function known(
  name: string,
  type: ParameterType,
  legal: readonly Operator[],
  more: Partial<Parameter> = {},
): [string, Parameter] {
  return [name, { name, type, label: { en: name, ru: name }, operators: legal, pii: null, ...more }]
}
