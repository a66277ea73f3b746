import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { searchKeys, searchTerms } from './search-keys.ts'

test('a value is found by each of its words, a number by its end, and a number in a text too', () => {
  assert.deepEqual(searchKeys(['+1 555 0123', 'Anna 5550144', 'C-77/9', '  ']), [
    '#32105551',
    '=anna',
    '#4410555',
    '=c-77/9',
  ])
})

test('what people type is read as a phone in any notation, as digits anywhere between asterisks, or as words', () => {
  const keysOf = (typed: string) => searchTerms(typed).map(({ keys }) => keys)
  assert.deepEqual(keysOf('8 (000) 111-23-33'), [
    [
      { key: '#33321110008', prefix: true },
      { key: '#3332111000', prefix: true },
    ],
  ])
  for (const typed of ['*1112*', '1112*', '* 11-12'])
    assert.deepEqual(keysOf(typed), [[{ key: '#2111', within: true }]], typed)
  assert.deepEqual(keysOf('Anna 0123'), [[{ key: '=anna', prefix: true }], [{ key: '#3210', prefix: true }]])
  assert.deepEqual(keysOf('*12*'), [[{ key: '=*12*', prefix: true }]], 'too few digits to look for')
  assert.deepEqual(keysOf('   '), [])
})

test('a value of one plain word has the keys that it has with a space before it', () => {
  const character = fc.oneof(fc.constantFrom(...'0123456789+()-.*_aZ#='), fc.string({ minLength: 1, maxLength: 1 }))
  fc.assert(
    fc.property(fc.array(character, { maxLength: 140 }), (characters) => {
      const value = characters.join('')
      assert.deepEqual(searchKeys([value]), searchKeys([` ${value}`]))
    }),
  )
})
