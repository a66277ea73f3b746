import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differences } from './difference.ts'

test('only what changed is told, field by field', () => {
  const before = { name: 'CRM', settings: { url: 'https://a.example.com', token: '•••' }, updated_at: '1' }
  const after = { name: 'CRM', settings: { url: 'https://b.example.com', token: '•••' }, updated_at: '2' }
  assert.deepEqual(differences(before, after), [
    { path: 'settings.url', before: 'https://a.example.com', after: 'https://b.example.com' },
  ])
})

test('what was made or removed is told whole', () => {
  assert.deepEqual(differences(null, { name: 'Key', role: 'viewer' }), [
    { path: 'name', before: undefined, after: 'Key' },
    { path: 'role', before: undefined, after: 'viewer' },
  ])
  assert.deepEqual(differences({ name: 'Key' }, null), [{ path: 'name', before: 'Key', after: undefined }])
  assert.deepEqual(differences(null, null), [])
})

test('a field that came or went is told, and a list is one value', () => {
  assert.deepEqual(differences({ a: [1], b: 1 }, { a: [1, 2], c: null }), [
    { path: 'a', before: [1], after: [1, 2] },
    { path: 'c', before: undefined, after: null },
    { path: 'b', before: 1, after: undefined },
  ])
})
