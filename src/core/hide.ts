import { hiddenSecret } from './field.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'

/** Shorter ones would hide ordinary words, and are no secrets. */
const shortestSecret = 4

/**
 * Makes a function that puts `•••` in place of every secret in a text, in whatever form it got there: as it is, in JSON or
 * HTML, percent-encoded (also twice, also only partly), or in base64, alone or as the password after a user name.
 * Secrets shorter than four characters are left alone. Making patterns is dear, so those of `secrets` are kept for as long
 * as that very list lives; `more` is for secrets that are seldom the same.
 */
export function hider(secrets: readonly string[], more: readonly string[] = []): (text: string) => string {
  if (more.length > 0) return hiderOf(formsFor([...secrets, ...more]))
  let hide = hidersByList.get(secrets)
  if (!hide) {
    hide = hiderOf(formsFor(secrets))
    hidersByList.set(secrets, hide)
  }
  return hide
}

const hidersByList = new WeakMap<readonly string[], (text: string) => string>()

function hiderOf(forms: readonly Form[]): (text: string) => string {
  if (forms.length === 0) return nothingToHide
  // However it is written, a secret is no shorter than its anchor: most names and values of headers are.
  const shortest = Math.min(...forms.map(({ anchor }) => anchor.length))
  // The header that signs in is the same with every message.
  let latest: { readonly text: string; readonly hidden: string } | null = null
  return (text) => {
    if (text.length < shortest) return text
    if (text === latest?.text) return latest.hidden
    const plain = isPlain(text)
    const ranges: Range[] = []
    for (const { pattern, anchor } of forms)
      if (!plain || text.includes(anchor)) for (const range of rangesOf(pattern, text)) ranges.push(range)
    if (ranges.length === 0) return text
    const hidden = replaceRanges(text, joined(ranges))
    if (text.length <= longestHeader) latest = { text, hidden }
    return hidden
  }
}

/** What is longer is seldom the same again, and would be kept for nothing. */
const longestHeader = 1000

/** One way in which a secret can stand in a text. */
interface Form {
  readonly pattern: RegExp
  /** A part of it that stands in every plain text that the pattern finds something in. */
  readonly anchor: string
}

const nothingToHide = (text: string): string => text

function formsFor(secrets: readonly string[]): Form[] {
  const wanted = [...new Set(secrets)].filter((secret) => secret.length >= shortestSecret)
  return wanted
    .flatMap((secret) => textsOf(secret.toWellFormed()))
    .map((text) => ({ pattern: patternOf(text), anchor: anchorOf(text) }))
}

/**
 * True when nothing in the text is escaped: then a secret stands there as it is, apart from the few characters that are
 * also written otherwise without an escape. Most texts are such, and looking for a few characters as they are costs a
 * tenth of what the patterns cost.
 */
function isPlain(text: string): boolean {
  return !text.includes('\\') && !text.includes('%') && !text.includes('&')
}

/** The longest piece without a character that `waysToWrite` also writes otherwise than escaped. */
function anchorOf(text: string): string {
  return text.split(/[ +/\\]/).reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '')
}

/**
 * The same tree with secrets hidden in every text and every key; the very same object when it holds none. A number that is a
 * secret goes as well.
 */
export function hideIn(value: Json, hide: (text: string) => string): Json {
  return hide === nothingToHide ? value : hideInside(value, hide)
}

/**
 * Whether the tree that this JSON stands for holds no secret: one look at the whole is enough for the many that hold none.
 * False when in doubt, because JSON doubles backslashes and a pattern takes eight of them at the most.
 */
export function hidesNothing(json: string, hide: (text: string) => string): boolean {
  return hide === nothingToHide || (!json.includes(nineBackslashes) && hide(json) === json)
}

const nineBackslashes = '\\'.repeat(9)

function hideInside(value: Json, hide: (text: string) => string): Json {
  if (typeof value === 'string') return hide(value)
  if (typeof value === 'number') {
    const text = String(value)
    return hide(text) === text ? value : hiddenSecret
  }
  if (Array.isArray(value)) {
    const items = value.map((item) => hideInside(item, hide))
    return items.every((item, at) => item === value[at]) ? value : items
  }
  return isJsonObject(value) ? hideInObject(value, hide) : value
}

function hideInObject(value: JsonObject, hide: (text: string) => string): JsonObject {
  const hidden: Record<string, Json | undefined> = {}
  let isSame = true
  for (const key of Object.keys(value)) {
    const item = value[key]
    const shown = item === undefined ? undefined : hideInside(item, hide)
    const name = key === '__proto__' ? key : hide(key)
    if (shown !== item || name !== key) isSame = false
    // Assigned, this key would change the object's prototype instead.
    if (key === '__proto__') Object.defineProperty(hidden, key, { value: shown, enumerable: true })
    else hidden[name] = shown
  }
  return isSame ? value : hidden
}

/** The secret itself, and the three ways it can fall into base64, by the place it begins at. */
function textsOf(secret: string): string[] {
  const bytes = new TextEncoder().encode(secret)
  const inBase64 = [0, 1, 2].map((shift) => base64Within(bytes, shift)).filter((form) => form.length >= shortestSecret)
  return [secret, ...inBase64]
}

/** The characters of base64 that depend on nothing but these bytes when `shift` other bytes stand before them. */
function base64Within(bytes: Uint8Array, shift: number): string {
  const whole = btoa(String.fromCharCode(...new Uint8Array(shift), ...bytes))
  const first = Math.ceil((shift * 8) / 6)
  const last = Math.floor(((shift + bytes.length) * 8) / 6)
  return whole.slice(first, last)
}

/** Matches the text with each character in any of the ways it may be written. */
function patternOf(text: string): RegExp {
  const pieces = text.match(/\\+|[^\\]/gu) ?? []
  return new RegExp(pieces.map(waysToWrite).join(''), 'gu')
}

function waysToWrite(piece: string): string {
  // A run of backslashes doubles each time the text is put into JSON, at most three times here.
  if (piece.startsWith('\\')) {
    const count = piece.length
    return String.raw`(?:\\{${count},${count * 8}}|(?:${percent('\\')}){${count}}|(?:${entity('\\')}){${count}})`
  }
  const ways = [literally(piece), jsonEscape(piece), percent(piece), entity(piece)]
  if (piece === ' ') ways.push(String.raw`\+`)
  // Base64 for addresses writes these two otherwise.
  if (piece === '+') ways.push('-', ' ')
  if (piece === '/') ways.push('_')
  return `(?:${ways.join('|')})`
}

// The number of backslashes, `25` and zeros is bounded, so that a hostile text cannot make the search slow.
const backslashes = String.raw`\\{0,8}`

function literally(character: string): string {
  const plain = character.replace(/[\^$.*+?()[\]{}|/]/u, '\\$&')
  return /["'/]/.test(character) ? backslashes + plain : plain
}

function jsonEscape(character: string): string {
  const short = shortEscapes[character]
  const units = Array.from({ length: character.length }, (_, at) => hex(character.charCodeAt(at), 4))
  const long = units.map((unit) => String.raw`\\{1,8}u${unit}`).join('')
  return short ? String.raw`\\{1,8}${short}|${long}` : long
}

const shortEscapes: Readonly<Record<string, string>> = { '\n': 'n', '\r': 'r', '\t': 't', '\b': 'b', '\f': 'f' }

function percent(character: string): string {
  return [...new TextEncoder().encode(character)].map((byte) => `%(?:25){0,3}${hex(byte, 2)}`).join('')
}

function entity(character: string): string {
  const code = character.codePointAt(0)!
  const named = namedEntities[character]
  const numbers = `#0{0,6}${code}|#[xX]0{0,6}${hex(code, 1)}`
  return `&(?:amp;){0,3}(?:${named ? `${named}|` : ''}${numbers});`
}

const namedEntities: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' }

/** A number in hexadecimal digits of either case. */
function hex(number: number, length: number): string {
  const digits = number.toString(16).padStart(length, '0')
  return digits.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)
}

type Range = readonly [from: number, to: number]

/** Every place where the pattern matches, overlapping ones too: two secrets may share a part. */
function rangesOf(pattern: RegExp, text: string): Range[] {
  const ranges: Range[] = []
  pattern.lastIndex = 0
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    ranges.push([found.index, found.index + found[0].length])
    // By whole characters: from the middle of a surrogate pair the search would step back and never end.
    pattern.lastIndex = found.index + (text.codePointAt(found.index)! > 0xffff ? 2 : 1)
  }
  return ranges
}

function joined(ranges: readonly Range[]): Range[] {
  const whole: [number, number][] = []
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = whole.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else whole.push([from, to])
  }
  return whole
}

function replaceRanges(text: string, ranges: readonly Range[]): string {
  let hidden = ''
  let at = 0
  for (const [from, to] of ranges) {
    hidden += text.slice(at, from) + hiddenSecret
    at = to
  }
  return hidden + text.slice(at)
}
