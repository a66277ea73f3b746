import type { Escape } from './integration.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import { type FieldError, Problem } from './problem.ts'
import { secVariables } from './sec-variables.ts'
import { Budget, limits } from './template/budget.ts'
import { TemplateSyntax } from './template/check.ts'
import { compileLiquid, type LiquidText } from './template/liquid-text.ts'
import { isEmpty, valueAt } from './template/path.ts'
import { compilePlain, type PlainText, type PlainVariable, renderPlain } from './template/plain-text.ts'
import { wellFormed } from './template/well-formed.ts'

/** The parameters of a binding, read once and filled in for every event. */
export interface Template {
  /** Every variable it names, as dotted paths, in the order they stand, each once. */
  readonly variables: readonly string[]
  /**
   * The parameters with the event's values in place. A text that is exactly one `{{path}}` keeps the type of its value where
   * nothing is escaped (missing is then ""). Values are put in once and never read as templates.
   * `escapeOf` is asked for each key of the top level, and for "" when the parameters are a single text.
   * `empty` names the variables that were missing, null or "". Throws `TemplateError` when the work or the size is too great.
   */
  readonly render: (values: JsonObject, escapeOf: (topLevelKey: string) => Escape) => Rendered
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
  return { variables, render: (values, escapeOf) => renderRoot(root, { values, escapeOf }) }
}

/** A piece of the parameters, compiled. */
type Node =
  | { readonly kind: 'fixed'; readonly value: Json }
  | { readonly kind: 'whole'; readonly path: string; readonly variable: PlainVariable }
  | { readonly kind: 'plain'; readonly path: string; readonly pieces: PlainText }
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
  const pieces = compilePlain(text)
  if (pieces === null) return { kind: 'liquid', path, text: compileLiquid(text) }
  const [first] = pieces
  if (pieces.length > 1) return { kind: 'plain', path, pieces }
  return typeof first === 'object' ? { kind: 'whole', path, variable: first } : { kind: 'fixed', value: first! }
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
  if (node.kind === 'plain') for (const piece of node.pieces) if (typeof piece === 'object') yield piece.path
  if (node.kind === 'liquid') yield* node.text.paths.map((parts) => parts.join('.'))
  if (node.kind === 'list') for (const item of node.items) yield* variablesOf(item)
  if (node.kind === 'object') for (const [, item] of node.entries) yield* variablesOf(item)
}

interface Rendering {
  readonly values: JsonObject
  readonly mode: Escape
  readonly budget: Budget
  readonly noteEmpty: (path: string) => void
}

function renderRoot(
  root: Node,
  { values, escapeOf }: { values: JsonObject; escapeOf: (key: string) => Escape },
): Rendered {
  const empty: string[] = []
  const noteEmpty = (path: string) => {
    if (!empty.includes(path)) empty.push(path)
  }
  const budget = new Budget()
  const within = (key: string): Rendering => ({ values, mode: escapeOf(key), budget, noteEmpty })
  const value =
    root.kind === 'object'
      ? Object.fromEntries(root.entries.map(([key, item]) => [key, renderNode(item, within(key))]))
      : renderNode(root, within(''))
  return { value, empty }
}

function renderNode(node: Node, rendering: Rendering): Json {
  switch (node.kind) {
    case 'fixed':
      return node.value
    case 'list':
      return node.items.map((item) => renderNode(item, rendering))
    case 'object':
      return Object.fromEntries(node.entries.map(([key, item]) => [key, renderNode(item, rendering)]))
    default:
      return renderLeaf(node, rendering)
  }
}

type Leaf = Extract<Node, { readonly kind: 'whole' | 'plain' | 'liquid' }>

function renderLeaf(leaf: Leaf, rendering: Rendering): Json {
  try {
    const value = fill(leaf, rendering)
    rendering.budget.take(typeof value === 'string' ? value : JSON.stringify(value))
    return value
  } catch (error) {
    throw new TemplateError(leaf.path, (error as Error).message, { cause: error })
  }
}

function fill(leaf: Leaf, rendering: Rendering): Json {
  const { values, mode, noteEmpty } = rendering
  if (leaf.kind === 'plain') return renderPlain(leaf.pieces, values, rendering)
  if (leaf.kind === 'liquid') {
    for (const parts of leaf.text.paths) if (isEmpty(valueAt(values, parts))) noteEmpty(parts.join('.'))
    return leaf.text.render(values, rendering)
  }
  if (mode !== 'none') return renderPlain([leaf.variable], values, rendering)
  const value = valueAt(values, leaf.variable.parts)
  if (!isEmpty(value)) return wellFormed(value)
  noteEmpty(leaf.variable.path)
  return ''
}
