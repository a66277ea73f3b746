import type { Leaf } from '../condition.ts'
import { foldedText, type Key, keyOf, orderOf, type Reading } from './comparison.ts'

/**
 * What is asked of an event, prepared so that nothing is converted while matching. Whole groups (`all`, `any`) appear
 * only where a condition was too branched to be taken apart.
 */
export type Predicate = Question | Group

export type Question = Among | InOrder | Fits | Exists

interface Asked {
  readonly param: string
  /** True turns the answer around, also for a missing value: "not above 5" holds for an event without the parameter. */
  readonly negated: boolean
}

/** The value, or one element of a list, is among these. All of `eq`, `ne`, `in`, `not_in`. */
export interface Among extends Asked {
  readonly kind: 'among'
  readonly operand: readonly Key[]
}

interface InOrder extends Asked {
  readonly kind: 'gt' | 'gte' | 'lt' | 'lte'
  readonly operand: number
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

/** The question that a comparison asks; `negated` when it stands under an odd number of `not`. */
export function questionOf({ param, op, value }: Leaf, negated: boolean, reading: Reading): Question {
  switch (op) {
    case 'eq':
      return { kind: 'among', param, negated, operand: keysOf([value], reading) }
    case 'ne':
      return { kind: 'among', param, negated: !negated, operand: keysOf([value], reading) }
    case 'in':
      return { kind: 'among', param, negated, operand: keysOf(value, reading) }
    case 'not_in':
      return { kind: 'among', param, negated: !negated, operand: keysOf(value, reading) }
    case 'exists':
      return { kind: 'exists', param, negated, operand: null }
    case 'not_exists':
      return { kind: 'exists', param, negated: !negated, operand: null }
    case 'contains':
    case 'starts_with': {
      const operand = foldedText(value)
      return operand === null ? never(param, negated) : { kind: op, param, negated, operand }
    }
    default: {
      const operand = orderOf(value, reading)
      return operand === null ? never(param, negated) : { kind: op, param, negated, operand }
    }
  }
}

/** For a value that can be compared with nothing; checked conditions have none. */
function never(param: string, negated: boolean): Among {
  return { kind: 'among', param, negated, operand: [] }
}

function keysOf(values: Leaf['value'] | Leaf['value'][], reading: Reading): Key[] {
  if (!Array.isArray(values)) return []
  const keys = values.map((value) => keyOf(value, reading)).filter((key) => key !== null)
  return keys.length < 2 ? keys : [...new Set(keys)]
}
