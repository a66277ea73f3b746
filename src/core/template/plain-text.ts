import { escapeText } from '../escape.ts'
import type { Escape } from '../integration.ts'
import type { Json, JsonObject } from '../json.ts'
import { asText } from './as-text.ts'
import { limits, TemplateLimit } from './budget.ts'
import { finder, isEmpty, plainPathIn } from './path.ts'

/** A variable of a text: its path as written and the way to its value. */
export interface PlainVariable {
  readonly path: string
  readonly find: (values: JsonObject) => Json | undefined
  /** The fixed text before it. */
  readonly before: string
}

/** A text that holds nothing but plain `{{path}}`: variables in order, each with what stands before it, and the end. */
export interface PlainText {
  readonly variables: readonly PlainVariable[]
  readonly end: string
}

/** Cuts the text once. Null when it needs more than plain paths. */
export function compilePlain(text: string): PlainText | null {
  if (text.includes('{%')) return null
  const variables: PlainVariable[] = []
  let from = 0
  for (let open = text.indexOf('{{'); open !== -1; open = text.indexOf('{{', from)) {
    const close = text.indexOf('}}', open)
    const path = close === -1 ? null : plainPathIn(text.slice(open + 2, close))
    if (path === null) return null
    variables.push({ path, find: finder(path), before: text.slice(from, open).toWellFormed() })
    from = close + 2
  }
  return { variables, end: text.slice(from).toWellFormed() }
}

/** Fills the text in. Empty variables are added to `empty`. */
export function renderPlain(
  { variables, end }: PlainText,
  { values, mode, empty }: { readonly values: JsonObject; readonly mode: Escape; readonly empty: string[] },
): string {
  let text = ''
  for (const { path, find, before } of variables) {
    const value = find(values)
    text += before
    if (isEmpty(value)) noteEmpty(path, empty)
    else text += mode === 'none' ? asText(value) : escapeText(asText(value), mode)
    // Checked as it grows: a short text may name a long value a thousand times.
    if (text.length > longest) throw new TemplateLimit('the text is longer than 1 MiB')
  }
  text += end
  return text.isWellFormed() ? text : text.toWellFormed()
}

const longest = limits.leafBytes

/** Remembers a variable that was empty, once. */
export function noteEmpty(path: string, empty: string[]): void {
  if (!empty.includes(path)) empty.push(path)
}
