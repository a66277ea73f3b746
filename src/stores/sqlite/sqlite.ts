import { existsSync, mkdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { StoreKind } from '../../core/store.ts'
import { isAddress, readAddress } from './address.ts'
import { takeOwnership } from './ownership.ts'
import { restoreStore } from './restore.ts'
import { sqliteStore } from './sqlite-store.ts'
import { Thread } from './thread.ts'

const sqlite: StoreKind = {
  kind: 'sqlite',
  canOpen: isAddress,

  async open(address) {
    const { file, maxPages } = readAddress(address)
    if (!existsSync(dirname(file))) mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const ownership = takeOwnership(file)
    const threads = {
      writer: new Thread('writer'),
      engine: new Thread('reader'),
      journal: new Thread('reader', [file]),
      keeper: new Thread('keeper', [file]),
    }
    try {
      await threads.writer.ask('open', file, maxPages)
      await threads.engine.ask('open', file)
      return sqliteStore(threads, ownership)
    } catch (cause) {
      await Promise.all(Object.values(threads).map((thread) => thread.end()))
      ownership.release()
      throw cause
    }
  },

  async restore(address, file, tools) {
    const store = readAddress(address).file
    if (!existsSync(dirname(store))) mkdirSync(dirname(store), { recursive: true, mode: 0o700 })
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

export default sqlite
