import type { Parameter } from './event-type.ts'
import { isJsonObject, type Json } from './json.ts'

/** The longest text a parameter may hold, in characters. */
export const longestText = 65_536

/**
 * Says what is wrong with a value that a sender gave for a known parameter, in English, to stand behind its path in an
 * API error (`must be a whole number, such as 47`); null when the value is legal. A missing value (null) always is.
 * The value itself is never repeated: it may be personal data, and errors are logged.
 */
export function checkParameter(parameter: Parameter, value: Json): string | null {
  if (value === null) return null
  const expected = unmetExpectation(parameter, value)
  return expected === null ? null : `must be ${expected}`
}

/**
 * The number that a value stands for, or null when it stands for none. Numbers and plain decimal notation only:
 * `2`, `"2"` and `"02"` are 2; `""`, `" "`, `"0x10"` and `"1e3"` are nothing. A whole number written with more digits
 * than a JavaScript number can keep apart is nothing too: it is an identifier, and two of them must not become equal.
 */
export function normalNumber(value: Json): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null
  if (typeof value !== 'string' || !/^-?\d+(\.\d+)?$/.test(value)) return null
  const number = Number(value) + 0 // makes -0 a plain 0
  if (!value.includes('.')) return Number.isSafeInteger(number) ? number : null
  return Number.isFinite(number) ? number : null
}

/**
 * The moment that an RFC 3339 date-time with a zone stands for, in milliseconds since 1970 (finer digits are cut off);
 * null for anything else, such as a day that the calendar does not have. Leap seconds (`:60`) are not accepted:
 * nothing after us could keep them.
 */
export function timeOf(value: Json): number | null {
  if (typeof value !== 'string') return null
  if (isEverydayTime(value)) return Date.parse(value)
  const parts = dateTime.exec(value)
  if (parts === null) return null
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [number, ...number[]]
  const utc = Date.UTC(2000, month! - 1, day, hour, minute, second, milliseconds(parts[7]))
  if (hour! > 23 || minute! > 59 || second! > 59 || day! < 1 || day! > daysIn(year, month!)) return null
  const offset = offsetMs(parts[8]!)
  return offset === null ? null : new Date(utc).setUTCFullYear(year, month! - 1, day) - offset
}

const dateTime = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)$/

/**
 * True for the form that most programs write, `2026-03-16T09:41:07.318Z`, on a day that every month has: told without the
 * price of a regular expression, because an event holds several of them. What is not such may still be a time.
 */
function isEverydayTime(text: string): boolean {
  if (text.length !== everydayForm.length) return false
  for (let at = 0; at < everydayForm.length; at++) {
    const code = text.charCodeAt(at)
    const form = everydayForm.charCodeAt(at)
    if (form === zero ? code < zero || code > nine : code !== form) return false
  }
  return (
    isBetween(1, twoDigits(text, 5), 12) &&
    isBetween(1, twoDigits(text, 8), 28) &&
    twoDigits(text, 11) < 24 &&
    twoDigits(text, 14) < 60 &&
    twoDigits(text, 17) < 60
  )
}

const everydayForm = '0000-00-00T00:00:00.000Z'
const zero = 48
const nine = 57

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - zero) * 10 + text.charCodeAt(at + 1) - zero
}

function isBetween(least: number, number: number, most: number): boolean {
  return number >= least && number <= most
}

/** What the value ought to be, in words that follow "must be"; null when it is that. */
function unmetExpectation({ type, enum: choices = noChoices }: Parameter, value: Json): string | null {
  switch (type) {
    case 'id':
    case 'string':
      return isScalar(value) ? tooLong(value) : 'a text'
    case 'uuid':
      return typeof value === 'string' ? tooLong(value) : 'a text'
    case 'enum':
      return isChoice(value, choices) ? null : oneOf(choices.map((choice) => choice.value))
    case 'bool':
      return typeof value === 'boolean' ? null : 'true or false, without quotes'
    case 'int':
      return Number.isInteger(normalNumber(value)) ? null : 'a whole number, such as 47'
    case 'number':
      return normalNumber(value) === null ? 'a number, such as 12.4' : null
    case 'timestamp':
      return isTime(value) ? null : 'a date and time with a zone (RFC 3339), such as 2026-03-16T09:41:07.318Z'
    case 'url':
      return isWebAddress(value) ? tooLong(value) : 'an address that begins with http:// or https://'
    case 'map':
      return isJsonObject(value) ? null : 'an object of names and values'
    case 'string[]':
    case 'id[]':
      return unmetInList(value)
  }
}

const noChoices: NonNullable<Parameter['enum']> = []

/** A plain loop, because a function made for each comparison is garbage by the thousand. */
function isChoice(value: Json, choices: NonNullable<Parameter['enum']>): boolean {
  for (const choice of choices) if (choice.value === value) return true
  return false
}

function isTime(value: Json): boolean {
  return (typeof value === 'string' && isEverydayTime(value)) || timeOf(value) !== null
}

function unmetInList(value: Json): string | null {
  if (!Array.isArray(value) || !value.every(isTextOrNumber)) return 'a list of texts'
  return value.some((item) => tooLong(item) !== null) ? `a list of texts of at most ${longestText} characters` : null
}

function isScalar(value: Json): boolean {
  return typeof value === 'boolean' || isTextOrNumber(value)
}

function isTextOrNumber(value: Json): boolean {
  return typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))
}

function tooLong(value: Json): string | null {
  return typeof value === 'string' && value.length > longestText ? `at most ${longestText} characters long` : null
}

function oneOf(values: readonly string[]): string {
  return `one of ${values.join(', ')}`
}

function isWebAddress(value: Json): boolean {
  if (typeof value !== 'string' || !/^https?:\/\//i.test(value)) return false
  return URL.canParse(value)
}

/** `.5` is 500 ms; digits after the third say nothing that we keep. */
function milliseconds(fraction = ''): number {
  return Number(fraction.slice(0, 3).padEnd(3, '0'))
}

/** 0 for a month that does not exist. */
function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
}

/** What a zone such as `+05:30` adds to UTC, in milliseconds; null when there can be no such zone. */
function offsetMs(zone: string): number | null {
  if (zone === 'Z' || zone === 'z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(4))
  if (hours > 23 || minutes > 59) return null
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}
