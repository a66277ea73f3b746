import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { refuseUnreadable } from './migrate.ts'
import { takeOwnership } from './ownership.ts'

const chunkBytes = 4 * 1024 * 1024
const logEndings = ['-wal', '-shm'] as const

interface Tools {
  readonly now: number
  readonly progress: (share: number) => void
}

/**
 * Puts a copy in the place of the store. It is checked, copied beside the store under another name and flushed to the disk;
 * only then one rename replaces the old file, so that a kill at any moment leaves the old or the new one, whole.
 */
export function restoreStore(file: string, copy: string, { now, progress }: Tools): { kept: string | null } {
  if (!existsSync(copy)) throw new Error(`There is no file ${copy}.`)
  const ownership = takeOwnership(file)
  try {
    refuseUnhealthy(copy)
    const part = `${file}.part`
    copyDurably(copy, part, progress)
    const kept = existsSync(file) ? setAside(file, now) : null
    // A log without its store would be played into the new one.
    for (const ending of logEndings) rmSync(file + ending, { force: true })
    renameSync(part, file)
    flush(dirname(file))
    return { kept }
  } finally {
    ownership.release()
  }
}

/** A copy that is cut short, damaged, of another program or of a newer version is found before anything is touched. */
function refuseUnhealthy(copy: string): void {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(copy, { readOnly: true })
    refuseUnreadable(database, copy)
    const [verdict] = Object.values(database.prepare('pragma quick_check(1)').get() ?? {})
    if (verdict !== 'ok') throw new Error(String(verdict))
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`The file ${copy} is not a healthy backup and was not restored: ${said}`, { cause })
  } finally {
    database?.close()
  }
}

function copyDurably(from: string, to: string, progress: (share: number) => void): void {
  rmSync(to, { force: true })
  const source = openSync(from, 'r')
  const target = openSync(to, 'wx', 0o600)
  try {
    const { size } = fstatSync(source)
    const chunk = Buffer.alloc(chunkBytes)
    let done = 0
    for (let read = readSync(source, chunk); read > 0; read = readSync(source, chunk)) {
      for (let written = 0; written < read; ) written += writeSync(target, chunk, written, read - written)
      done += read
      progress(size === 0 ? 1 : done / size)
    }
    fsyncSync(target)
  } finally {
    closeSync(source)
    closeSync(target)
  }
}

/** The old store gets a second name and keeps its first one until the rename. Returns the second. */
function setAside(file: string, now: number): string {
  const kept = `${file}.before-restore-${new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')}`
  foldLog(file)
  linkSync(file, kept)
  // What is left of a log belongs to the old store; beside the new one SQLite would play it into it.
  for (const ending of logEndings) if (existsSync(file + ending)) renameSync(file + ending, kept + ending)
  flush(dirname(file))
  return kept
}

/** Moves the log of a store that was killed into the store itself. One that cannot be opened is kept with its log as it is. */
function foldLog(file: string): void {
  try {
    const database = new DatabaseSync(file, { timeout: 0 })
    database.exec('pragma wal_checkpoint(truncate)')
    database.close()
  } catch {
    // That it is broken is most likely the reason for the restore.
  }
}

function flush(path: string): void {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
