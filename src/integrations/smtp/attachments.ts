import { safeFileName } from '../../core/file-name.ts'
import { type HttpReply, OutboundError } from '../../core/http.ts'
import { outcomeOfStatus } from '../../core/http-outcome.ts'
import type { Sending } from '../../core/integration.ts'
import { isJsonObject, type Json, type JsonObject, own } from '../../core/json.ts'
import { LetterRefused, neverSent } from './refused.ts'

/** A file that goes with a letter. */
export interface Attachment {
  readonly filename: string
  readonly content: Buffer
}

/** All attachments together, before they grow by a third on the way: most mailboxes take 25 MB. */
export const largestAttachmentsBytes = 18_000_000

const mostAttachments = 20
const downloadMs = 60_000

type Tools = Pick<Sending, 'http' | 'files' | 'clock'>

/** Gets every attachment together. Throws `LetterRefused` when one cannot be had, and `OutboundError` when a try later may help. */
export async function readAttachments(value: Json | undefined, tools: Tools): Promise<readonly Attachment[]> {
  const wanted = listOf(value)
  const attachments: Attachment[] = []
  let room = largestAttachmentsBytes
  for (const [at, item] of wanted.entries()) {
    const attachment = await readAttachment(item, `attachment ${at + 1}`, room, tools)
    room -= attachment.content.byteLength
    if (room < 0) throw tooLarge(`attachment ${at + 1}`)
    attachments.push(attachment)
  }
  return attachments
}

function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null || value === '') return []
  const list = Array.isArray(value) ? value : isJsonObject(value) ? [value] : null
  if (list === null) throw neverSent('attachments must be a list of objects')
  if (list.length > mostAttachments) throw neverSent(`a letter may have at most ${mostAttachments} attachments`)
  return list
}

async function readAttachment(item: Json, which: string, room: number, tools: Tools): Promise<Attachment> {
  if (!isJsonObject(item)) throw neverSent(`${which} must be an object`)
  const [fileId, url, content] = [own(item, 'file_id'), own(item, 'url'), own(item, 'content')]
  if (typeof fileId === 'string' && fileId !== '') return uploaded(fileId, item, which, tools)
  if (typeof url === 'string' && url !== '') {
    const bytes = await download(url, which, room, tools)
    return { filename: nameOf(item) ?? nameIn(url), content: bytes }
  }
  if (content === undefined || content === null) {
    throw neverSent(`${which} has none of file_id, url and content, or what it is filled from was empty`)
  }
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2)
  return { filename: nameOf(item) ?? 'attachment.txt', content: Buffer.from(text) }
}

async function uploaded(fileId: string, item: JsonObject, which: string, { files }: Tools): Promise<Attachment> {
  const file = await files.read(fileId)
  if (file === null) throw neverSent(`${which}: there is no uploaded file ${fileId.slice(0, 60)}; it was removed`)
  return { filename: nameOf(item) ?? file.name, content: Buffer.from(file.bytes) }
}

async function download(url: string, which: string, room: number, { http, clock }: Tools): Promise<Buffer> {
  let reply: HttpReply
  try {
    reply = await http({ method: 'GET', url, maxBytes: room, timeoutMs: downloadMs })
  } catch (cause) {
    // Whatever became of the download, the letter was not sent.
    if (!(cause instanceof OutboundError)) throw cause
    throw new OutboundError(cause.failure, `${which}: ${cause.message}`, { cause })
  }
  if (reply.status < 200 || reply.status > 299) throw refusedDownload(reply, which, clock.now())
  const encoding = reply.headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') throw neverSent(`${which} comes compressed (${encoding}) though we did not ask for that`)
  if (reply.truncated && (reply.bytes?.byteLength ?? 0) < room) {
    throw new LetterRefused({ kind: 'retry', reason: `${which}: its download broke off` })
  }
  if (reply.truncated) throw tooLarge(which)
  return Buffer.from(reply.bytes ?? [])
}

/** The answer of some other server must never pause the mail server's lane. */
function refusedDownload(reply: HttpReply, which: string, now: number): LetterRefused {
  const outcome = outcomeOfStatus(reply, now)
  const reason = `${which} could not be downloaded: its address answered ${reply.status}`
  if (outcome.kind === 'retry' || outcome.kind === 'rate') {
    const { waitMs } = outcome
    return new LetterRefused({ kind: 'retry', reason, ...(waitMs !== undefined && { waitMs }) })
  }
  return neverSent(reason)
}

function tooLarge(which: string): LetterRefused {
  return neverSent(`${which} makes the letter too large: all attachments together may have 18 MB`)
}

function nameOf(item: JsonObject): string | null {
  const name = own(item, 'filename')
  return typeof name === 'string' && name.trim() !== '' ? safeFileName(name) : null
}

function nameIn(url: string): string {
  const last = URL.canParse(url) ? (new URL(url).pathname.split('/').at(-1) ?? '') : ''
  try {
    return safeFileName(decodeURIComponent(last))
  } catch {
    return safeFileName(last)
  }
}
