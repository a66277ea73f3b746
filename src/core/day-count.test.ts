import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DayCount } from './day-count.ts'

const quarter = 15 * 60_000
const day = 24 * 3_600_000

test('what is older than a day is not counted any more', () => {
  const count = new DayCount()
  count.add(3, 0)
  count.add(4, day - 1)
  assert.equal(count.total(day - 1), 7)
  assert.equal(count.total(day), 4)
  assert.equal(count.total(10 * day), 0)
})

test('a clock set back loses nothing', () => {
  const count = new DayCount()
  count.add(1, day)
  count.add(2, day - 5 * quarter)
  assert.equal(count.total(day), 3)
})

test('it counts what a list of everything would, to a quarter of an hour', () => {
  const steps = fc.array(fc.tuple(fc.nat(5), fc.nat(day / 2)), { maxLength: 60 })
  fc.assert(
    fc.property(steps, (some) => {
      const count = new DayCount()
      const all: [at: number, count: number][] = []
      let now = 1_000_000_000_000
      for (const [times, later] of some) {
        now += later
        count.add(times, now)
        all.push([now, times])
      }
      const oldest = Math.floor(now / quarter) - 95
      const expected = all.reduce((sum, [at, times]) => sum + (Math.floor(at / quarter) >= oldest ? times : 0), 0)
      assert.equal(count.total(now), expected)
    }),
  )
})
