import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Binding } from '../../../api/bindings.ts'
import { findBindings, type ListFilter } from './find-bindings.ts'

const base = { enabled: true, event_type: 'call_function', integration_id: 'tg', options: {}, version: 1 } as const
const bindings: readonly Binding[] = [
  {
    ...base,
    id: 'missed',
    name: 'Пропущенный звонок ещё раз',
    conditions: { all: [{ param: 'function', op: 'eq', value: 'queue' }, { not: { param: 'vip', op: 'exists' } }] },
    parameters: { text: 'Missed {{ phone | mask }}' },
  },
  {
    ...base,
    id: 'late',
    name: 'Late',
    enabled: false,
    event_type: 'shift_violation',
    integration_id: 'mail',
    conditions: null,
    parameters: { subject: ['{{user.name}}'] },
  },
]

const around = {
  integrations: [
    { id: 'tg', name: 'Night shift' },
    { id: 'mail', name: 'Reports' },
  ] as never,
  catalogue: {
    event_types: [{ key: 'call_function', parameters: [{ name: 'phone', label: { en: 'Phone', ru: 'Телефон' } }] }],
  } as never,
  activity: new Map([['missed', { failed: 2, silent: false }]]) as never,
  language: 'ru',
} as const

const found = (filter: ListFilter) => findBindings(bindings, filter, around).map(({ id }) => id)

test('a binding is found by its name, whatever the case and with е for ё', () => {
  assert.deepEqual(found({ text: 'ПРОПУЩЕННЫЙ еще' }), ['missed'])
})

test('a binding is found by where it sends and by the fields it uses, by name and by label', () => {
  assert.deepEqual(found({ text: 'night' }), ['missed'])
  assert.deepEqual(found({ text: 'vip' }), ['missed'])
  assert.deepEqual(found({ text: 'телефон' }), ['missed'])
  assert.deepEqual(found({ text: 'user' }), ['late'])
  assert.deepEqual(found({ text: 'night user' }), [])
})

test('filters by type, integration and state hold together', () => {
  assert.deepEqual(found({ state: 'off' }), ['late'])
  assert.deepEqual(found({ state: 'failing' }), ['missed'])
  assert.deepEqual(found({ type: 'shift_violation', integration: 'mail' }), ['late'])
  assert.deepEqual(found({ type: 'shift_violation', integration: 'tg' }), [])
  assert.deepEqual(found({}), ['missed', 'late'])
})
