import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { phoneMaskerAbout } from './mask-about.ts'

function maskMentions(text: string, phones: readonly string[]): string {
  return String(phoneMaskerAbout([{ phones, texts: [], links: [] }])(text))
}

const phones = ['70009876543']

const cases: readonly [name: string, text: string, expected: string][] = [
  ['as people write it', 'call +7 (000) 987-65-43 back', 'call ********543 back'],
  ['with the trunk prefix of the country', '8 000 987 65 43', '8 *******543'],
  ['a digit at a time', '7.0.0.0.9.8.7.6.5.4.3', '********543'],
  ['in an address', '/find?phone=%2B7%20000%20987-65-43&page=2', '/find?phone=********543&page=2'],
  ['in an id', 'list-3:70009876543-17', 'list-3:********543-17'],
  ['inside a word', 'call70009876543end', 'call********543end'],
  ['only its beginning', 'starts with 7000987', 'starts with *******'],
  ['only its end', '987-65-43', '****543'],
  ['twice in a row', '7000987654370009876543', '********543********543'],
  ['another number stays', '7 111 222 33 44', '7 111 222 33 44'],
  ['fewer digits than a phone stay', 'room 98765', 'room 98765'],
]
for (const [name, text, expected] of cases)
  test(`a number is masked: ${name}`, () => assert.equal(maskMentions(text, phones), expected))

test('no seven digits of a number in a row are left, whatever stands between and around them', () => {
  const gap = fc.constantFrom('', '', ' ', '-', '.', ' (', ') ', '%20', '\u00a0', '&#32;', '\\u00a0', ' - ')
  const around = fc.constantFrom('', ' ', '+', '+7', '12 ', 'x', '%2B', '/', '"')
  const gaps = fc.array(gap, { minLength: 11, maxLength: 11 })
  fc.assert(
    fc.property(fc.stringMatching(/^[1-9]\d{10}$/), gaps, around, around, (phone, between, before, after) => {
      const text = before + [...phone].map((digit, at) => digit + (at < 10 ? between[at] : '')).join('') + after
      const left = maskMentions(text, [phone])
        .replace(/%[0-9A-F]{2}|&#\d+;|\\u[0-9a-f]{4}/g, ' ')
        .replace(/\D/g, '')
      for (let at = 0; at + 7 <= phone.length; at++) assert.ok(!left.includes(phone.slice(at, at + 7)), text)
    }),
  )
})
