import type { Leaf } from '../condition.ts'
import { foldedText, type Key, keyOf, orderOf, type Reading } from './comparison.ts'

/**
 * What is asked of an event, with every operator brought down to five questions and their negations. Whole groups
 * (`all`, `any`) appear only where a condition was too branched to be taken apart.
 */
export type Predicate = Question | Group

export type Question = Among | Between | Fits | Exists

interface Asked {
  readonly param: string
  /** True turns the answer around, also for a missing value: "not above 5" holds for an event without the parameter. */
  readonly negated: boolean
}

export interface Among extends Asked {
  readonly kind: 'among'
  readonly operand: readonly Key[]
}

export interface Between extends Asked {
  readonly kind: 'between'
  readonly operand: Interval
}

interface Fits extends Asked {
  readonly kind: 'contains' | 'starts_with'
  readonly operand: string
}

interface Exists extends Asked {
  readonly kind: 'exists'
  readonly operand: null
}

interface Group {
  readonly kind: 'all' | 'any'
  readonly parts: readonly Predicate[]
}

/** Both ends belong to it. Empty when `lo` is above `hi`. */
export interface Interval {
  readonly lo: number
  readonly hi: number
}

/** The question that a comparison asks; `negated` when it stands under an odd number of `not`. */
export function questionOf({ param, op, value }: Leaf, negated: boolean, reading: Reading): Question {
  switch (op) {
    case 'eq':
    case 'ne':
      return { kind: 'among', param, negated: negated !== (op === 'ne'), operand: keysOf([value], reading) }
    case 'in':
    case 'not_in':
      return {
        kind: 'among',
        param,
        negated: negated !== (op === 'not_in'),
        operand: keysOf(Array.isArray(value) ? value : [], reading),
      }
    case 'exists':
    case 'not_exists':
      return { kind: 'exists', param, negated: negated !== (op === 'not_exists'), operand: null }
    case 'contains':
    case 'starts_with': {
      const operand = foldedText(value)
      return operand === null ? never(param, negated) : { kind: op, param, negated, operand }
    }
    default: {
      const limit = orderOf(value, reading)
      return limit === null
        ? never(param, negated)
        : { kind: 'between', param, negated, operand: intervalOf(op, limit) }
    }
  }
}

/** For a value that can be compared with nothing; checked conditions have none. */
function never(param: string, negated: boolean): Question {
  return { kind: 'among', param, negated, operand: [] }
}

function keysOf(values: Leaf['value'][], reading: Reading): Key[] {
  const keys = values.map((value) => keyOf(value, reading)).filter((key) => key !== null)
  return keys.length < 2 ? keys : [...new Set(keys)]
}

/** "Above 5" becomes "from the next number after 5 on", so that every interval holds both its ends. */
function intervalOf(op: 'gt' | 'gte' | 'lt' | 'lte', limit: number): Interval {
  switch (op) {
    case 'gt':
      return { lo: nextAbove(limit), hi: Infinity }
    case 'gte':
      return { lo: limit, hi: Infinity }
    case 'lt':
      return { lo: -Infinity, hi: -nextAbove(-limit) }
    case 'lte':
      return { lo: -Infinity, hi: limit }
  }
}

const double = new Float64Array(1)
const bits = new BigInt64Array(double.buffer)

/** The smallest number above a finite one (IEEE 754 doubles are ordered like their bits). */
function nextAbove(number: number): number {
  if (number === 0) return Number.MIN_VALUE
  double[0] = number
  bits[0] = bits[0]! + (number > 0 ? 1n : -1n)
  return double[0]
}
