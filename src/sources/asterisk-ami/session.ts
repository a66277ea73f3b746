import { createHash } from 'node:crypto'
import type { Connection, SourceTools } from '../../core/source.ts'
import { Framing } from './framing.ts'
import { type AmiMessage, field } from './message.ts'
import type { Settings } from './settings.ts'
import type { Teller } from './teller.ts'

const connectWithinMs = 10_000
const answerWithinMs = 10_000
const pingEveryMs = 20_000

/** How a connection ended. `refused`: Asterisk does not accept the user or the secret. */
export interface Ending {
  readonly kind: 'lost' | 'refused'
  /** For people: what happened and what to do. */
  readonly message: string
}

/** Holds one connection from its opening to its end: signs in, asks how things stand, listens, and checks that it is alive. */
export async function holdSession(settings: Settings, tools: SourceTools, teller: Teller): Promise<Ending> {
  const over = new AbortController()
  const signal = AbortSignal.any([tools.signal, over.signal])
  const stopped = new Promise<Ending>((resolve) => {
    signal.addEventListener('abort', () => resolve(lost('the connection was closed')), { once: true })
  })
  try {
    return await Promise.race([stopped, hold(settings, { ...tools, signal }, teller)])
  } catch (error) {
    return lost(`no connection to Asterisk at ${settings.host}:${settings.port}: ${reasonOf(error)}`)
  } finally {
    over.abort()
  }
}

async function hold(settings: Settings, tools: SourceTools, teller: Teller): Promise<Ending> {
  const { host, port, tls } = settings
  const connection = await tools.connect({ host, port, tls, timeoutMs: connectWithinMs })
  if (tools.signal.aborted) {
    connection.close()
    return lost('the connection was closed')
  }
  tools.signal.addEventListener('abort', () => connection.close(), { once: true })
  const session = new Session(connection, tools, teller)
  const reading = session.read()
  const refusal = await Promise.race([session.signIn(settings), reading])
  if (refusal !== null) return refusal
  tools.report({ connected: true, message: `Asterisk Call Manager ${session.version}`.trim() })
  await session.askHowThingsStand(settings.event_filters)
  return Promise.race([session.watch(), reading])
}

class Session {
  readonly #connection: Connection
  readonly #tools: SourceTools
  readonly #teller: Teller
  readonly #framing = new Framing()
  readonly #answers = new Map<string, (answer: AmiMessage) => void>()
  #actions = 0
  #heard = false

  constructor(connection: Connection, tools: SourceTools, teller: Teller) {
    this.#connection = connection
    this.#tools = tools
    this.#teller = teller
  }

  get version(): string {
    return this.#framing.banner
  }

  /** Reads until the connection ends. Nothing after the first byte is lost: there is no moment without a reader. */
  async read(): Promise<Ending> {
    try {
      for await (const bytes of this.#connection.bytes) {
        if (this.#tools.signal.aborted) break
        this.#heard = true
        const messages = this.#framing.push(bytes)
        for (const message of messages) this.#answer(message)
        if (messages.length > 0) await this.#teller.take(messages)
      }
      return lost('Asterisk closed the connection')
    } catch (error) {
      return lost(`the connection to Asterisk broke: ${reasonOf(error)}`)
    }
  }

  /** Signs in. Null when that went well. */
  async signIn({ username, secret, login }: Settings): Promise<Ending | null> {
    const proof = login === 'plain' ? { Secret: secret } : await this.#md5Proof(secret)
    const answer = proof && (await this.#ask('Login', { Username: username, ...proof, Events: 'on' }))
    if (answer === null) return lost('Asterisk did not answer in time; is this really its AMI port?')
    if (field(answer, 'response').toLowerCase() === 'success') return null
    return {
      kind: 'refused',
      message: `Asterisk refused the AMI user “${username}”. Check the name and the secret in manager.conf; the next try is in a minute.`,
    }
  }

  /** Asks for filters, channels and queues: what is heard later makes sense only against how things stand now. */
  async askHowThingsStand(filters: readonly string[]): Promise<void> {
    await this.#teller.beginResync()
    for (const filter of filters) this.#askAside('Filter', { Operation: 'Add', Filter: filter })
    this.#askAside('CoreShowChannels', {})
    this.#askAside('QueueStatus', {})
  }

  /** Pings while the connection lives; resolves when the other side has fallen silent. */
  watch(): Promise<Ending> {
    const { clock, signal } = this.#tools
    return new Promise((resolve) => {
      const ping = () => {
        if (!this.#heard) {
          resolve(lost('Asterisk fell silent; connecting anew'))
          return
        }
        this.#heard = false
        this.#write('Ping', {}).catch(() => {}) // a broken connection shows itself to the reader
        callOff = clock.after(pingEveryMs, ping)
      }
      let callOff = clock.after(pingEveryMs, ping)
      signal.addEventListener('abort', () => callOff(), { once: true })
    })
  }

  async #md5Proof(secret: string): Promise<Readonly<Record<string, string>> | null> {
    const challenge = await this.#ask('Challenge', { AuthType: 'MD5' })
    if (challenge === null) return null
    const key = createHash('md5')
      .update(`${field(challenge, 'challenge')}${secret}`)
      .digest('hex')
    return { AuthType: 'MD5', Key: key }
  }

  /** The answer to an action, or null when none came in time. Events may come before it: the ActionID tells it apart. */
  async #ask(action: string, headers: Readonly<Record<string, string>>): Promise<AmiMessage | null> {
    const answer = Promise.withResolvers<AmiMessage | null>()
    const callOff = this.#tools.clock.after(answerWithinMs, () => answer.resolve(null))
    try {
      await this.#write(action, headers, answer.resolve)
      return await answer.promise
    } finally {
      callOff()
    }
  }

  /** Asks without waiting; a refusal goes to the log. */
  #askAside(action: string, headers: Readonly<Record<string, string>>): void {
    const { log } = this.#tools
    const seen = (answer: AmiMessage) => {
      if (field(answer, 'response').toLowerCase() !== 'error') return
      log.warn(
        { action, answer: field(answer, 'message') },
        'Asterisk refused an action; check the privileges in manager.conf',
      )
    }
    this.#write(action, headers, seen).catch(() => {}) // a broken connection shows itself to the reader
  }

  #write(
    action: string,
    headers: Readonly<Record<string, string>>,
    answered: (answer: AmiMessage) => void = () => {},
  ): Promise<void> {
    this.#actions += 1
    const id = `hookswitch-${this.#actions}`
    this.#answers.set(id, answered)
    const lines = Object.entries({ Action: action, ActionID: id, ...headers }).map(([key, value]) => `${key}: ${value}`)
    return this.#connection.write(`${lines.join('\r\n')}\r\n\r\n`)
  }

  #answer(message: AmiMessage): void {
    if (!message.has('response')) return
    const id = field(message, 'actionid')
    this.#answers.get(id)?.(message)
    this.#answers.delete(id)
  }
}

function lost(message: string): Ending {
  return { kind: 'lost', message }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
