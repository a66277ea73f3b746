import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Arrival, account } from './accounting.ts'

const came = (event: string, ended: Arrival['ended'], deliveryId = `dlv_${event}`): Arrival => ({
  event,
  deliveryId,
  ended,
})

test('every accepted message is counted once: delivered, due, ended or lost', () => {
  const accepted = new Set(['taken', 'waiting', 'canceled', 'gone'])
  const arrivals = [came('taken', 'taken'), came('waiting', 'refused'), came('of nobody', 'taken')]
  const { delivered, due, ended, lost } = account(accepted, arrivals, {
    due: new Set(['waiting', 'taken']),
    ended: new Set(['canceled']),
  })
  assert.deepEqual([delivered, due, ended, lost], [1, 1, 1, 1])
})

test('a message that came again is counted by what the receiver did the time before', () => {
  const arrivals = [
    ...(['cut off', 'no answer', 'refused', 'taken', 'taken'] as const).map((ended) => came('a', ended)),
    came('b', 'taken'),
  ]
  const { duplicates, askedAgain, lost } = account(new Set(['a', 'b']), arrivals)
  assert.deepEqual(duplicates, { notNoted: 1, noAnswer: 1, cutOff: 1 })
  assert.equal(askedAgain, 1)
  assert.equal(lost, 0)
})

test('a message under two ids is no duplicate that its receiver could tell', () => {
  assert.throws(() => account(new Set(['a']), [came('a', 'taken', 'd1'), came('a', 'taken', 'd2')]), /under 2 ids/)
})

test('two messages under one id would be one to their receiver', () => {
  assert.throws(
    () => account(new Set(['a']), [came('a', 'taken', 'd1'), came('b', 'taken', 'd1')]),
    /used for a and for b/,
  )
})
