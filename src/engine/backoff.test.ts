import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Outcome } from '../core/outcome.ts'
import { type AttemptState, defaultScheduleS, judge } from './backoff.ts'

const now = 1_000_000
const fresh: AttemptState = {
  tries: 0,
  scheduleS: defaultScheduleS,
  ambiguous: 'resend',
  createdAt: now,
  now,
  random: 0.5,
}

test('a delivered message is finished', () => {
  const kinds: Outcome[] = [
    { kind: 'ok' },
    { kind: 'accepted' },
    { kind: 'partial', reason: 'one box is full', refused: ['a@example.com'] },
  ]
  for (const outcome of kinds) assert.equal(judge(outcome, fresh).status, 'delivered', outcome.kind)
})

test('a failure is tried again at 5 s, 30 s, 2 min … and given up after ten attempts', () => {
  const waits: (number | null)[] = []
  for (let tries = 0; tries < 10; tries++) {
    const { nextAttemptAt } = judge({ kind: 'retry', reason: 'answered 503' }, { ...fresh, tries })
    waits.push(nextAttemptAt === null ? null : (nextAttemptAt - now) / 1000)
  }
  assert.deepEqual(waits, [5, 30, 120, 600, 1800, 3600, 10_800, 21_600, 43_200, null])
  assert.equal(judge({ kind: 'retry', reason: 'answered 503' }, { ...fresh, tries: 9 }).status, 'failed')
})

test('a binding’s own schedule decides how often and when', () => {
  const own = { ...fresh, scheduleS: [0, 1, 1] }
  assert.equal(judge({ kind: 'retry', reason: '' }, own).nextAttemptAt, now + 1000)
  assert.equal(judge({ kind: 'retry', reason: '' }, { ...own, tries: 2 }).status, 'failed')
})

test('deliveries that failed together come back up to 20 % apart', () => {
  const early = judge({ kind: 'retry', reason: '' }, { ...fresh, random: 0 })
  const late = judge({ kind: 'retry', reason: '' }, { ...fresh, random: 1 })
  assert.equal(early.nextAttemptAt, now + 4000)
  assert.equal(late.nextAttemptAt, now + 6000)
})

test('the wait that a destination asks for is kept when it is longer, and holds for the whole lane', () => {
  const long = judge({ kind: 'retry', reason: '', waitMs: 60_000 }, fresh)
  assert.equal(long.nextAttemptAt, now + 60_000)
  assert.equal(long.laneWaitsUntil, now + 60_000)
  assert.equal(judge({ kind: 'retry', reason: '', waitMs: 1000 }, fresh).nextAttemptAt, now + 5000)
  assert.equal(judge({ kind: 'retry', reason: '' }, fresh).laneWaitsUntil, null)
})

test('“slow down” uses up no attempt', () => {
  const verdict = judge({ kind: 'rate', reason: 'slow down', waitMs: 34_000 }, { ...fresh, tries: 3 })
  assert.deepEqual(
    [verdict.status, verdict.tries, verdict.nextAttemptAt, verdict.laneWaitsUntil],
    ['retrying', 3, now + 34_000, now + 34_000],
  )
})

test('refused credentials fail the delivery and pause the integration', () => {
  assert.deepEqual(
    [judge({ kind: 'auth', reason: 'the token' }, fresh).status, judge({ kind: 'auth', reason: '' }, fresh).pauses],
    ['failed', 'auth'],
  )
  assert.equal(judge({ kind: 'gone', reason: '' }, fresh).pauses, 'gone')
})

test('an unknown result is sent again, or parked where a repetition costs money', () => {
  const unknown: Outcome = { kind: 'ambiguous', reason: 'no answer came' }
  assert.equal(judge(unknown, fresh).status, 'retrying')
  const parked = judge(unknown, { ...fresh, ambiguous: 'ask' })
  assert.equal(parked.status, 'failed')
  assert.match(parked.reason ?? '', /Unknown result/)
})
