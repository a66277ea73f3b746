import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFilters } from './filters.ts'

test('a filter that was taken away is not looked for as the word undefined', () => {
  const search = { status: undefined, binding_id: null, q: '', period: '7d', limit: 20 }
  assert.deepEqual(readFilters(search), { q: '', period: '7d', limit: '20' })
})
