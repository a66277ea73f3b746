import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Links } from './links.ts'
import { Sessions } from './sessions.ts'
import { heldClock } from './test-tools/held-clock.ts'
import { memoryRecords } from './test-tools/memory-records.ts'

const dayMs = 24 * 3600_000
const visitor = { address: '192.0.2.7', browser: 'Example/1.0' }

async function open() {
  const [records, clock] = [memoryRecords(), heldClock()]
  return { records, clock, sessions: await Sessions.open({ records, clock }) }
}

test('a session ends fourteen days after the last visit, to the millisecond', async () => {
  const { sessions, clock } = await open()
  const { token } = await sessions.begin('anna', visitor)
  clock.pass(14 * dayMs - 1)
  assert.ok(sessions.find(token))
  clock.pass(14 * dayMs - 1)
  assert.ok(sessions.find(token))
  clock.pass(14 * dayMs)
  assert.equal(sessions.find(token), null)
  assert.deepEqual(sessions.of('anna'), [])
})

test('a session ends after ninety days, however often somebody comes by', async () => {
  const { sessions, clock } = await open()
  const { token } = await sessions.begin('anna', visitor)
  for (let day = 1; day < 90; day += 1) {
    clock.pass(dayMs)
    assert.ok(sessions.find(token), `day ${day}`)
  }
  clock.pass(dayMs - 1)
  assert.ok(sessions.find(token))
  clock.pass(1)
  assert.equal(sessions.find(token), null)
})

test('looking whether a session goes on is no visit', async () => {
  const { sessions, clock } = await open()
  const { token, session } = await sessions.begin('anna', visitor)
  clock.pass(13 * dayMs)
  assert.ok(sessions.get(session.id))
  assert.equal(sessions.of('anna').length, 1)
  clock.pass(dayMs)
  assert.equal(sessions.get(session.id), null)
  assert.equal(sessions.find(token), null)
})

test('a restart neither lengthens nor shortens a session, and forgets those that are over', async () => {
  const { records, sessions, clock } = await open()
  const { token } = await sessions.begin('anna', visitor)
  const old = await sessions.begin('oleg', visitor)
  clock.pass(10 * dayMs)
  sessions.find(token)
  await sessions.close()
  clock.pass(13 * dayMs)
  const again = await Sessions.open({ records, clock })
  assert.ok(again.find(token))
  assert.equal(again.find(old.token), null)
  assert.deepEqual([...records.bodies('sessions').keys()], [again.find(token)!.id])
})

test('nothing on disk signs anybody in', async () => {
  const { records, sessions } = await open()
  const { token, session } = await sessions.begin('anna', visitor)
  const kept = JSON.stringify([...records.bodies('sessions')])
  assert.ok(!kept.includes(token))
  assert.equal(sessions.find(session.id), null)
})

test('a session that could not be written down is none', async () => {
  const { records, sessions } = await open()
  records.broken = true
  await assert.rejects(sessions.begin('anna', visitor), /disk is full/)
  assert.deepEqual(sessions.of('anna'), [])
})

test('whatever ends the sessions of an account ends one that is just beginning, too', async () => {
  const { sessions } = await open()
  const beginning = sessions.begin('anna', visitor)
  await sessions.endAll('anna')
  const { token } = await beginning
  assert.equal(sessions.find(token), null)
})

test('a link lasts a day, also over a restart; that of the first administrator as long as it is needed', async () => {
  const [records, clock] = [memoryRecords(), heldClock()]
  const links = await Links.open({ records, clock })
  const invitation = await links.make('set_password', 'anna')
  const first = await links.make('first_admin', null)
  clock.pass(dayMs)
  assert.ok(links.peek(invitation))
  clock.pass(1)
  assert.equal(links.peek(invitation), null)
  assert.ok(links.peek(first))
  const again = await Links.open({ records, clock })
  assert.equal(again.peek(invitation), null)
  assert.ok(again.peek(first))
  assert.equal(records.bodies('sign-in-links').size, 1)
})

test('a link that was spent stays spent over a restart; one whose work failed is good again', async () => {
  const [records, clock] = [memoryRecords(), heldClock()]
  const links = await Links.open({ records, clock })
  const token = await links.make('set_password', 'anna')
  await assert.rejects(
    links.spend(links.peek(token)!, async () => {
      assert.equal(links.peek(token), null, 'nobody else can use it meanwhile')
      throw new Error('too short')
    }),
    /too short/,
  )
  const again = await Links.open({ records, clock })
  assert.equal(await again.spend(again.peek(token)!, async () => 'done'), 'done')
  assert.equal(again.peek(token), null)
  assert.equal((await Links.open({ records, clock })).peek(token), null)
})

test('a link that was replaced while its work failed does not come back', async () => {
  const [records, clock] = [memoryRecords(), heldClock()]
  const links = await Links.open({ records, clock })
  const old = await links.make('set_password', 'anna')
  const work = async () => {
    await links.make('set_password', 'anna')
    throw new Error('too short')
  }
  await assert.rejects(links.spend(links.peek(old)!, work), /too short/)
  assert.equal(links.peek(old), null)
})
