import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { escapeHtml } from './escape.ts'
import { hideIn, hider } from './hide.ts'

const secret = 'p@ss "w/ö\\rd+&<🔑>\''

const forms: readonly [name: string, (secret: string) => string][] = [
  ['as it is', (text) => text],
  ['in JSON', (text) => JSON.stringify(text).slice(1, -1)],
  ['in JSON inside JSON', (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3)],
  ['in JSON with escaped slashes', (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/')],
  [
    'in JSON of ASCII only',
    (text) =>
      JSON.stringify(text)
        .slice(1, -1)
        .replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  ],
  ['percent-encoded', encodeURIComponent],
  ['percent-encoded in lower case', (text) => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase())],
  ['percent-encoded twice', (text) => encodeURIComponent(encodeURIComponent(text))],
  ['percent-encoded in part', encodeURI],
  ['in a form', (text) => new URLSearchParams({ x: text }).toString().slice(2)],
  ['in HTML', escapeHtml],
  [
    'in HTML with numbers',
    (text) => [...text].map((character) => `&#x${character.codePointAt(0)!.toString(16)};`).join(''),
  ],
]

for (const [name, form] of forms) {
  test(`a secret is hidden ${name}`, () => {
    assert.equal(hider([secret])(`before ${form(secret)} after`), 'before ••• after')
  })
}

test('a secret is hidden in base64, alone and as the password after any user name', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const hide = hider(['correct-horse?>'])
  for (const user of ['', 'u:', 'us:', 'use:', 'user:']) {
    const whole = base64(`${user}correct-horse?>`)
    const hidden = hide(`Basic ${whole}`)
    assert.match(hidden, /•••/)
    assert.doesNotMatch(Buffer.from(hidden.slice(6).replaceAll('•••', '    '), 'base64').toString(), /orrect-hors/)
    assert.match(hide(whole.replaceAll('+', '-').replaceAll('/', '_')), /•••/)
  }
})

test('a pair of user and password given as a secret is hidden in base64 to the end', () => {
  assert.equal(
    hider(['user:secret1'])(`Authorization: Basic ${Buffer.from('user:secret1').toString('base64')}`),
    'Authorization: Basic •••',
  )
})

test('no secret survives in any form, whatever it is made of', () => {
  const letters = fc.constantFrom(...'aB3+/ \\"\'&<>%ö\n\t🔑=?')
  const secrets = fc.array(fc.string({ unit: letters, minLength: 4, maxLength: 9 }), { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(
      secrets,
      fc.constantFrom(...forms),
      fc.string({ unit: letters, maxLength: 6 }),
      (hidden, [, form], around) => {
        const hide = hider(hidden)
        for (const one of hidden) {
          const result = hide(`x${form(around)}|${form(one)}|${form(around)}x`)
          for (const other of hidden) assert.ok(!result.includes(other) && !result.includes(form(other)), result)
        }
      },
    ),
    { numRuns: 400 },
  )
})

test('secrets that share a part are both hidden to the end', () => {
  assert.equal(hider(['abcdefgh', 'efghijkl'])('>abcdefghijkl<'), '>•••<')
  assert.equal(hider(['abcd', 'abcdefgh'])('>abcdefgh<'), '>•••<')
})

test('words shorter than four characters are no secrets', () => {
  assert.equal(hider(['abc', ''])('abc abc'), 'abc abc')
})

test('secrets are hidden in every text, key and number of a tree', () => {
  const hide = hider(['token-1', '4815162342'])
  assert.deepEqual(
    hideIn({ 'x-token-1': ['a token-1 b', { deep: 'token-1' }], n: 4815162342, m: 42, ok: true, no: null }, hide),
    {
      'x-•••': ['a ••• b', { deep: '•••' }],
      n: '•••',
      m: 42,
      ok: true,
      no: null,
    },
  )
})

test('a long hostile text is searched in time', () => {
  const before = process.cpuUsage()
  const hide = hider(['\\\\\\"secret"', '    ', '%25%25%25', 'aaaaaaaaab'])
  for (const text of ['\\', '"', '%25', '&amp;', 'a', '&#00000']) hide(text.repeat(100_000))
  assert.ok(process.cpuUsage(before).user < 3_000_000)
})

test('a tree without a secret stays the very object it was; the same header is hidden each time it comes', () => {
  const hide = hider(['token-of-the-sink'])
  const without = { list: ['a', { b: 1 }], note: 'nothing of the kind, whatever it says' }
  assert.equal(hideIn(without, hide), without)
  for (let time = 0; time < 3; time++) {
    assert.deepEqual(hideIn({ authorization: 'Bearer token-of-the-sink', n: [1] }, hide), {
      authorization: 'Bearer •••',
      n: [1],
    })
    assert.equal(hider(['another-token'])('Bearer token-of-the-sink'), 'Bearer token-of-the-sink')
  }
})
