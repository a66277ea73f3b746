import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Condition, type Operator, operators } from './condition.ts'
import type { Parameter, ParameterType } from './event-type.ts'
import { explain } from './explain.ts'
import { holds } from './holds.ts'
import type { Json, JsonObject } from './json.ts'
import { Matcher } from './match.ts'
import type { Matchable } from './read-parameter.ts'

const parameters: ReadonlyMap<string, Parameter> = new Map(
  Object.entries({
    queue_id: 'id',
    queue_name: 'string',
    function: 'enum',
    phone: 'string',
    connect_time: 'int',
    score: 'number',
    success_flag: 'bool',
    call_started_at: 'timestamp',
    event_time: 'timestamp',
    skills: 'string[]',
    agent_ids: 'id[]',
    answer: 'string',
    answers: 'map',
  } satisfies Record<string, ParameterType>).map(([name, type]) => [
    name,
    { name, type, label: { en: name, ru: name }, operators, pii: null, numeric: name.startsWith('answer') },
  ]),
)

/** What stands in the event, the comparison, and whether it holds. */
type Case = readonly [
  name: string,
  data: JsonObject,
  param: string,
  op: Operator,
  value: Json | undefined,
  holds: boolean,
]

const none = undefined

const cases: readonly Case[] = [
  ['a queue is the named one', { queue_id: '12' }, 'queue_id', 'eq', '12', true],
  ['a queue is another one', { queue_id: '13' }, 'queue_id', 'eq', '12', false],
  ['an id sent as a number is the same id', { queue_id: 12 }, 'queue_id', 'eq', '12', true],
  ['an id written as a number in the rule is the same id', { queue_id: '12' }, 'queue_id', 'eq', 12, true],
  ['an id with a zero in front is another id', { queue_id: '012' }, 'queue_id', 'eq', '12', false],
  ['"is" looks at capitals', { queue_name: 'sales' }, 'queue_name', 'eq', 'Sales', false],
  ['"is not" holds for another value', { queue_id: '13' }, 'queue_id', 'ne', '12', true],
  ['"is not" fails for the value itself', { queue_id: '12' }, 'queue_id', 'ne', '12', false],
  ['"is one of" holds for a listed value', { queue_id: '12' }, 'queue_id', 'in', ['11', '12'], true],
  ['"is one of" fails for any other', { queue_id: '13' }, 'queue_id', 'in', ['11', '12'], false],
  ['"is none of" holds for any other', { queue_id: '13' }, 'queue_id', 'not_in', ['11', '12'], true],
  ['"is none of" fails for a listed value', { queue_id: '12' }, 'queue_id', 'not_in', ['11', '12'], false],

  ['a missing value is not equal', {}, 'queue_id', 'eq', '12', false],
  ['"is not" holds when the value is missing', {}, 'queue_id', 'ne', '12', true],
  ['null counts as missing', { queue_id: null }, 'queue_id', 'ne', '12', true],
  ['null is not the text "null"', { queue_id: null }, 'queue_id', 'eq', 'null', false],
  ['a missing value is one of nothing', {}, 'queue_id', 'in', ['12'], false],
  ['"is none of" holds when the value is missing', {}, 'queue_id', 'not_in', ['12'], true],
  ['a missing time is not above', {}, 'connect_time', 'gt', 5, false],
  ['a missing time is not below either', {}, 'connect_time', 'lt', 5, false],
  ['a missing time is not at least', {}, 'connect_time', 'gte', 0, false],
  ['a missing time is not at most', {}, 'connect_time', 'lte', 0, false],
  ['a missing text contains nothing', {}, 'phone', 'contains', '7', false],
  ['a missing text begins with nothing', {}, 'phone', 'starts_with', '+', false],
  ['"is there" fails when it is missing', {}, 'phone', 'exists', none, false],
  ['"is missing" holds when it is missing', {}, 'phone', 'not_exists', none, true],
  ['"is missing" holds for null', { phone: null }, 'phone', 'not_exists', none, true],
  ['an empty text is there', { phone: '' }, 'phone', 'exists', none, true],
  ['zero is there', { connect_time: 0 }, 'connect_time', 'exists', none, true],
  ['false is there', { success_flag: false }, 'success_flag', 'exists', none, true],

  ['the answer "02" is the answer 2', { answer: '02' }, 'answer', 'eq', '2', true],
  ['the answer 2 is the answer "02"', { answer: 2 }, 'answer', 'eq', '02', true],
  ['the answer "2" is 2.0', { answer: '2' }, 'answer', 'eq', '2.0', true],
  ['the answer "02" is not "is not 2"', { answer: '02' }, 'answer', 'ne', 2, false],
  ['the answer "02" is one of 2 and 3', { answer: '02' }, 'answer', 'in', [2, 3], true],
  ['the answer "02" is not none of 2 and 3', { answer: '02' }, 'answer', 'not_in', ['2', '3'], false],
  ['an answer in words is compared as words', { answer: 'yes' }, 'answer', 'eq', 'yes', true],
  ['an answer in words is not a number', { answer: 'yes' }, 'answer', 'eq', 0, false],
  ['an answer with other signs is no number', { answer: '1:' }, 'answer', 'eq', '20', false],
  ['an empty answer is not zero', { answer: '' }, 'answer', 'eq', 0, false],
  [
    'two long numbers that differ in the last digit differ',
    { answer: '9007199254740993' },
    'answer',
    'eq',
    '9007199254740992',
    false,
  ],
  ['"02" seconds are 2 seconds', { connect_time: '02' }, 'connect_time', 'eq', 2, true],

  ['above is above', { connect_time: 61 }, 'connect_time', 'gt', 60, true],
  ['above is not equal', { connect_time: 60 }, 'connect_time', 'gt', 60, false],
  ['at least may be equal', { connect_time: 60 }, 'connect_time', 'gte', 60, true],
  ['below is below', { connect_time: 59 }, 'connect_time', 'lt', 60, true],
  ['below is not equal', { connect_time: 60 }, 'connect_time', 'lt', 60, false],
  ['at most may be equal', { connect_time: 60 }, 'connect_time', 'lte', 60, true],
  ['a number sent as text is a number', { connect_time: '100' }, 'connect_time', 'gt', '9', true],
  ['a fraction is compared as one', { score: -0.61 }, 'score', 'lt', -0.6, true],
  ['words are in no order', { connect_time: 'long' }, 'connect_time', 'gt', 0, false],
  ['true is not above zero', { connect_time: true }, 'connect_time', 'gt', 0, false],

  ['yes is yes', { success_flag: true }, 'success_flag', 'eq', true, true],
  ['no is not yes', { success_flag: false }, 'success_flag', 'eq', true, false],
  ['"is not yes" holds when nobody said', {}, 'success_flag', 'ne', true, true],

  [
    'one moment in two zones is one moment',
    { call_started_at: '2026-03-16T12:00:00+03:00' },
    'call_started_at',
    'lte',
    '2026-03-16T09:00:00Z',
    true,
  ],
  [
    'and not before itself',
    { call_started_at: '2026-03-16T12:00:00+03:00' },
    'call_started_at',
    'lt',
    '2026-03-16T09:00:00.000Z',
    false,
  ],
  [
    'a later moment is after',
    { call_started_at: '2026-03-16T09:00:00.001Z' },
    'call_started_at',
    'gt',
    '2026-03-16T09:00:00Z',
    true,
  ],
  ['a number is no moment', { call_started_at: 1773651600000 }, 'call_started_at', 'gt', '2026-03-16T09:00:00Z', false],
  ['the time of the event itself is compared', {}, 'event_time', 'gte', '2026-03-16T09:41:07.318Z', true],
  [
    'and cannot be replaced by its data',
    { event_time: '2030-01-01T00:00:00Z' },
    'event_time',
    'gt',
    '2026-03-17T00:00:00Z',
    false,
  ],
  ['the source stands on the event', { source: 'fake' }, 'source', 'eq', 'api', true],
  ['what belongs together stands on the event', {}, 'correlation_id', 'starts_with', 'call-', true],

  ['a text contains a part', { phone: '+70001112333' }, 'phone', 'contains', '0111', true],
  ['a text does not contain another', { phone: '+70001112333' }, 'phone', 'contains', '999', false],
  ['"contains" does not look at capitals', { queue_name: 'VIP sales' }, 'queue_name', 'contains', 'vip S', true],
  [
    '"contains" does not look at capitals in Russian',
    { queue_name: 'Отдел ПРОДАЖ' },
    'queue_name',
    'contains',
    'продаж',
    true,
  ],
  [
    'a letter stored in two pieces is the same letter',
    { queue_name: 'Андреи\u0306' },
    'queue_name',
    'contains',
    'АНДРЕ\u0419',
    true,
  ],
  ['a text begins with a part', { phone: '+70001112333' }, 'phone', 'starts_with', '+7000', true],
  ['what stands later is not the beginning', { phone: '+70001112333' }, 'phone', 'starts_with', '7000', false],
  ['"begins with" does not look at capitals', { queue_name: 'VIP sales' }, 'queue_name', 'starts_with', 'vip', true],
  ['a number has a text too', { unknown: 70001112333 }, 'unknown', 'contains', '0111', true],

  ['a list is equal when one of it is', { skills: ['en', 'ru'] }, 'skills', 'eq', 'ru', true],
  ['a list is not equal when none of it is', { skills: ['en', 'de'] }, 'skills', 'eq', 'ru', false],
  ['"is not" fails when one of the list is it', { skills: ['en', 'ru'] }, 'skills', 'ne', 'ru', false],
  ['"is not" holds when none of the list is it', { skills: ['en'] }, 'skills', 'ne', 'ru', true],
  ['one of the list is one of the values', { skills: ['en', 'ru'] }, 'skills', 'in', ['de', 'ru'], true],
  ['"is none of" fails when one of the list is', { skills: ['en', 'ru'] }, 'skills', 'not_in', ['de', 'ru'], false],
  ['an empty list is there', { skills: [] }, 'skills', 'exists', none, true],
  ['an empty list is equal to nothing', { skills: [] }, 'skills', 'ne', 'ru', true],
  ['one of the list contains the part', { skills: ['English', 'Russian'] }, 'skills', 'contains', 'russ', true],
  ['ids in a list are ids', { agent_ids: [7, 8] }, 'agent_ids', 'eq', '8', true],
  ['a list is in no order', { connect_time: [100] }, 'connect_time', 'gt', 5, false],

  ['a map is read by a dotted path', { answers: { city: 'Riga' } }, 'answers.city', 'eq', 'Riga', true],
  ['and its numbers are answers too', { answers: { score: '05' } }, 'answers.score', 'eq', 5, true],
  [
    'a field whose name has the dot wins',
    { 'answers.city': 'Oslo', answers: { city: 'Riga' } },
    'answers.city',
    'eq',
    'Oslo',
    true,
  ],
  ['a map that is not there is missing', {}, 'answers.city', 'ne', 'Riga', true],
  ['a map itself is there', { answers: {} }, 'answers', 'exists', none, true],
  ['a map is equal to nothing', { answers: { city: 'Riga' } }, 'answers', 'eq', 'Riga', false],
  ['what every object has is not in the event', {}, 'constructor', 'exists', none, false],
  ['nor by a path', {}, '__proto__.toString', 'exists', none, false],
  ['nor inside a map', { answers: {} }, 'answers.constructor', 'exists', none, false],
  ['but a field of that name is', JSON.parse('{"__proto__": "x"}'), '__proto__', 'eq', 'x', true],

  ['a parameter that we do not know is compared as text', { unknown: '02' }, 'unknown', 'eq', '2', false],
  ['where a number and its text are the same', { unknown: 2 }, 'unknown', 'eq', '2', true],
  ['and put in order as a number', { unknown: '10' }, 'unknown', 'gt', 9, true],
]

for (const [name, data, param, op, value, expected] of cases) {
  test(`conditions: ${name}`, () => {
    assertMeans(value === undefined ? { param, op } : { param, op, value }, data, expected)
  })
}

const isQueue: Condition = { param: 'function', op: 'eq', value: 'queue' }
const isLong: Condition = { param: 'connect_time', op: 'gt', value: 60 }

const groups: readonly (readonly [name: string, condition: Condition | null, data: JsonObject, holds: boolean])[] = [
  ['no conditions: every event', null, {}, true],
  ['all: every one must hold', { all: [isQueue, isLong] }, { function: 'queue', connect_time: 5 }, false],
  ['all: and then it does', { all: [isQueue, isLong] }, { function: 'queue', connect_time: 90 }, true],
  ['any: one is enough', { any: [isQueue, isLong] }, { connect_time: 90 }, true],
  ['any: the first of two values', { any: [isAnswer('2'), isAnswer('3')] }, { answer: 2 }, true],
  ['any: the second of two values', { any: [isAnswer('2'), isAnswer('3')] }, { answer: '03' }, true],
  ['any: neither of two values', { any: [isAnswer('2'), isAnswer('3')] }, { answer: 4 }, false],
  ['any: none is not', { any: [isQueue, isLong] }, { function: 'survey' }, false],
  ['not: turns it around', { not: isQueue }, { function: 'survey' }, true],
  ['not: also for a missing value', { not: isLong }, {}, true],
  [
    'not above is more than at most: "at most 60" does not hold for a missing time',
    { param: 'connect_time', op: 'lte', value: 60 },
    {},
    false,
  ],
  ['not any: neither', { not: { any: [isQueue, isLong] } }, { function: 'survey', connect_time: 5 }, true],
  ['not all: one is missing', { not: { all: [isQueue, isLong] } }, { function: 'queue' }, true],
  ['not not', { not: { not: isQueue } }, { function: 'queue' }, true],
  [
    'groups in groups',
    { all: [isQueue, { any: [isLong, { not: { param: 'phone', op: 'exists' } }] }] },
    { function: 'queue' },
    true,
  ],
]

for (const [name, condition, data, expected] of groups) {
  test(`groups: ${name}`, () => assertMeans(condition, data, expected))
}

test('the answer to "why not?" shows every comparison with what the event had, also behind one that decided', () => {
  const low: Condition = { any: [{ param: 'answer', op: 'eq', value: '2' }, { not: { param: 'phone', op: 'exists' } }] }
  const event = eventWith({ function: 'survey', answer: 5, phone: '+15550100' })
  assert.deepEqual(explain({ all: [isQueue, isLong, low] }, event, parameters), {
    holds: false,
    all: [
      { ...isQueue, holds: false, actual: 'survey' },
      { ...isLong, holds: false, actual: null },
      {
        holds: false,
        any: [
          { param: 'answer', op: 'eq', value: '2', holds: false, actual: 5 },
          { holds: false, not: { param: 'phone', op: 'exists', holds: true, actual: '+15550100' } },
        ],
      },
    ],
  })
  assert.equal(explain(null, event, parameters), null)
})

function isAnswer(value: string): Condition {
  return { param: 'answer', op: 'eq', value }
}

/** Asked alone, found by the index, and explained: three roads to one answer. */
function assertMeans(condition: Condition | null, data: JsonObject, expected: boolean): void {
  const event = eventWith(data)
  const matcher = new Matcher(() => parameters)
  matcher.set({ id: 'rule', eventType: 'call_function', conditions: condition })
  assert.equal(holds(condition, event, parameters), expected)
  assert.deepEqual(matcher.match(event), expected ? ['rule'] : [])
  assert.equal(explain(condition, event, parameters)?.holds ?? true, expected)
}

function eventWith(data: JsonObject): Matchable {
  return {
    id: '0197d2a4-5c1e-7b60-9d21-3f0a6e1b77c4',
    type: 'call_function',
    time: Date.parse('2026-03-16T09:41:07.318Z'),
    source: 'api',
    correlationId: 'call-1',
    data,
  }
}
