import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { faults } from './chaos/faults.ts'
import { killAll } from './tools/process.ts'

after(killAll)

for (const { name, run } of faults) {
  test(`${name}: nothing accepted is lost, nothing comes under two ids`, { timeout: 180_000 }, async (t) => {
    const { lost, accepted, delivered, due, ended, ...rest } = await run('quick')
    t.diagnostic(JSON.stringify({ accepted, delivered, due, ended, ...rest }))
    assert.equal(lost, 0)
    assert.equal(delivered + due + ended, accepted)
    assert.ok(accepted > 0)
  })
}
