import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Condition } from '../../api/bindings.ts'
import {
  isAbout,
  judgedAt,
  keptLeaves,
  leavesOf,
  type Moved,
  partAt,
  placeOf,
  shifted,
  withCopy,
  withLeaf,
  withPart,
  wrapped,
} from './tree.ts'

const leaf = (param: string) => ({ param, op: 'exists' }) as const
const [a, b, c, d] = [leaf('a'), leaf('b'), leaf('c'), leaf('d')]
/** a, (b or c), not d */
const tree: Condition = { all: [a, { any: [b, c] }, { not: d }] }

test('a part is named as the API names it', () => {
  assert.equal(placeOf(tree, [1, 0]), 'conditions.all[1].any[0]')
  assert.equal(placeOf(tree, [2, 'not']), 'conditions.all[2].not')
  assert.equal(placeOf(a, []), 'conditions')
  assert.equal(partAt(tree, [1, 1]), c)
  assert.equal(partAt(tree, [7, 1]), undefined)
})

test('a group goes with its last part', () => {
  assert.deepEqual(withPart(tree, [1, 0], null), { all: [a, { any: [c] }, { not: d }] })
  assert.deepEqual(withPart(tree, [2, 'not'], null), { all: [a, { any: [b, c] }] })
  assert.equal(withPart({ all: [{ any: [a] }] }, [0, 0], null), null)
  assert.equal(withPart(a, [], null), null)
})

const moves: readonly [name: string, result: Moved | null, tree: Condition | null, place: string][] = [
  ['down past a neighbor', shifted({ all: [a, b] }, [0], 1), { all: [b, a] }, 'conditions.all[1]'],
  ['down into a group', shifted(tree, [0], 1), { all: [{ any: [a, b, c] }, { not: d }] }, 'conditions.all[0].any[0]'],
  [
    'up into a group',
    shifted({ all: [{ any: [b, c] }, a] }, [1], -1),
    { all: [{ any: [b, c, a] }] },
    'conditions.all[0].any[2]',
  ],
  ['up out of a group', shifted(tree, [1, 0], -1), { all: [a, b, { any: [c] }, { not: d }] }, 'conditions.all[1]'],
  ['down out of a group', shifted(tree, [1, 1], 1), { all: [a, { any: [b] }, c, { not: d }] }, 'conditions.all[2]'],
  ['out of a group of one', shifted({ all: [{ any: [a] }, b] }, [0, 0], 1), { all: [a, b] }, 'conditions.all[0]'],
  ['no further at the top', shifted(tree, [0], -1), null, ''],
  ['nowhere without a group', shifted(a, [], 1), null, ''],
  ['a copy below', withCopy(tree, [1, 0]), { all: [a, { any: [b, b, c] }, { not: d }] }, 'conditions.all[1].any[1]'],
  ['a copy of the only one', withCopy(a, []), { all: [a, a] }, 'conditions.all[1]'],
  [
    'wrapped in the other kind',
    wrapped(tree, [0]),
    { all: [{ any: [a] }, { any: [b, c] }, { not: d }] },
    'conditions.all[0].any[0]',
  ],
  [
    'wrapped inside any',
    wrapped(tree, [1, 1]),
    { all: [a, { any: [b, { all: [c] }] }, { not: d }] },
    'conditions.all[1].any[1].all[0]',
  ],
]

for (const [name, result, expected, place] of moves) {
  test(`a condition moves by keyboard: ${name}`, () => {
    assert.deepEqual(result?.tree ?? null, expected)
    if (result) assert.equal(placeOf(result.tree, result.path), place)
  })
}

test('moving never loses a comparison, wherever it starts', () => {
  const paths = [[0], [1, 0], [1, 1], [2]] as const
  for (const path of paths)
    for (const by of [-1, 1] as const) {
      const result = shifted(tree, path, by)
      if (!result) continue
      const names = (one: Condition) =>
        leavesOf(one)
          .map(({ param }) => param)
          .sort()
      assert.deepEqual(names(result.tree), ['a', 'b', 'c', 'd'])
      assert.deepEqual(partAt(result.tree, result.path), partAt(tree, path))
    }
})

test('what another event type does not know is left out, with the groups it leaves empty', () => {
  assert.deepEqual(
    keptLeaves(tree, ({ param }) => param === 'a' || param === 'd'),
    { all: [a, { not: d }] },
  )
  assert.equal(
    keptLeaves(tree, () => false),
    null,
  )
})

test('one more comparison has to hold, whatever the rule was', () => {
  assert.deepEqual(withLeaf(null, a), { all: [a] })
  assert.deepEqual(withLeaf({ any: [b, c] }, a), { all: [{ any: [b, c] }, a] })
  assert.deepEqual(withLeaf({ all: [b] }, a), { all: [b, a] })
})

test('an explanation of another tree is not painted on this one', () => {
  const judged = {
    holds: false,
    all: [
      { holds: true, ...a, actual: 1 },
      { holds: false, ...b, actual: null },
    ],
  }
  assert.ok(isAbout(judged, { all: [a, b] }))
  assert.ok(!isAbout(judged, { any: [a, b] }))
  assert.ok(!isAbout(judged, { all: [a] }))
  assert.ok(!isAbout(judged, { all: [b, a] }))
  assert.ok(!isAbout(null, a))
  assert.equal(judgedAt(judged, [1])?.holds, false)
})
