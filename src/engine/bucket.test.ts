import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Bucket } from './bucket.ts'

test('thirty a second lets thirty go at once, and then one every 33 ms', () => {
  const bucket = new Bucket(30, 0)
  for (let sent = 0; sent < 30; sent++) assert.equal(bucket.take(0), 0)
  assert.equal(bucket.take(0), 34)
  assert.equal(bucket.take(34), 0)
})

test('one in ten seconds lets the second go after ten seconds', () => {
  const bucket = new Bucket(0.1, 0)
  assert.equal(bucket.take(0), 0)
  assert.equal(bucket.take(0), 10_000)
  assert.equal(bucket.take(10_000), 0)
})

test('whatever the moments, never more than the rate and one burst pass, also when the clock is set back', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.array(fc.integer({ min: -2000, max: 3000 }), { maxLength: 200 }),
      (perSecond, steps) => {
        const bucket = new Bucket(perSecond, 0)
        let now = 0
        let forward = 0
        let passed = 0
        for (const step of steps) {
          now += step
          if (step > 0) forward += step
          if (bucket.take(now) === 0) passed += 1
        }
        assert.ok(passed <= perSecond + (forward * perSecond) / 1000 + 1)
      },
    ),
  )
})
