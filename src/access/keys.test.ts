import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { Problem } from '../core/problem.ts'
import { idInKey, newKeyText } from './api-key.ts'
import { adminKeyWarnings, type KeyWish, openKeys } from './keys.ts'
import { heldClock } from './test-tools/held-clock.ts'
import { memoryRecords } from './test-tools/memory-records.ts'

const minute = 60_000

async function office({ adminKey }: { adminKey?: string } = {}) {
  const records = memoryRecords()
  const clock = heldClock()
  return { records, clock, keys: await openKeys({ records, clock, adminKey }) }
}

const pbx: KeyWish = { name: 'Telephone system', role: 'ingest', personalData: false, expiresAt: null }

test('a new key opens the door for the role it was made for', async () => {
  const { keys } = await office()
  const { key, record } = await keys.create(pbx)
  assert.match(key, /^hsk_[0-9A-Za-z]{8}_[0-9A-Za-z]{32}_[0-9A-Za-z]{6}$/)
  assert.deepEqual(keys.check(key), { id: record.id, name: 'Telephone system', role: 'ingest', personalData: false })
})

test('a key still works after a restart', async () => {
  const { keys, records, clock } = await office()
  const { key } = await keys.create({ ...pbx, personalData: true })
  const again = await openKeys({ records, clock })
  assert.equal(again.check(key)?.role, 'ingest')
  assert.equal(again.check(key)?.personalData, true)
})

test('neither the list of keys nor the store shows a key or its secret part', async () => {
  const { keys, records } = await office()
  const { key } = await keys.create(pbx)
  const secret = key.split('_')[2]!
  const shown = JSON.stringify(keys.list())
  assert.ok(!shown.includes(secret) && !shown.includes('hash'), shown)
  assert.ok(![...records.bodies('keys').values()].join().includes(secret))
})

test('a revoked key is refused at once, and after a restart', async () => {
  const { keys, records, clock } = await office()
  const { key, record } = await keys.create(pbx)
  const revoked = await keys.revoke(record.id)
  assert.equal(revoked.revokedAt, clock.now())
  assert.equal(keys.check(key), null)
  assert.equal((await openKeys({ records, clock })).check(key), null)
})

test('revoking a key twice keeps the first time, and an unknown key cannot be revoked', async () => {
  const { keys, clock } = await office()
  const { record } = await keys.create(pbx)
  const first = await keys.revoke(record.id)
  clock.pass(minute)
  assert.equal((await keys.revoke(record.id)).revokedAt, first.revokedAt)
  await assert.rejects(async () => keys.revoke('nobody'), codeIs('not-found'))
})

test('a key stops at the moment it expires', async () => {
  const { keys, clock } = await office()
  const { key } = await keys.create({ ...pbx, expiresAt: clock.now() + minute })
  clock.pass(minute - 1)
  assert.ok(keys.check(key))
  clock.pass(1)
  assert.equal(keys.check(key), null)
})

test('the last use of a key is on disk a minute later, not with every request', async () => {
  const { keys, records, clock } = await office()
  const { key, record } = await keys.create(pbx)
  keys.check(key)
  assert.equal(storedUse(records, record.id), null)
  clock.pass(minute)
  await setImmediate()
  assert.equal(storedUse(records, record.id), clock.now() - minute)
})

test('a last use that could not be written is written when the server stops', async () => {
  const { keys, records, clock } = await office()
  const { key, record } = await keys.create(pbx)
  keys.check(key)
  records.broken = true
  clock.pass(minute)
  await setImmediate()
  records.broken = false
  await keys.close()
  assert.equal(storedUse(records, record.id), clock.now() - minute)
})

test('a last use on its way to disk never brings a revoked key back', async () => {
  const { keys, records, clock } = await office()
  const { key, record } = await keys.create(pbx)
  keys.check(key)
  const revoking = keys.revoke(record.id)
  clock.pass(minute)
  await revoking
  await keys.close()
  assert.equal((await openKeys({ records, clock })).check(key), null)
})

test('a key that could not be written does not work', async () => {
  const { keys, records } = await office()
  records.broken = true
  await assert.rejects(keys.create(pbx))
  assert.deepEqual(keys.list(), [])
})

test('a key without a name, with an unknown role or a past end is refused, naming each field', async () => {
  const { keys, clock } = await office()
  const wrong = { name: ' ', role: 'boss' as 'admin', personalData: false, expiresAt: clock.now() }
  await assert.rejects(keys.create(wrong), (error) => {
    assert.ok(error instanceof Problem)
    assert.deepEqual(
      error.errors.map(({ path }) => path),
      ['name', 'role', 'expires_at'],
    )
    return true
  })
})

test('the admin key of the settings may do everything and see personal data', async () => {
  const { keys } = await office({ adminKey: 'correct horse battery' })
  assert.equal(keys.check('correct horse battery')?.role, 'admin')
  assert.equal(keys.check('correct horse battery')?.personalData, true)
  assert.equal(keys.check('correct horse batterz'), null)
})

test('an admin key that is easy to guess is warned about, without being repeated', () => {
  const [warning] = adminKeyWarnings('hunter2')
  assert.match(warning ?? '', /shorter than 16 characters/)
  assert.ok(!warning?.includes('hunter2'))
  assert.deepEqual(adminKeyWarnings('correct horse battery'), [])
  assert.deepEqual(adminKeyWarnings(undefined), [])
})

test('a new installation gets one admin key, printed once', async () => {
  const { keys } = await office()
  const first = await keys.firstKey()
  assert.equal(keys.check(first!.key)?.role, 'admin')
  assert.equal(await keys.firstKey(), null)
})

test('with an admin key in the settings no first key is made', async () => {
  const { keys } = await office({ adminKey: 'correct horse battery' })
  assert.equal(await keys.firstKey(), null)
})

test('a key with any one character changed is refused', async () => {
  const { keys } = await office()
  const { key } = await keys.create(pbx)
  fc.assert(
    fc.property(fc.nat(key.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, letter) => {
      fc.pre(key[at] !== letter)
      assert.equal(keys.check(key.slice(0, at) + letter + key.slice(at + 1)), null)
    }),
  )
})

test('a mistyped key is told from a wrong one before anything is looked up', () => {
  const { id, text } = newKeyText()
  assert.equal(idInKey(text), id)
  const last = text.at(-1) === 'a' ? 'b' : 'a'
  assert.equal(idInKey(text.slice(0, -1) + last), null)
  assert.equal(idInKey(text.slice(0, -1)), null)
})

test('whatever is presented as a key, the check answers', async () => {
  const { keys } = await office({ adminKey: 'correct horse battery' })
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => assert.equal(keys.check(text), null)))
})

function storedUse(records: ReturnType<typeof memoryRecords>, id: string): unknown {
  return JSON.parse(records.bodies('keys').get(id)!).lastUsedAt
}

function codeIs(code: string) {
  return (error: unknown) => error instanceof Problem && error.code === code
}
