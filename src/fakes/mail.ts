import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server'
import type { FakeMessage, FakeTools } from './service.ts'

/** Addresses that a mail server would refuse, so that a fault can be tried by name. */
export const refusedAddress = 'refused@example.com'

export interface MailService {
  readonly port: number
  readonly user: string
  readonly password: string
  readonly close: () => Promise<void>
}

const user = 'hookswitch'
const password = 'example-password'
const longestMailBytes = 25 * 1024 * 1024

/**
 * A mail server that delivers nothing and shows everything, on this machine only. It needs the packages `smtp-server` and
 * `mailparser`, which Hookswitch itself does not: null when they are not installed.
 */
export async function openMail({
  port,
  now,
  heard,
}: FakeTools & { readonly port: number }): Promise<MailService | null> {
  const library = await loadLibrary()
  if (library === null) return null
  const server = new library.SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    size: longestMailBytes,
    logger: false,
    onAuth: (given, _session, done) =>
      given.username === user && given.password === password
        ? done(null, { user })
        : done(refusal(535, 'Authentication credentials invalid')),
    onRcptTo: ({ address }, _session, done) =>
      address.toLowerCase() === refusedAddress ? done(refusal(550, 'No such mailbox here')) : done(),
    onData: (stream, session, done) => {
      read(stream, session).then(
        (message) => {
          heard?.({ ...message, at: now() })
          done()
        },
        (error: Error) => done(error),
      )
    },
  })
  // A client that breaks off is its own trouble.
  server.on('error', () => {})
  const read = async (
    stream: SMTPServerDataStream,
    { envelope }: SMTPServerSession,
  ): Promise<Omit<FakeMessage, 'at'>> => {
    const mail = await library.simpleParser(stream)
    if (stream.sizeExceeded) throw refusal(552, 'The message is too large')
    const files = mail.attachments.map(({ filename, size }) => `📎 ${filename ?? '?'} (${size})`)
    return {
      to: envelope.rcptTo.map(({ address }) => address).join(', '),
      from: mail.from?.text ?? '',
      title: mail.subject ?? '',
      text: [mail.text?.trim() || withoutTags(mail.html || ''), ...files].join('\n'),
    }
  }
  const listening = server.listen(port, '127.0.0.1')
  await once(listening, 'listening')
  return {
    port: (listening.address() as AddressInfo).port,
    user,
    password,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function loadLibrary() {
  try {
    const [{ SMTPServer }, { simpleParser }] = await Promise.all([import('smtp-server'), import('mailparser')])
    return { SMTPServer, simpleParser }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return null
    throw error
  }
}

/** Good enough to recognize a mail that came as HTML alone. */
function withoutTags(html: string): string {
  const text = html.replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>/gi, '')
  return text.replace(/&(lt|gt|quot|amp|#39|nbsp);/g, (entity) => entities[entity] ?? entity).trim()
}

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&amp;': '&',
  '&#39;': "'",
  '&nbsp;': ' ',
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}
