import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { OutboundError } from '../core/http.ts'
import { safeHeaders } from './headers.ts'

test('a value from an event can never begin a second header', () => {
  for (const value of ['+1 555 0100\r\nx-evil: 1', 'a\nb', 'a\u0000b', 'a\u007fb']) {
    assert.throws(
      () => safeHeaders({ 'x-phone': value }),
      (error) =>
        error instanceof OutboundError && error.failure === 'request-invalid' && !error.message.includes('evil'),
    )
  }
})

test('a header with a name that HTTP does not allow is refused', () => {
  for (const name of ['x phone', 'x-phone:', '', 'телефон', 'x\r\ny']) {
    assert.throws(() => safeHeaders({ [name]: '1' }), /name that HTTP does not allow/)
  }
})

test('headers that frame the request cannot be set', () => {
  for (const name of ['Host', 'content-length', 'Transfer-Encoding', 'Connection', 'Expect']) {
    assert.throws(() => safeHeaders({ [name]: 'x' }), /set by the connection itself/)
  }
})

test('a name in Russian goes as UTF-8', () => {
  const { 'x-name': sent = '' } = safeHeaders({ 'X-Name': 'Анна' })
  assert.equal(Buffer.from(sent, 'latin1').toString('utf8'), 'Анна')
})

test('whatever a value holds, it is refused or has no control character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      try {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
        assert.doesNotMatch(safeHeaders({ 'x-a': value })['x-a'] ?? '', /[\u0000-\u0008\u000a-\u001f\u007f]/)
      } catch (error) {
        assert.ok(error instanceof OutboundError, String(error))
      }
    }),
  )
})
