import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Call, type CallResult, GroupCommit } from './group-commit.ts'

const call: Call = { question: 'saveEvents', cells: [], durable: true }
const light = { rows: 1, bytes: 1000 }

test('an idle writer gets a call at once, and what comes meanwhile goes together', async () => {
  const writer = slowWriter()
  const group = new GroupCommit(writer.commit)
  const one = group.add(call, light)
  await writer.asked(1)
  const others = [1, 2, 3, 4].map(() => group.add(call, light))
  writer.finish()
  await one
  await writer.asked(2)
  writer.finish()
  await Promise.all(others)
  assert.deepEqual(writer.sizes, [1, 4])
})

test('calls made in the same breath share the first group', async () => {
  const writer = slowWriter()
  const group = new GroupCommit(writer.commit)
  const calls = [1, 2, 3].map(() => group.add(call, light))
  await writer.asked(1)
  writer.finish()
  await Promise.all(calls)
  assert.deepEqual(writer.sizes, [3])
})

test('a group is at most a thousand rows and four megabytes, but a single call may be larger', async () => {
  const writer = slowWriter()
  const group = new GroupCommit(writer.commit)
  const rows = [600, 600, 5000, 400, 600].map((count) => group.add(call, { rows: count, bytes: 1 }))
  const bytes = [3_000_000, 3_000_000].map((count) => group.add(call, { rows: 0, bytes: count }))
  for (let times = 1; times <= 5; times++) {
    await writer.asked(times)
    writer.finish()
  }
  await Promise.all([...rows, ...bytes])
  assert.deepEqual(writer.sizes, [1, 1, 1, 3, 1])
})

test('above the limit new events are refused, outcomes are taken, and later there is room again', async () => {
  const writer = slowWriter()
  const group = new GroupCommit(writer.commit)
  const heavy = group.add(call, { rows: 50_000, bytes: 1 })
  await assert.rejects(group.add(call, light), { code: 'store-busy' })
  const outcome = group.add(call, light, { alwaysTaken: true })
  await writer.asked(1)
  writer.finish()
  await heavy
  await writer.asked(2)
  writer.finish()
  await outcome
  const next = group.add(call, light)
  await writer.asked(3)
  writer.finish()
  await next
})

test('when the writer dies, everybody who waited for it is told, and later calls as well', async () => {
  const group = new GroupCommit(() => Promise.reject(new Error('the writer has stopped')))
  const calls = [1, 2].map(() => group.add(call, light))
  for (const each of await Promise.allSettled(calls)) assert.equal(each.status, 'rejected')
  await assert.rejects(group.add(call, light), /stopped/)
})

/** A writer that finishes a group when it is told to. */
function slowWriter() {
  const sizes: number[] = []
  const waiting = new Map<number, () => void>()
  let finish = () => {}
  return {
    sizes,
    finish: () => finish(),
    asked: (times: number) =>
      sizes.length >= times ? Promise.resolve() : new Promise<void>((resolve) => waiting.set(times, resolve)),
    commit: (calls: readonly Call[]) =>
      new Promise<readonly CallResult[]>((resolve) => {
        sizes.push(calls.length)
        finish = () => resolve(calls.map(() => ({ cells: [] })))
        waiting.get(sizes.length)?.()
      }),
  }
}
