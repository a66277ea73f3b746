import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import type { Connection } from '../../../src/core/source.ts'

/** One AMI message as keys and values; a list of values repeats the key. */
export type Headers = Readonly<Record<string, string | number | readonly string[]>>

/** The message as it travels on the wire. */
export function wire(...messages: readonly Headers[]): string {
  return messages.map((message) => `${Object.entries(message).flatMap(linesOf).join('\r\n')}\r\n\r\n`).join('')
}

/** A message and when it came, in seconds after nine in the morning of 16 March 2026 (UTC). */
export type Timed = readonly [second: number, message: Headers]

/** Nine in the morning of that day, milliseconds since 1970. */
export const nine = Date.UTC(2026, 2, 16, 9)

/** A recording as a server with `timestampevents = yes` gives it. */
export function recordingOf(script: readonly Timed[]): string {
  return wire(...script.map(([second, message]) => ({ ...message, Timestamp: (nine / 1000 + second).toFixed(6) })))
}

/** A connection through nothing but `node:net`, as a live source expects it from its tools. */
export async function connectPlainly({ host, port }: { host: string; port: number }): Promise<Connection> {
  const socket = connect({ host, port })
  await once(socket, 'connect')
  return {
    bytes: socket,
    write: (text) =>
      new Promise((resolve, reject) => socket.write(text, (error) => (error ? reject(error) : resolve()))),
    close: () => socket.destroy(),
  }
}

/** An action that the fake was asked for, its keys in lower case. */
export type Action = ReadonlyMap<string, string>

/**
 * A stand-in for Asterisk's manager interface: greets, checks the user by MD5 challenge or plainly, answers actions, sends
 * whatever it is told to send, and drops connections on demand.
 */
export class FakeAsterisk implements AsyncDisposable {
  /** Every action that arrived, oldest first, over all connections. */
  readonly actions: Action[] = []
  /** How many connections were made. */
  connections = 0
  /** What follows an action's `Success`, such as the list that QueueStatus gives. */
  readonly lists = new Map<string, readonly Headers[]>()
  /** Sent in the same bytes as the answer to the login. */
  burst = ''
  /** When true, actions are read but never answered. */
  silent = false
  secret = 'example-secret'
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #challenges = new Map<Socket, string>()
  #changed = Promise.withResolvers<void>()

  private constructor() {
    this.#server = createServer((socket) => this.#greet(socket))
  }

  static async open(): Promise<FakeAsterisk> {
    const fake = new FakeAsterisk()
    fake.#server.listen(0, '127.0.0.1')
    await once(fake.#server, 'listening')
    return fake
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** Sends messages on every open connection. */
  send(...messages: readonly Headers[]): void {
    this.sendBytes(Buffer.from(wire(...messages)))
  }

  sendBytes(bytes: Uint8Array): void {
    for (const socket of this.#sockets) socket.write(bytes)
  }

  /** Cuts every connection without a word. */
  drop(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  /** Resolves when the fake was asked for this action so many times. */
  async asked(action: string, times = 1): Promise<void> {
    const limit = new Error(`nobody asked for ${action} ${times} times`)
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => late.reject(limit), 4_000)
    try {
      while (this.actions.filter((asked) => asked.get('action') === action).length < times) {
        await Promise.race([this.#changed.promise, late.promise])
      }
    } finally {
      clearTimeout(timer)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.drop()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #greet(socket: Socket): void {
    this.connections += 1
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('error', () => {}) // a dropped connection is what these tests are about
    socket.write('Asterisk Call Manager/9.0.0\r\n')
    let text = ''
    socket.on('data', (bytes) => {
      text += bytes.toString('utf8')
      for (let end = text.indexOf('\r\n\r\n'); end !== -1; end = text.indexOf('\r\n\r\n')) {
        this.#hear(socket, actionFrom(text.slice(0, end)))
        text = text.slice(end + 4)
      }
    })
  }

  #hear(socket: Socket, action: Action): void {
    this.actions.push(action)
    if (!this.silent) socket.write(this.#answerTo(socket, action))
    this.#changed.resolve()
    this.#changed = Promise.withResolvers<void>()
  }

  #answerTo(socket: Socket, action: Action): string {
    const id = { ActionID: action.get('actionid') ?? '' }
    const name = action.get('action') ?? ''
    if (name === 'Challenge') {
      const challenge = String(this.connections * 7919)
      this.#challenges.set(socket, challenge)
      return wire({ Response: 'Success', ...id, Challenge: challenge })
    }
    if (name !== 'Login') return wire({ Response: 'Success', ...id }, ...(this.lists.get(name) ?? []))
    if (!this.#isWelcome(socket, action)) return wire({ Response: 'Error', ...id, Message: 'Authentication failed' })
    return wire({ Response: 'Success', ...id, Message: 'Authentication accepted' }) + this.burst
  }

  #isWelcome(socket: Socket, action: Action): boolean {
    const key = createHash('md5')
      .update(`${this.#challenges.get(socket)}${this.secret}`)
      .digest('hex')
    return action.get('secret') === this.secret || (action.get('authtype') === 'MD5' && action.get('key') === key)
  }
}

function linesOf([key, value]: [string, Headers[string]]): string[] {
  return (Array.isArray(value) ? value : [value]).map((item) => `${key}: ${item}`)
}

function actionFrom(text: string): Action {
  const lines = text.split('\r\n').map((line) => /^([^:]+): ?(.*)$/.exec(line))
  return new Map(lines.filter((line) => line !== null).map(([, key = '', value = '']) => [key.toLowerCase(), value]))
}
