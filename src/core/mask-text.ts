import { digitsOf, fewestPhoneDigits, looksLikePhone, maskPhone } from './phone.ts'

/** A text about a person, masked by what it looks like: an e-mail address, a date, a phone number, or words. */
export function maskText(text: string): string {
  if (isEmail(text)) return maskEmail(text)
  if (isDate(text)) return '***'
  if (looksLikePhone(text) || isPhoneWithMarks(text)) return maskPhone(text)
  return maskWords(text)
}

/** `olena@example.com` → `o***@example.com`: enough to see which mailbox is meant, not enough to write to it. */
export function maskEmail(text: string): string {
  const at = text.lastIndexOf('@')
  return `${firstOf(text.slice(0, at))}***${text.slice(at)}`
}

/** `Olena Kovalenko` → `O*** K***`; a word that begins with a digit shows nothing of itself. */
export function maskWords(text: string): string {
  return text.trim().replace(/\S+/gu, (word) => (/^\p{L}/u.test(word) ? `${firstOf(word)}***` : '***'))
}

function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text.trim()) && digitsOf(text.split('@')[0]!).length < fewestPhoneDigits
}

/** True for a text that begins with a calendar date: a date of birth has as many digits as a phone, and three of them say too much. */
export function isDate(text: string): boolean {
  return /^\s*(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4})\b/.test(text)
}

// `sip:380501112333@pbx.example.com`, `tel:+380501112333`
function isPhoneWithMarks(text: string): boolean {
  return !/\s/.test(text.trim()) && digitsOf(text.split('@')[0]!).length >= fewestPhoneDigits
}

function firstOf(word: string): string {
  return String.fromCodePoint(word.codePointAt(0) ?? 0x2a)
}
