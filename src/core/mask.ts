import type { Parameter } from './event-type.ts'
import { isJsonObject, type Json, type JsonObject, own } from './json.ts'
import { maskText } from './mask-text.ts'
import { digitsOf, fewestPhoneDigits, maskPhone, maskPhonesIn } from './phone.ts'
import { envelopeNames } from './scope.ts'

/**
 * A copy of a template's values fit for a place that may not receive personal data. What identifies a client (class C of the
 * catalogue) is masked, so is anything the catalogue does not know whose name speaks of a phone, and every mention of the
 * client's number in other texts. Names of employees, free text and links stay.
 */
export function maskValues(values: JsonObject, parameters: ReadonlyMap<string, Parameter>): JsonObject {
  const phones = phonesOf(values, parameters)
  const masked = Object.entries(values).map(([name, value]) => [
    name,
    value === undefined ? undefined : maskOne(name, value, { values, phones, parameter: parameters.get(name) }),
  ])
  return Object.fromEntries(masked)
}

interface About {
  readonly values: JsonObject
  readonly phones: readonly string[]
  readonly parameter: Parameter | undefined
}

const ours: ReadonlySet<string> = new Set(envelopeNames)

function maskOne(name: string, value: Json, { values, phones, parameter }: About): Json {
  // Sources often build this id from the client's number.
  if (name === 'correlation_id') return hidePhones(value, phones)
  if (ours.has(name)) return value
  if (parameter?.pii === 'C')
    return isListValue(name, values) ? maskListValue(value, values) : maskClient(value, parameter)
  // A link with a part masked is no link.
  if (parameter?.pii === 'U') return value
  if (parameter) return hidePhones(value, phones)
  return maskUnknown(name, value, phones)
}

/** Every leaf of a value that identifies a client, masked. */
export function maskClient(value: Json, parameter?: Parameter): Json {
  return mapLeaves(value, (leaf) => {
    if (leaf === null || leaf === '') return leaf
    const text = String(leaf)
    return parameter?.phone && /\d/.test(text) ? maskPhone(text) : maskText(text)
  })
}

// The value of a list is whatever the list holds; the event says what.
function isListValue(name: string, values: JsonObject): boolean {
  return name === 'value' && typeof own(values, 'value_type') === 'string'
}

function maskListValue(value: Json, values: JsonObject): Json {
  const type = own(values, 'value_type')
  if (type === 'phone' || type === 'email') return maskClient(value)
  return mapLeaves(value, (leaf) => (leaf === null || leaf === '' ? leaf : `${[...String(leaf)][0]}***`))
}

/** What the catalogue does not know: masked where a name, at any depth, speaks of a phone and the value reads as one. */
function maskUnknown(name: string, value: Json, phones: readonly string[]): Json {
  if (Array.isArray(value)) return value.map((item) => maskUnknown(name, item, phones))
  if (isJsonObject(value)) {
    const entries = Object.entries(value).map(([key, item]) => {
      const place = speaksOfPhone(name) ? name : key
      return [key, item === undefined ? undefined : maskUnknown(place, item, phones)]
    })
    return Object.fromEntries(entries)
  }
  if (speaksOfPhone(name) && isPhoneValue(value)) return maskPhone(String(value))
  return hidePhones(value, phones)
}

/** `client_phone`, `callerNumber`, `tel`, `msisdn`, `телефон`; not `telegram_id`. */
export function speaksOfPhone(name: string): boolean {
  const words = name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()
  return /phone|msisdn|caller|телефон|(?:^|[^a-z])tel(?:[^a-z]|$)/.test(words)
}

/** True for a text or number with as many digits as a phone. */
export function isPhoneValue(value: Json): value is string | number {
  if (typeof value !== 'string' && typeof value !== 'number') return false
  return digitsOf(String(value)).length >= fewestPhoneDigits
}

function hidePhones(value: Json, phones: readonly string[]): Json {
  if (phones.length === 0) return value
  return mapLeaves(value, (leaf) => {
    if (typeof leaf === 'string') return maskPhonesIn(leaf, phones)
    const digits = typeof leaf === 'number' ? String(leaf) : ''
    return phones.includes(digits) ? maskPhone(digits) : leaf
  })
}

/** The client's numbers in this event, digits only. */
function phonesOf(values: JsonObject, parameters: ReadonlyMap<string, Parameter>): string[] {
  const found = new Set<string>()
  for (const [name, value] of Object.entries(values)) {
    if (ours.has(name) || value === undefined) continue
    const parameter = parameters.get(name)
    if (parameter?.pii === 'C' || (!parameter && speaksOfPhone(name))) collectPhones(value, found)
  }
  return [...found]
}

// Longer than any number is an order or a card, and would not be found in a text as a phone.
const mostPhoneDigits = 15

function collectPhones(value: Json, found: Set<string>): void {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) if (part !== undefined) collectPhones(part, found)
    return
  }
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  const digits = digitsOf(text)
  const isPhone = /^[\s+()\-.\d]+$/.test(text) || /^(?:sips?|tel):/i.test(text)
  if (isPhone && digits.length >= fewestPhoneDigits && digits.length <= mostPhoneDigits) found.add(digits)
}

function mapLeaves(value: Json, change: (leaf: null | boolean | number | string) => Json): Json {
  if (Array.isArray(value)) return value.map((item) => mapLeaves(item, change))
  if (!isJsonObject(value)) return change(value as null | boolean | number | string)
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    item === undefined ? undefined : mapLeaves(item, change),
  ])
  return Object.fromEntries(entries)
}
