import type { Behavior } from './behavior.ts'
import { type Fake, type Reaction, type ReceivedRequest, startFake } from './frame.ts'

export interface FakeWebdavOptions {
  readonly user?: string
  readonly password?: string
  /** Folders that are there at the start, such as `/dav/`; `/` always is. */
  readonly folders?: readonly string[]
  /** Paths that somebody holds locked. */
  readonly locked?: readonly string[]
  /** All files together may have so many bytes. */
  readonly quotaBytes?: number
  /** Played before it behaves. */
  readonly script?: readonly Reaction[]
}

export interface FakeWebdav extends Fake {
  /** Content by path, percent-decoded. */
  readonly files: ReadonlyMap<string, Buffer>
  readonly folders: ReadonlySet<string>
}

interface State {
  readonly files: Map<string, Buffer>
  readonly folders: Set<string>
}

/** Starts a WebDAV server in memory that answers as RFC 4918 says to PUT, MOVE, MKCOL and DELETE. */
export async function startFakeWebdav(options: FakeWebdavOptions = {}): Promise<FakeWebdav> {
  const state: State = { files: new Map(), folders: new Set(['/', ...(options.folders ?? [])]) }
  const fake = await startFake({
    otherwise: (request) => ({ does: 'answer', status: answer(request, options, state) }) satisfies Behavior,
    ...(options.script !== undefined && { script: options.script }),
  })
  return { ...fake, ...state }
}

function answer(request: ReceivedRequest, options: FakeWebdavOptions, state: State): number {
  if (!isWelcome(request, options)) return 401
  const path = decodeURIComponent(request.path)
  if (options.locked?.includes(path)) return 423
  switch (request.method) {
    case 'PUT':
      return put(path, request.bytes, options, state)
    case 'MKCOL':
      return makeFolder(path, state)
    case 'MOVE':
      return move(path, request, options, state)
    case 'DELETE':
      return state.files.delete(path) ? 204 : 404
    default:
      return 405
  }
}

function isWelcome({ headers }: ReceivedRequest, { user, password = '' }: FakeWebdavOptions): boolean {
  if (user === undefined) return true
  return headers['authorization'] === `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}

function put(path: string, bytes: Buffer, { quotaBytes = Infinity }: FakeWebdavOptions, state: State): number {
  const { files, folders } = state
  if (!folders.has(folderOf(path))) return 409
  const used = [...files].reduce((sum, [other, content]) => sum + (other === path ? 0 : content.length), 0)
  if (used + bytes.length > quotaBytes) return 507
  const status = files.has(path) ? 204 : 201
  files.set(path, bytes)
  return status
}

function makeFolder(path: string, { folders }: State): number {
  if (!path.endsWith('/')) return 400
  if (folders.has(path)) return 405
  if (!folders.has(folderOf(path.slice(0, -1)))) return 409
  folders.add(path)
  return 201
}

function move(path: string, { headers }: ReceivedRequest, { locked }: FakeWebdavOptions, state: State): number {
  const { files, folders } = state
  const content = files.get(path)
  const destination = decodeURIComponent(new URL(headers['destination'] ?? '').pathname)
  if (content === undefined) return 404
  if (locked?.includes(destination)) return 423
  if (!folders.has(folderOf(destination))) return 409
  if (files.has(destination) && headers['overwrite'] === 'F') return 412
  const status = files.has(destination) ? 204 : 201
  files.delete(path)
  files.set(destination, content)
  return status
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}
