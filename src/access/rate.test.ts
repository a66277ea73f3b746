import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressGroup, limiter } from './rate.ts'
import { heldClock } from './test-tools/held-clock.ts'

test('a burst is allowed, then so many per second', () => {
  const clock = heldClock()
  const tries = limiter({ burst: 3, perSecond: 2 }, { clock })
  for (let count = 0; count < 3; count += 1) {
    assert.equal(tries.waitMs('a'), 0)
    tries.take('a')
  }
  assert.equal(tries.waitMs('a'), 500)
  clock.pass(499)
  assert.equal(tries.waitMs('a'), 1)
  clock.pass(1)
  assert.equal(tries.waitMs('a'), 0)
})

test('a long quiet time gives one burst, not more', () => {
  const clock = heldClock()
  const tries = limiter({ burst: 2, perSecond: 1 }, { clock })
  tries.take('a')
  clock.pass(3_600_000)
  tries.take('a')
  tries.take('a')
  assert.ok(tries.waitMs('a') > 0)
})

test('what is given back can be taken again, and never makes more than the burst', () => {
  const tries = limiter({ burst: 2, perSecond: 1 }, { clock: heldClock() })
  tries.giveBack('a')
  for (let count = 0; count < 2; count += 1) tries.take('a')
  assert.ok(tries.waitMs('a') > 0)
  tries.giveBack('a')
  assert.equal(tries.waitMs('a'), 0)
})

test('names do not share', () => {
  const tries = limiter({ burst: 1, perSecond: 1 }, { clock: heldClock() })
  tries.take('a')
  assert.ok(tries.waitMs('a') > 0)
  assert.equal(tries.waitMs('b'), 0)
})

test('a clock set back does not lock anybody out for longer', () => {
  const clock = heldClock()
  const tries = limiter({ burst: 1, perSecond: 1 }, { clock })
  tries.take('a')
  clock.pass(-3_600_000)
  assert.equal(tries.waitMs('a'), 1000)
  clock.pass(1000)
  assert.equal(tries.waitMs('a'), 0)
})

test('a flood of addresses is forgotten from its oldest end', () => {
  const tries = limiter({ burst: 1, perSecond: 0.001, mostNames: 3 }, { clock: heldClock() })
  for (const name of ['a', 'b', 'c']) tries.take(name)
  tries.take('a')
  tries.take('d')
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].map((name) => tries.waitMs(name) > 0),
    [true, false, true, true],
  )
})

test('an IPv4 address is the same however it is written', () => {
  assert.equal(addressGroup('::ffff:192.0.2.7'), '192.0.2.7')
  assert.equal(addressGroup('192.0.2.7'), '192.0.2.7')
  assert.equal(addressGroup('unix socket'), 'unix socket')
})
