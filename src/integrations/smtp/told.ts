import type { RecordedRequest, RecordedResponse } from '../../core/delivery.ts'
import { portOf, type SmtpSettings } from './fields.ts'
import type { Letter } from './letter.ts'
import type { Mailbox } from './mailboxes.ts'

/** A letter as the journal shows it: who, what, and how large the attachments are. */
export function toldRequest(letter: Letter, settings: SmtpSettings): RecordedRequest {
  const { from, to, cc, bcc, replyTo, subject, messageId, text, html, attachments } = letter
  const lists = { to, cc, bcc, 'reply-to': replyTo }
  const addressed = Object.entries(lists).filter(([, boxes]) => boxes.length > 0)
  return {
    method: 'SMTP',
    url: `${settings.security === 'tls' ? 'smtps' : 'smtp'}://${settings.host}:${portOf(settings)}`,
    headers: {
      from: shown(from),
      ...Object.fromEntries(addressed.map(([name, boxes]) => [name, boxes.map(shown).join(', ')])),
      subject,
      'message-id': messageId,
    },
    body: {
      ...(text !== '' && { text }),
      ...(html !== '' && { html }),
      ...(attachments.length > 0 && {
        attachments: attachments.map(({ filename, content }) => ({ filename, bytes: content.byteLength })),
      }),
    },
  }
}

/** The server's last word, and whom it refused. */
export function toldResponse(
  response: string,
  refused: readonly { readonly address: string; readonly answer: string }[],
): RecordedResponse {
  const body = refused.length === 0 ? response : { response, refused: refused.map((one) => ({ ...one })) }
  return { status: Number(response.slice(0, 3)) || 250, headers: {}, body }
}

function shown({ name, address }: Mailbox): string {
  return name === '' ? address : `${name} <${address}>`
}
