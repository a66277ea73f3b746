import { fewestPhoneDigits, maskPhone } from './phone.ts'

/** A part of a text and what is put in its place. */
export interface MaskedRange {
  readonly from: number
  readonly to: number
  readonly mask: string
}

/**
 * Where a text mentions these numbers, down to seven digits of one in a row, whatever stands between the digits. Of the end of
 * a number the last three digits stay, of any other part none. Stricter than `maskPhonesIn`, which is for messages: here a
 * stranger reads.
 */
export function phoneMentions(phones: readonly string[]): (text: string) => MaskedRange[] {
  const parts = new Set(phones.flatMap(partsOf))
  const ends = new Set(phones.map((phone) => phone.slice(-fewestPhoneDigits)))
  return (text) => {
    if (parts.size === 0 || !/\d/.test(text)) return []
    return [...text.matchAll(run)].flatMap((found) => inRun(found, parts, ends))
  }
}

const run = /[+(]{0,2}\d(?:[^\p{L}\p{N}]{0,4}\d)*/gu

function partsOf(phone: string): string[] {
  const count = phone.length - fewestPhoneDigits + 1
  return Array.from({ length: Math.max(0, count) }, (_, at) => phone.slice(at, at + fewestPhoneDigits))
}

function inRun({ 0: found, index }: RegExpExecArray, parts: ReadonlySet<string>, ends: ReadonlySet<string>) {
  if (found.length < fewestPhoneDigits) return []
  const places: number[] = []
  let digits = ''
  for (let at = 0; at < found.length; at++) {
    const code = found.charCodeAt(at)
    if (code < 48 || code > 57) continue
    digits += found[at]
    places.push(at)
  }
  const ranges: MaskedRange[] = []
  for (let first = 0; first + fewestPhoneDigits <= digits.length; first++) {
    if (!parts.has(partAt(digits, first))) continue
    let last = first
    while (!ends.has(partAt(digits, last)) && parts.has(partAt(digits, last + 1))) last++
    const masked = digits.slice(first, last + fewestPhoneDigits)
    ranges.push({
      from: first === 0 ? index : index + places[first]!,
      to: index + places[last + fewestPhoneDigits - 1]! + 1,
      mask: ends.has(partAt(digits, last)) ? maskPhone(masked) : '*'.repeat(masked.length),
    })
    first = last + fewestPhoneDigits - 1
  }
  return ranges
}

function partAt(digits: string, at: number): string {
  return digits.slice(at, at + fewestPhoneDigits)
}
