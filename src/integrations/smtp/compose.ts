import type { Letter } from './letter.ts'
import type { Mailbox } from './mailboxes.ts'

/** Writes a letter down as it travels (RFC 5322 and MIME). Hidden copies leave no trace in it. */
export async function compose(letter: Letter): Promise<Buffer> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const { from, to, cc, replyTo, subject, text, html, attachments, messageId, date } = letter
  const composer = new MailComposer({
    from: plain(from),
    to: to.map(plain),
    cc: cc.map(plain),
    replyTo: replyTo.map(plain),
    subject,
    ...(text !== '' && { text }),
    ...(html !== '' && { html }),
    attachments: attachments.map(({ filename, content }) => ({ filename, content })),
    messageId,
    date: new Date(date),
    // So that no out-of-office answer comes back to a robot: RFC 3834, and what Exchange reads.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return composer.compile().build()
}

/** Everybody the letter goes to, each once. */
export function recipientsOf({ to, cc, bcc }: Letter): string[] {
  return [...new Map([...to, ...cc, ...bcc].map(({ address }) => [address.toLowerCase(), address])).values()]
}

function plain({ name, address }: Mailbox): { name: string; address: string } {
  return { name, address }
}
