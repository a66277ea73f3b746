import type { StoredEvent } from './event.ts'
import { isJsonObject, type Json } from './json.ts'
import { digitsOf, looksLikePhone } from './phone.ts'
import type { SearchTerm } from './store.ts'

/** A phone is found by its last digits from this many on. */
export const shortestSuffix = 4

const longestKey = 120

/**
 * The keys an event is found by, made from its searchable values (phones, ids, names).
 * A number is kept backwards under `#`, so that "ends with" is a look-up by prefix; a text is kept in lower case under `=`,
 * and each further word of it under `=` too, so that a name is found by any of its words.
 */
export function searchKeys(values: Iterable<string>): string[] {
  const keys = new Set<string>()
  for (const value of values) {
    const text = plain(value)
    if (text === '') continue
    keys.add(`=${text.slice(0, longestKey)}`)
    if (looksLikePhone(text, shortestSuffix)) keys.add(`#${backwards(digitsOf(text)).slice(0, longestKey)}`)
    else if (/\s/.test(text))
      for (const word of text.split(/\s+/).slice(1, 6)) if (word.length > 1) keys.add(`=${word.slice(0, longestKey)}`)
  }
  return [...keys]
}

/** What an event is found by: its id, what it belongs to, and the values that its type calls searchable. */
export function searchableValues(
  event: Pick<StoredEvent, 'id' | 'correlationId' | 'data'>,
  names: readonly string[],
): string[] {
  const values = [event.id, event.correlationId ?? '']
  for (const name of names) {
    const value = event.data[name]
    if (typeof value === 'string') values.push(value)
    else if (value !== undefined && value !== null) values.push(...textsIn(value))
  }
  return values
}

function textsIn(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number') return [String(value)]
  if (Array.isArray(value)) return value.slice(0, 20).flatMap(textsIn)
  return isJsonObject(value) ? Object.values(value).slice(0, 20).flatMap(textsIn) : []
}

/**
 * What a person typed into the search box, as terms that must all hold: something that reads as a phone is looked up
 * by its last digits (a leading `00` or trunk `0`, and `8` for `+7`, are forgiven); words begin a value.
 */
export function searchTerms(typed: string): SearchTerm[] {
  const text = plain(typed)
  if (text === '') return []
  const whole = { key: `=${text}`, prefix: true }
  if (looksLikePhone(text, shortestSuffix)) return [{ keys: [whole, ...numberKeys(digitsOf(text))] }]
  const words = text.split(/\s+/)
  if (words.length === 1) return [{ keys: [whole] }]
  return words.map((word, at) => ({
    keys: at === 0 ? [{ key: `=${word}`, prefix: true }, whole] : [{ key: `=${word}`, prefix: true }],
  }))
}

function numberKeys(digits: string): { key: string; prefix: boolean }[] {
  const forms = [digits]
  if (digits.startsWith('00') && digits.length > 6) forms.push(digits.slice(2))
  if (digits.length === 11 && /^[78]/.test(digits)) forms.push(digits.slice(1))
  else if (digits.startsWith('0') && digits.length > 6) forms.push(digits.slice(1))
  return forms.map((form) => ({ key: `#${backwards(form)}`, prefix: true }))
}

function plain(text: string): string {
  return text.normalize('NFC').trim().toLowerCase()
}

/** Of digits, which are one unit each. */
function backwards(text: string): string {
  let reversed = ''
  for (let at = text.length - 1; at >= 0; at--) reversed += text[at]
  return reversed
}
