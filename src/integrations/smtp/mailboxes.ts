import { domainToASCII } from 'node:url'
import type { Json } from '../../core/json.ts'

/** Somebody who gets mail. The address is ASCII after the `@`; before it may be anything that the server can take. */
export interface Mailbox {
  readonly name: string
  readonly address: string
}

/** A text that should name mailboxes and does not. The message goes after the name of the field. */
export class NotAMailbox extends Error {}

/**
 * The mailboxes that a field names, with `,` or `;` between, each `address` or `Name <address>`; a list of such texts
 * does as well. We divide and check them ourselves: given a text, the mail library itself has sent a letter to whoever
 * stood behind a line break in it. Throws `NotAMailbox` for the first that is none.
 */
export function readMailboxes(value: Json | undefined): readonly Mailbox[] {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return value.flatMap(readMailboxes)
  if (typeof value === 'object') throw new NotAMailbox('must be a mail address, not an object')
  return divide(String(value).trim())
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .map(readMailbox)
}

/** Divides at `,` and `;` that stand neither in quotes nor between `<` and `>`. */
function divide(text: string): string[] {
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) {
    throw new NotAMailbox('holds a line break or another control character, which could smuggle in other recipients')
  }
  const pieces: string[] = []
  let start = 0
  let isQuoted = false
  let isBracketed = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (isQuoted && sign === '\\') at++
    else if (sign === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (sign === '<') isBracketed = true
    else if (sign === '>') isBracketed = false
    else if ((sign === ',' || sign === ';') && !isBracketed) {
      pieces.push(text.slice(start, at))
      start = at + 1
    }
  }
  return [...pieces, text.slice(start)]
}

function readMailbox(piece: string): Mailbox {
  const [, name = '', inBrackets] = /^(.*?)<([^<>]*)>$/su.exec(piece) ?? []
  const address = readAddress(inBrackets ?? piece)
  const isTricky = /[<>]/.test(name.replace(/"(?:\\.|[^"\\])*"/gsu, ''))
  if (address === null || isTricky) throw new NotAMailbox(complaint(piece))
  return { name: plainName(name), address }
}

function complaint(piece: string): string {
  const shown = piece.length > 100 ? `${piece.slice(0, 100)}…` : piece
  if (piece.includes('***')) {
    return `is masked (“${shown}”): this integration may not receive personal data. Allow it, or write the address itself`
  }
  return `holds “${shown}”, which is not a mail address`
}

/** Quoted local parts and addresses by IP number exist on paper only, and make room for tricks: refused. */
function readAddress(text: string): string | null {
  const [local = '', domain = '', ...more] = text.trim().split('@')
  if (more.length > 0 || text.includes('***')) return null
  if (!/^[^\s\p{C}\p{Z}<>()[\]{},;:\\"]{1,64}$/u.test(local) || /^\.|\.$|\.\./.test(local)) return null
  if (!/^[\p{L}\p{M}\p{N}.-]{1,253}$/u.test(domain)) return null
  const ascii = domainToASCII(domain)
  const isHost = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/.test(ascii)
  const isNumber = /^[\d.]+$/.test(ascii)
  const address = `${local}@${ascii}`
  return isHost && !isNumber && Buffer.byteLength(address) <= 254 ? address : null
}

function plainName(name: string): string {
  const bare = name.trim().replace(/^"(.*)"$/su, '$1')
  return bare
    .replace(/\\(.)/gsu, '$1')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .slice(0, 200)
}
