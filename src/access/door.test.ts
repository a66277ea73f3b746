import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '../core/problem.ts'
import { newKeyText } from './api-key.ts'
import { openDoor } from './door.ts'
import { openKeys } from './keys.ts'
import { People } from './people.ts'
import { heldClock } from './test-tools/held-clock.ts'
import { memoryRecords } from './test-tools/memory-records.ts'

const adminKey = 'a long phrase of mine'.replaceAll(' ', '-')

async function house() {
  const clock = heldClock()
  const keys = await openKeys({ records: memoryRecords(), clock, adminKey })
  return {
    clock,
    keys,
    door: openDoor({
      keys,
      people: await People.open({ records: memoryRecords(), clock }),
      clock,
      publicUrl: 'http://127.0.0.1:8787',
    }),
  }
}

function knock(authorization: string | undefined, address: string) {
  return { method: 'GET', headers: { authorization }, address }
}

type House = Awaited<ReturnType<typeof house>>

function guess({ door }: House, address: string, key = 'a-wrong-guess'): string {
  try {
    return door.enter(knock(`Bearer ${key}`, address)).caller.name
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
}

function guessUntilStopped(at: House, address: string): void {
  for (let tries = 0; tries < 100; tries += 1) if (guess(at, address) === 'too-many-requests') return
  assert.fail('nobody stopped the guessing')
}

test('who sends no key is asked for one', async () => {
  const { door } = await house()
  for (const header of [undefined, '', 'Basic dXNlcjpwYXNz', 'Bearer', 'Bearer a b']) {
    assert.throws(() => door.enter(knock(header, '192.0.2.1')), { code: 'key-missing' })
  }
})

test('guessing from one address is stopped, with the time to wait', async () => {
  const at = await house()
  guessUntilStopped(at, '192.0.2.1')
  assert.throws(
    () => at.door.enter(knock('Bearer again-and-again-wrong', '192.0.2.1')),
    (error) => {
      return error instanceof Problem && error.status === 429 && Number(error.members['retry_after_s']) >= 1
    },
  )
})

test('after the wait one more key is looked at', async () => {
  const at = await house()
  guessUntilStopped(at, '192.0.2.1')
  at.clock.pass(2000)
  assert.equal(guess(at, '192.0.2.1'), 'key-invalid')
  assert.equal(guess(at, '192.0.2.1'), 'too-many-requests')
})

test('while guessing is stopped even the right admin key is not looked at', async () => {
  const at = await house()
  guessUntilStopped(at, '192.0.2.1')
  assert.equal(guess(at, '192.0.2.1', adminKey), 'too-many-requests')
  assert.equal(guess(at, '192.0.2.2', adminKey), 'HOOKSWITCH_ADMIN_KEY')
})

test('a made key works although a neighbor behind the same address is guessing', async () => {
  const at = await house()
  const { key } = await at.keys.create({ name: 'PBX', role: 'ingest', personalData: false, expiresAt: null })
  guessUntilStopped(at, '192.0.2.1')
  assert.equal(guess(at, '192.0.2.1', key), 'PBX')
  assert.equal(guess(at, '192.0.2.1', newKeyText().text), 'too-many-requests')
})

test('right keys are never counted', async () => {
  const at = await house()
  for (let tries = 0; tries < 100; tries += 1) assert.equal(guess(at, '192.0.2.1', adminKey), 'HOOKSWITCH_ADMIN_KEY')
})

test('the addresses that one IPv6 customer is given count as one', async () => {
  const at = await house()
  guessUntilStopped(at, '2001:db8:1:2::1')
  assert.equal(guess(at, '2001:db8:1:2:ffff::9'), 'too-many-requests')
  assert.equal(guess(at, '2001:db8:1:3::1'), 'key-invalid')
})
