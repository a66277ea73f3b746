import { existsSync, mkdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import type { StoreKind } from '../../core/store.ts'
import { isAddress, readAddress } from './address.ts'
import type { Opened } from './intake.ts'
import { logFiles } from './log-files.ts'
import { takeOwnership } from './ownership.ts'
import { Progress } from './progress.ts'
import { restoreStore } from './restore.ts'
import { SqliteStore, type Threads } from './sqlite-store.ts'
import { Thread } from './thread.ts'

const sqlite: StoreKind = {
  kind: 'sqlite',
  canOpen: isAddress,

  async open(address) {
    const { file, maxPages } = readAddress(address)
    if (!existsSync(dirname(file))) mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const ownership = takeOwnership(file)
    const progress = new Progress()
    const threads = {
      writer: new Thread('writer'),
      intake: new Thread('intake'),
      journal: new Thread('reader', [file]),
      keeper: new Thread('keeper', [file]),
    }
    try {
      await openTogether(threads, { file, maxPages, progress })
      return new SqliteStore(threads, { ownership, progress })
    } catch (cause) {
      await Promise.all(Object.values(threads).map((thread) => thread.end()))
      ownership.release()
      throw cause
    }
  },

  async restore(address, file, tools) {
    const store = readAddress(address).file
    if (!existsSync(dirname(store))) mkdirSync(dirname(store), { recursive: true, mode: 0o700 })
    // What a killed process left in the log goes into the store that is set aside, if that is whole enough.
    if (logFiles(store).length > 0) await playLog(address)
    return restoreStore(store, file, tools)
  },

  async fresh() {
    const folder = await mkdtemp(join(tmpdir(), 'hookswitch-store-'))
    return {
      address: `sqlite:${join(folder, 'store.db')}`,
      remove: () => rm(folder, { recursive: true, force: true }),
    }
  },
}

/** A store that is too broken for it keeps its log beside it. */
async function playLog(address: string): Promise<void> {
  try {
    const store = await sqlite.open(address)
    await store.close()
  } catch {}
}

/** The writer first: what a process that was killed left in the log must be in the database before numbers are given. */
export async function openTogether(
  { writer, intake }: Pick<Threads, 'writer' | 'intake'>,
  { file, maxPages, progress }: { file: string; maxPages?: number | undefined; progress: Progress },
): Promise<void> {
  const { shared } = progress
  const { port1: toWriter, port2: fromIntake } = new MessageChannel()
  const opened = await writer.askWith<Opened>([fromIntake], 'open', file, { maxPages, shared, fromIntake })
  await intake.askWith([toWriter], 'open', file, shared, toWriter, opened)
}

export default sqlite
