import { Problem } from '../core/problem.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Parses UTF-8 JSON. Throws `body-invalid` with the parser's own words. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes))
  } catch (error) {
    throw new Problem(
      'body-invalid',
      error instanceof SyntaxError ? error.message.slice(0, 200) : 'The body is not UTF-8',
    )
  }
}

/** The JSON of a request's body; undefined without one. Throws `body-invalid` or `media-type-unsupported`. */
export function parseBody(bytes: Buffer, contentType: string | undefined): unknown {
  if (bytes.byteLength === 0) return undefined
  const media = (contentType ?? 'application/json').split(';')[0]!.trim().toLowerCase()
  if (media !== 'application/json' && !media.endsWith('+json')) {
    throw new Problem('media-type-unsupported', `The body is ${media}; send application/json`)
  }
  return parseJson(bytes)
}
