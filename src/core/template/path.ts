import { type Json, type JsonObject, own } from '../json.ts'

const word = String.raw`[\p{L}\p{N}_]+(?:-[\p{L}\p{N}_]+)*`

/** `phone`, `contact.email`, `answers.Город`: a path that needs no Liquid. */
const plainPath = new RegExp(String.raw`^\s*(?![\p{N}])(${word}(?:\.${word})*)\s*$`, 'u')

/** Words that mean a value of their own in Liquid. */
const literals = new Set(['true', 'false', 'nil', 'null', 'empty', 'blank'])

/** After a dot these mean something of their own in Liquid; it answers for them, so that both ways always agree. */
const liquidParts = /^(?:size|first|last|length|\p{N}+)$/u

/** Names that reach into JavaScript rather than into the event. */
export const forbiddenNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** The path between the braces when it is a plain dotted one, else null. */
export function plainPathIn(inside: string): string | null {
  const path = plainPath.exec(inside)?.[1]
  if (path === undefined || literals.has(path)) return null
  return path
    .split('.')
    .slice(1)
    .some((part) => liquidParts.test(part))
    ? null
    : path
}

/** The value at the path, or undefined. Own properties only: what JavaScript itself puts on objects finds nothing. */
export function valueAt(values: JsonObject, parts: readonly string[]): Json | undefined {
  let value: Json | undefined = values
  for (const part of parts) {
    if (typeof value !== 'object' || value === null || forbiddenNames.has(part)) return undefined
    value = own(value as JsonObject, part) ?? listPart(value, part)
  }
  return value
}

/** What Liquid adds to lists: `tags.size`, `tags.first`, `tags.last`. */
function listPart(value: Json, part: string): Json | undefined {
  if (!Array.isArray(value)) return undefined
  if (part === 'size') return value.length
  if (part === 'first') return value[0]
  return part === 'last' ? value.at(-1) : undefined
}

/**
 * How to find a plain path, decided once. Messages are filled in more often than anything else here, so the usual case, one
 * name that no JavaScript object carries, is a single look-up.
 */
export function finder(path: string): (values: JsonObject) => Json | undefined {
  const parts = path.split('.')
  if (parts.some((part) => forbiddenNames.has(part))) return () => undefined
  const [name] = parts as [string]
  if (name in Object.prototype) return (values) => valueAt(values, parts)
  if (parts.length === 1) return (values) => values[name]
  const rest = parts.slice(1)
  return (values) => {
    const first = values[name]
    return typeof first === 'object' && first !== null ? valueAt(first as JsonObject, rest) : undefined
  }
}

/** Missing, null and "" are one thing for a template: empty. */
export function isEmpty(value: unknown): value is undefined | null | '' {
  return value === undefined || value === null || value === ''
}
