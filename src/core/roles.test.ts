import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayDo, type Right, type Role, rights, roles } from './roles.ts'

test('an admin may do everything', () => {
  assert.deepEqual(
    rights.filter((right) => !mayDo('admin', right)),
    [],
  )
})

test('a key for a telephone system can only hand in events', () => {
  assert.deepEqual(
    rights.filter((right) => mayDo('ingest', right)),
    ['events:write'],
  )
})

test('a viewer changes nothing', () => {
  const granted = rights.filter((right) => mayDo('viewer', right))
  assert.deepEqual(
    granted.filter((right) => !right.endsWith(':read')),
    [],
  )
  assert.ok(granted.includes('journal:read'))
})

const cases: readonly [who: Role, what: Right, may: boolean][] = [
  ['operator', 'journal:retry', true],
  ['operator', 'journal:cancel', true],
  ['operator', 'integrations:pause', true],
  ['operator', 'bindings:write', false],
  ['operator', 'integrations:write', false],
  ['operator', 'events:write', false],
  ['editor', 'bindings:write', true],
  ['editor', 'integrations:write', true],
  ['editor', 'records:write', true],
  ['editor', 'sources:write', true],
  ['editor', 'files:write', true],
  ['editor', 'keys:manage', false],
  ['editor', 'accounts:manage', false],
  ['editor', 'audit:read', false],
  ['editor', 'settings:write', false],
]

for (const [who, what, may] of cases) {
  test(`${who} ${may ? 'may' : 'may not'} do ${what}`, () => assert.equal(mayDo(who, what), may))
}

test('every role can do something, and each does more than the one after it, down to the viewer', () => {
  const count = (role: Role) => rights.filter((right) => mayDo(role, right)).length
  assert.ok(roles.every((role) => count(role) > 0))
  assert.ok(
    count('admin') > count('editor') && count('editor') > count('operator') && count('operator') > count('viewer'),
  )
})
