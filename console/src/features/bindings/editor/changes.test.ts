import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BindingForm } from '../../../api/bindings.ts'
import { changesBetween, merge, withValue } from './changes.ts'

const base: BindingForm = {
  name: 'Missed call',
  enabled: true,
  event_type: 'call_function',
  integration_id: 'int_1',
  conditions: { all: [{ param: 'function', op: 'eq', value: 'queue' }] },
  parameters: { text: 'Missed', 'a.b': 1 },
  options: {},
}

test('two versions are compared field by field, parameters by name', () => {
  const after: BindingForm = {
    ...base,
    name: 'Lost call',
    conditions: null,
    parameters: { text: 'Lost', 'a.b': 1, silent: true },
    options: { delay_s: 5, throttle: null, digest: null },
  }
  assert.deepEqual(
    changesBetween(base, after).map(({ path }) => path),
    ['name', 'conditions', 'parameters.text', 'parameters.silent', 'options.delay_s'],
  )
  assert.deepEqual(changesBetween(base, { ...base, options: { delay_s: 0, throttle: null } }), [])
  assert.deepEqual(changesBetween(after, base).at(-2), { path: 'parameters.silent', before: true, after: undefined })
})

test('what two people changed in different fields goes together by itself', () => {
  const mine = { ...base, name: 'Mine', parameters: { ...base.parameters, text: 'Mine' } }
  const theirs = { ...base, enabled: false, parameters: { ...base.parameters, 'a.b': 2 } }
  const { disputed, taken, merged } = merge(base, mine, theirs)
  assert.deepEqual(disputed, [])
  assert.deepEqual(
    taken.map(({ path }) => path),
    ['enabled', 'parameters.a.b'],
  )
  assert.deepEqual(merged, { ...base, name: 'Mine', enabled: false, parameters: { text: 'Mine', 'a.b': 2 } })
})

test('a field that both changed is left to a person, one that both changed alike is not', () => {
  const mine = { ...base, name: 'Mine', enabled: false }
  const theirs = { ...base, name: 'Theirs', enabled: false }
  const { disputed, merged } = merge(base, mine, theirs)
  assert.deepEqual(disputed, [{ path: 'name', mine: 'Mine', theirs: 'Theirs' }])
  assert.equal(merged.name, 'Mine')
  assert.equal(withValue(merged, 'name', 'Theirs').name, 'Theirs')
})

test('what they removed goes, unless I changed it', () => {
  const theirs = { ...base, parameters: { text: 'Missed' }, conditions: null }
  assert.deepEqual(merge(base, { ...base, name: 'x' }, theirs).merged.parameters, { text: 'Missed' })
  assert.equal(merge(base, { ...base, name: 'x' }, theirs).merged.conditions, null)
  const { disputed } = merge(base, { ...base, parameters: { text: 'Missed', 'a.b': 3 } }, theirs)
  assert.deepEqual(disputed, [{ path: 'parameters.a.b', mine: 3, theirs: undefined }])
  assert.deepEqual(withValue(base, 'parameters.a.b', undefined).parameters, { text: 'Missed' })
})
