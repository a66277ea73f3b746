import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FairQueue } from './fair-queue.ts'

test('a binding with a thousand waiting does not hold up another with one', () => {
  const queue = new FairQueue<string>()
  for (let no = 0; no < 1000; no++) queue.push('hot', `hot ${no}`)
  queue.push('rare', 'rare 0')
  assert.deepEqual([queue.shift(), queue.shift(), queue.shift()], ['hot 0', 'rare 0', 'hot 1'])
  assert.equal(queue.size, 998)
})

test('within a binding the first comes first, and an emptied queue is empty', () => {
  const queue = new FairQueue<number>()
  for (const no of [1, 2, 3]) queue.push('b', no)
  assert.equal(queue.shift(), 1)
  assert.deepEqual(queue.clear(), [2, 3])
  assert.equal(queue.shift(), undefined)
})
