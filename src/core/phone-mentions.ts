import { fewestPhoneDigits } from './phone.ts'

/**
 * The text with every mention of these numbers masked, down to seven digits of one in a row, whatever stands between the
 * digits. Of the end of a number the last three digits stay, of any other part none. `phones` are digits only. Stricter than
 * `maskPhonesIn`, which is for messages: here a stranger reads.
 */
export function maskMentions(text: string, phones: readonly string[]): string {
  if (phones.length === 0) return text
  const parts = new Set(phones.flatMap(partsOf))
  const ends = new Set(phones.map((phone) => phone.slice(-fewestPhoneDigits)))
  return text.replace(run, (found) => maskRun(found, parts, ends))
}

// An encoded character has digits of its own (`%20`, `&#32;`), which belong to no number.
const encoded = String.raw`%(?:25){0,3}[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\[nrt]|&(?:amp;)?(?:nbsp|#\d{1,5}|#[xX][0-9a-fA-F]{1,4});`
const gap = String.raw`(?:${encoded}|[^\p{L}\p{N}%&\\])`
const run = new RegExp(String.raw`(?:[+(]|%2[bB]){0,2}\d(?:${gap}{0,4}\d)*`, 'gu')
const piece = new RegExp(`(?:${encoded})|.`, 'gsu')

function partsOf(phone: string): string[] {
  const count = phone.length - fewestPhoneDigits + 1
  return Array.from({ length: Math.max(0, count) }, (_, at) => phone.slice(at, at + fewestPhoneDigits))
}

function maskRun(found: string, parts: ReadonlySet<string>, ends: ReadonlySet<string>): string {
  const pieces = found.match(piece) ?? []
  const places = pieces.flatMap((one, at) => (/^\d$/.test(one) ? [at] : []))
  if (places.length < fewestPhoneDigits) return found
  const digits = places.map((at) => pieces[at]).join('')
  const masked = new Set<number>()
  const kept = new Set<number>()
  for (let at = 0; at + fewestPhoneDigits <= digits.length; at++) {
    const part = digits.slice(at, at + fewestPhoneDigits)
    if (!parts.has(part)) continue
    for (let one = at; one < at + fewestPhoneDigits; one++) masked.add(one)
    if (ends.has(part)) for (let one = at + fewestPhoneDigits - 3; one < at + fewestPhoneDigits; one++) kept.add(one)
  }
  return masked.size === 0 ? found : spelled(pieces, places, masked, kept)
}

/** The run again: masked digits as `*`, and nothing of what stood between them. */
function spelled(
  pieces: readonly string[],
  places: readonly number[],
  masked: ReadonlySet<number>,
  kept: ReadonlySet<number>,
): string {
  let text = ''
  let at = 0
  places.forEach((place, no) => {
    const between = pieces.slice(at, place).join('')
    const inside = masked.has(no) && (no === 0 || masked.has(no - 1))
    text += (inside ? '' : between) + (masked.has(no) && !kept.has(no) ? '*' : pieces[place])
    at = place + 1
  })
  return text
}
