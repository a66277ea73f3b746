import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faults } from './chaos/faults.ts'

for (const { name, run } of faults) {
  test(`${name}: nothing accepted is lost, nothing comes under two ids`, { timeout: 120_000 }, async (t) => {
    const { lost, accepted, delivered, due, duplicates, notes } = await run('quick')
    t.diagnostic(JSON.stringify({ accepted, delivered, due, duplicates, notes }))
    assert.equal(lost, 0)
    assert.equal(delivered + due, accepted)
    assert.ok(accepted > 0)
  })
}
