import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const compress = promisify(brotliCompress)

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
}

/** Nothing of another origin runs in the console, is shown in it, or shows it. React Aria writes a style element, so styles may stand inline. */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ')

const safety = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
} as const

/** True when the console has been built into this folder. */
export function hasConsole(folder: string): boolean {
  try {
    readFileSync(join(folder, 'index.html'))
    return true
  } catch {
    return false
  }
}

/** Serves the built console: its files, and its one page at every address that a person may open. */
export function addConsole(server: FastifyInstance, folder: string): void {
  const kept = new Map<string, Promise<Packed | null>>()
  const read = (name: string) => {
    const known = kept.get(name)
    if (known) return known
    const reading = pack(folder, name)
    kept.set(name, reading)
    // What is not there must not fill the memory of the server.
    void reading.then((packed) => packed ?? kept.delete(name))
    return reading
  }
  server.get('/assets/*', async (request, reply) => {
    const name = assetIn(request)
    return send(request, reply, name === null ? null : await read(name), 'public, max-age=31536000, immutable')
  })
  for (const name of ['/theme.js', '/favicon.svg'])
    server.get(name, async (request, reply) => send(request, reply, await read(name), 'no-cache'))
  const page = async (request: FastifyRequest, reply: FastifyReply) =>
    send(request, reply, await read('/index.html'), 'no-cache')
  for (const path of pages) server.get(path, page)
}

/** Every address of the console begins with one of these. */
const pages = ['', 'sign-in', 'bindings', 'integrations', 'journal', 'events', 'wall', 'sources', 'settings'].flatMap(
  (first) => (first === '' ? ['/'] : [`/${first}`, `/${first}/*`]),
)

interface Packed {
  readonly type: string
  /** Stands for the content. */
  readonly tag: string
  readonly plain: Buffer
  readonly brotli: Buffer
}

async function pack(folder: string, name: string): Promise<Packed | null> {
  const type = types[extname(name)]
  if (!type) return null
  try {
    const plain = await readFile(join(folder, name))
    const brotli = await compress(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
    return { type, tag: createHash('sha256').update(plain).digest('base64url').slice(0, 22), plain, brotli }
  } catch {
    return null
  }
}

function send(request: FastifyRequest, reply: FastifyReply, packed: Packed | null, cacheControl: string): FastifyReply {
  if (!packed) {
    reply.callNotFound()
    return reply
  }
  const takesBrotli = /\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(String(request.headers['accept-encoding'] ?? ''))
  const etag = `"${packed.tag}${takesBrotli ? '-br' : ''}"`
  const isKnown = request.headers['if-none-match']?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
  reply.headers({ ...safety, etag, 'cache-control': cacheControl, vary: 'accept-encoding' })
  if (isKnown) return reply.code(304).send()
  return reply
    .headers({ 'content-type': packed.type, ...(takesBrotli && { 'content-encoding': 'br' }) })
    .send(takesBrotli ? packed.brotli : packed.plain)
}

/** The file of the build that an address names; null for any other. One file has one name: what is read is kept. */
function assetIn({ url }: FastifyRequest): string | null {
  const [path = ''] = url.split('?')
  return /^\/assets\/[\w-][\w.-]*$/.test(path) ? path : null
}
