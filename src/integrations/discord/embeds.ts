import { isJsonObject, type Json, type JsonObject, own } from '../../core/json.ts'

/** The embeds to send, or a sentence that says why they cannot be sent. */
export type Embeds = { readonly embeds: readonly JsonObject[] } | { readonly wrong: string }

// https://docs.discord.com/developers/resources/message#embed-object-embed-limits
const mostEmbeds = 10
const mostFields = 25
const longestTogether = 6000
const longestTitle = 256
const longestDescription = 4096
const longestFieldName = 256
const longestFieldValue = 1024
const longestFooter = 2048
const longestAuthor = 256

/**
 * Reads a binding's embeds: one, a list, or either as JSON text. Checked against Discord's limits here, because its own
 * answer names only a path. Values were escaped for markdown; where Discord shows a text as it stands, they are taken back.
 */
export function readEmbeds(value: Json | undefined): Embeds {
  const given = typeof value === 'string' ? parsed(value) : (value ?? [])
  if (given === null) {
    return { wrong: 'the embeds are a text that is not JSON; write them as JSON with every {{…}} inside quotes' }
  }
  const list: readonly Json[] = Array.isArray(given) ? given : [given]
  const embeds = list.filter((item) => item !== null && item !== '')
  if (!embeds.every(isJsonObject))
    return { wrong: 'every embed must be a JSON object with a title, a description or fields' }
  const wrong = faultOf(embeds)
  return wrong === null ? { embeds: embeds.map(withPlainSlots) } : { wrong }
}

/** Null when it is no JSON. An empty text is no embed. */
function parsed(text: string): Json | null {
  if (text.trim() === '') return []
  try {
    return JSON.parse(text) as Json
  } catch {
    return null
  }
}

function faultOf(embeds: readonly JsonObject[]): string | null {
  if (embeds.length > mostEmbeds) return `there are ${embeds.length} embeds; Discord takes ${mostEmbeds} at the most`
  for (const [at, embed] of embeds.entries()) {
    const fields = fieldsOf(embed)
    if (fields.length > mostFields) {
      return `embed ${at + 1} has ${fields.length} fields; Discord takes ${mostFields} at the most`
    }
    const tooLong = textsOf(embed).find(({ text, longest }) => lengthOf(text) > longest)
    if (tooLong) {
      const { name, text, longest } = tooLong
      return `the ${name} of embed ${at + 1} has ${lengthOf(text)} characters; Discord takes ${longest} at the most`
    }
  }
  const together = embeds.flatMap(textsOf).reduce((sum, { text }) => sum + lengthOf(text), 0)
  if (together <= longestTogether) return null
  return `the embeds have ${together} characters together; Discord takes ${longestTogether} at the most`
}

interface LimitedText {
  readonly name: string
  readonly text: string
  readonly longest: number
}

/** Every text that Discord counts. */
function textsOf(embed: JsonObject): readonly LimitedText[] {
  return [
    { name: 'title', text: textIn(embed, 'title'), longest: longestTitle },
    { name: 'description', text: textIn(embed, 'description'), longest: longestDescription },
    { name: 'footer', text: textIn(own(embed, 'footer'), 'text'), longest: longestFooter },
    { name: 'author', text: textIn(own(embed, 'author'), 'name'), longest: longestAuthor },
    ...fieldsOf(embed).flatMap((field) => [
      { name: 'name of a field', text: textIn(field, 'name'), longest: longestFieldName },
      { name: 'value of a field', text: textIn(field, 'value'), longest: longestFieldValue },
    ]),
  ]
}

function fieldsOf(embed: JsonObject): readonly Json[] {
  const fields = own(embed, 'fields')
  return Array.isArray(fields) ? fields : []
}

function textIn(owner: Json | undefined, key: string): string {
  const value = isJsonObject(owner) ? own(owner, key) : undefined
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

// Discord counts characters as Unicode does, without the blanks at both ends.
function lengthOf(text: string): number {
  return [...text.trim()].length
}

/** The embed with addresses, times, footer and author without the escapes that only markdown reads, and real numbers. */
function withPlainSlots(embed: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(embed).map(([key, value]) => [key, plainSlot(key, value)]))
}

function plainSlot(key: string, value: Json | undefined): Json | undefined {
  if (key === 'url' || key === 'timestamp') return unescaped(value)
  if (key === 'color') return numberIn(unescaped(value))
  if (key === 'fields' && Array.isArray(value)) return value.map(plainField)
  const isPlain = key === 'footer' || key === 'author' || key === 'image' || key === 'thumbnail'
  if (!isPlain || !isJsonObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, unescaped(inner)]))
}

/** A template makes texts of everything; whether a field stands beside its neighbor has to be true or false. */
function plainField(field: Json): Json {
  if (!isJsonObject(field)) return field
  const inline = own(field, 'inline')
  return inline === 'true' || inline === 'false' ? { ...field, inline: inline === 'true' } : field
}

function unescaped(value: Json | undefined): Json | undefined {
  return typeof value === 'string' ? value.replace(/\\([\\*_~`|>#+\-[\]()<:@.])/g, '$1') : value
}

function numberIn(value: Json | undefined): Json | undefined {
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
}
