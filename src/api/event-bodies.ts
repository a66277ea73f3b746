import { fieldsInvalid } from '../core/form.ts'
import type { Json } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import { fromCloudEvent, isBinaryCloudEvent, readBinaryCloudEvent } from './cloud-events.ts'
import { parseJson } from './json-body.ts'
import type { Asked } from './route.ts'

/** One event as it came, in our own form; or what was wrong with its text. */
export interface BodyItem {
  readonly value: Json
  readonly fault?: Problem
}

/**
 * The events of a request, whatever form it has: one object, an array, NDJSON, or CloudEvents 1.0 (structured, batch,
 * binary), told apart by the content type. Throws `body-invalid`, `media-type-unsupported`.
 */
export function readBody({ bytes, headers }: Pick<Asked, 'bytes' | 'headers'>): readonly BodyItem[] {
  refuseEncoded(headers['content-encoding'])
  if (isBinaryCloudEvent(headers)) return [cloudItem(() => readBinaryCloudEvent(headers, bytes))]
  const media = (headers['content-type'] ?? 'application/json').split(';')[0]!.trim().toLowerCase()
  switch (media) {
    case 'application/json':
      return arrayOf(parseJson(bytes)).map((value) => ({ value }))
    case 'application/x-ndjson':
    case 'application/ndjson':
    case 'application/jsonl':
      return linesOf(bytes)
    case 'application/cloudevents+json':
      return [cloudItem(() => fromCloudEvent(parseJson(bytes)))]
    case 'application/cloudevents-batch+json':
      return batchOf(parseJson(bytes))
    default:
      throw new Problem(
        'media-type-unsupported',
        `The body is ${media}; send application/json, application/x-ndjson or CloudEvents`,
      )
  }
}

function refuseEncoded(encoding: string | undefined): void {
  if (encoding === undefined || encoding === 'identity') return
  throw new Problem('media-type-unsupported', `The body is encoded as ${encoding}; send it as it is`)
}

function arrayOf(body: unknown): Json[] {
  if (!Array.isArray(body)) return [body as Json]
  if (body.length === 0) throw fieldsInvalid([{ path: '', message: 'must have at least one event' }])
  return body
}

function linesOf(bytes: Buffer): BodyItem[] {
  const items: BodyItem[] = []
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(10, start)
    const line = bytes.subarray(start, end < 0 ? bytes.length : end)
    if (hasText(line)) items.push(lineItem(line))
    start = end < 0 ? bytes.length : end + 1
  }
  if (items.length === 0) throw new Problem('body-invalid', 'The body has no lines')
  return items
}

function hasText(line: Buffer): boolean {
  return line.some((byte) => byte !== 32 && byte !== 9 && byte !== 13)
}

function lineItem(line: Buffer): BodyItem {
  try {
    return { value: parseJson(line) as Json }
  } catch (error) {
    if (error instanceof Problem) return { value: null, fault: error }
    throw error
  }
}

function batchOf(body: unknown): BodyItem[] {
  if (!Array.isArray(body)) throw fieldsInvalid([{ path: '', message: 'must be an array of CloudEvents' }])
  if (body.length === 0) throw fieldsInvalid([{ path: '', message: 'must have at least one event' }])
  return body.map((event) => cloudItem(() => fromCloudEvent(event)))
}

function cloudItem(read: () => Json): BodyItem {
  try {
    return { value: read() }
  } catch (error) {
    if (error instanceof Problem && error.code === 'fields-invalid') return { value: null, fault: error }
    throw error
  }
}
