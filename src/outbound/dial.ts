import { connect, isIP, type LookupFunction, type Socket } from 'node:net'
import { connect as startTls } from 'node:tls'
import { OutboundError } from '../core/http.ts'
import type { JudgeAddress } from './address.ts'
import { connectionError, tlsError } from './failure.ts'
import { addressesOf, type Resolve, type ResolvedAddress, refused } from './guard.ts'
import type { Passed } from './timed.ts'

/** A machine to call. */
export interface Target {
  readonly host: string
  readonly port: number
  readonly tls: boolean
  /** The name asked for in TLS when it is not the host. */
  readonly servername?: string | undefined
  /** What is spoken inside TLS, such as `http/1.1`. */
  readonly protocols?: readonly string[]
  /** The address must be in a net that the operator allows: public ones do not do. */
  readonly onlyListed?: boolean
}

/** What dialing needs. */
export interface DialTools {
  readonly judge: JudgeAddress
  readonly resolve: Resolve
  /** Time for everything: name, connection and TLS. */
  readonly timeoutMs: number
  /** Certificates of authorities to trust, in PEM; Node's own when absent. */
  readonly authorities?: readonly string[] | undefined
  /** Told as each part is done. */
  readonly passed?: Passed
}

/**
 * Opens a connection to an address that may be reached. The address is judged before it is dialed and once more on the
 * open socket, so that no way of writing it and no change of mind of a name server leads inside.
 * Throws `OutboundError`; nothing was sent then.
 */
export async function dial(target: Target, tools: DialTools): Promise<Socket> {
  const late = new AbortController()
  const timer = setTimeout(
    () => late.abort(new OutboundError('timeout', `${target.host} did not answer in ${tools.timeoutMs} ms`)),
    tools.timeoutMs,
  )
  try {
    const addresses = await orLate(
      addressesOf(target.host, { ...tools, onlyListed: target.onlyListed === true }),
      late.signal,
    )
    tools.passed?.('dns')
    const socket = await openSocket(target, addresses, late.signal)
    tools.passed?.('connect')
    if (!isStillAllowed(socket, target, tools.judge)) {
      socket.destroy()
      throw refused(target.host)
    }
    if (!target.tls) return socket
    const secured = await secure(socket, target, { ...tools, signal: late.signal })
    tools.passed?.('tls')
    return secured
  } finally {
    clearTimeout(timer)
  }
}

function openSocket(
  { host, port }: Target,
  addresses: readonly ResolvedAddress[],
  signal: AbortSignal,
): Promise<Socket> {
  const name = host.replace(/^\[|\]$/g, '')
  const socket = connect({ host: name, port, lookup: pinned(addresses), autoSelectFamily: true, noDelay: true })
  socket.setKeepAlive(true, 60_000)
  return settle(socket, 'connect', signal, (cause) => connectionError(host, cause))
}

/** A look-up that does not look up: it gives the addresses that were judged. */
function pinned(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_host, options, done) => {
    if (options.all === true) return done(null, [...addresses])
    const first = addresses[0]!
    done(null, first.address, first.family)
  }
}

function isStillAllowed(socket: Socket, { onlyListed }: Target, judge: JudgeAddress): boolean {
  const verdict = judge(socket.remoteAddress ?? '')
  return verdict === 'listed' || (verdict === 'public' && onlyListed !== true)
}

function secure(
  socket: Socket,
  { host, servername, protocols }: Target,
  { authorities, signal }: Pick<DialTools, 'authorities'> & { signal: AbortSignal },
): Promise<Socket> {
  const name = (servername ?? host).replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const tls = startTls({
    socket,
    host: name,
    ...(isIP(name) === 0 && { servername: name }),
    ...(protocols !== undefined && { ALPNProtocols: [...protocols] }),
    ...(authorities !== undefined && { ca: [...authorities] }),
  })
  return settle(tls, 'secureConnect', signal, (cause) => tlsError(host, cause))
}

function settle(
  socket: Socket,
  ready: 'connect' | 'secureConnect',
  signal: AbortSignal,
  explain: (cause: Error) => OutboundError,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const onReady = () => {
      forget()
      resolve(socket)
    }
    const onError = (cause: Error) => {
      forget()
      reject(explain(cause))
    }
    const onClose = () => onError(new Error('closed'))
    const onLate = () => {
      forget()
      socket.destroy()
      reject(signal.reason)
    }
    const forget = () => {
      socket.off(ready, onReady).off('error', onError).off('close', onClose)
      signal.removeEventListener('abort', onLate)
      // Between two owners a socket may fail: the next one sees it closed.
      socket.on('error', () => {})
    }
    socket.on(ready, onReady).on('error', onError).on('close', onClose)
    if (signal.aborted) onLate()
    else signal.addEventListener('abort', onLate)
  })
}

function orLate<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const onLate = () => reject(signal.reason)
    signal.addEventListener('abort', onLate)
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onLate))
  })
}
