import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The keys of the key file, by their ids. */
export interface KeyRing {
  /** The last key of the file: it encrypts. */
  readonly newest: string
  /** Every key of the file: each decrypts what it once encrypted. 32 bytes each. */
  readonly keys: ReadonlyMap<string, Buffer>
}

const keyBytes = 32
const heading = `# The secret keys of this Hookswitch. Whoever has this file and the store can read every token and password in it.
# Keep a copy, but not beside the backups of the store. The last line encrypts; every line decrypts.
`

/** The keys in the file, or null when there is no such file. Rejects with a sentence for people; no part of a key is ever in it. */
export async function readKeyFile(file: string): Promise<KeyRing | null> {
  try {
    return parseKeys(await readFile(file, 'utf8'), file)
  } catch (cause) {
    if (!isFileError(cause)) throw cause
    if (cause.code === 'ENOENT') return null
    const advice = 'let the user that runs Hookswitch read it'
    throw new Error(`could not read the secret key file ${file} (${cause.code}): ${advice}`, { cause })
  }
}

/**
 * Makes the file with one new key, readable by its owner only, and waits until it survives a power cut:
 * a secret sealed with a key that was lost could never be opened again. Rejects when the file is already there.
 */
export async function makeKeyFile(file: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true })
    const handle = await open(file, 'wx', 0o600)
    try {
      await handle.writeFile(
        `${heading}k${randomBytes(4).toString('hex')} ${randomBytes(keyBytes).toString('base64')}\n`,
      )
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (cause) {
    throw new Error(`could not make the secret key file ${file}`, { cause })
  }
}

/** What is unsafe about the file, one sentence each; empty when nothing is. For `hookswitch check`. */
export async function keyFileWarnings(file: string): Promise<string[]> {
  // Windows keeps no such bits; the folder's own rights protect the file there.
  if (process.platform === 'win32') return []
  const { mode } = await stat(file)
  if ((mode & 0o077) === 0) return []
  return [`Other users of this machine can open the secret key file ${file}. Close it: chmod 600 ${file}`]
}

function parseKeys(text: string, file: string): KeyRing {
  const keys = new Map<string, Buffer>()
  let newest: string | null = null
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const [, id, encoded] = /^\s*([0-9a-z]{1,32})\s+([0-9A-Za-z+/]{43}=)\s*$/.exec(line) ?? []
    if (id === undefined || encoded === undefined || keys.has(id)) {
      throw new Error(
        `line ${index + 1} of the secret key file ${file} is not a key: a name of its own, a space and 32 bytes in base64 belong there`,
      )
    }
    keys.set(id, Buffer.from(encoded, 'base64'))
    newest = id
  }
  if (newest === null) throw new Error(`the secret key file ${file} holds no key; put the right file there`)
  return { newest, keys }
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
}
