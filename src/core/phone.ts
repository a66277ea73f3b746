/** The digits of a phone number, in the order dialed. Everything else (spaces, brackets, `+`) goes. */
export function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}

/**
 * True for a text that a person would read as a phone number: at least `least` digits, and nothing but digits and the
 * marks people write between them.
 */
export function looksLikePhone(text: string, least = 4): boolean {
  return /^[\s+()\-.\d]+$/.test(text) && digitsOf(text).length >= least
}

/** The number with every digit but the last three as `*` and other characters gone: `380501112333` → `*********333`. */
export function maskPhone(text: string): string {
  const digits = digitsOf(text)
  return '*'.repeat(Math.max(0, digits.length - 3)) + digits.slice(-3)
}

/** From this many digits on a number is taken for a client's phone rather than an extension or a counter. */
export const fewestPhoneDigits = 7

/**
 * The text with every mention of these numbers masked, however the digits are grouped and with or without the country code.
 * `phones` are digits only.
 */
export function maskPhonesIn(text: string, phones: readonly string[]): string {
  if (phones.length === 0) return text
  return text.replace(phoneInText, (found) => (mentions(digitsOf(found), phones) ? maskPhone(found) : found))
}

const phoneInText = /\+?\(?\d(?:[\s().\-\u00a0]{0,2}\d){6,}/g

// Nine digits tell one subscriber from another in every country we know; what stands before them is written in many ways.
function mentions(digits: string, phones: readonly string[]): boolean {
  return phones.some((phone) => digits.includes(phone.slice(-9)) || phone.endsWith(digits))
}

/**
 * The number as people write it: `380501112333` → `+380 50 111-23-33`. A country we have no grouping for is written in groups
 * of three; anything that is not a full number stays as it is.
 */
export function prettyPhone(text: string): string {
  const digits = digitsOf(text)
  if (!looksLikePhone(text, 10) || digits.length > 15) return text
  const known = groupings.find(
    ({ code, groups }) => digits.startsWith(code) && digits.length === code.length + sum(groups),
  )
  if (known) return `+${known.code} ${grouped(digits.slice(known.code.length), known.groups)}`
  return text.trim().startsWith('+') ? `+${digits.replace(/\B(?=(?:\d{3})+$)/g, ' ')}` : text
}

/** Digits after the country code, in the groups people of that country read aloud. */
const groupings: readonly { readonly code: string; readonly groups: readonly number[] }[] = [
  { code: '7', groups: [3, 3, 2, 2] },
  { code: '1', groups: [3, 3, 4] },
  { code: '375', groups: [2, 3, 2, 2] },
  { code: '380', groups: [2, 3, 2, 2] },
  { code: '994', groups: [2, 3, 2, 2] },
  { code: '995', groups: [3, 2, 2, 2] },
  { code: '996', groups: [3, 2, 2, 2] },
  { code: '998', groups: [2, 3, 2, 2] },
]

function grouped(digits: string, groups: readonly number[]): string {
  const ends = groups.map((_, at) => sum(groups.slice(0, at + 1)))
  const [first, ...rest] = ends.map((end, at) => digits.slice(end - groups[at]!, end))
  return [`${first} ${rest[0]}`, ...rest.slice(1)].join('-')
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
