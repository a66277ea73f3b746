import type { Parameter } from './event-type.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import { speaksOfPhone } from './mask.ts'
import { isDate } from './mask-text.ts'
import { digitsOf, fewestPhoneDigits } from './phone.ts'

/** What an event says about its client, to be found again in other texts. */
export interface ClientValues {
  /** Digits only. */
  readonly phones: readonly string[]
  /** Names, addresses, e-mails: each as a whole, and the words of a short one. */
  readonly texts: readonly string[]
  /** Secret links, such as that of the recording. */
  readonly links: readonly string[]
}

// Shorter ones are extensions, flags and initials: masking them everywhere would spoil every text and hide nobody.
const shortestText = 3
const mostWords = 4

/** Everything in the data that identifies the client: class C and U of the catalogue, and what is unknown but speaks of a phone. */
export function clientValues(data: JsonObject, parameters: ReadonlyMap<string, Parameter>): ClientValues {
  const phones = new Set<string>()
  const texts = new Set<string>()
  const links = new Set<string>()
  for (const [name, value] of Object.entries(data)) {
    const parameter = parameters.get(name)
    const isClient = parameter?.pii === 'C' || (!parameter && speaksOfPhone(name))
    for (const { key, text } of leavesOf(value)) {
      if (isClient) collect(text, phones, texts)
      if (isClient && (key === null || speaksOfName.test(key))) collectWords(text, texts)
      if (parameter?.pii === 'U' && text.length >= shortestText) links.add(text)
    }
  }
  return { phones: [...phones], texts: [...texts], links: [...links] }
}

function collect(leaf: string, phones: Set<string>, texts: Set<string>): void {
  const text = leaf.trim()
  if (isDate(text)) {
    texts.add(text)
    return
  }
  for (const [run] of leaf.matchAll(digitRun)) {
    const digits = digitsOf(run)
    if (digits.length >= fewestPhoneDigits) phones.add(digits)
  }
  if (/\p{L}/u.test(text) && text.length >= shortestText) texts.add(text)
}

/** First and last name are also written alone. */
function collectWords(text: string, texts: Set<string>): void {
  const words = text.trim().split(/[\s,;]+/)
  if (words.length < 2 || words.length > mostWords) return
  for (const word of words) if (word.length >= shortestText && /^\p{L}/u.test(word)) texts.add(word)
}

// In a map anything may stand, so only what is called a name is taken apart: the words of a note are not the client's.
const speaksOfName = /name|имя|фамил|отчество|фио/i
const digitRun = /\d(?:[^\p{L}\p{N}]{0,4}\d)*/gu

interface TextLeaf {
  /** The key that it stands under inside the parameter; null for the parameter itself. */
  readonly key: string | null
  readonly text: string
}

function leavesOf(value: Json | undefined, key: string | null = null): TextLeaf[] {
  if (typeof value === 'string' || typeof value === 'number') return [{ key, text: String(value) }]
  if (Array.isArray(value)) return value.flatMap((item: Json) => leavesOf(item, key))
  return isJsonObject(value) ? Object.entries(value).flatMap(([name, item]) => leavesOf(item, name)) : []
}
