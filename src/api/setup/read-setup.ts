import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts'
import { type FieldError, Problem } from '../../core/problem.ts'
import type { Section } from './sections.ts'

/** A set-up as it stands in a file: lists of entries by section. */
export type Setup = Readonly<Record<Section['name'], readonly JsonObject[]>>

const names = ['integrations', 'sources', 'users', 'bindings', 'views'] as const
/** More references to one part of a file than any person writes: a small file could stand for a huge one. */
const mostAliases = 100

/** Reads YAML, which JSON is a part of. Throws `Problem` with everything that is wrong with the outline. */
export async function readSetup(text: string): Promise<Setup> {
  const whole = await parsed(text)
  const errors: FieldError[] = []
  if (!isJsonObject(whole)) throw invalid([{ path: '', message: 'must be a set-up as hookswitch export writes it' }])
  if (whole['hookswitch'] !== 1) errors.push({ path: 'hookswitch', message: 'must be 1: the version of this form' })
  for (const name of Object.keys(whole))
    if (name !== 'hookswitch' && !names.includes(name as Section['name']))
      errors.push({ path: name, message: `is not known here; known are: ${names.join(', ')}` })
  const setup = Object.fromEntries(
    names.map((name) => [name, entriesOf(whole[name], name, errors)]),
  ) as unknown as Setup
  if (errors.length > 0) throw invalid(errors)
  return setup
}

async function parsed(text: string): Promise<Json> {
  const { parse } = await import('yaml')
  try {
    return parse(text, { maxAliasCount: mostAliases }) as Json
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    throw new Problem('body-invalid', `The file is not valid YAML: ${line.replace(/:$/, '')}`)
  }
}

function entriesOf(value: Json | undefined, name: string, errors: FieldError[]): JsonObject[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) {
    errors.push({ path: name, message: 'must be a list' })
    return []
  }
  return value.flatMap((entry: Json, at) => {
    if (isJsonObject(entry)) return [entry]
    errors.push({ path: `${name}[${at}]`, message: 'must be an object' })
    return []
  })
}

function invalid(errors: readonly FieldError[]): Problem {
  const [first] = errors
  return new Problem('fields-invalid', `${first?.path || 'The file'} ${first?.message}`, { errors })
}
