import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { waitUntil } from '../wait-until.ts'

/** An answer other than yes: status and words, such as `[550, '5.1.1 No such user']`. */
export type Refusal = readonly [status: number, words: string]

/** How a fake mail server behaves. Whatever is absent goes well. */
export interface MailScript {
  readonly encryption: 'none' | 'starttls' | 'tls'
  /** Of `test/tools/certificates`. Default: `good`. */
  readonly certificate?: 'good' | 'expired' | 'self-signed'
  /** Sign-in is asked for with this name and password. */
  readonly user?: string
  readonly password?: string
  /** Refuses every sign-in. */
  readonly signIn?: Refusal
  /** `never`: takes the connection and says nothing. */
  readonly greeting?: Refusal | 'never'
  readonly sender?: Refusal
  readonly recipients?: Readonly<Record<string, Refusal>>
  /** So many recipients are put off before one is taken. */
  readonly putsOff?: number
  /** What it says about a letter that it has read to the end. */
  readonly afterData?: Refusal | 'hang' | 'cut'
  /** The largest letter it takes, in bytes; told at the greeting. */
  readonly size?: number
}

/** A letter as it arrived. */
export interface ReceivedLetter {
  readonly from: string
  /** Everybody it was sent to, hidden copies included. */
  readonly to: readonly string[]
  readonly user: string | null
  readonly wasEncrypted: boolean
  /** The bytes, one a character. */
  readonly raw: string
}

export interface FakeMail extends AsyncDisposable {
  readonly port: number
  readonly letters: readonly ReceivedLetter[]
  /** Resolves when so many letters have come. */
  readonly waitForLetters: (count: number) => Promise<readonly ReceivedLetter[]>
}

/** Starts a mail server (`smtp-server`) in a process of its own, on this machine. */
export async function startFakeMail(script: MailScript): Promise<FakeMail> {
  const child = fork(join(import.meta.dirname, 'mail-server.ts'), [JSON.stringify(script)])
  const letters: ReceivedLetter[] = []
  child.on('message', (message: { letter?: ReceivedLetter }) => {
    if (message.letter) letters.push(message.letter)
  })
  const port = await portOf(child)
  return {
    port,
    letters,
    waitForLetters: (count) => waitUntil(`${count} letters`, () => letters.length >= count && letters),
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

async function portOf(child: ChildProcess): Promise<number> {
  const [message] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('the fake mail server did not start'))),
  ])) as [{ port?: number; trouble?: string }]
  if (message.port === undefined) throw new Error(message.trouble ?? 'the fake mail server did not start')
  return message.port
}
