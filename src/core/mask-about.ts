import type { ClientValues } from './client-values.ts'
import { hiddenSecret } from './field.ts'
import { isJsonObject, type Json } from './json.ts'
import { isPhoneValue, speaksOfPhone } from './mask.ts'
import { maskEmail, maskText } from './mask-text.ts'
import { maskPhone } from './phone.ts'
import { type MaskedRange, phoneMentions } from './phone-mentions.ts'
import { readPlainly } from './plain-reading.ts'

/** Masks any JSON, its keys too. */
export type Masker = (value: Json) => Json

/** Finds what is to be masked in a text read plainly. */
type Finder = (text: string) => readonly MaskedRange[]

/**
 * Makes a function for texts that were made from events, or came back about them: requests, answers, errors, comments. It masks
 * what these clients are known by, however it is escaped or encoded there, and whatever reads as an e-mail address or as a
 * phone in international form: an answer may tell more about a client than the event did.
 */
export function maskerAbout(clients: readonly ClientValues[]): Masker {
  if (clients.some(({ texts, links }) => texts.length + links.length > mostTexts)) return hideTexts
  const finders = [textFinder(clients), phoneMentions(clients.flatMap(({ phones }) => phones)), findByLook]
  return (value) => maskTree(value, (text) => maskString(text, finders))
}

/** Masks mentions of these clients' phones and nothing else: for what names an employee. */
export function phoneMaskerAbout(clients: readonly ClientValues[]): Masker {
  const finders = [phoneMentions(clients.flatMap(({ phones }) => phones))]
  return (value) => maskTree(value, (text) => maskString(text, finders))
}

/** Hides every text, whatever it says, and every number that could be a phone. */
export function hideTexts(value: Json): Json {
  if (typeof value === 'string') return value === '' ? value : hiddenSecret
  if (typeof value === 'number') return Math.abs(value) > longestCounter ? hiddenSecret : value
  if (Array.isArray(value)) return value.map((item: Json) => hideTexts(item))
  if (!isJsonObject(value)) return value
  const entries = Object.entries(value).map(([key, item]) => [key, item === undefined ? item : hideTexts(item)])
  return Object.fromEntries(entries)
}

// Somebody who sends an event with thousands of names must not make every look at it slow.
const mostTexts = 300
const longestCounter = 999_999

function maskTree(value: Json, mask: (text: string) => string): Json {
  if (typeof value === 'string') return mask(value)
  if (typeof value === 'number') {
    const text = String(value)
    const masked = text.length < 7 ? text : mask(text)
    return masked === text ? value : masked
  }
  if (Array.isArray(value)) return value.map((item: Json) => maskTree(item, mask))
  if (!isJsonObject(value)) return value
  const entries = Object.entries(value).map(([key, item]) => [mask(key), maskField(key, item, mask)])
  return Object.fromEntries(entries)
}

function maskField(key: string, value: Json | undefined, mask: (text: string) => string): Json | undefined {
  if (value === undefined) return undefined
  return isPhoneValue(value) && speaksOfPhone(key) ? maskPhone(String(value)) : maskTree(value, mask)
}

function maskString(raw: string, finders: readonly Finder[]): string {
  const whole = maskEncoded(raw, finders)
  const { text, placeOf } = readPlainly(whole)
  const found = finders.flatMap((find) => find(text))
  if (found.length === 0) return whole
  let masked = ''
  let at = 0
  for (const { from, to, mask } of joined(found)) {
    masked += whole.slice(at, placeOf(from)) + mask
    at = placeOf(to)
  }
  return masked + whole.slice(at)
}

/** Where two overlap, they become one with the mask of the first. */
function joined(ranges: readonly MaskedRange[]): MaskedRange[] {
  const whole: MaskedRange[] = []
  for (const range of ranges.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const last = whole.at(-1)
    if (!last || range.from >= last.to) whole.push(range)
    else if (range.to > last.to) whole[whole.length - 1] = { ...last, to: range.to }
  }
  return whole
}

const base64 = /[A-Za-z0-9+/_-]{16,}={0,2}/g

/** A part in base64 that says something to be masked is hidden as a whole. */
function maskEncoded(raw: string, finders: readonly Finder[]): string {
  if (raw.length < 16) return raw
  return raw.replace(base64, (found) => {
    const decoded = decodedFrom(found)
    return decoded !== null && finders.some((find) => find(decoded).length > 0) ? hiddenSecret : found
  })
}

const decoder = new TextDecoder()

function decodedFrom(found: string): string | null {
  const body = found.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/')
  // The letters of a word or an address decode to noise, in which no name is found.
  const whole = body.slice(0, body.length - (body.length % 4 === 1 ? 1 : 0))
  return decoder.decode(Uint8Array.from(atob(whole), (one) => one.charCodeAt(0))).toLowerCase()
}

interface Wanted {
  readonly text: string
  readonly mask: string
  /** True for a short one, which may also be a part of another word. */
  readonly isWord: boolean
}

const shortestAnywhere = 6

function textFinder(clients: readonly ClientValues[]): Finder {
  const links = new Set(clients.flatMap((client) => client.links))
  const texts = new Set(clients.flatMap((client) => client.texts))
  const wanted: readonly Wanted[] = [
    ...[...links].map((link) => wantedFor(link, hiddenSecret)),
    ...[...texts].map((text) => wantedFor(text, maskText(text))),
  ].filter(({ text }) => text !== '')
  return (plain) => {
    const text = spaced(plain)
    return wanted.flatMap((one) => placesOf(one, text))
  }
}

function wantedFor(text: string, mask: string): Wanted {
  return { text: spaced(readPlainly(text).text), mask, isWord: text.length < shortestAnywhere }
}

/** Forms write a space as `+`. */
function spaced(text: string): string {
  return text.includes('+') ? text.replaceAll('+', ' ') : text
}

function placesOf({ text: wanted, mask, isWord }: Wanted, text: string): MaskedRange[] {
  const places: MaskedRange[] = []
  for (let from = text.indexOf(wanted); from >= 0; from = text.indexOf(wanted, from + wanted.length)) {
    const to = from + wanted.length
    if (!isWord || (!isLetter(text[from - 1]) && !isLetter(text[to]))) places.push({ from, to, mask })
  }
  return places
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character)
}

const email = /[\p{L}\p{N}._+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/gu
const internationalPhone = /\+\d(?:[\s().\-\u00a0]{0,2}\d){6,14}(?!\d)/g

function findByLook(text: string): MaskedRange[] {
  return [...(text.includes('@') ? found(text, email, maskEmail) : []), ...found(text, internationalPhone, maskPhone)]
}

function found(text: string, pattern: RegExp, mask: (found: string) => string): MaskedRange[] {
  return [...text.matchAll(pattern)].map(({ 0: one, index }) => ({
    from: index,
    to: index + one.length,
    mask: mask(one),
  }))
}
