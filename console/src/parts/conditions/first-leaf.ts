import type { Json, Leaf } from '../../api/bindings.ts'
import type { Parameter } from '../../api/catalogue.ts'

/** What a new row asks about, until a person says otherwise. */
export function firstLeaf(parameters: readonly Parameter[]): Leaf {
  const parameter = parameters.find(({ operators }) => operators.length > 0)
  return leafFor(parameter?.name ?? '', parameter)
}

/** A comparison of this parameter, with its first operator and a likely value. */
export function leafFor(param: string, parameter: Parameter | undefined): Leaf {
  // Inside a map nobody knows the values; the map itself can only be there or not.
  const isInside = parameter !== undefined && parameter.name !== param
  const op = (parameter?.type === 'map' && !isInside ? 'exists' : parameter?.operators[0]) ?? 'eq'
  return withOperator({ param, op, value: firstValue(parameter) }, op)
}

/** The same comparison with another operator: a value becomes a list, a list its first value, none is needed for “is set”. */
export function withOperator({ param, value }: Leaf, op: string): Leaf {
  if (takesNoValue(op)) return { param, op }
  const list = Array.isArray(value) ? (value as readonly Json[]) : value === undefined || value === '' ? [] : [value]
  return { param, op, value: takesList(op) ? list : (list[0] ?? '') }
}

export function takesNoValue(op: string): boolean {
  return op === 'exists' || op === 'not_exists'
}

export function takesList(op: string): boolean {
  return op === 'in' || op === 'not_in'
}

function firstValue(parameter: Parameter | undefined): Json {
  if (parameter?.type === 'bool') return true
  return (parameter?.enum?.[0]?.value as Json | undefined) ?? ''
}
