import { fieldsInvalid } from '../core/form.ts'
import { isJsonObject, type Json, type JsonObject, own } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import { parseJson } from './json-body.ts'

type Headers = Readonly<Record<string, string | undefined>>

/** Attributes with a place of their own in our events; any other is an extension and is kept in the data. */
const placed = new Set([
  'specversion',
  'id',
  'source',
  'type',
  'time',
  'subject',
  'data',
  'data_base64',
  'datacontenttype',
  'dataschema',
])

/** True when the attributes stand in `ce-…` headers. */
export function isBinaryCloudEvent(headers: Headers): boolean {
  return headers['ce-specversion'] !== undefined
}

/**
 * A CloudEvent of the JSON format in our own form: `id` and `source` make the deduplication key, `type` is an event type of
 * ours (`call_function` or `callcenter.call_function.v1`), `subject` is what belongs together.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
 */
export function fromCloudEvent(value: unknown): JsonObject {
  if (!isJsonObject(value)) throw fieldsInvalid([{ path: '', message: 'must be a CloudEvent object' }])
  const attributes: Record<string, string> = {}
  const errors = []
  for (const [name, attribute] of Object.entries(value)) {
    if (name === 'data' || name === 'data_base64' || attribute === null || attribute === undefined) continue
    if (typeof attribute === 'object') errors.push({ path: name, message: 'must not be an object' })
    else attributes[name] = String(attribute)
  }
  if (errors.length > 0) throw fieldsInvalid(errors)
  return toEvent(attributes, dataOf(value))
}

/** A CloudEvent whose attributes stand in headers and whose data is the body. */
export function readBinaryCloudEvent(headers: Headers, bytes: Buffer): JsonObject {
  const attributes: Record<string, string> = {}
  for (const [header, value] of Object.entries(headers)) {
    if (!header.startsWith('ce-') || value === undefined) continue
    attributes[header.slice(3)] = percentDecoded(value, header)
  }
  const media = (headers['content-type'] ?? 'application/json').split(';')[0]!.trim().toLowerCase()
  if (bytes.length > 0 && media !== 'application/json' && !media.endsWith('+json')) {
    throw new Problem('media-type-unsupported', `The data is ${media}; events of a call center are JSON`)
  }
  return toEvent(attributes, bytes.length === 0 ? {} : (parseJson(bytes) as Json))
}

function dataOf(value: JsonObject): Json {
  const encoded = own(value, 'data_base64')
  if (encoded === undefined || encoded === null) return own(value, 'data') ?? {}
  if (typeof encoded !== 'string') throw fieldsInvalid([{ path: 'data_base64', message: 'must be a text' }])
  return parseJson(Buffer.from(encoded, 'base64')) as Json
}

function toEvent(attributes: Readonly<Record<string, string>>, data: Json): JsonObject {
  const missing = ['specversion', 'id', 'source', 'type'].filter((name) => !attributes[name])
  const errors = missing.map((name) => ({ path: name, message: 'is required in a CloudEvent' }))
  if (attributes['specversion'] && attributes['specversion'] !== '1.0')
    errors.push({ path: 'specversion', message: 'must be 1.0' })
  if (!isJsonObject(data)) errors.push({ path: 'data', message: 'must be an object' })
  if (errors.length > 0) throw fieldsInvalid(errors)
  const { id, source, type = '', time, subject } = attributes
  const [, named = type] = /^callcenter\.(.+?)(?:\.v1)?$/.exec(type) ?? []
  return {
    event_type: named,
    event_id: id,
    source,
    ...(time === undefined ? {} : { event_time: time }),
    ...(subject === undefined ? {} : { correlation_id: subject }),
    data: { ...extensions(attributes), ...(data as JsonObject) },
  }
}

function extensions(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const kept = Object.entries(attributes).filter(([name]) => !placed.has(name) && /^[a-z0-9]{1,60}$/.test(name))
  return Object.fromEntries(kept.map(([name, value]) => [`ce_${name}`, value]))
}

/** Header values are percent-encoded UTF-8, decoded once; anything that is not UTF-8 is refused. */
function percentDecoded(value: string, header: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    throw new Problem('request-invalid', `The header ${header} is not percent-encoded UTF-8`)
  }
}
