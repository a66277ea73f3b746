const letters = '0123456789abcdefghijklmnopqrstuvwxyz'

/** A fresh id for something people set up: a short prefix that says what it is, and 12 random letters and digits. */
export function newId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return `${prefix}_${Array.from(bytes, (byte) => letters[byte % letters.length]).join('')}`
}

/** A UUID of version 7 (RFC 9562): begins with the time, so that ids sort as things happened. `now` in milliseconds since 1970. */
export function newUuid(now: number): string {
  const at = tenRandomBytes()
  const hex = (index: number) => hexOf[pool[at + index]!]!
  const [version, variant] = [0x70 | (pool[at]! & 0x0f), 0x80 | (pool[at + 2]! & 0x3f)]
  return `${timePart(now)}-${hexOf[version]}${hex(1)}-${hexOf[variant]}${hex(3)}-${hex(4)}${hex(5)}${hex(6)}${hex(7)}${hex(8)}${hex(9)}`
}

// The events of one request have the same time.
let latestTime = { now: Number.NaN, text: '' }

function timePart(now: number): string {
  if (latestTime.now === now) return latestTime.text
  const hex = now.toString(16).padStart(12, '0')
  latestTime = { now, text: `${hex.slice(0, 8)}-${hex.slice(8, 12)}` }
  return latestTime.text
}

// Asking the system for random bytes costs the same for ten as for thousands.
const pool = new Uint8Array(10 * 400)
let poolAt = pool.length

/** Where in the pool ten bytes stand that nobody has used. */
function tenRandomBytes(): number {
  if (poolAt === pool.length) {
    crypto.getRandomValues(pool)
    poolAt = 0
  }
  poolAt += 10
  return poolAt - 10
}

const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
