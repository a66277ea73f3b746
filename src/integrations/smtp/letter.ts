import type { Sending } from '../../core/integration.ts'
import type { Json } from '../../core/json.ts'
import { type Attachment, readAttachments } from './attachments.ts'
import type { SmtpParameters, SmtpSettings } from './fields.ts'
import { type Mailbox, NotAMailbox, readMailboxes } from './mailboxes.ts'
import { LetterRefused, neverSent } from './refused.ts'

/** A letter ready to be written down, every recipient checked. */
export interface Letter {
  readonly from: Mailbox
  readonly to: readonly Mailbox[]
  readonly cc: readonly Mailbox[]
  readonly bcc: readonly Mailbox[]
  readonly replyTo: readonly Mailbox[]
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly attachments: readonly Attachment[]
  readonly messageId: string
  /** Milliseconds since 1970. */
  readonly date: number
}

const mostRecipients = 50
const longestSubject = 500

type Delivery = Pick<
  Sending<SmtpSettings, SmtpParameters>,
  'settings' | 'parameters' | 'deliveryId' | 'clock' | 'http' | 'files' | 'signal'
>

/** Checks everything a letter is made of. Throws `LetterRefused`. */
export async function readLetter(delivery: Delivery): Promise<Letter> {
  const { settings, parameters, deliveryId, clock } = delivery
  const from = readSender(settings.from)
  const [to, cc, bcc] = [
    mailboxes(parameters.to, 'To'),
    mailboxes(parameters.cc, 'Copy'),
    mailboxes(parameters.bcc, 'Hidden copy'),
  ]
  const replyTo = mailboxes(parameters.reply_to, 'Reply to')
  const count = to.length + cc.length + bcc.length
  if (to.length === 0) throw neverSent('To is empty: none of its variables had a value')
  if (count > mostRecipients) throw neverSent(`a letter may go to at most ${mostRecipients} mailboxes, not ${count}`)
  const [text, html] = [asText(parameters.text), asText(parameters.html)]
  if (text.trim() === '' && html.trim() === '') {
    throw neverSent('the letter is empty: neither text nor HTML has anything in it')
  }
  const attachments = await readAttachments(parameters.attachments, delivery)
  const subject = oneLine(asText(parameters.subject))
  const messageId = messageIdOf(deliveryId, from)
  return { from, to, cc, bcc, replyTo, subject, text, html, attachments, messageId, date: clock.now() }
}

/** The sender as the settings have it; null when that is not exactly one mailbox. */
export function senderIn(text: string): Mailbox | null {
  try {
    const [one, ...more] = readMailboxes(text)
    return one !== undefined && more.length === 0 ? one : null
  } catch {
    return null
  }
}

/** The same for every attempt, so that a mailbox that gets the letter twice can tell. */
export function messageIdOf(deliveryId: string, { address }: Mailbox): string {
  return `<${deliveryId.replace(/[^\w.-]/g, '-')}@${address.split('@')[1]}>`
}

function readSender(text: string): Mailbox {
  const sender = senderIn(text)
  if (sender !== null) return sender
  // No letter can leave before somebody mends it: the integration pauses, and nothing is lost.
  throw new LetterRefused({ kind: 'auth', reason: 'the sender in the settings is not a mail address' })
}

function mailboxes(value: Json | undefined, field: string): readonly Mailbox[] {
  try {
    return readMailboxes(value)
  } catch (error) {
    if (error instanceof NotAMailbox) throw neverSent(`${field} ${error.message}`)
    throw error
  }
}

function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  return line.length > longestSubject ? `${line.slice(0, longestSubject - 1).toWellFormed()}…` : line
}

/** What a whole-value template made, as a person would read it. */
function asText(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  return (typeof value === 'object' ? JSON.stringify(value) : String(value)).toWellFormed()
}
