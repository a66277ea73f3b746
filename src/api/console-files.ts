import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
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
  server.get('/assets/*', async (request, reply) =>
    send(request, reply, await read(pathOf(request)), 'public, max-age=31536000, immutable'),
  )
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
  readonly plain: Buffer
  readonly brotli: Buffer
}

async function pack(folder: string, name: string): Promise<Packed | null> {
  const path = normalize(join(folder, name))
  const type = types[extname(path)]
  if (!path.startsWith(folder + sep) || !type || path.includes('\0')) return null
  try {
    const plain = await readFile(path)
    const brotli = await compress(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
    return { type, plain, brotli }
  } catch {
    return null
  }
}

function send(request: FastifyRequest, reply: FastifyReply, packed: Packed | null, cacheControl: string): FastifyReply {
  if (!packed) {
    reply.callNotFound()
    return reply
  }
  const takesBrotli = /\bbr\b/.test(String(request.headers['accept-encoding'] ?? ''))
  return reply
    .headers({ ...safety, 'content-type': packed.type, 'cache-control': cacheControl, vary: 'accept-encoding' })
    .headers(takesBrotli ? { 'content-encoding': 'br' } : {})
    .send(takesBrotli ? packed.brotli : packed.plain)
}

function pathOf({ url }: FastifyRequest): string {
  const [path = ''] = url.split('?')
  try {
    return decodeURIComponent(path)
  } catch {
    return ''
  }
}
