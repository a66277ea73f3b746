import { link, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import type { Outcome } from '../../core/outcome.ts'
import type { NamedBytes } from './content.ts'

export interface LocalFolder {
  /** The whole path. */
  readonly directory: string
  readonly existing: 'replace' | 'keep'
  /** Folders that the operator allows; the directory must be one of them or lie inside one. */
  readonly allowed: readonly string[]
  /** Makes the name of the unfinished file its own. */
  readonly deliveryId: string
}

const noRoomWaitMs = 10 * 60_000

/**
 * Writes a file into a folder of this machine: beside its place first, then in one move, so that nobody sees half of it.
 * Links that lead out of the allowed folders are not followed, wherever they stand.
 */
export async function storeLocally({ name, bytes }: NamedBytes, folder: LocalFolder): Promise<Outcome> {
  try {
    const directory = await allowedDirectory(folder)
    if (directory === null) return notAllowed(folder.directory)
    const part = join(directory, `${name}.${folder.deliveryId.replace(/[^\w-]/g, '-')}.part`)
    await writePart(part, bytes)
    try {
      await moveInPlace(part, join(directory, name), folder.existing)
    } catch (error) {
      await rm(part, { force: true })
      throw error
    }
    await syncFolder(directory)
    return { kind: 'ok', remoteId: join(directory, name) }
  } catch (error) {
    return judge(error as NodeJS.ErrnoException, folder.directory)
  }
}

/** Where the directory really lies; null when that is not inside an allowed folder. Outside of them not even looked at. */
async function allowedDirectory({ directory, allowed }: LocalFolder): Promise<string | null> {
  const wanted = resolve(directory)
  const roots = allowed.filter((root) => isInside(wanted, resolve(root)))
  if (roots.length === 0) return null
  const real = await realpath(wanted)
  const realRoots = await Promise.all(roots.map((root) => realpath(root)))
  return realRoots.some((root) => isInside(real, root)) ? real : null
}

function isInside(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep)
}

async function writePart(path: string, bytes: Uint8Array): Promise<void> {
  // What an attempt before left. Removing a link removes the link, and `wx` makes a new file or none.
  await rm(path, { force: true })
  const file = await open(path, 'wx', 0o640)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function moveInPlace(part: string, path: string, existing: LocalFolder['existing']): Promise<void> {
  if (existing === 'replace') return rename(part, path)
  try {
    await link(part, path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return rm(part)
    // Some file systems know no second name for a file; there the look and the move are two steps.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error
    if (await stat(path).catch(() => null)) return rm(part)
    return rename(part, path)
  }
  await rm(part)
}

/** The new name is durable only when the folder is. */
async function syncFolder(directory: string): Promise<void> {
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Nothing can be stored there before somebody allows it: the integration pauses, and nothing is lost. */
function notAllowed(directory: string): Outcome {
  return {
    kind: 'auth',
    reason: `files may not be written into ${directory}. Whoever runs the server allows the folder in HOOKSWITCH_FILE_FOLDERS`,
  }
}

function judge({ code, message }: NodeJS.ErrnoException, directory: string): Outcome {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      // A disk that is not mounted looks like this; it may come back.
      return { kind: 'retry', reason: `the folder ${directory} is not there` }
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return { kind: 'auth', reason: `the server has no right to write into ${directory}` }
    case 'ENOSPC':
    case 'EDQUOT':
      return { kind: 'retry', reason: `there is no room left in ${directory}`, waitMs: noRoomWaitMs }
    case 'EISDIR':
    case 'ENOTEMPTY':
    case 'EEXIST':
      return { kind: 'permanent', reason: `in ${directory} something that is not a file has that name` }
    default:
      return { kind: 'retry', reason: `the file could not be written into ${directory}: ${code ?? message}` }
  }
}
