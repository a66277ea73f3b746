import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { HashQueue } from './hash-queue.ts'

const argon2id = promisify(argon2).bind(null, 'argon2id')

/**
 * What a guess shall cost: 19 MiB, two passes, one lane, about 30 ms of one core.
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
 */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const
const saltBytes = 16
const tagBytes = 32

/** Passwords hashed at the same time, and how many more may wait: about a second and a half of work. */
const queue = new HashQueue({ mostAtOnce: 2, mostWaiting: 100 })

/** The shortest password that is taken. Length is what counts: no other rule is made. */
export const shortestPassword = 8
/** Longer ones are refused: hashing megabytes would be a way to keep the server busy. */
export const longestPassword = 200

/** Rejects with `too-many-requests` when too many wait. What is stored of a password: `$argon2id$v=19$m=…,t=…,p=…$salt$tag`, as the reference library writes it. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const tag = await hashed(password, salt, cost)
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${text(salt)}$${text(tag)}`
}

/**
 * True when the password is the one behind the hash. `null` in place of a hash costs as much time as a wrong password, so
 * that nobody learns from the clock which names exist.
 */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const [, memory, passes, parallelism, salt, tag] = phc.exec(stored ?? '') ?? []
  if (salt === undefined || tag === undefined) {
    await hashed(password, Buffer.alloc(saltBytes), cost)
    return false
  }
  const asked = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  const expected = Buffer.from(tag, 'base64')
  return timingSafeEqual(await hashed(password, Buffer.from(salt, 'base64'), asked, expected.length), expected)
}

/** True when the hash was made cheaper than today's: it is made anew at the next sign-in. */
export function isOutdated(stored: string): boolean {
  return !stored.startsWith(`$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$`)
}

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

function hashed(
  password: string,
  nonce: Buffer,
  { memory, passes, parallelism }: { readonly memory: number; readonly passes: number; readonly parallelism: number },
  tagLength: number = tagBytes,
): Promise<Buffer> {
  // People type the same letter in two ways: “й” is one code point or two.
  const message = Buffer.from(password.normalize('NFKC'))
  return queue.run(async () => (await argon2id({ message, nonce, parallelism, tagLength, memory, passes })) as Buffer)
}

function text(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
