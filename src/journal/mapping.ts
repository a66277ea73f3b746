import type { Binding } from '../core/binding.ts'
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts'
import { compileTemplate } from '../core/template.ts'

/** Which variables each text of a binding's parameters names, by its place, such as `embeds[0].title`. */
export function mappingOf({ parameters }: Pick<Binding, 'parameters'>): JsonObject[] {
  return leaves(parameters, '').flatMap(([path, text]) => {
    const { variables } = compileTemplate({ text })
    return variables.length === 0 ? [] : [{ path, variables: [...variables] }]
  })
}

function leaves(value: Json, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (Array.isArray(value)) return value.flatMap((item: Json, at) => leaves(item, `${path}[${at}]`))
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner ?? null, path === '' ? name : `${path}.${name}`))
}
