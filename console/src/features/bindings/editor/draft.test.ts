import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { BindingForm, JsonObject } from '../../../api/bindings.ts'
import { draftOf, isBroken, isSame, jsonOf, withForm, withJson } from './draft.ts'

const form: BindingForm = {
  name: 'Missed call',
  enabled: true,
  event_type: 'call_function',
  integration_id: 'int_1',
  conditions: null,
  parameters: { text: 'Missed {{phone}}' },
  options: {},
}

test('form and JSON are two views of one document: going there and back loses nothing', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (made) => {
      const parameters = JSON.parse(JSON.stringify(made)) as JsonObject
      const first = draftOf({ ...form, parameters })
      const typed = withJson(first, jsonOf(first))
      assert.equal(JSON.stringify(typed.form.parameters), JSON.stringify(parameters))
      assert.equal(jsonOf(withForm(typed, { parameters: typed.form.parameters })), jsonOf(first))
    }),
  )
})

test('JSON that cannot be read is kept letter for letter, and the form stays as it was', () => {
  const broken = withJson(draftOf(form), '{"text": «Missed»')
  assert.ok(isBroken(broken))
  assert.equal(jsonOf(broken), '{"text": «Missed»')
  assert.deepEqual(broken.form, form)
  const renamed = withForm(broken, { name: 'Other' })
  assert.equal(jsonOf(renamed), '{"text": «Missed»', 'another field does not touch it')
  assert.ok(!isBroken(withJson(renamed, '{"text": "Missed"}')))
})

test('spaces and the order of keys stay as they were typed while the form says the same', () => {
  const typed = withJson(draftOf(form), '{ "b": 1,\n\n "a": {{x}} }')
  assert.deepEqual(typed.form.parameters, { b: 1, a: '{{x}}' })
  assert.equal(jsonOf(withForm(typed, { enabled: false })), '{ "b": 1,\n\n "a": {{x}} }')
  assert.equal(jsonOf(withForm(typed, { parameters: { b: 2 } })), '{\n  "b": 2\n}')
})

test('the same document in another order of keys is no change', () => {
  assert.ok(isSame({ a: [1, { b: 2, c: 3 }], d: null }, { d: null, a: [1, { c: 3, b: 2 }] }))
  assert.ok(!isSame({ a: [1, 2] }, { a: [2, 1] }))
  assert.ok(!isSame({ a: undefined, b: 1 }, { b: 1, c: 1 }))
})
