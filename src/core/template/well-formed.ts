import type { Json } from '../json.ts'

/** The same value with half surrogate pairs replaced by U+FFFD, in keys as well. */
export function wellFormed(value: Json): Json {
  if (typeof value === 'string') return value.toWellFormed()
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(wellFormed)
  const entries = Object.entries(value).filter((entry): entry is [string, Json] => entry[1] !== undefined)
  return Object.fromEntries(entries.map(([key, item]) => [key.toWellFormed(), wellFormed(item)]))
}
