import { isJsonObject, type Json, type JsonObject } from '../json.ts'

/** Names under which JavaScript looks for a function when it turns an object into a text or a number. */
const traps: ReadonlySet<string> = new Set(['toString', 'valueOf', 'toJSON'])

/**
 * The values without fields that would trip the library: an event may well hold `{"toString": false}`, and turning that
 * into a text throws. Values without such fields come back as they are, uncopied.
 */
export function withoutTraps(values: JsonObject): JsonObject {
  return cleaned(values) as JsonObject
}

function cleaned(value: Json): Json {
  if (Array.isArray(value)) {
    const items = value.map(cleaned)
    return items.some((item, at) => item !== value[at]) ? items : value
  }
  if (!isJsonObject(value)) return value
  const kept = Object.entries(value).filter(([name]) => !traps.has(name))
  const entries = kept.map(([name, inner]) => [name, inner === undefined ? inner : cleaned(inner)] as const)
  const changed = kept.length < Object.keys(value).length || entries.some(([name, inner]) => inner !== value[name])
  return changed ? Object.fromEntries(entries) : value
}
