import type { Operator } from './condition.ts'
import type { Parameter } from './event-type.ts'
import type { Choice } from './field.ts'
import type { Sentence } from './sentence.ts'

/**
 * Short ways to write a parameter down. Each takes its name, its English and its Russian label, and what else there is
 * to say; the type, and the operators that make sense for it, follow from the function.
 */
export type Details = Partial<Omit<Parameter, 'name' | 'type' | 'label'>>

const whichOne: readonly Operator[] = ['eq', 'ne', 'in', 'not_in', 'exists', 'not_exists']
const yesOrNo: readonly Operator[] = ['eq', 'ne', 'exists', 'not_exists']
const howMuch: readonly Operator[] = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'not_in', 'exists', 'not_exists']
const whatText: readonly Operator[] = ['eq', 'ne', 'in', 'not_in', 'contains', 'starts_with', 'exists', 'not_exists']
const whenWas: readonly Operator[] = ['gt', 'gte', 'lt', 'lte', 'exists', 'not_exists']
/** For free texts and secret links: comparing them makes no sense, or would tell what they hold. */
const isThere: readonly Operator[] = ['exists', 'not_exists']

/** A name or a short text that conditions can compare. */
export function text(name: string, en: string, ru: string, details: Details = {}): Parameter {
  return { name, type: 'string', label: { en, ru }, operators: whatText, pii: null, ...details }
}

/** A text of which a condition may only ask whether it is there. */
export function note(name: string, en: string, ru: string, details: Details = {}): Parameter {
  return text(name, en, ru, { operators: isThere, ...details })
}

/** An identifier. Always a text, even when it looks like a number. */
export function id(name: string, en: string, ru: string, details: Details = {}): Parameter {
  return { name, type: 'id', label: { en, ru }, operators: whichOne, pii: null, ...details }
}

/** One of a few values. */
export function choice(
  name: string,
  en: string,
  ru: string,
  choices: readonly Choice[],
  details: Details = {},
): Parameter {
  return { name, type: 'enum', label: { en, ru }, enum: choices, operators: whichOne, pii: null, ...details }
}

/** Yes or no. */
export function flag(name: string, en: string, ru: string, details: Details = {}): Parameter {
  return { name, type: 'bool', label: { en, ru }, operators: yesOrNo, pii: null, ...details }
}

/** A whole number without a unit, such as a priority. */
export function whole(name: string, en: string, ru: string, details: Details = {}): Parameter {
  return { name, type: 'int', label: { en, ru }, operators: howMuch, pii: null, numeric: true, ...details }
}

/** How many there are. */
export function count(name: string, en: string, ru: string, details: Details = {}): Parameter {
  return whole(name, en, ru, { unit: 'count', ...details })
}

/** A duration in whole seconds. */
export function seconds(name: string, en: string, ru: string, details: Details = {}): Parameter {
  return whole(name, en, ru, { unit: 's', ...details })
}

/** A number that may have a fraction. */
export function number(name: string, en: string, ru: string, details: Details = {}): Parameter {
  return { name, type: 'number', label: { en, ru }, operators: howMuch, pii: null, numeric: true, ...details }
}

/** A share from 0 to 100. */
export function percent(name: string, en: string, ru: string, details: Details = {}): Parameter {
  return number(name, en, ru, { unit: 'percent', ...details })
}

/** A moment: RFC 3339 with a zone; ours are written in UTC with milliseconds. */
export function moment(name: string, en: string, ru: string, details: Details = {}): Parameter {
  return { name, type: 'timestamp', label: { en, ru }, operators: whenWas, pii: null, ...details }
}

/** An http(s) address. A condition may only ask whether it is there. */
export function link(name: string, en: string, ru: string, details: Details = {}): Parameter {
  return { name, type: 'url', label: { en, ru }, operators: isThere, pii: null, ...details }
}

/** Named values of the customer's own, read by a dotted path: `answers.city`. */
export function map(name: string, en: string, ru: string, details: Details = {}): Parameter {
  return { name, type: 'map', label: { en, ru }, operators: whatText, pii: null, ...details }
}

/** Several identifiers. */
export function ids(name: string, en: string, ru: string, details: Details = {}): Parameter {
  return { name, type: 'id[]', label: { en, ru }, operators: whichOne, pii: null, ...details }
}

/** Several short texts. */
export function texts(name: string, en: string, ru: string, details: Details = {}): Parameter {
  return { name, type: 'string[]', label: { en, ru }, operators: whatText, pii: null, ...details }
}

/** The legal values of a `choice`, each with its English and its Russian label. */
export function choices(labels: Readonly<Record<string, readonly [en: string, ru: string]>>): readonly Choice[] {
  return Object.entries(labels).map(([value, [en, ru]]) => ({ value, label: { en, ru } }))
}

/** A sentence in both languages. */
export function say(en: string, ru: string): Sentence {
  return { en, ru }
}
