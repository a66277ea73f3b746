import { OutboundError } from '../core/http.ts'

/** Lower-case names, safe values. Throws `request-invalid` for anything that could begin a second header or a second request. */
export function safeHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const safe: Record<string, string> = { 'user-agent': 'Hookswitch', 'accept-encoding': 'identity' }
  for (const name of Object.keys(headers)) {
    const key = keyOf(name)
    const value = headers[name]!
    if (forbiddenInValue.test(value)) throw wrong(`the header ${key} holds a line break or another control character`)
    safe[key] = isAscii(value) ? value : asUtf8Bytes(value)
  }
  return safe
}

/** The name in lower case. Messages have the same few names, so each is looked at once. */
function keyOf(name: string): string {
  const known = knownNames.get(name)
  if (known !== undefined) return known
  const key = name.toLowerCase()
  if (!/^[!#$%&'*+\-.^_`|~0-9a-z]+$/.test(key)) throw wrong('a header has a name that HTTP does not allow')
  if (ownedByTheConnection.has(key)) throw wrong(`the header ${key} is set by the connection itself; remove it`)
  if (knownNames.size >= mostKnownNames) knownNames.clear()
  knownNames.set(name, key)
  return key
}

const knownNames = new Map<string, string>()
const mostKnownNames = 1000

/** An error for a request that can never be sent. */
export function wrong(message: string): OutboundError {
  return new OutboundError('request-invalid', message)
}

const ownedByTheConnection = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
  'expect',
])

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this finds
const forbiddenInValue = /[\u0000-\u0008\u000a-\u001f\u007f]/

function isAscii(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant
  return /^[\u0000-\u007f]*$/.test(value)
}

// Headers travel as bytes, and a name in Russian is best sent as the UTF-8 that receivers expect nowadays.
function asUtf8Bytes(value: string): string {
  return Buffer.from(value, 'utf8').toString('latin1')
}
