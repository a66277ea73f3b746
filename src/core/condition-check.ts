import { type Condition, type Leaf, type Operator, operators } from './condition.ts'
import type { Parameter } from './event-type.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import { parameterFor, readingOf } from './match/comparison.ts'
import { checkParameter, longestText, normalNumber, timeOf } from './parameter-value.ts'
import { type FieldError, Problem } from './problem.ts'

/** How large a condition may be: groups inside groups, comparisons in all, values of one list. */
export const conditionLimits = { depth: 16, leaves: 200, listed: 1_000, pathCharacters: 200 } as const

/**
 * A condition as a person or a program wrote it, made safe to keep: the same tree, in which `"true"` and `"false"`
 * for a yes/no parameter have become true and false. Throws `Problem` `fields-invalid` that lists every wrong place
 * by its JSON path, such as `conditions.all[0].op`. Parameters that the event type does not know take any operator.
 */
export function checkCondition(
  value: unknown,
  parameters: ReadonlyMap<string, Parameter>,
  path = 'conditions',
): Condition | null {
  if (value === null) return null
  const check: Check = { parameters, root: path, errors: [], leaves: 0 }
  const condition = checkNode(value, path, 1, check)
  if (condition === null || check.errors.length > 0) {
    throw new Problem('fields-invalid', 'The conditions are not valid', { errors: check.errors })
  }
  return condition
}

interface Check {
  readonly parameters: ReadonlyMap<string, Parameter>
  readonly root: string
  readonly errors: FieldError[]
  /** Comparisons and empty groups seen so far, so that a huge tree is given up early. */
  leaves: number
}

/** The node, or null when it has an error (which is then in `check.errors`). */
function checkNode(value: unknown, path: string, depth: number, check: Check): Condition | null {
  if (depth > conditionLimits.depth) {
    return refuse(check, path, `Conditions may be nested at most ${conditionLimits.depth} levels deep.`)
  }
  if (!isJsonObject(value)) return refuseAsLeaf(check, path, 'Must be a group (all, any, not) or a comparison.')
  const kinds = ['all', 'any', 'not', 'param'].filter((kind) => Object.hasOwn(value, kind))
  if (kinds.length !== 1) {
    return refuseAsLeaf(check, path, 'Must have exactly one of: all, any, not, or param with op and value.')
  }
  if (kinds[0] === 'all' || kinds[0] === 'any') return checkGroup(kinds[0], value, path, depth, check)
  if (kinds[0] === 'not') {
    refuseOtherKeys(value, ['not'], path, check)
    const not = checkNode(value['not'], `${path}.not`, depth + 1, check)
    return not && { not }
  }
  return countLeaf(check) ? checkLeaf(value, path, check) : null
}

function checkGroup(
  kind: 'all' | 'any',
  value: JsonObject,
  path: string,
  depth: number,
  check: Check,
): Condition | null {
  refuseOtherKeys(value, [kind], path, check)
  const parts = value[kind]
  if (!Array.isArray(parts) || parts.length === 0) {
    return refuseAsLeaf(check, `${path}.${kind}`, 'Must be a list of at least one condition.')
  }
  const checked: Condition[] = []
  for (const [at, part] of parts.entries()) {
    if (check.leaves > conditionLimits.leaves) return null
    const condition = checkNode(part, `${path}.${kind}[${at}]`, depth + 1, check)
    if (condition !== null) checked.push(condition)
  }
  return kind === 'all' ? { all: checked } : { any: checked }
}

function checkLeaf(value: JsonObject, path: string, check: Check): Leaf | null {
  refuseOtherKeys(value, ['param', 'op', 'value'], path, check)
  const param = value['param']
  const op = value['op']
  const paramError = wrongParam(param)
  if (paramError !== null) return refuse(check, `${path}.param`, paramError)
  const parameter = parameterFor(param as string, check.parameters)
  const opError = wrongOperator(op, param as string, parameter)
  if (opError !== null) return refuse(check, `${path}.op`, opError)
  return checkValue({ param: param as string, op: op as Operator }, value, parameter, path, check)
}

function wrongParam(param: unknown): string | null {
  if (typeof param !== 'string' || param === '') return 'Must be the name of a parameter.'
  const { pathCharacters } = conditionLimits
  return param.length > pathCharacters ? `Must be at most ${pathCharacters} characters long.` : null
}

function wrongOperator(op: unknown, param: string, parameter: Parameter | undefined): string | null {
  if (!operators.includes(op as Operator)) return `Must be one of: ${operators.join(', ')}.`
  if (parameter === undefined) return null
  // The map itself is only there or not; what can be compared is what a dotted path finds in it.
  const isWholeMap = parameter.type === 'map' && parameter.name === param
  const legal = parameter.operators.filter((one) => !isWholeMap || takesNoValue(one))
  if (legal.includes(op as Operator)) return null
  if (legal.length === 0) return `${param} cannot be used in a condition.`
  return `${param} takes one of: ${legal.join(', ')}.`
}

function checkValue(
  leaf: Leaf,
  written: JsonObject,
  parameter: Parameter | undefined,
  path: string,
  check: Check,
): Leaf | null {
  const isGiven = Object.hasOwn(written, 'value')
  const value = written['value'] as Json
  if (takesNoValue(leaf.op)) {
    return isGiven ? refuse(check, `${path}.value`, `${leaf.op} takes no value: leave it out.`) : leaf
  }
  if (!isGiven) return refuse(check, `${path}.value`, 'A value to compare with is missing.')
  if (leaf.op !== 'in' && leaf.op !== 'not_in') {
    const error = wrongValue(leaf, value, parameter, check)
    return error === null ? { ...leaf, value: cleaned(value, parameter) } : refuse(check, `${path}.value`, error)
  }
  if (!Array.isArray(value) || value.length === 0 || value.length > conditionLimits.listed) {
    return refuse(check, `${path}.value`, `Must be a list of 1 to ${conditionLimits.listed} values.`)
  }
  for (const [at, item] of value.entries()) {
    const error = wrongValue(leaf, item, parameter, check)
    if (error !== null) return refuse(check, `${path}.value[${at}]`, error)
  }
  return { ...leaf, value: value.map((item) => cleaned(item, parameter)) }
}

/** What is wrong with one value for this operator; null when nothing is. */
function wrongValue({ param, op }: Leaf, value: Json, parameter: Parameter | undefined, check: Check): string | null {
  if (value === null) return 'Must not be null: use exists or not_exists to ask whether there is a value.'
  if (!isSingle(value)) return 'Must be a text, a number, or true or false.'
  if (typeof value === 'string' && value.length > longestText) return `Must be at most ${longestText} characters long.`
  switch (op) {
    case 'contains':
    case 'starts_with':
      return value === '' ? 'Must not be empty: every text would fit.' : null
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return wrongForOrder(value, readingOf(param, check.parameters) === 'time')
    default:
      return parameter === undefined ? null : wrongForEquality(value, parameter)
  }
}

function wrongForOrder(value: Json, isTime: boolean): string | null {
  if (!isTime) return normalNumber(value) === null ? 'Must be a number, such as 47.' : null
  return timeOf(value) === null ? 'Must be a date and time with a zone, such as 2026-03-16T09:41:07Z.' : null
}

function wrongForEquality(value: Json, parameter: Parameter): string | null {
  switch (parameter.type) {
    case 'map':
      return null
    case 'string[]':
    case 'id[]':
      return typeof value === 'boolean' ? 'Must be a text or a number: one element of the list.' : null
    default:
      return checkParameter(parameter, cleaned(value, parameter))
  }
}

/** Forms send "true" and "false" as texts; they are kept as what they mean. */
function cleaned(value: Json, parameter: Parameter | undefined): Json {
  if (parameter?.type !== 'bool') return value
  return value === 'true' ? true : value === 'false' ? false : value
}

function isSingle(value: Json): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
}

function takesNoValue(op: Operator): boolean {
  return op === 'exists' || op === 'not_exists'
}

function refuseOtherKeys(value: JsonObject, known: readonly string[], path: string, check: Check): void {
  const unknown = Object.keys(value).find((key) => !known.includes(key))
  if (unknown !== undefined)
    refuse(check, `${path}.${unknown.slice(0, 60)}`, `Not known here; expected ${known.join(', ')}.`)
}

function refuseAsLeaf(check: Check, path: string, message: string): null {
  return countLeaf(check) ? refuse(check, path, message) : null
}

function refuse(check: Check, path: string, message: string): null {
  check.errors.push({ path, message })
  return null
}

/** False from the leaf on that is too many; the first of those is reported, once, for the whole condition. */
function countLeaf(check: Check): boolean {
  check.leaves += 1
  const { leaves } = conditionLimits
  if (check.leaves === leaves + 1) refuse(check, check.root, `There may be at most ${leaves} comparisons.`)
  return check.leaves <= leaves
}
