import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { answerQuestions } from './answer.ts'

// Housekeeping on a connection of its own: moves the log into the database and makes copies, while others go on.

let database: DatabaseSync

/** Below 16 MB of log a checkpoint is not worth its two waits for the disk. */
const worthwhileFrames = 2000

answerQuestions({ open, checkpoint, backup, close })

function open(file: string): void {
  database = new DatabaseSync(file, { timeout: 5000 })
  database.exec('pragma wal_autocheckpoint = 0')
}

/** Copies the log into the database if it is long enough. Returns how many frames the log has. */
function checkpoint(): number {
  const { log } = frames('noop')
  if (log < worthwhileFrames) return 0
  return frames('passive').log
}

function frames(mode: 'noop' | 'passive'): { log: number; checkpointed: number } {
  const row = database.prepare(`pragma wal_checkpoint(${mode})`).get() ?? {}
  return { log: Number(row['log']), checkpointed: Number(row['checkpointed']) }
}

/** Writes a whole, compact copy under another name first, so that the file is either complete or not there. */
function backup(file: string): void {
  if (existsSync(file)) throw new Error(`There is already a file at ${file}. Choose another name for the copy.`)
  const unfinished = `${file}.unfinished`
  rmSync(unfinished, { force: true })
  closeSync(openSync(unfinished, 'wx', 0o600))
  database.prepare('vacuum into ?').run(unfinished)
  flush(unfinished)
  renameSync(unfinished, file)
  flush(dirname(file))
}

function flush(path: string): void {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

function close(): void {
  database.close()
}
