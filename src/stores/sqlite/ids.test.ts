import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  cursorAfter,
  cursorNumber,
  deliveryIdNumber,
  deliveryIdText,
  nextDeliveryId,
  recordAtCursor,
  recordCursor,
} from './ids.ts'
import { textAfter } from './search.ts'

const now = Date.UTC(2026, 2, 2)

test('ids grow with the clock, and when the clock goes back they still grow', () => {
  const one = nextDeliveryId(0, now)
  assert.ok(nextDeliveryId(one, now + 1) > one)
  assert.equal(nextDeliveryId(one, now - 1e9), one + 1)
  assert.ok(Number.isSafeInteger(nextDeliveryId(0, Date.UTC(2053, 11, 31))))
})

test('after an old backup is restored no id is given that was given before', () => {
  const lastInBackup = nextDeliveryId(0, now)
  let lastGiven = lastInBackup
  for (let count = 0; count < 1000; count++) lastGiven = nextDeliveryId(lastGiven, now + count * 3)
  assert.ok(nextDeliveryId(lastInBackup, now + 10_000) > lastGiven)
})

test('an id and a cursor read back as they were written, and nothing else reads as one', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.string(), (number, text) => {
      assert.equal(deliveryIdNumber(deliveryIdText(number)), number)
      assert.equal(cursorNumber('e', cursorAfter('e', number)), number)
      assert.equal(recordAtCursor(recordCursor(text)), text)
      const read = deliveryIdNumber(text)
      if (read !== null) assert.equal(deliveryIdText(read), text)
    }),
  )
  for (const text of ['', 'd', 'D1', 'd01', 'd-1', 'd1 ', ' d1', 'd1\n', `d${'z'.repeat(11)}`, 'e1'])
    assert.equal(deliveryIdNumber(text), null, JSON.stringify(text))
})

test('every text with a beginning stands before the text after it', () => {
  const texts = fc.string({ unit: 'binary' })
  fc.assert(
    fc.property(texts, texts, (prefix, rest) => {
      const after = textAfter(prefix)
      if (after === null) return
      assert.ok(Buffer.compare(Buffer.from(prefix + rest), Buffer.from(after)) < 0)
      assert.ok(Buffer.compare(Buffer.from(prefix), Buffer.from(after)) < 0)
    }),
  )
})
