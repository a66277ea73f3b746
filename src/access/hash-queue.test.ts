import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '../core/problem.ts'
import { HashQueue } from './hash-queue.ts'

/** Work that a test ends. */
function held() {
  const ends: (() => void)[] = []
  let running = 0
  let most = 0
  const work = async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise<void>((resolve) => ends.push(resolve))
    running -= 1
  }
  const endAll = async () => {
    while (ends.length > 0) {
      ends.shift()!()
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return { work, endAll, most: () => most }
}

test('a flood waits in a line of a certain length, and whoever finds it full is told when to come back', async () => {
  const queue = new HashQueue({ mostAtOnce: 2, mostWaiting: 3 })
  const { work, endAll, most } = held()
  const all = Array.from({ length: 9 }, () => queue.run(work))
  const settled = Promise.allSettled(all)
  await endAll()
  const refused = (await settled).filter((one) => one.status === 'rejected').map(({ reason }) => reason)
  assert.equal(most(), 2)
  assert.equal(refused.length, 4)
  for (const reason of refused) {
    assert.ok(reason instanceof Problem)
    assert.deepEqual([reason.code, reason.members['retry_after_s']], ['too-many-requests', 2])
  }
  const later = queue.run(async () => 'done')
  assert.equal(await later, 'done')
})

test('no more run at once than may, also when one comes at the moment when another ends, or one fails', async () => {
  const queue = new HashQueue({ mostAtOnce: 1, mostWaiting: 10 })
  const { work, endAll, most } = held()
  const failing = queue.run(() => work().then(() => Promise.reject(new Error('no memory'))))
  const waiting = queue.run(work)
  const latecomer = failing.catch(() => queue.run(work))
  await endAll()
  await Promise.all([waiting, latecomer])
  assert.equal(most(), 1)
})
