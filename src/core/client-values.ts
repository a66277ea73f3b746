import type { Parameter } from './event-type.ts'
import type { Json, JsonObject } from './json.ts'
import { speaksOfPhone } from './mask.ts'
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
    for (const leaf of leavesOf(value)) {
      if (isClient) collect(String(leaf), phones, texts)
      if (parameter?.pii === 'U' && String(leaf).length >= shortestText) links.add(String(leaf))
    }
  }
  return { phones: [...phones], texts: [...texts], links: [...links] }
}

function collect(leaf: string, phones: Set<string>, texts: Set<string>): void {
  for (const [run] of leaf.matchAll(digitRun)) {
    const digits = digitsOf(run)
    if (digits.length >= fewestPhoneDigits) phones.add(digits)
  }
  const text = leaf.trim()
  if (!/\p{L}/u.test(text)) return
  if (text.length >= shortestText) texts.add(text)
  const words = text.split(/[\s,;]+/)
  if (words.length < 2 || words.length > mostWords) return
  for (const word of words) if (word.length >= shortestText && /^\p{L}/u.test(word)) texts.add(word)
}

const digitRun = /\d(?:[^\p{L}\p{N}]{0,4}\d)*/gu

function leavesOf(value: Json | undefined): (string | number)[] {
  if (typeof value === 'string' || typeof value === 'number') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap((part) => leavesOf(part as Json | undefined))
}
