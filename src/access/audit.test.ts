import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type AuditEntry, openAudit } from './audit.ts'
import { heldClock } from './test-tools/held-clock.ts'
import { memoryRecords } from './test-tools/memory-records.ts'

const anna = { id: 'key1', name: 'Anna' }

function paused(object: string): AuditEntry {
  return { who: anna, action: 'integration.pause', object, before: null, after: { paused: true }, address: '192.0.2.1' }
}

async function log(rows = 0) {
  const records = memoryRecords()
  const clock = heldClock()
  const audit = await openAudit({ records, clock })
  for (let no = 1; no <= rows; no += 1) {
    clock.pass(1000)
    await audit.write(paused(`integrations:int_${no}`))
  }
  return { records, clock, audit, rows: records.bodies('audit') }
}

test('the log tells who did what to what, newest first', async () => {
  const { audit, clock } = await log(2)
  const { items } = await audit.list({}, { limit: 10 })
  assert.deepEqual(
    items.map(({ object, at }) => ({ object, at })),
    [
      { object: 'integrations:int_2', at: clock.now() },
      { object: 'integrations:int_1', at: clock.now() - 1000 },
    ],
  )
  assert.deepEqual(items[0]?.who, anna)
})

test('a long log is read page by page', async () => {
  const { audit } = await log(5)
  const first = await audit.list({}, { limit: 3 })
  const second = await audit.list({}, { limit: 3, cursor: first.nextCursor! })
  assert.equal(second.nextCursor, null)
  assert.deepEqual(
    [...first.items, ...second.items].map(({ id }) => Number(id)),
    [5, 4, 3, 2, 1],
  )
})

test('an untouched log is whole, also over a restart and many pages', async () => {
  const { records, clock } = await log(600)
  const again = await openAudit({ records, clock })
  const row = await again.write(paused('integrations:int_601'))
  assert.deepEqual(await again.verify(), { whole: true, rows: 601, hash: row.hash })
})

test('an empty log is whole', async () => {
  const { audit } = await log()
  assert.equal((await audit.verify()).whole, true)
})

test('rows written at the same moment all stand in the chain', async () => {
  const { audit } = await log()
  await Promise.all(Array.from({ length: 20 }, (_, no) => audit.write(paused(`integrations:int_${no}`))))
  const verdict = await audit.verify()
  assert.ok(verdict.whole && verdict.rows === 20)
})

test('a row changed later is found, and where', async () => {
  const { audit, rows } = await log(5)
  const id = [...rows.keys()][2]!
  rows.set(id, rows.get(id)!.replace('Anna', 'Boris'))
  const verdict = await audit.verify()
  assert.ok(!verdict.whole)
  assert.equal(verdict.brokenAt, id)
})

test('a row taken out later is found', async () => {
  const { audit, rows } = await log(5)
  rows.delete([...rows.keys()][2]!)
  const verdict = await audit.verify()
  assert.ok(!verdict.whole)
  assert.match(verdict.reason, /000000000003 should come before 000000000004/)
})

test('a row that is no longer readable is found', async () => {
  const { audit, rows } = await log(2)
  rows.set([...rows.keys()][1]!, '{"id":')
  assert.equal((await audit.verify()).whole, false)
})

test('a cut-off end shows against the hash noted before', async () => {
  const { audit, rows } = await log(5)
  const noted = await audit.verify()
  rows.delete([...rows.keys()].at(-1)!)
  const verdict = await audit.verify()
  assert.ok(noted.whole && verdict.whole && noted.hash !== verdict.hash)
})

test('a row that could not be written leaves no gap', async () => {
  const { audit, records } = await log(1)
  records.broken = true
  await assert.rejects(audit.write(paused('integrations:int_2')))
  records.broken = false
  await audit.write(paused('integrations:int_3'))
  const verdict = await audit.verify()
  assert.ok(verdict.whole && verdict.rows === 2)
})

test('a secret that somebody forgot to hide is not written down', async () => {
  const { audit, rows } = await log()
  const settings = { bot_token: 'abc-123', headers: { Authorization: 'Bearer abc-123' }, throttle: { key: 'phone' } }
  await audit.write({ ...paused('integrations:int_1'), before: { settings }, after: [settings] })
  const written = [...rows.values()].join()
  assert.ok(!written.includes('abc-123'), written)
  assert.ok(written.includes('"key":"phone"'), written)
})

test('whatever was changed, the chain holds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue({ depthSize: 'small' }), { maxLength: 5 }), async (values) => {
      const { audit } = await log()
      for (const value of values) {
        await audit.write({ ...paused('settings'), after: value as AuditEntry['after'] })
      }
      assert.equal((await audit.verify()).whole, true)
    }),
    { numRuns: 50 },
  )
})
