import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts'

/** A field that an import changes; secrets read as `•••`. */
export interface Change {
  readonly path: string
  readonly before: Json
  readonly after: Json
}

/** Every field that is not the same, down to the innermost one. */
export function differences(before: JsonObject, after: JsonObject, path = ''): Change[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].flatMap((name) => {
    const [one, other] = [before[name] ?? null, after[name] ?? null]
    const here = path === '' ? name : `${path}.${name}`
    if (isJsonObject(one) && isJsonObject(other)) return differences(one, other, here)
    return isSame(one, other) ? [] : [{ path: here, before: one, after: other }]
  })
}

/** True when they say the same; the order of names does not matter. */
export function isSame(one: Json, other: Json): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item: Json, at) => isSame(item, other[at] ?? null))
  if (!isJsonObject(one) || !isJsonObject(other)) return one === other
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every((name) => isSame(one[name] ?? null, other[name] ?? null))
}
