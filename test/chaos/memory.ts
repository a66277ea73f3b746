import { mkdtempSync, rmSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitUntil } from '../tools/wait-until.ts'
import type { ThreadMemory } from './memory-probe.ts'

const folder = mkdtempSync(join(tmpdir(), 'hookswitch-memory-'))
const file = join(folder, 'memory.json')
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

/** Asks a server of its own process what its threads hold. */
export const memoryProbe = {
  /** The server must have been started with these. */
  settings: {
    NODE_OPTIONS: `--require ${join(import.meta.dirname, 'memory-probe.ts')}`,
    CHAOS_MEMORY: file,
  },

  /** What each thread holds after a collection. */
  async ask(pid: number): Promise<readonly ThreadMemory[]> {
    await rm(file, { force: true })
    process.kill(pid, 'SIGUSR2')
    const text = await waitUntil('the threads to tell', () => readFile(file, 'utf8').catch(() => null), 60_000)
    await rm(file)
    return JSON.parse(text) as ThreadMemory[]
  },
} as const
