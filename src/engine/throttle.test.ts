import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Throttle } from './throttle.ts'

const onceAMinute = { count: 1, perS: 60 }

test('one message a minute per call: the second of the same call is held back, another call is not', () => {
  const throttle = new Throttle()
  assert.equal(throttle.take('b1', 'call-1', onceAMinute, 0), true)
  assert.equal(throttle.take('b1', 'call-1', onceAMinute, 30_000), false)
  assert.equal(throttle.take('b1', 'call-2', onceAMinute, 30_000), true)
  assert.equal(throttle.take('b2', 'call-1', onceAMinute, 30_000), true)
  assert.equal(throttle.take('b1', 'call-1', onceAMinute, 60_001), true)
})

test('a place taken for an event that was not stored is free again', () => {
  const throttle = new Throttle()
  throttle.take('b1', 'call-1', onceAMinute, 0)
  throttle.giveBack('b1', 'call-1')
  assert.equal(throttle.take('b1', 'call-1', onceAMinute, 1), true)
})

test('a clock that is set two hours back or forward neither closes nor opens the window', () => {
  for (const by of [-7_200_000, 7_200_000]) {
    const throttle = new Throttle()
    throttle.take('b1', 'call-1', onceAMinute, 0)
    throttle.shift(by)
    assert.equal(throttle.take('b1', 'call-1', onceAMinute, by + 59_000), false)
    assert.equal(throttle.take('b1', 'call-1', onceAMinute, by + 60_001), true)
  }
})

test('after a restart the window goes on where it was', () => {
  const throttle = new Throttle()
  throttle.note('b1', 'call-1', 10_000)
  assert.equal(throttle.take('b1', 'call-1', onceAMinute, 50_000), false)
  throttle.forget(20_000)
  assert.equal(throttle.take('b1', 'call-1', onceAMinute, 50_000), true)
})
