import type { Field } from '../core/field.ts'
import { isJsonObject, type Json } from '../core/json.ts'

type Settings = Readonly<Record<string, Json>>

/** What becomes of one secret; undefined takes it out. The path leads to it from the settings. */
export type SecretChange = (value: Json, path: readonly string[]) => Json | undefined

/**
 * The settings with every secret in them changed, everything else as it is. A secret is: a field of type `secret` or
 * marked so, at any depth; and in free-form fields (headers, constants sent along) each text or number under a name
 * that speaks of one, such as `Authorization`. What is not set (empty, null) is no secret.
 */
export function changeSecrets(fields: readonly Field[], settings: Settings, change: SecretChange): Settings {
  return changeFields(fields, settings, [], change)
}

const tellingName = /authorization|token|key|secret|password|cookie/i

function changeFields(
  fields: readonly Field[],
  settings: Settings,
  path: readonly string[],
  change: SecretChange,
): Settings {
  const byName = new Map(fields.map((field) => [field.name, field]))
  return eachOf(settings, (name, value) => {
    const field = byName.get(name)
    return field ? changeField(field, value, [...path, name], change) : value
  }) as Settings
}

function changeField(field: Field, value: Json, path: readonly string[], change: SecretChange): Json | undefined {
  const secret = field.type === 'secret' || field.secret === true
  if (field.type === 'pairs') return changeFree(value, path, secret, change)
  if (secret) return isSet(value) ? change(value, path) : value
  if (field.type === 'json') return changeFree(value, path, false, change)
  if (field.type !== 'object') return value
  if (!field.fields) return changeFree(value, path, false, change)
  return isJsonObject(value) ? changeFields(field.fields, value as Settings, path, change) : value
}

function changeFree(value: Json, path: readonly string[], secret: boolean, change: SecretChange): Json | undefined {
  if (Array.isArray(value)) {
    const items = value.map((item: Json, at) => changeFree(item, [...path, String(at)], secret, change))
    return items.filter((item) => item !== undefined)
  }
  if (isJsonObject(value)) {
    return eachOf(value as Settings, (name, inner) =>
      changeFree(inner, [...path, name], secret || tellingName.test(name), change),
    )
  }
  return secret && typeof value !== 'boolean' && isSet(value) ? change(value, path) : value
}

function eachOf(object: Settings, change: (name: string, value: Json) => Json | undefined): Settings {
  const entries = Object.entries(object).map(([name, value]) => [name, change(name, value)] as const)
  return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined))
}

function isSet(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== ''
}
