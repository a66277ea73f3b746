import type { Json } from './json.ts'

/** The twelve operators of a condition, as they stand in the API. */
export const operators = [
  'eq',
  'ne',
  'gt',
  'gte',
  'lt',
  'lte',
  'in',
  'not_in',
  'contains',
  'starts_with',
  'exists',
  'not_exists',
] as const

export type Operator = (typeof operators)[number]

/** One comparison: the event's parameter (dotted path), the operator, the value to compare with. */
export interface Leaf {
  readonly param: string
  readonly op: Operator
  /** Absent for `exists` and `not_exists`; a list for `in` and `not_in`. */
  readonly value?: Json
}

/** A condition tree as people save it. `null` in a binding means: every event of the type. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | Leaf

/** The same tree, told for one event: `holds` at each node, `actual` at each leaf (null when the parameter is missing). */
export type ExplainedCondition =
  | { readonly holds: boolean; readonly all: readonly ExplainedCondition[] }
  | { readonly holds: boolean; readonly any: readonly ExplainedCondition[] }
  | { readonly holds: boolean; readonly not: ExplainedCondition }
  | (Leaf & { readonly holds: boolean; readonly actual: Json })
