import type { Busboy, BusboyHeaders } from '@fastify/busboy'
import { Problem } from '../core/problem.ts'

/** The one file of an upload. */
export interface SentFile {
  readonly name: string
  readonly bytes: Buffer
}

const headerLimits = { headerPairs: 20, headerSize: 8 * 1024, fields: 10, fieldSize: 4 * 1024, parts: 11 }

/**
 * Reads the file out of a `multipart/form-data` body that is here already, so its size is bounded. Other fields of the
 * form are passed over. Throws `media-type-unsupported`, `request-invalid` or `fields-invalid` with a sentence for people.
 */
export async function readSentFile(body: Buffer, contentType: string | undefined): Promise<SentFile> {
  if (!/^multipart\/form-data\b/i.test(contentType?.trim() ?? '')) {
    throw new Problem('media-type-unsupported', 'Send the file as multipart/form-data, as a browser’s form does')
  }
  const parser = await openParser({ 'content-type': contentType! })
  return new Promise((resolve, reject) => {
    const refuse = (detail: string) => reject(new Problem('request-invalid', detail))
    if (parser === null) return refuse('The content type names no boundary between the parts')
    let found: SentFile | null = null
    parser.on('file', (_field, stream, name) => {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('error', () => refuse(brokenOff))
      stream.on('end', () => {
        found = { name: name ?? '', bytes: Buffer.concat(pieces) }
      })
    })
    parser.on('filesLimit', () => refuse('Send one file at a time'))
    parser.on('partsLimit', () => refuse('The form has too many parts'))
    parser.on('fieldsLimit', () => refuse('The form has too many fields'))
    parser.on('error', () => refuse(brokenOff))
    parser.on('finish', () => {
      if (found !== null) resolve(found)
      else
        reject(
          new Problem('fields-invalid', 'The form holds no file', {
            errors: [{ path: 'file', message: 'is required' }],
          }),
        )
    })
    parser.end(body)
  })
}

const brokenOff = 'The multipart body cannot be read: it breaks off, or its parts are not divided by the boundary named'

async function openParser(headers: BusboyHeaders): Promise<InstanceType<typeof Busboy> | null> {
  const { Busboy: Parser } = await import('@fastify/busboy')
  try {
    return new Parser({ headers, limits: { files: 1, ...headerLimits } })
  } catch {
    return null
  }
}
