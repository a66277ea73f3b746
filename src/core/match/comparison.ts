import type { Parameter } from '../event-type.ts'
import type { Json } from '../json.ts'
import { normalNumber, timeOf } from '../parameter-value.ts'

/** How the values of one parameter are told apart: as texts, as numbers where both are numbers, or as moments. */
export type Reading = 'text' | 'number' | 'time'

/** What stands for a value when it is compared: two values are equal when their keys are. */
export type Key = string | number

/**
 * The parameter that a path speaks of: the one of that name, or the map that the path reads into (`answers` for
 * `answers.city`). Undefined for a parameter that the event type does not know; such values are taken as they come.
 */
export function parameterFor(path: string, parameters: ReadonlyMap<string, Parameter>): Parameter | undefined {
  const named = parameters.get(path)
  if (named !== undefined) return named
  const dot = path.indexOf('.')
  const map = dot < 0 ? undefined : parameters.get(path.slice(0, dot))
  return map?.type === 'map' ? map : undefined
}

/** Decided once, when a rule is compiled; the event's values are then read the same way. */
export function readingOf(path: string, parameters: ReadonlyMap<string, Parameter>): Reading {
  const parameter = parameterFor(path, parameters)
  if (path === 'event_time' || parameter?.type === 'timestamp') return 'time'
  return parameter?.numeric || parameter?.type === 'int' || parameter?.type === 'number' ? 'number' : 'text'
}

/**
 * The key of a single value; null for lists, maps and nothing at all, which equal no single value. A number and its
 * text have the same key (`12` and `"12"`), so have `true` and `"true"`; where the reading is `number`, `"02"` has the
 * key of 2 as well; where it is `time`, one moment written in two zones has one key.
 */
export function keyOf(value: Json | undefined, reading: Reading): Key | null {
  if (typeof value === 'number' && reading === 'number') return normalNumber(value) ?? String(value)
  const text = textOf(value)
  if (text === null) return null
  if (reading === 'text') return keyOfText(text)
  if (reading === 'time') return timeOf(text) ?? text
  return shortWholeNumber(text) ?? normalNumber(text) ?? text
}

/**
 * The key of a text that is compared as it is written. An id of up to nine digits becomes the number that is written just
 * so: a number is compared without a look at where in memory its text lies, and most ids of a call center are such.
 */
export function keyOfText(text: string): Key {
  if (text.charCodeAt(0) === zero && text.length > 1) return text
  return shortWholeNumber(text) ?? text
}

const zero = 48

/** What `normalNumber` says of up to nine digits, without its regular expression: most answers are one digit. */
function shortWholeNumber(text: string): number | null {
  if (text.length === 0 || text.length > 9) return null
  let number = 0
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - zero
    if (digit < 0 || digit > 9) return null
    number = number * 10 + digit
  }
  return number
}

/** The number by which a value is put in order (milliseconds for moments); null when it has no place in the order. */
export function orderOf(value: Json | undefined, reading: Reading): number | null {
  if (value === undefined) return null
  return reading === 'time' ? timeOf(value) : normalNumber(value)
}

/** A text as "contains" and "starts with" see it: capitals and the way an accent is stored do not matter. */
export function foldedText(value: Json | undefined): string | null {
  return textOf(value)?.normalize('NFC').toLowerCase() ?? null
}

function textOf(value: Json | undefined): string | null {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}
