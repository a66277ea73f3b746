import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { latencyBucket, latencyPercentile } from './latency.ts'

const countsOf = (durations: readonly number[]) =>
  new Map([...Map.groupBy(durations, latencyBucket)].map(([bucket, some]) => [bucket, some.length]))

test('a percentile of counted durations is within 5 % of the duration itself', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 90_000_000 }), { minLength: 1 }),
      fc.constantFrom(0.5, 0.95, 0.99, 1),
      (durations, share) => {
        const sorted = durations.toSorted((one, other) => one - other)
        const exact = sorted[Math.ceil(sorted.length * share) - 1]!
        const told = latencyPercentile(countsOf(durations), share)!
        assert.ok(Math.abs(told - exact) <= Math.max(1, exact * 0.05), `${told} instead of ${exact}`)
      },
    ),
  )
})

test('where nothing ended there is no percentile', () => {
  assert.equal(latencyPercentile(new Map(), 0.5), null)
})
