import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Condition } from './condition.ts'
import { holds } from './holds.ts'
import type { JsonObject } from './json.ts'
import { leavesOf, NearMisses } from './near-miss.ts'
import type { Matchable } from './read-parameter.ts'

const none = new Map()
const queue = { param: 'function', op: 'eq', value: 'queue' } as const
const lost = { param: 'success_flag', op: 'eq', value: false } as const
const long = { param: 'alert_duration', op: 'gt', value: 30 } as const

test('a call that waited too short is near to a rule for lost calls of a queue that waited long', () => {
  const rule = { all: [queue, lost, long] }
  assert.deepEqual(missed(rule, { function: 'queue', success_flag: false, alert_duration: 12 }), ['conditions.all[2]'])
  assert.deepEqual(missed(rule, { function: 'queue', success_flag: true, alert_duration: 12 }), [], 'two are missing')
  assert.deepEqual(missed(rule, { function: 'queue', success_flag: false, alert_duration: 45 }), [], 'it fires')
})

test('what decides alone is never nearly there', () => {
  assert.deepEqual(missed(queue, { function: 'ivr' }), [])
  assert.deepEqual(missed({ any: [queue, lost] }, {}), [])
  assert.deepEqual(missed({ all: [{ not: { not: queue } }] }, {}), [])
  assert.deepEqual(missed(null, {}), [])
})

test('where one of several would have been enough, each of them is named', () => {
  const rule = { all: [queue, { any: [lost, long] }] }
  assert.deepEqual(missed(rule, { function: 'queue' }), ['conditions.all[1].any[0]', 'conditions.all[1].any[1]'])
  assert.deepEqual(missed({ any: [queue, { all: [lost, long] }] }, { alert_duration: 60 }), [
    'conditions.any[1].all[0]',
  ])
})

test('under a not it is the comparison that holds which stands in the way', () => {
  const rule = { all: [queue, { not: { any: [lost, long] } }] }
  assert.deepEqual(missed(rule, { function: 'queue', alert_duration: 60 }), ['conditions.all[1].not.any[1]'])
  assert.deepEqual(missed(rule, { function: 'queue', alert_duration: 60, success_flag: false }), [])
})

test('an event of another type is not near', () => {
  const near = new NearMisses({ eventType: 'task', conditions: { all: [queue, lost] } }, () => none)
  assert.deepEqual(near.missing(call({ function: 'queue' })), [])
})

test('a comparison is named exactly when the rule misses the event, and would not miss it without that comparison', () => {
  fc.assert(
    fc.property(tree, data, (condition, given) => {
      const event = call(given)
      const expected = leavesOf(condition)
        .map(({ path }, at) => ({ path, without: grantedAt(condition, at) }))
        .filter(({ without }) => without !== 'always')
        .filter(({ without }) => !holds(condition, event, none) && holds(without as Condition, event, none))
        .map(({ path }) => path)
      assert.deepEqual(missed(condition, given), expected)
    }),
    { numRuns: 2000 },
  )
})

// ── tools ─────────────────────────────────────────────────────────────────────

function missed(conditions: Condition | null, given: JsonObject): string[] {
  const near = new NearMisses({ eventType: 'call', conditions }, () => none)
  return near.missing(call(given)).map((at) => near.leaves[at]!.path)
}

function call(given: JsonObject): Matchable {
  return { id: 'e1', type: 'call', time: 0, source: 'api', correlationId: null, data: given }
}

/** The condition when one comparison is taken for granted; `always` when nothing else is asked then. */
function grantedAt(condition: Condition, wanted: number): Condition | 'always' {
  let at = -1
  const walk = (node: Condition, positive: boolean): Condition | boolean => {
    if ('not' in node) {
      const inner = walk(node.not, !positive)
      return typeof inner === 'boolean' ? !inner : { not: inner }
    }
    if (!('all' in node) && !('any' in node)) {
      at += 1
      return at === wanted ? positive : node
    }
    const isAll = 'all' in node
    const parts = (isAll ? node.all : node.any).map((part) => walk(part, positive))
    if (parts.includes(!isAll)) return !isAll
    const left = parts.filter((part) => typeof part !== 'boolean')
    if (left.length === 0) return isAll
    return isAll ? { all: left } : { any: left }
  }
  const walked = walk(condition, true)
  assert.notEqual(walked, false)
  return walked === true ? 'always' : (walked as Condition)
}

const leaf = fc
  .tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('eq', 'ne', 'gt'), fc.integer({ min: 0, max: 2 }))
  .map(([param, op, value]): Condition => ({ param, op: op as 'eq', value }))

const { tree } = fc.letrec<{ tree: Condition; group: Condition }>((tie) => ({
  tree: fc.oneof({ maxDepth: 4, depthSize: 'small' }, leaf, tie('group')),
  group: fc.oneof(
    fc.array(tie('tree'), { minLength: 1, maxLength: 4 }).map((all): Condition => ({ all })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 4 }).map((any): Condition => ({ any })),
    tie('tree').map((not): Condition => ({ not })),
  ),
}))

const data = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 2 }))
