import { escapeText } from '../escape.ts'
import type { Escape } from '../integration.ts'
import type { Json, JsonObject } from '../json.ts'
import { asText } from './as-text.ts'
import { limits, TemplateLimit } from './budget.ts'
import { isEmpty, plainPathIn, valueAt } from './path.ts'

/** A variable of a text: its path as written and cut at the dots. */
export interface PlainVariable {
  readonly path: string
  readonly parts: readonly string[]
}

/** A text that holds nothing but plain `{{path}}`: fixed pieces and variables, in order. */
export type PlainText = readonly (string | PlainVariable)[]

/** Cuts the text once. Null when it needs more than plain paths. */
export function compilePlain(text: string): PlainText | null {
  if (text.includes('{%')) return null
  const pieces: (string | PlainVariable)[] = []
  let from = 0
  for (let open = text.indexOf('{{'); open !== -1; open = text.indexOf('{{', from)) {
    const close = text.indexOf('}}', open)
    const path = close === -1 ? null : plainPathIn(text.slice(open + 2, close))
    if (path === null) return null
    if (open > from) pieces.push(text.slice(from, open).toWellFormed())
    pieces.push({ path, parts: path.split('.') })
    from = close + 2
  }
  if (from < text.length || pieces.length === 0) pieces.push(text.slice(from).toWellFormed())
  return pieces
}

/** Fills the text in. Every empty variable is told to `noteEmpty`. */
export function renderPlain(
  pieces: PlainText,
  values: JsonObject,
  { mode, noteEmpty }: { mode: Escape; noteEmpty: (path: string) => void },
): string {
  let text = ''
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      text += piece
      continue
    }
    const value: Json | undefined = valueAt(values, piece.parts)
    if (isEmpty(value)) noteEmpty(piece.path)
    else text += escapeText(asText(value), mode)
    // Checked as it grows: a short text may name a long value a thousand times.
    if (text.length > limits.leafBytes) throw new TemplateLimit('the text is longer than 1 MiB')
  }
  return text
}
