import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OutboundError, type OutboundFailure } from './http.ts'
import { outcomeOfError, outcomeOfStatus } from './http-outcome.ts'
import type { OutcomeKind } from './outcome.ts'

const now = Date.UTC(2026, 2, 16, 9, 0, 0)

const ends: readonly [OutboundFailure, boolean, OutcomeKind][] = [
  ['address-refused', false, 'permanent'],
  ['request-invalid', false, 'permanent'],
  ['tls-certificate', false, 'permanent'],
  ['dns', false, 'retry'],
  ['connect', false, 'retry'],
  ['tls', false, 'retry'],
  ['timeout', false, 'retry'],
  ['reset', false, 'retry'],
  ['timeout', true, 'ambiguous'],
  ['reset', true, 'ambiguous'],
  ['protocol', true, 'ambiguous'],
  ['aborted', true, 'retry'],
]

for (const [failure, sent, kind] of ends) {
  test(`${failure}, ${sent ? 'after the request went out' : 'before anything was sent'}, is ${kind}`, () => {
    assert.equal(outcomeOfError(new OutboundError(failure, 'why', { sent })).kind, kind)
  })
}

test('an attempt that was interrupted by a stop says so', () => {
  assert.deepEqual(outcomeOfError(new OutboundError('aborted', 'x')), { kind: 'retry', reason: 'interrupted' })
})

test('a mistake of our own is tried again and keeps its words', () => {
  assert.deepEqual(outcomeOfError(new Error('the disk is full')), { kind: 'retry', reason: 'the disk is full' })
  assert.deepEqual(outcomeOfError('odd'), { kind: 'retry', reason: 'odd' })
})

const statuses: readonly [number, OutcomeKind][] = [
  [200, 'ok'],
  [204, 'ok'],
  [299, 'ok'],
  [304, 'permanent'],
  [400, 'permanent'],
  [401, 'auth'],
  [403, 'permanent'],
  [404, 'permanent'],
  [408, 'retry'],
  [410, 'gone'],
  [422, 'permanent'],
  [425, 'retry'],
  [429, 'rate'],
  [500, 'retry'],
  [503, 'retry'],
  [599, 'retry'],
  [999, 'permanent'],
]

for (const [status, kind] of statuses) {
  test(`the answer ${status} is ${kind}`, () => {
    const outcome = outcomeOfStatus({ status, headers: {} }, now)
    assert.equal(outcome.kind, kind)
    assert.equal(outcome.status, status)
  })
}

const waits: readonly [string, string | undefined, number][] = [
  ['seconds', '7', 7000],
  ['an HTTP date', 'Mon, 16 Mar 2026 09:01:30 GMT', 90_000],
  ['a date in the past', 'Mon, 16 Mar 2026 08:00:00 GMT', 1000],
  ['zero', '0', 1000],
  ['ten years', '315360000', 24 * 60 * 60 * 1000],
  ['a negative number', '-5', 30_000],
  ['nonsense', 'abc', 30_000],
  ['nothing', undefined, 30_000],
]

for (const [what, header, waitMs] of waits) {
  test(`429 that asks for ${what} waits ${waitMs / 1000} s`, () => {
    const headers: Record<string, string> = header === undefined ? {} : { 'retry-after': header }
    assert.equal((outcomeOfStatus({ status: 429, headers }, now) as { waitMs: number }).waitMs, waitMs)
  })
}

test('503 with Retry-After waits as long as asked, without it as long as the schedule says', () => {
  const asked = outcomeOfStatus({ status: 503, headers: { 'retry-after': '120' } }, now)
  assert.deepEqual(asked, { kind: 'retry', status: 503, reason: 'answered 503', waitMs: 120_000 })
  assert.equal('waitMs' in outcomeOfStatus({ status: 503, headers: {} }, now), false)
})

test('a redirect is not followed, and the reason shows where it leads without its query', () => {
  const outcome = outcomeOfStatus(
    { status: 302, headers: { location: 'https://crm.example.com/login?token=abc' } },
    now,
  )
  assert.equal(outcome.kind, 'permanent')
  assert.match((outcome as { reason: string }).reason, /https:\/\/crm\.example\.com\/login/)
  assert.doesNotMatch((outcome as { reason: string }).reason, /abc/)
})
