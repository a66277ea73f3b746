import type { ClientValues } from './client-values.ts'
import { hiddenSecret } from './field.ts'
import { anyWriting, inBase64 } from './hide.ts'
import { isJsonObject, type Json } from './json.ts'
import { isPhoneValue, speaksOfPhone } from './mask.ts'
import { maskEmail, maskText } from './mask-text.ts'
import { maskPhone } from './phone.ts'
import { maskMentions } from './phone-mentions.ts'

/** Masks any JSON, its keys too. */
export type Masker = (value: Json) => Json

/**
 * Makes a function for texts that were made from events, or came back about them: requests, answers, errors, comments. It masks
 * what these clients are known by, however it is written there, and whatever reads as an e-mail address or as a
 * phone in international form: an answer may tell more about a client than the event did.
 */
export function maskerAbout(clients: readonly ClientValues[]): Masker {
  const phones = [...new Set(clients.flatMap((client) => client.phones))]
  const replace = replacer(clients)
  const maskString = (text: string) => maskMentions(maskByLook(replace(text)), phones)
  return (value) => maskTree(value, maskString)
}

/** Masks mentions of these clients' phones and nothing else: for what names an employee. */
export function phoneMaskerAbout(clients: readonly ClientValues[]): Masker {
  const phones = clients.flatMap((client) => client.phones)
  return (value) => maskTree(value, (text) => maskMentions(text, phones))
}

function maskTree(value: Json, maskString: (text: string) => string): Json {
  if (typeof value === 'string') return maskString(value)
  if (typeof value === 'number') {
    const text = String(value)
    const masked = maskString(text)
    return masked === text ? value : masked
  }
  if (Array.isArray(value)) return value.map((item: Json) => maskTree(item, maskString))
  if (!isJsonObject(value)) return value
  const entries = Object.entries(value).map(([key, item]) => [maskString(key), maskField(key, item, maskString)])
  return Object.fromEntries(entries)
}

function maskField(key: string, value: Json | undefined, maskString: (text: string) => string): Json | undefined {
  if (value === undefined) return undefined
  return speaksOfPhone(key) && isPhoneValue(value) ? maskPhone(String(value)) : maskTree(value, maskString)
}

const email = /[\p{L}\p{N}._+-]{1,64}(?:@|%40)(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/giu
const internationalPhone = /(?:\+|%2b)\d(?:[\s().\-\u00a0]{0,2}\d){6,14}(?!\d)/giu

function maskByLook(text: string): string {
  return text
    .replace(email, (found) => maskEmail(found.replace(/%40/, '@')))
    .replace(internationalPhone, (found) => maskPhone(found.replace(/^%2b/i, '')))
}

interface Wanted {
  readonly pattern: RegExp
  readonly mask: string
}

/** Longer texts first: of `Olena Kovalenko` the whole name goes before its words. */
function replacer(clients: readonly ClientValues[]): (text: string) => string {
  const texts = [...new Set(clients.flatMap((client) => client.texts))].sort((a, b) => b.length - a.length)
  const links = [...new Set(clients.flatMap((client) => client.links))]
  const wanted = [
    ...links.flatMap((link) => wantedFor(link, hiddenSecret)),
    ...texts.flatMap((text) => wantedFor(text, maskText(text))),
  ]
  return (text) => wanted.reduce((rest, { pattern, mask }) => rest.replace(pattern, () => mask), text)
}

// A short name may be a part of a word; a longer one that is found inside a word is masked there, too.
const shortest = 6
const wordBefore = String.raw`(?:(?<![\p{L}\p{N}])|(?<=%[0-9a-f]{2})|(?<=\\[nrtbf])|(?<=\\u[0-9a-f]{4}))`
const wordAfter = String.raw`(?![\p{L}\p{N}])`

function wantedFor(text: string, mask: string): Wanted[] {
  const wellFormed = text.toWellFormed()
  const written = anyWriting(wellFormed)
  const source = text.length < shortest ? `${wordBefore}${written}${wordAfter}` : written
  const encoded = text.length < shortest ? [] : inBase64(wellFormed)
  return [new RegExp(source, 'giu'), ...encoded.map((form) => new RegExp(anyWriting(form), 'gu'))].map((pattern) => ({
    pattern,
    mask,
  }))
}
