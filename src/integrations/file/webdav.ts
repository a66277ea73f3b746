import type { HttpReply, HttpRequest } from '../../core/http.ts'
import { outcomeOfStatus } from '../../core/http-outcome.ts'
import type { Sending } from '../../core/integration.ts'
import type { Outcome } from '../../core/outcome.ts'
import type { NamedBytes } from './content.ts'

export interface WebdavFolder extends Pick<Sending, 'http' | 'signal' | 'clock' | 'deliveryId'> {
  readonly url: string
  readonly user?: string | undefined
  readonly password?: string | undefined
  readonly existing: 'replace' | 'keep'
}

const uploadMs = 100_000
const deepestFolder = 20
const noRoomWaitMs = 10 * 60_000

/**
 * Puts a file into a folder over WebDAV (RFC 4918): under a name of its own first, then moved into place, so that nobody
 * sees half of it. Done twice it does no harm. Folders that are missing are made.
 */
export async function storeByWebdav({ name, bytes }: NamedBytes, folder: WebdavFolder): Promise<Outcome> {
  const base = folder.url.endsWith('/') ? folder.url : `${folder.url}/`
  const addressOf = (last: string) => new URL(encodeURIComponent(last), base).href
  const target = addressOf(name)
  const part = addressOf(`${name}.${folder.deliveryId.replace(/[^\w-]/g, '-')}.part`)
  const put = () =>
    ask(folder, { method: 'PUT', url: part, body: bytes, headers: { 'content-type': 'application/octet-stream' } })
  let reply = await put()
  if (reply.status === 409 || reply.status === 404) {
    const refused = await makeFolder(base, folder, 0)
    if (refused !== null) return judge(refused, folder)
    reply = await put()
  }
  if (!isGood(reply)) return judge(reply, folder)
  const overwrite = folder.existing === 'replace' ? 'T' : 'F'
  const moved = await ask(folder, { method: 'MOVE', url: part, headers: { destination: target, overwrite } })
  if (isGood(moved)) return { kind: 'ok', status: moved.status, remoteId: target }
  const outcome = judge(moved, folder)
  const isThere = moved.status === 412 && folder.existing === 'keep'
  if (isThere || outcome.kind === 'permanent') await removePart(part, folder)
  return isThere ? { kind: 'ok', status: moved.status, remoteId: target } : outcome
}

/** Makes a folder, those above it first if need be. Null when it is there; else the answer that refused it. */
async function makeFolder(url: string, folder: WebdavFolder, depth: number): Promise<HttpReply | null> {
  const make = () => ask(folder, { method: 'MKCOL', url })
  const reply = await make()
  if (isThere(reply)) return null
  const parent = new URL('..', url).href
  if ((reply.status !== 409 && reply.status !== 404) || parent === url || depth === deepestFolder) return reply
  const refused = await makeFolder(parent, folder, depth + 1)
  if (refused !== null) return refused
  const again = await make()
  return isThere(again) ? null : again
}

/** 405 is WebDAV's way to say that a folder is there already. */
function isThere(reply: HttpReply): boolean {
  return isGood(reply) || reply.status === 405
}

/** What is left over does no harm, so its removal may fail. */
async function removePart(url: string, folder: WebdavFolder): Promise<void> {
  await ask(folder, { method: 'DELETE', url }).catch(() => null)
}

function ask({ http, signal, user, password = '' }: WebdavFolder, request: HttpRequest): Promise<HttpReply> {
  const authorization =
    user === undefined ? {} : { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
  return http({ ...request, headers: { ...request.headers, ...authorization }, signal, timeoutMs: uploadMs })
}

function isGood({ status }: HttpReply): boolean {
  return status >= 200 && status < 300
}

function judge(reply: HttpReply, { clock }: WebdavFolder): Outcome {
  const { status } = reply
  switch (status) {
    case 403:
      return { kind: 'permanent', status, reason: 'answered 403: this user may not write into the folder' }
    case 404:
    case 409:
      return { kind: 'permanent', status, reason: `answered ${status}: the folder is not there and could not be made` }
    case 405:
    case 501:
      return { kind: 'permanent', status, reason: `answered ${status}: this address does not speak WebDAV` }
    case 412:
      return { kind: 'permanent', status, reason: 'answered 412: the file of that name may not be replaced' }
    case 413:
      return { kind: 'permanent', status, reason: 'answered 413: the file is larger than the server takes' }
    case 423:
      return { kind: 'retry', status, reason: 'answered 423: the file is locked by somebody' }
    case 507:
      return { kind: 'retry', status, reason: 'answered 507: there is no room left', waitMs: noRoomWaitMs }
    default:
      return outcomeOfStatus(reply, clock.now())
  }
}
