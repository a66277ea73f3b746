import type { Json, JsonObject } from '../../api/bindings.ts'
import type { Sentence } from '../../api/catalogue.ts'

/** How a message looks, as the server tells it: no look is known here by its name. */
export interface Look {
  readonly title: Sentence
  readonly frame: 'bubble' | 'post' | 'letter'
  readonly markup: 'plain' | 'html' | 'markdown' | 'asterisks'
  readonly color: string
}

/** A message of the wall. */
export interface Message {
  readonly delivery_id: string
  readonly at: string
  readonly integration: { readonly id: string; readonly name: string | null }
  readonly binding: { readonly id: string; readonly name: string | null }
  readonly looks_like: string
  readonly look: Look | null
  readonly message: JsonObject
}

export const plainLook: Look = { title: { en: '', ru: '' }, frame: 'bubble', markup: 'plain', color: '#6b7280' }

/** A parameter as a text; a number is written out, anything else is no text. */
export function textIn(message: JsonObject, ...names: readonly string[]): string {
  for (const name of names) {
    const value = message[name]
    if (typeof value === 'string' && value !== '') return value
    if (typeof value === 'number') return String(value)
  }
  return ''
}

/** A parameter that holds a list of objects, written as JSON or as the text of it; one object is a list of one. */
export function objectsIn(message: JsonObject, name: string): readonly JsonObject[] {
  const value = parsed(message[name])
  const list = Array.isArray(value) ? value : [value]
  return list.filter((one): one is JsonObject => typeof one === 'object' && one !== null && !Array.isArray(one))
}

function parsed(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value) as Json
  } catch {
    return undefined
  }
}

/** Parameters that every frame draws; whatever else a binding set is listed below the message. */
const drawn = new Set([
  'text',
  'content',
  'title',
  'subject',
  'to',
  'cc',
  'username',
  'html',
  'embeds',
  'blocks',
  'attachments',
])

export function othersIn(message: JsonObject): readonly (readonly [name: string, value: string])[] {
  return Object.entries(message)
    .filter(([name, value]) => !drawn.has(name) && value !== '' && value !== null)
    .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const)
}
