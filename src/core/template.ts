import type { Escape } from './integration.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import { type FieldError, Problem } from './problem.ts'
import { secVariables } from './sec-variables.ts'
import { Budget, limits } from './template/budget.ts'
import { liquidCompiler } from './template/lazy-liquid.ts'
import type { LiquidText } from './template/liquid-text.ts'
import { isEmpty, valueAt } from './template/path.ts'
import { compilePlain, noteEmpty, type PlainText, type PlainVariable, renderPlain } from './template/plain-text.ts'
import { TemplateSyntax } from './template/template-syntax.ts'
import { wellFormed } from './template/well-formed.ts'

/** The parameters of a binding, read once and filled in for every event. */
export interface Template {
  /** What it was read from, and where that stands. */
  readonly source: Json
  readonly path: string
  /** Every variable it names, as dotted paths, in the order they stand, each once. */
  readonly variables: readonly string[]
  /**
   * The parameters with the event's values in place. A text that is exactly one `{{path}}` keeps the type of its value where
   * nothing is escaped (missing is then ""). Values are put in once and never read as templates.
   * `escapeOf` is asked for each key of the top level, and for "" when the parameters are a single text.
   * `empty` names the variables that were missing, null or "". Throws `TemplateError` when the work (`work` at the most, in
   * nominal nanoseconds) or the size is too great.
   */
  readonly render: (values: JsonObject, escapeOf: (topLevelKey: string) => Escape, work?: number) => Rendered
}

export interface Rendered {
  readonly value: Json
  readonly empty: readonly string[]
}

/** A template that could not be filled in for this event. The sentence names the parameter. Trying again changes nothing. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError'
  /** Where it stands, such as `parameters.text`. */
  readonly path: string

  constructor(path: string, reason: string, options?: ErrorOptions) {
    super(`${path}: ${reason}`, options)
    this.path = path
  }
}

/**
 * Reads templates from every text of the value; keys stay as they are. Throws `Problem` `fields-invalid` with every mistake
 * and its place, such as `parameters.text`.
 */
export function compileTemplate(value: Json, path = 'parameters'): Template {
  const errors: FieldError[] = []
  const root = compileNode(value, { path, depth: 0, errors })
  if (errors.length > 0) {
    throw new Problem('fields-invalid', `${errors[0]!.path}: ${errors[0]!.message}`, { errors })
  }
  const variables = [...new Set(variablesOf(root))]
  return {
    source: value,
    path,
    variables,
    render: (values, escapeOf, work) => renderRoot(root, { path, values, escapeOf, budget: new Budget(work) }),
  }
}

/** A piece of the parameters, compiled. */
type Node =
  | { readonly kind: 'fixed'; readonly value: Json }
  | { readonly kind: 'whole'; readonly path: string; readonly variable: PlainVariable }
  | { readonly kind: 'plain'; readonly path: string; readonly text: PlainText }
  | { readonly kind: 'liquid'; readonly path: string; readonly text: LiquidText }
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, Node])[] }

interface Compiling {
  readonly path: string
  readonly depth: number
  readonly errors: FieldError[]
}

function compileNode(value: Json, at: Compiling): Node {
  if (typeof value === 'string') return compileText(value, at)
  if (typeof value !== 'object' || value === null) return { kind: 'fixed', value }
  if (at.depth >= limits.valueDepth) {
    at.errors.push({ path: at.path, message: `must not be nested more than ${limits.valueDepth} deep` })
    return { kind: 'fixed', value: null }
  }
  const below = (path: string): Compiling => ({ path, depth: at.depth + 1, errors: at.errors })
  if (!isJsonObject(value)) {
    return { kind: 'list', items: value.map((item, index) => compileNode(item, below(`${at.path}[${index}]`))) }
  }
  const entries = Object.entries(value).filter((entry): entry is [string, Json] => entry[1] !== undefined)
  return {
    kind: 'object',
    entries: entries.map(([key, item]) => [key.toWellFormed(), compileNode(item, below(`${at.path}.${key}`))] as const),
  }
}

function compileText(text: string, { path, errors }: Compiling): Node {
  try {
    const node = compileLeaf(text, path)
    for (const variable of variablesOf(node)) checkSec(variable)
    return node
  } catch (error) {
    if (!(error instanceof TemplateSyntax)) throw error
    errors.push({ path, message: error.message })
    return { kind: 'fixed', value: '' }
  }
}

function compileLeaf(text: string, path: string): Node {
  const plain = compilePlain(text)
  if (plain === null) return { kind: 'liquid', path, text: liquidCompiler()(text) }
  const [variable] = plain.variables
  if (variable === undefined) return { kind: 'fixed', value: plain.end }
  const isWhole = plain.variables.length === 1 && variable.before === '' && plain.end === ''
  return isWhole ? { kind: 'whole', path, variable } : { kind: 'plain', path, text: plain }
}

/** A `sec.*` name with a slip of the pen would be empty for ever, and only these names are guarded. */
function checkSec(variable: string): void {
  if (variable !== 'sec' && !variable.startsWith('sec.')) return
  const wanted = variable.slice('sec.'.length)
  if (secVariables.some(({ name }) => name === wanted)) return
  const close = secVariables.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())
  const known = close
    ? `it is written sec.${close.name}`
    : `there are ${secVariables.map(({ name }) => name).join(', ')}`
  throw new TemplateSyntax(`there is no variable “${variable}”; ${known}`)
}

function* variablesOf(node: Node): Generator<string> {
  if (node.kind === 'whole') yield node.variable.path
  if (node.kind === 'plain') yield* node.text.variables.map((variable) => variable.path)
  if (node.kind === 'liquid') yield* node.text.paths.map((parts) => parts.join('.'))
  if (node.kind === 'list') for (const item of node.items) yield* variablesOf(item)
  if (node.kind === 'object') for (const [, item] of node.entries) yield* variablesOf(item)
}

interface Rendering {
  readonly values: JsonObject
  readonly mode: Escape
  readonly budget: Budget
  readonly empty: string[]
}

function renderRoot(
  root: Node,
  {
    path,
    values,
    escapeOf,
    budget,
  }: Pick<Rendering, 'values' | 'budget'> & {
    readonly path: string
    readonly escapeOf: (key: string) => Escape
  },
): Rendered {
  const empty: string[] = []
  const value =
    root.kind === 'object'
      ? objectOf(root.entries, (item, key) => renderNode(item, { values, mode: escapeOf(key), budget, empty }))
      : renderNode(root, { values, mode: escapeOf(''), budget, empty })
  try {
    budget.checkWhole(value)
  } catch (error) {
    throw new TemplateError(path, (error as Error).message, { cause: error })
  }
  return { value, empty }
}

function renderNode(node: Node, rendering: Rendering): Json {
  switch (node.kind) {
    case 'fixed':
      return node.value
    case 'list':
      return node.items.map((item) => renderNode(item, rendering))
    case 'object':
      return objectOf(node.entries, (item) => renderNode(item, rendering))
    default:
      return renderLeaf(node, rendering)
  }
}

function objectOf(
  entries: readonly (readonly [string, Node])[],
  render: (item: Node, key: string) => Json,
): JsonObject {
  const object: Record<string, Json> = {}
  for (const [key, item] of entries) {
    const value = render(item, key)
    // Assigned, this key would change the object's prototype instead.
    if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true })
    else object[key] = value
  }
  return object
}

type Leaf = Extract<Node, { readonly kind: 'whole' | 'plain' | 'liquid' }>

function renderLeaf(leaf: Leaf, rendering: Rendering): Json {
  try {
    const value = fill(leaf, rendering)
    if (typeof value === 'string') rendering.budget.take(value)
    else if (typeof value === 'object') rendering.budget.take(JSON.stringify(value))
    return value
  } catch (error) {
    throw new TemplateError(leaf.path, (error as Error).message, { cause: error })
  }
}

function fill(leaf: Leaf, rendering: Rendering): Json {
  const { values, mode, empty } = rendering
  if (leaf.kind === 'plain') return renderPlain(leaf.text, rendering)
  if (leaf.kind === 'liquid') {
    for (const parts of leaf.text.paths) if (isEmpty(valueAt(values, parts))) noteEmpty(parts.join('.'), empty)
    return leaf.text.render(values, rendering)
  }
  if (mode !== 'none') return renderPlain({ variables: [leaf.variable], end: '' }, rendering)
  const value = leaf.variable.find(values)
  if (!isEmpty(value)) return wellFormed(value)
  noteEmpty(leaf.variable.path, empty)
  return ''
}
