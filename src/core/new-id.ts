const letters = '0123456789abcdefghijklmnopqrstuvwxyz'

/** A fresh id for something people set up: a short prefix that says what it is, and 12 random letters and digits. */
export function newId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return `${prefix}_${Array.from(bytes, (byte) => letters[byte % letters.length]).join('')}`
}

/** A UUID of version 7 (RFC 9562): begins with the time, so that ids sort as things happened. `now` in milliseconds since 1970. */
export function newUuid(now: number): string {
  const random = tenRandomBytes()
  random[0] = 0x70 | (random[0]! & 0x0f)
  random[2] = 0x80 | (random[2]! & 0x3f)
  let hex = now.toString(16).padStart(12, '0')
  for (const byte of random) hex += hexOf[byte]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

// Asking the system for random bytes costs the same for ten as for thousands.
const randomPool = new Uint8Array(10 * 400)
let poolAt = randomPool.length

function tenRandomBytes(): Uint8Array {
  if (poolAt === randomPool.length) {
    crypto.getRandomValues(randomPool)
    poolAt = 0
  }
  poolAt += 10
  return randomPool.subarray(poolAt - 10, poolAt)
}

const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
