import type { Json } from '../../api/bindings.ts'

/** One value inside a JSON document, and where it stands, such as `embeds[0].title`. */
export interface Leaf {
  readonly path: string
  readonly value: Json
}

/** Every value that is not a list or an object, in order, named as the server names the places of a message. */
export function leavesOf(value: Json | undefined, path = ''): Leaf[] {
  if (Array.isArray(value) && value.length > 0)
    return (value as readonly Json[]).flatMap((item, at) => leavesOf(item, `${path}[${at}]`))
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, path === '' ? name : `${path}.${name}`))
  return value === undefined ? [] : [{ path, value: value as Json }]
}

/** A value as a person reads it. */
export function shownValue(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null)
}
