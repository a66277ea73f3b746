import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assert as check, property, string } from 'fast-check'
import { nextSpan, readTrace } from './trace.ts'

const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'

test('a trace context is taken when the standard allows it, and left alone otherwise', () => {
  const cases: readonly (readonly [name: string, text: string | undefined, read: string | undefined])[] = [
    ['a legal one', trace, trace],
    ['with spaces around', ` ${trace} `, trace],
    ['unsampled', trace.replace(/01$/, '00'), trace.replace(/01$/, '00')],
    ['of a later version', `cc${trace.slice(2)}`, trace],
    ['of a later version with more', `cc${trace.slice(2)}-what-the-future-will-be-like`, trace],
    ['of version 00 with more', `${trace}-more`, undefined],
    ['of a later version with more, but no dash', `cc${trace.slice(2)}.more`, undefined],
    ['of the forbidden version', `ff${trace.slice(2)}`, undefined],
    ['a trace id of zeros', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, undefined],
    ['a parent id of zeros', `00-4bf92f3577b34da6a3ce929d0e0e4736-${'0'.repeat(16)}-01`, undefined],
    ['capital letters', trace.toUpperCase(), undefined],
    ['a short one', trace.slice(0, -1), undefined],
    ['a huge one', `cc${trace.slice(2)}-${'x'.repeat(10_000)}`, undefined],
    ['two of them, joined', `${trace}, ${trace}`, undefined],
    ['nothing', '', undefined],
    ['none', undefined, undefined],
  ]
  for (const [name, text, read] of cases) assert.equal(readTrace(text), read, name)
})

test('each request goes on with the same trace and flags under a span id of its own', () => {
  const [one, other] = [nextSpan(trace), nextSpan(trace)]
  assert.match(one, /^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01$/)
  assert.notEqual(one, other)
  assert.ok(!one.includes('00f067aa0ba902b7'))
  assert.equal(readTrace(one), one)
})

test('whatever a sender writes, what is kept is a plain traceparent or nothing', () => {
  check(
    property(string({ unit: 'binary' }), string({ unit: 'binary' }), (before, after) => {
      const read = readTrace(before + trace + after)
      assert.ok(read === undefined || read === trace)
    }),
  )
})
