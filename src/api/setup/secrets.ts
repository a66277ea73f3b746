import { hiddenSecret } from '../../core/field.ts'
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts'

/** The settings without their secrets; the places around them stay. */
export function withoutSecrets(hidden: JsonObject): JsonObject {
  const entries = Object.entries(hidden).filter(([, value]) => value !== undefined && value !== hiddenSecret)
  return Object.fromEntries(entries.map(([name, value]) => [name, inner(value ?? null)]))
}

function inner(value: Json): Json {
  if (Array.isArray(value)) return value.map(inner)
  return isJsonObject(value) ? withoutSecrets(value) : value
}

/**
 * The settings of a file, with `•••` in each place where the file has nothing and the present settings, shown hidden, have a
 * secret. Where another way of signing in was chosen (another `type`), the secrets of the old one are left behind.
 */
export function withKeptSecrets(written: JsonObject, hidden: JsonObject): JsonObject {
  if ('type' in written && 'type' in hidden && written['type'] !== hidden['type']) return written
  const filled: Record<string, Json | undefined> = { ...written }
  for (const [name, present] of Object.entries(hidden)) {
    const given = filled[name]
    if (present === hiddenSecret && given === undefined) filled[name] = hiddenSecret
    else if (isJsonObject(present) && isJsonObject(given)) filled[name] = withKeptSecrets(given, present)
  }
  return filled
}
