import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'

/** The bytes of a `.gz` from an offset of what it holds. Throws when it is damaged or too short. */
export async function* restOfCompressed(path: string, offset: number): AsyncGenerator<Uint8Array> {
  const plain = createGunzip()
  const unpacked = pipeline(createReadStream(path), plain)
  unpacked.catch(() => {}) // the loop below throws the same error
  let at = 0
  try {
    for await (const bytes of plain as AsyncIterable<Uint8Array>) {
      const rest = bytes.subarray(Math.min(bytes.length, Math.max(0, offset - at)))
      at += bytes.length
      if (rest.length > 0) yield rest
    }
  } finally {
    plain.destroy()
  }
  if (at < offset) throw new Error(`${path} holds fewer than ${offset} bytes`)
}

/** True when what a `.gz` holds has these bytes before the offset. */
export async function isCompressedCopy(path: string, offset: number, tail: Buffer): Promise<boolean> {
  const parts: Uint8Array[] = []
  let length = 0
  try {
    for await (const bytes of restOfCompressed(path, offset - tail.length)) {
      parts.push(bytes)
      length += bytes.length
      if (length >= tail.length) break
    }
  } catch {
    return false // damaged, too short, or not ours to read: then it cannot help
  }
  return Buffer.concat(parts).subarray(0, tail.length).equals(tail)
}
