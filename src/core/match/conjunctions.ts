import type { Condition } from '../condition.ts'
import type { Reading } from './comparison.ts'
import { type Among, type Predicate, questionOf } from './predicate.ts'

/** Predicates that must all hold. */
export type Conjunction = readonly Predicate[]

/** A condition that would fall into more conjunctions than this keeps its most branched parts whole. */
export const mostConjunctions = 64

/**
 * The condition as alternatives, one of which must hold in full: the form in which rules can be indexed. `not` is
 * moved down to the questions. No alternative at all: nothing can fulfil the condition. `[[]]`: every event does.
 */
export function conjunctionsOf(condition: Condition | null, readingOf: (path: string) => Reading): Conjunction[] {
  if (condition === null) return [[]]
  return expand(condition, false, readingOf).filter((conjunction) => conjunction.every(isPossible))
}

type ReadingOf = (path: string) => Reading

function expand(node: Condition, negated: boolean, readingOf: ReadingOf): Conjunction[] {
  if ('not' in node) return expand(node.not, !negated, readingOf)
  if (!('all' in node) && !('any' in node)) return [[questionOf(node, negated, readingOf(node.param))]]
  const parts = 'all' in node ? node.all : node.any
  const isAll = 'all' in node !== negated
  return isAll ? expandAll(parts, negated, readingOf) : expandAny(node, parts, negated, readingOf)
}

/** Parts that would multiply the alternatives beyond the limit stay whole, the least branched ones go first. */
function expandAll(parts: readonly Condition[], negated: boolean, readingOf: ReadingOf): Conjunction[] {
  const expanded = parts.map((part) => ({ part, ways: expand(part, negated, readingOf) }))
  if (expanded.some(({ ways }) => ways.length > 1)) expanded.sort((a, b) => a.ways.length - b.ways.length)
  let product: Conjunction[] = [[]]
  for (const { part, ways } of expanded) {
    const added = product.length * ways.length > mostConjunctions ? [[wholeOf(part, negated, readingOf)]] : ways
    product = product.flatMap((start) => added.map((way) => [...start, ...way]))
  }
  return product
}

function expandAny(
  node: Condition,
  parts: readonly Condition[],
  negated: boolean,
  readingOf: ReadingOf,
): Conjunction[] {
  const ways = withEqualitiesJoined(parts.flatMap((part) => expand(part, negated, readingOf)))
  return ways.length > mostConjunctions ? [[wholeOf(node, negated, readingOf)]] : ways
}

/** The node as one predicate, not taken apart. */
function wholeOf(node: Condition, negated: boolean, readingOf: ReadingOf): Predicate {
  if ('not' in node) return wholeOf(node.not, !negated, readingOf)
  if (!('all' in node) && !('any' in node)) return questionOf(node, negated, readingOf(node.param))
  const parts = ('all' in node ? node.all : node.any).map((part) => wholeOf(part, negated, readingOf))
  return { kind: 'all' in node !== negated ? 'all' : 'any', parts }
}

/** "answer is 2 or answer is 3" is one question with two values, not two alternatives. */
function withEqualitiesJoined(ways: readonly Conjunction[]): Conjunction[] {
  const joined = new Map<string, Among>()
  const others: Conjunction[] = []
  for (const way of ways) {
    const equality = way.length === 1 ? positiveAmong(way[0]!) : null
    if (equality === null) {
      others.push(way)
      continue
    }
    const before = joined.get(equality.param)
    const operand = before === undefined ? equality.operand : [...new Set([...before.operand, ...equality.operand])]
    joined.set(equality.param, { ...equality, operand })
  }
  return [...[...joined.values()].map((equality) => [equality]), ...others]
}

/** False for what equals none of no values. */
function isPossible(predicate: Predicate): boolean {
  return positiveAmong(predicate)?.operand.length !== 0
}

function positiveAmong(predicate: Predicate): Among | null {
  return predicate.kind === 'among' && !predicate.negated ? predicate : null
}
