import assert from 'node:assert/strict'
import { test } from 'node:test'
import { looksLikePhone, maskPhone, maskPhonesIn, prettyPhone } from './phone.ts'

const masks: readonly [text: string, masked: string][] = [
  ['380501112333', '*********333'],
  ['+380 (50) 111-23-33', '*********333'],
  ['sip:101', '101'],
  ['1234', '*234'],
  ['', ''],
]
for (const [text, masked] of masks)
  test(`the mask of “${text}” is “${masked}”`, () => assert.equal(maskPhone(text), masked))

const pretty: readonly [text: string, written: string][] = [
  ['+380501112333', '+380 50 111-23-33'],
  ['380501112333', '+380 50 111-23-33'],
  ['79000000333', '+7 900 000-03-33'],
  ['+1 (555) 010-0199', '+1 555 010-0199'],
  ['+998901234567', '+998 90 123-45-67'],
  ['+442071838750', '+442 071 838 750'],
  ['0501112333', '0501112333'],
  ['101', '101'],
  ['Support line', 'Support line'],
]
for (const [text, written] of pretty)
  test(`“${text}” is written for people as “${written}”`, () => assert.equal(prettyPhone(text), written))

const mentions: readonly [name: string, text: string, masked: string][] = [
  ['as it is', 'call 380501112333 back', 'call *********333 back'],
  ['with a plus and marks', 'call +380 (50) 111-23-33 back', 'call *********333 back'],
  ['without the country code', 'call 050 111 23 33 back', 'call *******333 back'],
  ['without the trunk zero', 'call 50 111 23 33 back', 'call ******333 back'],
  ['beside another number', 'call 12 380501112333 15', 'call *************315'],
  ['in an id', 'list-3:+380501112333', 'list-3:*********333'],
]
for (const [name, text, masked] of mentions) {
  test(`a client’s number in a text is masked ${name}`, () =>
    assert.equal(maskPhonesIn(text, ['380501112333']), masked))
}

test('other numbers in a text stay', () => {
  const text = 'order 1773654028-1187 of 16.03.2026 12:41:07, +380671234567, 333'
  assert.equal(maskPhonesIn(text, ['380501112333']), text)
  assert.equal(maskPhonesIn('380501112333', []), '380501112333')
})

test('a name is no phone, a number with marks is', () => {
  assert.equal(looksLikePhone('Line 1234'), false)
  assert.equal(looksLikePhone('+7 (900) 000-03-33'), true)
})
