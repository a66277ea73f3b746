import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Condition } from '../condition.ts'
import { isJsonObject, type Json, type JsonObject } from '../json.ts'
import { Matcher } from '../match.ts'
import type { Matchable } from '../read-parameter.ts'

/**
 * The performance scenarios of aws/event-ruler: rules that met events with very long lists and made that engine slow.
 * The file names a generator for each event; what it makes is written here anew, after the name and the notes.
 */
interface Scenario {
  readonly name: string
  readonly rule: JsonObject
  readonly generator: string
  readonly sizes: readonly number[]
  readonly expectedMatches: number
}

const file = new URL('../../../test/data/event-ruler/perf-scenarios.json', import.meta.url)
const scenarios: readonly Scenario[] = JSON.parse(readFileSync(file, 'utf8'))

const generators: Readonly<Record<string, (size: number) => JsonObject>> = {
  primArrayPlusScalar: (size) => ({ d: { tags: list('t', size), type: 'x' } }),
  primArrayOnly: (size) => ({ d: { tags: list('t', size) } }),
  noObjArrayLargePrim: (size) => ({ detail: { data: { name: list('n', size), type: 'x' } } }),
  wideRulePrimArray: (size) => ({ d: { a: list('a', size), b: 'x', c: 'y' } }),
  twoPrimArrays: (size) => ({ tags: list('t', size), cats: list('c', size), v: '1' }),
  controlScalar: () => ({ a: '1', b: '2' }),
}

/**
 * These look for two fields in one element of a list of objects. No event of a call center has such a list (the
 * catalogue knows lists of texts and of ids only), so our paths do not enter lists: the fields are missing there.
 */
const listsOfObjects: readonly string[] = [
  'objArrayBothFields',
  'objArrayLastValid',
  'objArrayAllPartial',
  'customerLike',
  'primInsideObjArray',
  'nested2Level',
  'deepNestedPrim',
]

for (const { name, rule, generator, sizes, expectedMatches } of scenarios) {
  const eventOf = generators[generator]
  if (eventOf === undefined) continue
  test(`event-ruler: ${name}`, () => {
    const matcher = new Matcher(() => new Map())
    matcher.set({ id: 'rule', eventType: 'call', conditions: { all: comparisonsOf(rule) } })
    for (const size of sizes) {
      assert.equal(matcher.match(eventWith(eventOf(size))).length, expectedMatches, `at size ${size}`)
    }
  })
}

test('every scenario of event-ruler is either run here or asks about lists of objects', () => {
  const unknown = scenarios.filter(({ generator }) => !(generator in generators) && !listsOfObjects.includes(generator))
  assert.deepEqual(unknown, [])
  assert.equal(scenarios.filter(({ generator }) => generator in generators).length, 9)
})

test('a path does not enter a list of objects', () => {
  const matcher = new Matcher(() => new Map())
  matcher.set({ id: 'rule', eventType: 'call', conditions: { param: 'd.a', op: 'exists' } })
  assert.deepEqual(matcher.match(eventWith({ d: [{ a: 1 }] })), [])
})

function eventWith(data: JsonObject): Matchable {
  return { id: '1', type: 'call', time: 0, source: 'api', correlationId: null, data }
}

function comparisonsOf(rule: JsonObject, path = ''): Condition[] {
  return Object.entries(rule).flatMap(([key, inner]): Condition[] => {
    if (isJsonObject(inner)) return comparisonsOf(inner, `${path}${key}.`)
    return [{ any: (inner as readonly Json[]).map((pattern) => comparisonOf(`${path}${key}`, pattern)) }]
  })
}

function comparisonOf(param: string, pattern: Json): Condition {
  if (!isJsonObject(pattern)) return { param, op: 'eq', value: pattern }
  if (typeof pattern['prefix'] === 'string') return { param, op: 'starts_with', value: pattern['prefix'] }
  return { param, op: pattern['exists'] === true ? 'exists' : 'not_exists' }
}

function list(prefix: string, size: number): string[] {
  return Array.from({ length: size }, (_, at) => `${prefix}${at}`)
}
