import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { createSecureContext, type SecureContext } from 'node:tls'
import { type Behavior, behave } from './behavior.ts'

/** One request as the fake received it. */
export interface ReceivedRequest {
  readonly method: string
  /** Path and query, such as `/hook?x=1`. */
  readonly path: string
  /** Lower-case names, repeated ones joined with a comma. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly bytes: Buffer
  /** Milliseconds since 1970. */
  readonly at: number
}

/** What to do with a request: a fixed behavior, or one worked out from the request. */
export type Reaction = Behavior | ((request: ReceivedRequest) => Behavior)

/** How a fake service starts. */
export interface FakeOptions {
  /** Used up one by one, a request each. */
  readonly script?: readonly Reaction[]
  /** What comes after the script. Default: 200 with an empty JSON object. */
  readonly otherwise?: Reaction
  /** Default: any free port. */
  readonly port?: number
  /** Default: `127.0.0.1`. */
  readonly host?: string
  /** Serves https with this certificate. */
  readonly tls?: {
    readonly cert: string
    readonly key: string
    readonly maxVersion?: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'
    /** Lets nobody in who does not show a certificate of its own. */
    readonly asksForOne?: boolean
    /** Shows this one instead to whoever asks for its name. */
    readonly named?: { readonly name: string; readonly cert: string; readonly key: string }
    /** Is willing to show a certificate that nobody should accept any more. */
    readonly isWeak?: boolean
  }
}

/** A service that is not there: a real HTTP server on this machine that does what its script says. */
export interface Fake extends AsyncDisposable {
  /** Without a slash at the end: `http://127.0.0.1:41000`. */
  readonly url: string
  readonly port: number
  readonly received: readonly ReceivedRequest[]
  /** Connections accepted so far, those that never sent a request included. */
  readonly connections: () => number
  /** Connections that are open now. */
  readonly openConnections: () => number
  /** Adds to the end of the script. */
  readonly script: (...reactions: readonly Reaction[]) => void
  /** Resolves when so many requests have come since the start; rejects after five seconds. */
  readonly waitForRequests: (count: number) => Promise<readonly ReceivedRequest[]>
  /** Cuts every connection and stops. */
  readonly close: () => Promise<void>
}

/** Starts a fake service. Every fault it can play stands in `behavior.ts`. */
export async function startFake(options: FakeOptions = {}): Promise<Fake> {
  const script = [...(options.script ?? [])]
  const otherwise = options.otherwise ?? { does: 'answer', body: {} }
  const received: ReceivedRequest[] = []
  const sockets = new Set<Socket>()
  const waiting = new Set<() => void>()
  let accepted = 0

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readRequest(incoming)
    received.push(request)
    for (const look of waiting) look()
    const reaction = script.shift() ?? otherwise
    behave(typeof reaction === 'function' ? reaction(request) : reaction, response)
  }
  // A client that gives up half-way is what many scripts are about: there is nobody to tell.
  const onRequest = (incoming: IncomingMessage, response: ServerResponse) =>
    void serve(incoming, response).catch(() => response.destroy())

  const server = options.tls ? createTlsServer(tlsOptions(options.tls), onRequest) : createServer(onRequest)
  server.on('connection', (socket: Socket) => {
    accepted += 1
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    const next = script[0]
    if (typeof next === 'object' && next.does === 'refuse-connection') {
      script.shift()
      socket.resetAndDestroy()
    }
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo

  const close = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return {
    url: `${options.tls ? 'https' : 'http'}://${options.host ?? '127.0.0.1'}:${port}`,
    port,
    received,
    connections: () => accepted,
    openConnections: () => sockets.size,
    script: (...reactions) => void script.push(...reactions),
    waitForRequests: (count) =>
      waitFor(() => received.length >= count, waiting, `${count} requests`).then(() => received),
    close,
    [Symbol.asyncDispose]: close,
  }
}

function tlsOptions({
  cert,
  key,
  maxVersion,
  asksForOne = false,
  named,
  isWeak = false,
}: NonNullable<FakeOptions['tls']>) {
  if (isWeak) return { cert, key, ciphers: 'DEFAULT@SECLEVEL=0' }
  if (named) {
    const other = createSecureContext(named)
    const SNICallback = (name: string, done: (error: null, context?: SecureContext) => void) =>
      name === named.name ? done(null, other) : done(null)
    return { cert, key, SNICallback }
  }
  if (asksForOne) return { cert, key, requestCert: true, rejectUnauthorized: true }
  if (maxVersion !== 'TLSv1.1') return { cert, key, ...(maxVersion && { maxVersion }) }
  return { cert, key, maxVersion, minVersion: 'TLSv1' as const, ciphers: 'DEFAULT@SECLEVEL=0' }
}

async function readRequest(incoming: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
    body: bytes.toString('utf8'),
    bytes,
    at: Date.now(),
  }
}

function waitFor(isDone: () => boolean, looks: Set<() => void>, what: string): Promise<void> {
  if (isDone()) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => finish(() => reject(new Error(`${what} did not come within 5 s`))), 5000)
    const look = () => {
      if (isDone()) finish(resolve)
    }
    const finish = (settle: () => void) => {
      clearTimeout(giveUp)
      looks.delete(look)
      settle()
    }
    looks.add(look)
  })
}
