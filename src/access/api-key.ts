import { hash, randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const idLength = 8
// 32 letters of 62 are 190 random bits: nobody guesses them, so a fast hash is enough to keep the key.
const secretLength = 32
const checkLength = 6

/** The text of an API key, `hsk_<id>_<secret>_<check>`, and the id by which it is found again. */
export interface KeyText {
  readonly id: string
  readonly text: string
}

/** A new API key. The last part is a checksum: a key that was cut or mistyped is told from a wrong one, and scanners of leaked secrets can be sure. */
export function newKeyText(): KeyText {
  const id = randomLetters(idLength)
  const start = `hsk_${id}_${randomLetters(secretLength)}`
  return { id, text: `${start}_${checkOf(start)}` }
}

/** The id inside a presented key, or null when it cannot be one of ours: wrong form or wrong checksum. */
export function idInKey(text: string): string | null {
  const [, start, id, check] = keyForm.exec(text) ?? []
  return start !== undefined && id !== undefined && check === checkOf(start) ? id : null
}

/** What is stored of a key. */
export function hashOf(text: string): Buffer {
  return hash('sha256', text, 'buffer')
}

const keyForm = new RegExp(
  `^(hsk_([0-9A-Za-z]{${idLength}})_[0-9A-Za-z]{${secretLength}})_([0-9A-Za-z]{${checkLength}})$`,
)

function randomLetters(length: number): string {
  return Array.from({ length }, () => base62[randomInt(base62.length)]).join('')
}

function checkOf(start: string): string {
  let rest = crc32(start)
  let letters = ''
  while (letters.length < checkLength) {
    letters = base62[rest % base62.length] + letters
    rest = Math.floor(rest / base62.length)
  }
  return letters
}
