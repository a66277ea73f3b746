import type { StoredEvent } from './event.ts'
import { isJsonObject, type Json } from './json.ts'
import { digitsOf, looksLikePhone } from './phone.ts'
import type { SearchKey, SearchTerm } from './store/journal-filter.ts'

/** A phone is found by its last digits from this many on. */
export const shortestSuffix = 4

const longestKey = 120

/** Of one value: a name has fewer, a note is not searched. */
const mostWords = 6

/**
 * The keys an event is found by, made from its searchable values (phones, ids, names), word by word. A number is kept
 * backwards under `#`, so that "ends with" is a look-up by prefix; any other word in lower case under `=`.
 */
export function searchKeys(values: Iterable<string>): string[] {
  const keys = new Set<string>()
  for (const value of values) {
    const key = keyOfOneWord(value)
    if (key !== null) keys.add(key)
    else for (const word of wordsOf(plain(value)).slice(0, mostWords)) keys.add(keyOf(word))
  }
  return [...keys]
}

/**
 * The key of a value that is one word of plain letters, digits and marks, as most ids and phones are: told in one look at its
 * characters, for every event has several. Null for any other value, and for nothing.
 */
function keyOfOneWord(value: string): string | null {
  let digitCount = 0
  let hasCapitals = false
  let isNumeric = true
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at)
    if (code <= 32 || code >= 127) return null
    if (code >= 48 && code <= 57) digitCount += 1
    else if (!isPhoneMark(code)) isNumeric = false
    if (code >= 65 && code <= 90) hasCapitals = true
  }
  if (value === '') return null
  if (isNumeric && digitCount >= shortestSuffix) return numberKey(digitsOf(value)).slice(0, longestKey)
  return `=${hasCapitals ? value.toLowerCase() : value}`.slice(0, longestKey)
}

/** One of `+ ( ) - .`, which people write between digits. */
function isPhoneMark(code: number): boolean {
  return code === 43 || code === 40 || code === 41 || code === 45 || code === 46
}

function keyOf(word: string): string {
  const key = isNumber(word) ? numberKey(digitsOf(word)) : `=${word}`
  return key.slice(0, longestKey)
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
 * by its last digits (a leading `00` or trunk `0`, and `8` for `+7`, are forgiven), or with `*` before or behind it by digits
 * anywhere in a number; any other word begins a word of a value.
 */
export function searchTerms(typed: string): SearchTerm[] {
  return wordsOf(plain(typed)).map((word) => ({ keys: keysFor(word) }))
}

function keysFor(word: string): SearchKey[] {
  const bare = word.replace(/^\*+|\*+$/g, '')
  if (!isNumber(bare)) return [{ key: `=${word}`, prefix: true }]
  const digits = digitsOf(bare)
  if (bare !== word) return [{ key: numberKey(digits), within: true }]
  return waysToDial(digits).map((way) => ({ key: numberKey(way), prefix: true }))
}

/** Whether an event with the key `kept` is one that is asked for. */
export function fits(kept: string, wanted: SearchKey): boolean {
  if ('within' in wanted) return kept.startsWith('#') && kept.includes(wanted.key.slice(1))
  return wanted.prefix ? kept.startsWith(wanted.key) : kept === wanted.key
}

function waysToDial(digits: string): string[] {
  const ways = [digits]
  if (digits.startsWith('00') && digits.length > 6) ways.push(digits.slice(2))
  if (digits.length === 11 && /^[78]/.test(digits)) ways.push(digits.slice(1))
  else if (digits.startsWith('0') && digits.length > 6) ways.push(digits.slice(1))
  return ways
}

/** A phone is one word, however it is grouped. */
function wordsOf(text: string): string[] {
  return isNumber(text.replaceAll('*', '')) ? [text] : text.split(/\s+/).filter((word) => word !== '')
}

function isNumber(text: string): boolean {
  return looksLikePhone(text, shortestSuffix)
}

function numberKey(digits: string): string {
  return `#${backwards(digits)}`
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
