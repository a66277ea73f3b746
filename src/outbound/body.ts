import { isAscii } from 'node:buffer'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

/** As much of an answer's body as the journal keeps. */
export const keptBytes = 64 * 1024

/** A body as it is read. */
export interface Body {
  readonly text: string
  readonly truncated: boolean
}

/**
 * The body as text, at once unless it is compressed: inflated when it is compressed (never beyond what is kept), decoded as UTF-8, NUL replaced because
 * databases do not take it. What is not text becomes a note of its length.
 */
export function readBody(bytes: Buffer, headers: Readonly<Record<string, string>>): Body | Promise<Body> {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (bytes.length === 0) return { text: '', truncated: false }
  if (isBinary(headers['content-type'])) return { text: note(bytes), truncated: false }
  if (encoding === 'identity' || encoding === '') return { text: decode(bytes), truncated: false }
  return inflate(bytes, encoding).then((inflated) =>
    inflated === null
      ? { text: note(bytes), truncated: true }
      : { text: decode(inflated.bytes), truncated: inflated.truncated },
  )
}

function isBinary(contentType: string | undefined): boolean {
  return /^(image|audio|video|font)\/|^application\/(octet-stream|pdf|zip|gzip)\b/i.test(contentType ?? '')
}

function note(bytes: Buffer): string {
  return `[binary, ${bytes.length} bytes]`
}

function decode(bytes: Buffer): string {
  // Most answers are short and plain, and a decoder costs more to make than they cost to read.
  if (isAscii(bytes)) return bytes.toString('latin1').replaceAll('\u0000', '\ufffd')
  // `stream` leaves out a character that the cut went through.
  return new TextDecoder('utf-8').decode(bytes, { stream: true }).replaceAll('\u0000', '\ufffd')
}

/** Null when nothing could be made of it. We ask for no compression; some servers compress all the same. */
function inflate(bytes: Buffer, encoding: string): Promise<{ bytes: Buffer; truncated: boolean } | null> {
  const inflater = inflaterFor(encoding)
  if (inflater === null) return Promise.resolve(null)
  return new Promise((resolve) => {
    const pieces: Buffer[] = []
    let length = 0
    const finish = (truncated: boolean) => {
      inflater.destroy()
      resolve(length === 0 && truncated ? null : { bytes: Buffer.concat(pieces).subarray(0, keptBytes), truncated })
    }
    inflater.on('data', (piece: Buffer) => {
      pieces.push(piece)
      length += piece.length
      if (length > keptBytes) finish(true)
    })
    inflater.on('end', () => finish(false))
    inflater.on('error', () => finish(true))
    inflater.end(bytes)
  })
}

function inflaterFor(encoding: string) {
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip()
  if (encoding === 'deflate') return createInflate()
  if (encoding === 'br') return createBrotliDecompress()
  return null
}
