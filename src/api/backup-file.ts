import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Store } from '../core/store.ts'

const prefix = '.backup-'
const underWay = new Set<string>()

/** A copy on its way out: the bytes and how many. The copy is removed when the stream closes, however it ended. */
export interface BackupFile {
  readonly stream: Readable
  readonly bytes: number
}

/** Makes a consistent copy in `folder` while everything goes on, and opens it. */
export async function openBackup(store: Pick<Store, 'backup'>, folder: string): Promise<BackupFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await removeForgotten(folder)
  const place = await mkdtemp(join(folder, prefix))
  underWay.add(place)
  const remove = () => rm(place, { recursive: true, force: true }).finally(() => underWay.delete(place))
  try {
    const file = join(place, 'store.db')
    await store.backup(file)
    const { size } = await stat(file)
    const stream = createReadStream(file)
    stream.once('close', () => void remove())
    return { stream, bytes: size }
  } catch (error) {
    await remove()
    throw error
  }
}

/** What a server that was killed during a backup left behind. */
async function removeForgotten(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const place = join(folder, name)
    if (name.startsWith(prefix) && !underWay.has(place)) await rm(place, { recursive: true, force: true })
  }
}
