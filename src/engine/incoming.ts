import type { Catalogue } from '../core/catalogue.ts'
import type { SourceEvent } from '../core/event.ts'
import type { Parameter } from '../core/event-type.ts'
import { fieldsInvalid } from '../core/form.ts'
import { isJsonObject, type Json, type JsonObject, own } from '../core/json.ts'
import { checkParameter } from '../core/parameter-value.ts'
import { type FieldError, Problem } from '../core/problem.ts'

/** An event as one may post it is at most this long, as JSON text in UTF-8. */
export const longestEventBytes = 256 * 1024

/** Nesting and number of keys beyond which data is refused before anything walks it. */
const deepest = 32
const mostKeys = 5000

/** Fields of the API's event. The rest of DOMAIN's envelope is taken along as parameters. */
const ownFields = new Set(['event_type', 'event_id', 'event_time', 'source', 'correlation_id', 'data'])
/** The rest of the envelope that a sender may set. */
const furtherFields = new Set(['source_event_id', 'company_id', 'project_id', 'project_name', 'is_test'])
/** What the server itself assigns: a sender may repeat it from an earlier answer, we do not take it over. */
const assignedHere = new Set(['received_at', 'event_no', 'schema_version'])

/**
 * Reads one event of the API's own form. Throws `Problem`: `event-type-unknown` or `fields-invalid` with every wrong field.
 * A parameter that the event type knows must fit its type; any other is kept as it is.
 */
export function readEvent(value: Json, catalogue: Catalogue, defaultSource: string): SourceEvent {
  if (!isJsonObject(value)) throw fieldsInvalid([{ path: '', message: 'must be an object' }])
  const type = readType(own(value, 'event_type'), catalogue)
  const errors: FieldError[] = []
  const id = readText(value, 'event_id', 200, errors)
  const source = readText(value, 'source', 200, errors) ?? defaultSource
  const correlationId = readText(value, 'correlation_id', 200, errors)
  const time = readTime(own(value, 'event_time'), errors)
  const data = readData(value, catalogue.parametersOf(type), errors)
  if (errors.length > 0) throw fieldsInvalid(errors)
  return {
    type,
    source,
    data,
    ...(id === undefined ? {} : { id }),
    ...(time === undefined ? {} : { time }),
    ...(correlationId === undefined ? {} : { correlationId }),
  }
}

/** Throws when the parameters that the type knows do not fit, or the data is too deep or too wide. */
export function checkData(data: JsonObject, parameters: ReadonlyMap<string, Parameter>, path = 'data'): FieldError[] {
  const shape = shapeFault(data)
  if (shape) return [{ path, message: shape }]
  const errors: FieldError[] = []
  // `for in` makes no list of the names, and data read from JSON inherits none.
  for (const name in data) {
    const parameter = parameters.get(name)
    const value = data[name]
    const fault = parameter && value !== undefined ? checkParameter(parameter, value) : null
    if (fault) errors.push({ path: `${path}.${name}`, message: fault })
  }
  return errors
}

function readType(type: Json | undefined, catalogue: Catalogue): string {
  if (type === undefined || type === null) throw fieldsInvalid([{ path: 'event_type', message: 'is required' }])
  if (typeof type !== 'string') throw fieldsInvalid([{ path: 'event_type', message: 'must be a text' }])
  if (!catalogue.eventTypes.has(type)) throw unknownType(type, catalogue)
  return type
}

/** Names the types that exist, so that a typing mistake is seen at once. */
export function unknownType(type: string, catalogue: Catalogue): Problem {
  const known = [...catalogue.eventTypes.keys()]
  return new Problem(
    'event-type-unknown',
    `There is no event type “${type.slice(0, 100)}”. Known: ${known.join(', ')}`,
    {
      errors: [{ path: 'event_type', message: `must be one of: ${known.join(', ')}` }],
      members: { known },
    },
  )
}

function readText(value: JsonObject, name: string, maxLength: number, errors: FieldError[]): string | undefined {
  const field = own(value, name)
  if (field === undefined || field === null) return undefined
  const text = typeof field === 'number' ? String(field) : field
  if (typeof text !== 'string' || text === '' || text.length > maxLength || hasControl(text)) {
    errors.push({ path: name, message: `must be a text of 1 to ${maxLength} characters without control characters` })
    return undefined
  }
  return text
}

function hasControl(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) < 32) return true
  return false
}

function readTime(time: Json | undefined, errors: FieldError[]): number | undefined {
  if (time === undefined || time === null) return undefined
  const fault = checkParameter(
    { name: 'event_time', type: 'timestamp', label: { en: '', ru: '' }, operators: [], pii: null },
    time,
  )
  if (fault) errors.push({ path: 'event_time', message: fault })
  return fault ? undefined : Date.parse(time as string)
}

function readData(value: JsonObject, parameters: ReadonlyMap<string, Parameter>, errors: FieldError[]): JsonObject {
  const data = own(value, 'data') ?? {}
  if (!isJsonObject(data)) {
    errors.push({ path: 'data', message: 'must be an object' })
    return {}
  }
  for (const error of checkData(data, parameters)) errors.push(error)
  return withEnvelope(value, data, parameters, errors)
}

/** Takes the other envelope fields (project_id, is_test…) into the data, where conditions and templates read them. */
function withEnvelope(
  value: JsonObject,
  data: JsonObject,
  parameters: ReadonlyMap<string, Parameter>,
  errors: FieldError[],
): JsonObject {
  const taken: Record<string, Json> = {}
  for (const name of Object.keys(value)) {
    const field = value[name]
    if (ownFields.has(name) || assignedHere.has(name) || field === undefined) continue
    if (!furtherFields.has(name)) {
      errors.push({ path: name, message: 'is not a field of an event; parameters belong into data' })
      continue
    }
    const parameter = parameters.get(name)
    const fault = parameter ? checkParameter(parameter, field) : null
    if (fault) errors.push({ path: name, message: fault })
    else if (!Object.hasOwn(data, name)) taken[name] = field
  }
  return Object.keys(taken).length === 0 ? data : { ...data, ...taken }
}

/** Refuses data that is nested too deep or has too many keys, without recursion. */
function shapeFault(data: JsonObject): string | null {
  let open: object[] = [data]
  let keys = 0
  for (let depth = 1; open.length > 0; depth++) {
    if (depth > deepest) return `is nested deeper than ${deepest} levels`
    const inside: object[] = []
    for (const one of open) {
      keys += noteObjectsIn(one, inside)
      if (keys > mostKeys) return `has more than ${mostKeys} values`
    }
    open = inside
  }
  return null
}

/** Adds the objects and lists that stand right in this one to `inside`; returns how many values there are in all. */
function noteObjectsIn(one: object, inside: object[]): number {
  if (Array.isArray(one)) {
    for (const value of one) if (typeof value === 'object' && value !== null) inside.push(value)
    return one.length
  }
  let count = 0
  // Without a list of the values: data read from JSON inherits none.
  for (const name in one) {
    const value = (one as JsonObject)[name]
    if (typeof value === 'object' && value !== null) inside.push(value)
    count += 1
  }
  return count
}
