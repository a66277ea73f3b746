import type { Socket } from 'node:net'
import { isIP } from 'node:net'
import { Readable } from 'node:stream'
import { OutboundError } from '../../core/http.ts'
import type { Sending } from '../../core/integration.ts'
import { portOf, type SmtpSettings } from './fields.ts'
import { judgeError, type SmtpError, type Stage } from './judge.ts'

type SmtpConnection = InstanceType<typeof import('nodemailer/lib/smtp-connection')['default']>

const setupMs = 20_000
const greetingMs = 10_000

/** Whom the server took the letter for. */
export interface Taken {
  readonly response: string
  readonly serverMessageId?: string | undefined
  readonly refused: readonly { readonly address: string; readonly answer: string }[]
}

/**
 * One conversation with a mail server. Every method throws `LetterRefused` with what its failure means, or
 * `OutboundError` when no connection came about or the attempt was called off.
 */
export class Session {
  readonly #connection: SmtpConnection
  readonly #settings: SmtpSettings
  /** Rejects when the connection breaks, whoever waits for what. */
  readonly #broken: Promise<never>
  #isWritten = false

  /** Dials through the guard, greets, and encrypts as the settings ask. */
  static async open(settings: SmtpSettings, { dial, signal }: Pick<Sending, 'dial' | 'signal'>): Promise<Session> {
    const { default: SMTPConnection } = await import('nodemailer/lib/smtp-connection')
    const { host, security, timeout_ms } = settings
    const isTls = security === 'tls'
    const dialed = await dial({ host, port: portOf(settings), tls: isTls, timeoutMs: Math.min(greetingMs, timeout_ms) })
    const socket = dialed.socket as Socket
    if (signal.aborted) {
      socket.destroy()
      throw new OutboundError('aborted', 'interrupted')
    }
    const connection = new SMTPConnection({
      connection: socket,
      host,
      ...(isIP(host) === 0 && { servername: host }),
      secure: isTls,
      secured: isTls,
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      ...(dialed.authorities && { tls: { ca: [...dialed.authorities] } }),
      connectionTimeout: setupMs,
      greetingTimeout: Math.min(greetingMs, timeout_ms),
      socketTimeout: timeout_ms,
      socketCloseTimeout: 1000,
      maxResponseSize: 64 * 1024,
      logger: false,
    })
    const session = new Session(connection, settings, signal)
    await session.#do('connect', (done) => connection.connect(done))
    return session
  }

  private constructor(connection: SmtpConnection, settings: SmtpSettings, signal: AbortSignal) {
    this.#connection = connection
    this.#settings = settings
    this.#broken = new Promise((_resolve, reject) => {
      connection.on('error', reject)
      // A step that fails because of the end has more to tell than the end itself, a moment later.
      connection.on('end', () =>
        setImmediate(() => reject(Object.assign(new Error('closed'), { code: 'ECONNECTION' }))),
      )
      const stop = () => {
        reject(new OutboundError('aborted', 'interrupted', { sent: this.#isWritten }))
        connection.close()
      }
      if (signal.aborted) stop()
      else signal.addEventListener('abort', stop, { once: true })
    })
    this.#broken.catch(() => {})
  }

  async signIn(): Promise<void> {
    const { user = '', password = '' } = this.#settings
    await this.#do('auth', (done) => {
      if (this.#connection.allowsAuth) return this.#connection.login({ user, pass: password }, done)
      return done(Object.assign(new Error('no AUTH'), { code: 'EAUTH' }))
    })
  }

  /** Hands the letter over. Resolves when the server took it for at least one recipient. */
  async send(envelope: { from: string; to: string[] }, letter: Buffer): Promise<Taken> {
    const body = Readable.from([letter], { objectMode: false })
    body.once('end', () => {
      this.#isWritten = true
    })
    let taken: Taken | null = null
    await this.#do('send', (done) =>
      this.#connection.send({ ...envelope, size: letter.byteLength }, body, (error, info) => {
        if (error || !info) return done(error ?? undefined)
        const refused = (info.rejectedErrors ?? []).map((one) => ({
          address: String((one as { recipient?: string }).recipient ?? ''),
          answer: one.response ?? '',
        }))
        taken = { response: info.response, serverMessageId: info.serverMessageId, refused }
        done()
      }),
    )
    return taken!
  }

  /** Says goodbye without waiting for an answer. */
  close(isFriendly: boolean): void {
    if (isFriendly) this.#connection.quit()
    else this.#connection.close()
  }

  async #do(stage: Stage, start: (done: (error?: SmtpError | null) => void) => void): Promise<void> {
    const work = new Promise<void>((resolve, reject) => start((error) => (error ? reject(error) : resolve())))
    work.catch(() => {}) // whichever of the two comes first is the one that is told
    try {
      await Promise.race([this.#broken, work])
    } catch (error) {
      this.#connection.close()
      if (error instanceof OutboundError) throw error
      throw judgeError(error as SmtpError, { stage, host: this.#settings.host, isWritten: this.#isWritten })
    }
  }
}
