import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkFields } from '../../core/field-check.ts'
import wall from './wall.ts'

test('a binding made for Telegram or for mail can be tried on the wall as it is', () => {
  const parameters = { text: '{{phone}}', disable_notification: true, subject: 'Missed', cc: ['a@example.com'] }
  const checked = checkFields(wall.parameters, parameters, {
    path: 'parameters',
    anyOther: wall.anyParameters === true,
    templates: true,
  })
  assert.deepEqual(checked, parameters)
})

test('the wall looks like Telegram unless told otherwise', () => {
  assert.deepEqual(checkFields(wall.settings, {}, { path: 'settings' }), { looks_like: 'telegram' })
})
