import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Intervals } from './intervals.ts'

const end = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(-Infinity, Infinity, 0.5, -0))
const change = fc.record({ lo: end, hi: end, removes: fc.option(fc.nat({ max: 40 })) })

test('however intervals come and go, exactly those around a number are found', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 120 }), (changes) => {
      const intervals = new Intervals<number>()
      const kept = new Map<number, { lo: number; hi: number }>()
      for (const [no, { lo, hi, removes }] of changes.entries()) {
        intervals.add(lo, hi, no, no)
        kept.set(no, { lo, hi })
        const gone = removes === null ? undefined : kept.get(removes)
        if (gone !== undefined) {
          intervals.remove(gone.lo, removes!)
          kept.delete(removes!)
        }
      }
      for (const number of [-6, -5, -0.5, 0, 0.5, 3, 5, 6]) {
        const expected = [...kept].filter(([, { lo, hi }]) => lo <= number && number <= hi).map(([no]) => no)
        assert.deepEqual(found(intervals, number), expected)
      }
      assert.equal(intervals.isEmpty, kept.size === 0)
    }),
  )
})

test('intervals that arrive in order are found as fast as in any other: the tree does not degenerate', () => {
  const intervals = new Intervals<number>()
  const count = 200_000
  for (let no = 0; no < count; no++) intervals.add(no, no, no, no) // a list of this length would overflow the stack
  assert.deepEqual(found(intervals, count / 2), [count / 2])
  for (let no = 0; no < count; no++) intervals.remove(no, no)
  assert.equal(intervals.isEmpty, true)
})

function found(intervals: Intervals<number>, number: number): number[] {
  const items: number[] = []
  intervals.eachAt(number, (item, list) => list.push(item), items)
  return items.sort((a, b) => a - b)
}
