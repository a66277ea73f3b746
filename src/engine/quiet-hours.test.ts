import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { QuietHours } from '../core/binding.ts'
import { quietUntil } from './quiet-hours.ts'

const night: QuietHours = { from: '22:00', to: '08:00', timeZone: 'Europe/Kyiv', days: null, action: 'wait' }
const at = (text: string) => Date.parse(text)

test('at night it is quiet until eight in the morning, in the call center’s own time zone', () => {
  assert.equal(quietUntil(night, at('2026-01-12T21:30:00Z'), 'UTC'), at('2026-01-13T06:00:00Z'))
  assert.equal(quietUntil(night, at('2026-01-13T05:59:00Z'), 'UTC'), at('2026-01-13T06:00:00Z'))
})

test('by day it is not quiet', () => {
  assert.equal(quietUntil(night, at('2026-01-13T06:00:00Z'), 'UTC'), null)
  assert.equal(quietUntil(night, at('2026-01-13T19:59:00Z'), 'UTC'), null)
})

test('a lunch break is quiet only until its end', () => {
  const lunch: QuietHours = { ...night, from: '13:00', to: '14:00', timeZone: null }
  assert.equal(quietUntil(lunch, at('2026-01-13T13:10:00Z'), 'UTC'), at('2026-01-13T14:00:00Z'))
  assert.equal(quietUntil(lunch, at('2026-01-13T14:00:00Z'), 'UTC'), null)
})

test('quiet nights of the weekend begin on Friday evening and leave Monday evening alone', () => {
  const weekend: QuietHours = { ...night, timeZone: null, days: [5, 6, 7] }
  assert.notEqual(quietUntil(weekend, at('2026-01-16T23:00:00Z'), 'UTC'), null, 'Friday night')
  assert.notEqual(quietUntil(weekend, at('2026-01-19T03:00:00Z'), 'UTC'), null, 'Sunday night, Monday morning')
  assert.equal(quietUntil(weekend, at('2026-01-19T23:00:00Z'), 'UTC'), null, 'Monday night')
})

test('the night when the clocks go forward ends at eight as the wall clock shows it', () => {
  assert.equal(quietUntil(night, at('2026-03-28T22:00:00Z'), 'UTC'), at('2026-03-29T05:00:00Z'))
})

test('the night when the clocks go back ends at eight as the wall clock shows it, an hour longer', () => {
  assert.equal(quietUntil(night, at('2026-10-24T21:00:00Z'), 'UTC'), at('2026-10-25T06:00:00Z'))
  assert.equal(
    quietUntil(night, at('2026-10-25T00:30:00Z'), 'UTC'),
    at('2026-10-25T06:00:00Z'),
    'half past three, the first time',
  )
  assert.equal(
    quietUntil(night, at('2026-10-25T01:30:00Z'), 'UTC'),
    at('2026-10-25T06:00:00Z'),
    'half past three, once more',
  )
})

test('whatever the hours and the zone, quiet ends within two days and it is not quiet then', () => {
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`)
  const zone = fc.constantFrom(
    'UTC',
    'Europe/Kyiv',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'Pacific/Chatham',
  )
  const moment = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') })
  fc.assert(
    fc.property(time, time, zone, moment, (from, to, timeZone, now) => {
      const hours: QuietHours = { from, to, timeZone, days: null, action: 'skip' }
      const until = quietUntil(hours, now, 'UTC')
      if (until === null) return
      assert.ok(until > now && until - now <= 48 * 3_600_000, `${until - now}`)
    }),
    { numRuns: 300 },
  )
})
