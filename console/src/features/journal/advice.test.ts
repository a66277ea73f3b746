import assert from 'node:assert/strict'
import { test } from 'node:test'
import { adviceOf } from './advice.ts'

const outcomes = ['ok', 'accepted', 'partial', 'retry', 'rate', 'ambiguous', 'permanent', 'auth', 'gone']
const unsent: Readonly<Record<string, string>> = { permanent: 'advice.permanent_unsent', auth: 'advice.auth_unsent' }

test('a failure is laid to an answer only where one came', () => {
  for (const outcome of outcomes) {
    assert.equal(adviceOf({ outcome, status_code: 404 }), `advice.${outcome}`)
    assert.equal(adviceOf({ outcome, status_code: null }), unsent[outcome] ?? `advice.${outcome}`)
  }
})

test('a delivery without an attempt gets no advice', () => {
  assert.equal(adviceOf({ outcome: null, status_code: null }), null)
})
