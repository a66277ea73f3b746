import { DownloadFailed, download } from '../../core/download.ts'
import { safeFileName } from '../../core/file-name.ts'
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

type Tools = Pick<Sending, 'http' | 'files' | 'clock' | 'signal'>

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
    const bytes = await downloaded(url, which, room, tools)
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

async function downloaded(url: string, which: string, room: number, { http, signal, clock }: Tools): Promise<Buffer> {
  const asked = { http, signal, now: clock.now(), maxBytes: room, timeoutMs: downloadMs, what: which }
  try {
    return Buffer.from(await download(url, asked))
  } catch (error) {
    if (error instanceof DownloadFailed) throw new LetterRefused(error.outcome)
    throw error
  }
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
