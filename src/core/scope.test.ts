import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from './json.ts'
import { scopeOf } from './scope.ts'

const context = {
  timeZone: 'Europe/Kyiv',
  language: 'en',
  bindingName: 'Missed calls',
  companyName: 'Example',
  eventUrl: 'https://example.com/events/481203',
} as const

const event = {
  no: 481203,
  id: '0197d2a4-5c1e-7b60-9d21-3f0a6e1b77c4',
  type: 'call_function',
  time: Date.parse('2026-03-16T10:41:07.318Z'),
  receivedAt: Date.parse('2026-03-16T10:41:07.342Z'),
  source: 'asterisk',
  correlationId: 'c-1',
  trail: [],
}

test('a template can name the event’s data, its envelope and the system variables', () => {
  assert.deepEqual(scopeOf({ ...event, data: { phone: '79000000333' } }, context), {
    phone: '79000000333',
    event_id: '0197d2a4-5c1e-7b60-9d21-3f0a6e1b77c4',
    event_type: 'call_function',
    event_no: 481203,
    event_time: '2026-03-16T10:41:07.318Z',
    received_at: '2026-03-16T10:41:07.342Z',
    source: 'asterisk',
    correlation_id: 'c-1',
    event_time_local: '2026-03-16 12:41:07',
    event_date_local: '2026-03-16',
    event_url: 'https://example.com/events/481203',
    binding_name: 'Missed calls',
    company_name: 'Example',
    company_time_zone: 'Europe/Kyiv',
    company_language: 'en',
  })
})

test('in Russian the day comes first, in the date for file names it does not', () => {
  const values = scopeOf({ ...event, data: {} }, { ...context, language: 'ru' })
  assert.equal(values['event_time_local'], '16.03.2026 12:41:07')
  assert.equal(values['event_date_local'], '2026-03-16')
})

test('the company’s day changes at its own midnight, and midnight is 00', () => {
  const values = scopeOf({ ...event, time: Date.parse('2026-03-16T22:00:00Z'), data: {} }, context)
  assert.equal(values['event_time_local'], '2026-03-17 00:00:00')
  assert.equal(values['event_date_local'], '2026-03-17')
})

test('an event cannot pretend to be another one, nor bring its own sec', () => {
  const data = {
    event_id: 'forged',
    event_no: 1,
    binding_name: 'forged',
    company_language: 'xx',
    sec: { ClientPhone: 'forged' },
  }
  assert.doesNotMatch(JSON.stringify(scopeOf({ ...event, data }, context)), /forged|xx/)
  assert.equal('sec' in scopeOf({ ...event, data }, context), false)
})

test('an event that was never stored has no number', () => {
  const { no: _, ...unsaved } = event
  assert.equal(scopeOf({ ...unsaved, data: {} }, context)['event_no'], null)
})

test('an event’s own __proto__ stays data', () => {
  const values = scopeOf({ ...event, data: JSON.parse('{"__proto__":{"admin":true}}') as JsonObject }, context)
  assert.equal(Object.getPrototypeOf(values), Object.prototype)
  assert.equal((values as { admin?: boolean }).admin, undefined)
})
