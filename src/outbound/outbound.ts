import { lookup } from 'node:dns/promises'
import type { Socket } from 'node:net'
import { getCACertificates } from 'node:tls'
import type { Dial } from '../core/dial.ts'
import type { Http, HttpRequest } from '../core/http.ts'
import type { SourceTools } from '../core/source.ts'
import { judgeFor } from './address.ts'
import { Agent } from './agent.ts'
import { connectionOf } from './connection.ts'
import { type DialTools, dial as dialOut } from './dial.ts'
import { exchange, type Outgoing } from './exchange.ts'
import type { Resolve, ResolvedAddress } from './guard.ts'
import { safeHeaders, wrong } from './headers.ts'
import { isForeignPort } from './ports.ts'
import { timed } from './timed.ts'

/** What the operator decides about the way out. */
export interface OutboundOptions {
  /** Nets that may be reached though they are private: `10.0.0.0/8`, `127.0.0.1`, `fd12::/16`. */
  readonly allowNets: readonly string[]
  /** Finds the addresses of a name. The machine's own resolver unless a test holds the names. */
  readonly resolve?: Resolve
  /** Time for name, connection and TLS of one connection. Default 5,000. */
  readonly connectTimeoutMs?: number
  /** Authorities to trust beside those that Node knows, in PEM. */
  readonly authorities?: readonly string[]
}

/** The only way out of Hookswitch. */
export interface Outbound {
  readonly http: Http
  /** For sources: a byte stream to another machine, through the same address guard. Any port, because a source speaks what lives there. */
  readonly connect: SourceTools['connect']
  /** For integrations that speak something other than HTTP: the same, as a socket. */
  readonly dial: Dial
  /** Cuts everything that is under way. */
  readonly close: () => Promise<void>
}

const defaultTimeoutMs = 10_000

// A destination's own lane keeps its concurrency; this only bounds what many integrations open to one host together.
const connectionsPerOrigin = 256

/** Opens the way out. Throws when one of the nets is not a net. */
export function openOutbound(options: OutboundOptions): Outbound {
  const tools: DialTools = {
    judge: judgeFor(options.allowNets),
    resolve: options.resolve ?? askTheSystem,
    timeoutMs: options.connectTimeoutMs ?? 5000,
    authorities: options.authorities && [...getCACertificates('default'), ...options.authorities],
  }
  const agent = openAgent(tools)
  const sockets = new Set<Socket>()
  const measured = new Set<Agent>()
  const measure = (request: HttpRequest) =>
    timed(async (passed) => {
      const own = openAgent({ ...tools, passed })
      measured.add(own)
      try {
        return await exchange(prepare(request), own)
      } finally {
        measured.delete(own)
        await own.destroy()
      }
    })
  const open = async ({ host, port, tls = false, timeoutMs = tools.timeoutMs }: Parameters<Dial>[0]) => {
    const socket = await dialOut({ host, port, tls }, { ...tools, timeoutMs })
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    return socket
  }

  return {
    http: (request) => {
      try {
        return request.timed ? measure(request) : exchange(prepare(request), agent)
      } catch (error) {
        return Promise.reject(error)
      }
    },
    connect: async (address) => connectionOf(await open(address)),
    dial: async (address) => ({
      socket: await open(address),
      ...(tools.authorities && { authorities: tools.authorities }),
    }),
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await Promise.all([agent, ...measured].map((one) => one.destroy()))
    },
  }
}

function openAgent(tools: DialTools): Agent {
  return new Agent({
    connections: connectionsPerOrigin,
    pipelining: 1,
    allowH2: false,
    keepAliveTimeout: 10_000,
    maxHeaderSize: 32 * 1024,
    // One deadline covers the whole exchange; undici's own would only add a second opinion.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: ({ hostname, port, protocol, servername }, done) => {
      const tls = protocol === 'https:'
      const target = { host: hostname, port: Number(port) || (tls ? 443 : 80), tls, protocols: ['http/1.1'] }
      dialOut({ ...target, servername: servername || undefined, onlyListed: isForeignPort(target.port) }, tools).then(
        (socket) => done(null, socket),
        (error: Error) => done(error, null),
      )
    },
  })
}

function prepare(request: HttpRequest): Outgoing {
  const place = placeOf(request.url)
  const method = request.method.toUpperCase()
  if (!/^[A-Z]+$/.test(method) || method === 'CONNECT' || method === 'TRACE')
    throw wrong('the method is not one of HTTP')
  return {
    ...place,
    method,
    headers: safeHeaders(request.headers ?? {}),
    body: request.body ?? null,
    timeoutMs: request.timeoutMs ?? defaultTimeoutMs,
    signal: request.signal,
    maxBytes: request.maxBytes,
  }
}

/** Where a request goes. */
type Place = Pick<Outgoing, 'origin' | 'host' | 'path'>

// Most messages go where the last ones went.
const places = new Map<string, Place>()
const mostPlaces = 1000

function placeOf(text: string): Place {
  const known = places.get(text)
  if (known !== undefined) return known
  const { origin, hostname, pathname, search } = readUrl(text)
  const place = { origin, host: hostname, path: pathname + search }
  if (places.size >= mostPlaces) places.clear()
  places.set(text, place)
  return place
}

/** The messages never repeat the address: a token may stand anywhere in it. */
function readUrl(text: string): URL {
  if (!URL.canParse(text)) throw wrong('the address is not a valid URL')
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw wrong('the address must begin with http:// or https://')
  if (url.username !== '' || url.password !== '') {
    throw wrong('the address holds a user name or password; put them into the authentication settings')
  }
  return url
}

async function askTheSystem(host: string): Promise<readonly ResolvedAddress[]> {
  const found = await lookup(host, { all: true })
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }))
}
