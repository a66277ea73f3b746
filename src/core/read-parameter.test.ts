import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Matchable, readParameter } from './read-parameter.ts'

const event: Matchable = {
  id: 'e-1',
  type: 'call_function',
  time: Date.UTC(2026, 2, 16, 9, 41, 7, 318),
  source: 'asterisk',
  correlationId: 'call-1',
  data: {
    phone: '+15550100',
    source: 'data cannot stand in for the envelope',
    answers: { city: 'Riga', 'a.b': 1, deep: { er: [1, 2] } },
    'answers.street': 'Main',
    empty: null,
  },
}

const reads: readonly (readonly [path: string, value: unknown])[] = [
  ['phone', '+15550100'],
  ['event_id', 'e-1'],
  ['event_type', 'call_function'],
  ['event_time', '2026-03-16T09:41:07.318Z'],
  ['source', 'asterisk'],
  ['correlation_id', 'call-1'],
  ['answers.city', 'Riga'],
  ['answers.street', 'Main'],
  ['answers.a.b', 1],
  ['answers.deep.er', [1, 2]],
  ['answers.deep.er.0', undefined],
  ['answers.nothing', undefined],
  ['phone.length', undefined],
  ['empty', null],
  ['nothing', undefined],
  ['constructor', undefined],
  ['__proto__', undefined],
  ['answers.__proto__.constructor', undefined],
  ['', undefined],
  ['.', undefined],
]

for (const [path, value] of reads) {
  test(`the parameter "${path}" is ${value === undefined ? 'missing' : JSON.stringify(value)}`, () => {
    assert.deepEqual(readParameter(event, path), value)
  })
}

test('an event without a call has no correlation, and one with a broken clock no time', () => {
  assert.equal(readParameter({ ...event, correlationId: null }, 'correlation_id'), null)
  assert.equal(readParameter({ ...event, time: Number.NaN }, 'event_time'), undefined)
})

test('no path and no data make reading fail', () => {
  fc.assert(
    fc.property(fc.string(), fc.object({ maxDepth: 3 }), (path, data) => {
      readParameter({ ...event, data: JSON.parse(JSON.stringify(data)) }, path)
    }),
  )
})
