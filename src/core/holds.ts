import type { Condition, Leaf, Operator } from './condition.ts'
import type { Parameter } from './event-type.ts'
import type { Json } from './json.ts'
import { foldedText, keyOf, orderOf, type Reading, readingOf } from './match/comparison.ts'
import { type Matchable, readParameter } from './read-parameter.ts'

/**
 * Whether a condition holds for an event. This is the definition, written to be read: `Matcher` finds the same rules
 * among many thousands without asking each, and a test compares the two.
 */
export function holds(
  condition: Condition | null,
  event: Matchable,
  parameters: ReadonlyMap<string, Parameter>,
): boolean {
  if (condition === null) return true
  if ('all' in condition) return condition.all.every((part) => holds(part, event, parameters))
  if ('any' in condition) return condition.any.some((part) => holds(part, event, parameters))
  if ('not' in condition) return !holds(condition.not, event, parameters)
  return leafHolds(condition, readParameter(event, condition.param), readingOf(condition.param, parameters))
}

/** Whether one comparison holds for the value that the event carries (undefined or null: it is missing). */
export function leafHolds({ op, value: wanted }: Leaf, actual: Json | undefined, reading: Reading): boolean {
  switch (op) {
    case 'exists':
      return !isMissing(actual)
    case 'not_exists':
      return isMissing(actual)
    case 'eq':
      return equalsOne([wanted], actual, reading)
    case 'ne':
      return !equalsOne([wanted], actual, reading)
    case 'in':
      return equalsOne(listOf(wanted), actual, reading)
    case 'not_in':
      return !equalsOne(listOf(wanted), actual, reading)
    case 'contains':
      return someText(actual, foldedText(wanted), (text, part) => text.includes(part))
    case 'starts_with':
      return someText(actual, foldedText(wanted), (text, part) => text.startsWith(part))
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return isInOrder(op, orderOf(actual, reading), orderOf(wanted, reading))
  }
}

/** A list equals what any of its elements equals. A missing value equals nothing, so `ne` and `not_in` hold for it. */
function equalsOne(wanted: readonly (Json | undefined)[], actual: Json | undefined, reading: Reading): boolean {
  const keys = wanted.map((value) => keyOf(value, reading)).filter((key) => key !== null)
  return elementsOf(actual).some((element) => keys.some((key) => key === keyOf(element, reading)))
}

function someText(
  actual: Json | undefined,
  wanted: string | null,
  fits: (text: string, wanted: string) => boolean,
): boolean {
  const texts = elementsOf(actual).map(foldedText)
  return wanted !== null && texts.some((text) => text !== null && fits(text, wanted))
}

function isInOrder(op: Operator, actual: number | null, wanted: number | null): boolean {
  if (actual === null || wanted === null) return false
  if (op === 'gt') return actual > wanted
  if (op === 'gte') return actual >= wanted
  return op === 'lt' ? actual < wanted : actual <= wanted
}

function isMissing(actual: Json | undefined): boolean {
  return actual === undefined || actual === null
}

function elementsOf(actual: Json | undefined): readonly (Json | undefined)[] {
  return Array.isArray(actual) ? actual : [actual]
}

function listOf(wanted: Json | undefined): readonly (Json | undefined)[] {
  return Array.isArray(wanted) ? wanted : []
}
