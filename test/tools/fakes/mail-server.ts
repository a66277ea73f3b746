import { readFileSync } from 'node:fs'
import type { AddressInfo, Socket } from 'node:net'
import { join } from 'node:path'
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server'
import type { MailScript, ReceivedLetter, Refusal } from './mail.ts'

// A mail server in a process of its own: `startFakeMail` starts it, tells it its script, and hears of every letter.

const script = JSON.parse(process.argv[2]!) as MailScript
const tell = (message: object) => process.send!(message)
let putOff = script.putsOff ?? 0

const server = new SMTPServer({
  ...encryption(),
  authOptional: script.user === undefined,
  allowInsecureAuth: true,
  disableReverseLookup: true,
  closeTimeout: 100,
  logger: false,
  ...(script.size !== undefined && { size: script.size }),
  onConnect(_session, done) {
    if (script.greeting === 'never') return
    done(script.greeting && refusal(script.greeting))
  },
  onAuth({ username, password }, _session, done) {
    if (script.signIn) return done(refusal(script.signIn))
    if (username === script.user && password === script.password) return done(null, { user: username })
    return done(refusal([535, '5.7.8 Authentication failed']))
  },
  onMailFrom(_address, _session, done) {
    done(script.sender && refusal(script.sender))
  },
  onRcptTo({ address }, _session, done) {
    if (putOff > 0) {
      putOff -= 1
      return done(refusal([451, '4.7.1 Greylisted, come back later']))
    }
    const refused = script.recipients?.[address]
    done(refused && refusal(refused))
  },
  onData(stream, session, done) {
    const pieces: Buffer[] = []
    stream.on('data', (piece: Buffer) => pieces.push(piece))
    stream.on('end', () => {
      if (script.afterData === 'hang') return
      if (script.afterData === 'cut') return cutAll()
      if (stream.sizeExceeded) return done(refusal([552, '5.3.4 Message too big']))
      if (script.afterData) return done(refusal(script.afterData))
      tell({ letter: received(session, Buffer.concat(pieces)) })
      done(null, '2.0.0 queued as EXAMPLE')
    })
  },
})
server.on('error', (error) => tell({ trouble: error.message }))
server.listen(0, '127.0.0.1', () => tell({ port: (server.server.address() as AddressInfo).port }))
process.on('disconnect', () => process.exit(0))

function encryption(): SMTPServerOptions {
  if (script.encryption === 'none') return { disabledCommands: ['STARTTLS'] }
  const read = (end: string) =>
    readFileSync(join(import.meta.dirname, '../certificates', `${script.certificate ?? 'good'}${end}`))
  return { secure: script.encryption === 'tls', key: read('-key.pem'), cert: read('.pem') }
}

function refusal([responseCode, message]: Refusal): Error {
  return Object.assign(new Error(message), { responseCode })
}

function received({ envelope, user, secure }: SMTPServerSession, bytes: Buffer): ReceivedLetter {
  return {
    from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
    to: envelope.rcptTo.map(({ address }) => address),
    user: user ?? null,
    wasEncrypted: secure,
    raw: bytes.toString('latin1'),
  }
}

function cutAll(): void {
  for (const connection of server.connections as Set<{ _socket: Socket }>) connection._socket.destroy()
}
