import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readPlainly } from './plain-reading.ts'

const cases: readonly [name: string, raw: string, expected: string][] = [
  ['an address', 'q=Zo%C3%AB%20Q', 'q=zoë q'],
  ['an address encoded twice', 'q=Zo%25C3%25AB', 'q=zoë'],
  ['a byte that is no character', '100%FF!', '100\ufffd!'],
  ['a percent sign', '100% sure, 5 %', '100% sure, 5 %'],
  ['JSON', '\\"Zo\\u00eb\\"\\n', '"zoë" '],
  ['JSON inside JSON', '\\\\\\"Zo\\\\u00eb\\\\\\"', '"zoë"'],
  ['HTML', 'Zo&#235;&nbsp;&amp;lt;b&#x3e;', 'zoë <b>'],
  ['a letter that would grow in lower case', '%41İ', 'aİ'],
]
for (const [name, raw, expected] of cases)
  test(`read plainly: ${name}`, () => assert.equal(readPlainly(raw).text, expected))

test('each character of the reading is found again in the text as it is', () => {
  const part = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('%20', '%C3%AB', '\\u0041', '\\"', '&#65;', '%', '&', '\\'),
  )
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const raw = parts.join('')
      const { text, placeOf } = readPlainly(raw)
      assert.equal(placeOf(text.length), raw.length)
      for (let at = 0; at < text.length; at++) assert.ok(placeOf(at) <= placeOf(at + 1) && placeOf(at) < raw.length)
      if (!/[%&\\]/.test(raw)) assert.equal(text.length, raw.length)
    }),
  )
})

test('a text as people write it is read unchanged but for the case, however it was encoded', () => {
  const encodings = [
    encodeURIComponent,
    (text: string) => encodeURIComponent(encodeURIComponent(text)),
    (text: string) => JSON.stringify(text).slice(1, -1),
    (text: string) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
    (text: string) => Array.from(text, (one) => `&#${one.codePointAt(0)};`).join(''),
  ]
  fc.assert(
    fc.property(fc.stringMatching(/^[\w А-Яа-яЁё"'.,()-]+$/), fc.constantFrom(...encodings), (text, encode) => {
      assert.equal(readPlainly(encode(text)).text, text.toLowerCase())
    }),
  )
})
