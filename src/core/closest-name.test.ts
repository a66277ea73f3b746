import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { closestName } from './closest-name.ts'

const known = ['user_name', 'user_id', 'queue_name', 'phone', 'call_id', 'binding_name', 'sec.ClientPhone']

const meant: readonly (readonly [string, string | null])[] = [
  ['user_nmae', 'user_name'],
  ['usr_name', 'user_name'],
  ['User_Name', 'user_name'],
  ['phonee', 'phone'],
  ['fone', null],
  ['pone', 'phone'],
  ['sec.ClientFone', 'sec.ClientPhone'],
  ['id', null],
  ['', null],
  ['something_else', null],
]

for (const [written, name] of meant)
  test(`“${written}” ${name === null ? 'means nothing that is known' : `means ${name}`}`, () => {
    assert.equal(closestName(written, known), name)
  })

test('a known name always means itself, and whatever is proposed is known', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { minLength: 1 }),
      fc.string(),
      (names, name) => {
        const closest = closestName(name, names)
        assert.ok(closest === null || names.includes(closest))
        const own = names[0]!
        if (own.length >= 3) assert.equal(closestName(own, names)?.toLowerCase(), own.toLowerCase())
      },
    ),
  )
})
