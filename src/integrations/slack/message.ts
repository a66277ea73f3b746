import { isJsonObject, type Json, type JsonObject, own } from '../../core/json.ts'

/** Slack cuts a longer text by itself, and not always at a whole character. https://docs.slack.dev/reference/methods/chat.postMessage */
const longestText = 40_000
const mostBlocks = 50

/** The text as Slack takes it: one that is too long is cut and ends with an ellipsis. */
export function fitText(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, safeEnd(text, longestText - 1))}…`
}

/** The last place at or before `end` that parts neither a surrogate pair nor an entity such as `&amp;`. */
function safeEnd(text: string, end: number): number {
  const [entity] = /&[a-z]{0,3}$/.exec(text.slice(0, end)) ?? []
  const whole = entity === undefined ? end : end - entity.length
  const isHalf = text.charCodeAt(whole - 1) >= 0xd800 && text.charCodeAt(whole - 1) <= 0xdbff
  return isHalf ? whole - 1 : whole
}

/** The blocks to send, or a sentence that says why they cannot be sent. */
export type Blocks = { readonly blocks: readonly JsonObject[] } | { readonly wrong: string }

/**
 * Reads a binding's blocks: a list, a single one, the object that Block Kit Builder gives, or any of these as JSON text.
 * What a block may hold is left to Slack, whose answer names the place.
 */
export function readBlocks(value: Json | undefined): Blocks {
  const given = typeof value === 'string' ? parsed(value) : (value ?? [])
  if (given === null) {
    return { wrong: 'the blocks are a text that is not JSON; write them as JSON with every {{…}} inside quotes' }
  }
  const blocks = listOf(given).filter((item) => item !== null && item !== '')
  if (!blocks.every(isJsonObject)) return { wrong: 'every block must be a JSON object with a type' }
  if (blocks.length > mostBlocks) {
    return { wrong: `there are ${blocks.length} blocks; Slack takes ${mostBlocks} at the most` }
  }
  return { blocks: blocks.map((block) => withPlainAddresses(block) as JsonObject) }
}

/** Null when it is no JSON. An empty text is no block. */
function parsed(text: string): Json | null {
  if (text.trim() === '') return []
  try {
    return JSON.parse(text) as Json
  } catch {
    return null
  }
}

function listOf(given: Json): readonly Json[] {
  if (Array.isArray(given)) return given
  const inner = isJsonObject(given) ? own(given, 'blocks') : undefined
  return Array.isArray(inner) ? inner : [given]
}

/** Values were escaped as texts; in an address of its own Slack reads no entities, and the link would break. */
function withPlainAddresses(value: Json): Json {
  if (Array.isArray(value)) return value.map(withPlainAddresses)
  if (!isJsonObject(value)) return value
  const entries = Object.entries(value).map(([key, inner]): [string, Json | undefined] => [
    key,
    inner === undefined ? undefined : isAddress(key, inner) ? unescaped(inner) : withPlainAddresses(inner),
  ])
  return Object.fromEntries(entries)
}

function isAddress(key: string, value: Json): value is string {
  return typeof value === 'string' && (key === 'url' || key.endsWith('_url'))
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

/** What a whole-value template made, as a person would read it. */
export function asText(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
