import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assert as check, constantFrom, property, string } from 'fast-check'
import { scrub, scrubText } from './scrub.ts'

test('a text in the log keeps what helps and loses every secret and phone', () => {
  const cases: readonly (readonly [name: string, text: string, left: string])[] = [
    [
      'a bot’s address',
      'POST https://api.telegram.org/bot123456:AAAAAAAAAAAAAAAAAAAAAAAAA/send failed',
      'POST https://api.telegram.org/… failed',
    ],
    [
      'an address with a password',
      'postgres://anna:example@db.example.com:5432/calls',
      'postgres://db.example.com:5432/…',
    ],
    ['an address without a path', 'see https://example.com', 'see https://example.com/…'],
    ['a question in an address', '"https://crm.example.com?token=1"', '"https://crm.example.com/…"'],
    ['a bearer', 'Authorization: Bearer abc.def-1', 'Authorization: Bearer •••'],
    ['a key of ours', 'hsk_0123abcd_secret was refused', '••• was refused'],
    ['a bot token alone', 'the token is 123456789:AAAAAAAAAAAAAAAAAAAAAAAAA', 'the token is •••'],
    ['a chat token', 'xoxb-1-2-abc', '•••'],
    ['a field of a form', 'password=example&user=anna', 'password=•••&user=anna'],
    ['a field of JSON', '{"api_key":"example"}', '{"api_key":"•••"}'],
    ['a phone', 'called +15550100 twice', 'called ••• twice'],
    ['a phone as people write it', 'called +7 (000) 111-23-33', 'called •••'],
    ['a phone without a plus', '70001112333', '•••'],
    ['an address of mail', 'to anna@example.com', 'to •••@example.com'],
    ['an IP address', 'connect ECONNREFUSED 192.168.100.200:5038', 'connect ECONNREFUSED 192.168.100.200:5038'],
    [
      'a place in a stack',
      'at send (file:///app/src/engine/sending.ts:1234567:45)',
      'at send (file:///app/src/engine/sending.ts:1234567:45)',
    ],
    ['an id', 'delivery dhjpvddxfy8 of int_012345678901', 'delivery dhjpvddxfy8 of int_012345678901'],
    ['a moment', 'since 2026-03-16T09:41:07.318Z', 'since 2026-03-16T09:41:07.318Z'],
    ['a number', '481203 events', '481203 events'],
  ]
  for (const [name, text, left] of cases) assert.equal(scrubText(text), left, name)
})

test('fields with telling names are hidden whatever they hold, at any depth, in errors and their causes too', () => {
  const error = new Error('no answer from https://hooks.example.com/T1/B2', { cause: new Error('for +15550100') })
  const left = scrub({
    headers: { authorization: 'x', 'set-cookie': ['y'], host: 'example.com' },
    settings: { bot_token: 1, nested: { client_secret: 'z', phone: 79000000333 } },
    personal_data: true,
    err: error,
  })
  assert.deepEqual(left, {
    headers: { authorization: '•••', 'set-cookie': '•••', host: 'example.com' },
    settings: { bot_token: '•••', nested: { client_secret: '•••', phone: '•••' } },
    personal_data: true,
    err: {
      type: 'Error',
      message: 'no answer from https://hooks.example.com/…',
      stack: scrubText(error.stack ?? ''),
      cause: { type: 'Error', message: 'for •••', stack: scrubText((error.cause as Error).stack ?? '') },
    },
  })
})

test('an object that holds itself does not hang the log', () => {
  const loop: Record<string, unknown> = { name: 'x' }
  loop['self'] = loop
  assert.match(JSON.stringify(scrub(loop)), /"…"/)
})

test('wherever a secret address or a phone stands between other words, it is gone', () => {
  const words = string({ unit: constantFrom(...'ab ."\'(),;{}\n') })
  const secrets = constantFrom(
    ['https://hooks.example.com/services/T0/B0/XXXX', 'XXXX'],
    ['+15550100', '15550100'],
    ['Bearer example-secret', 'example-secret'],
  )
  check(
    property(words, secrets, words, (before, [text, secret], after) => {
      assert.ok(!scrubText(`${before} ${text} ${after}`).includes(secret!))
    }),
  )
})

test('a hostile text does not make the log slow', () => {
  for (const unit of ['1 ', 'a:', 'a@', '(', '1-', 'token=', 'http://']) {
    const started = performance.now()
    scrubText(unit.repeat(100_000))
    assert.ok(performance.now() - started < 500, unit)
  }
})
