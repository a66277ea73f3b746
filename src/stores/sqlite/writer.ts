import { chmodSync, closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { MessagePort } from 'node:worker_threads'
import { Problem } from '../../core/problem.ts'
import type { DueShift } from '../../core/store.ts'
import { type Asking, answerQuestions } from './answer.ts'
import { applyRecords } from './apply-records.ts'
import { Backlog } from './backlog.ts'
import { cancelDeliveries, requeueDeliveries, shiftDue } from './change-deliveries.ts'
import type { EndedFile } from './event-log.ts'
import type { CallResult, DirectCall } from './group-commit.ts'
import { identityOf } from './identity.ts'
import type { Opened } from './intake.ts'
import { Ledger } from './ledger.ts'
import { logFiles, recordsAfter } from './log-files.ts'
import { recordIn, type WaitingRecord } from './log-record.ts'
import { migrate } from './migrate.ts'
import type { Cell } from './pack.ts'
import { Progress } from './progress.ts'
import { type OldSlice, removeOld } from './remove-old.ts'
import { rewrite } from './rewrite.ts'
import type { WriterTools } from './save-events.ts'
import { saveRecords } from './save-records.ts'
import { Statements } from './statements.ts'
import { stopsEverything, troubleOf } from './trouble.ts'

// The only thread that writes into the database: what stands in the log, in large transactions behind it, and every other
// change in one of its own.

let file: string
let database: DatabaseSync
let statements: Statements
let ledger: Ledger
let backlog: Backlog
let isFullSync = true

/** How often emptying the log of SQLite is tried. */
const mostTries = 6

const touch = `
  insert into counter (name, value) values ('touched', ?)
  on conflict (name) do update set value = excluded.value`
const lastApplied = `select value from counter where name = 'log_applied'`

const answer = answerQuestions({ open, commit, applied, settle, finishCheckpoint, wipeFreeSpace, close })

function open(
  path: string,
  {
    maxPages,
    shared,
    fromIntake,
  }: { maxPages: number | undefined; shared: SharedArrayBuffer; fromIntake: MessagePort },
): Opened {
  file = path
  // The journal holds phones and names: nobody else on the machine reads it.
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
  database = new DatabaseSync(file, { timeout: 5000 })
  migrate(database, { file, now: Date.now() })
  database.exec('pragma synchronous = full')
  // Checkpoints are the keeper's work: inside a commit they would make one caller in a thousand wait for all pages.
  database.exec('pragma wal_autocheckpoint = 0')
  database.exec('pragma cache_size = -65536')
  database.exec('pragma temp_store = memory')
  if (maxPages !== undefined) database.exec(`pragma max_page_count = ${maxPages}`)
  statements = new Statements(database)
  ledger = new Ledger(statements)
  const store = identityOf(statements)
  const progress = new Progress(shared)
  progress.applied = statements.number(lastApplied) ?? 0
  backlog = new Backlog({ apply, progress })
  playLog(store, progress.applied)
  fromIntake.on('message', takeFromIntake)
  return { store, last: progress.applied }
}

/** Brings in what a process that was killed, or a power cut, left in the log. Afterwards the log is empty. */
function playLog(store: number, applied: number): void {
  for (const { seq, payload } of recordsAfter(file, { store, applied })) backlog.add(recordIn(seq, payload))
  backlog.applyAll()
  for (const path of logFiles(file)) backlog.retire({ path, last: 0 })
}

/** Records, files of the log that have ended, and questions that come behind them. */
function takeFromIntake(message: WaitingRecord | EndedFile | Asking): void {
  if ('seq' in message) backlog.add(message)
  else if ('path' in message) backlog.retire(message)
  else answer(message)
}

// ── what stands in the log ────────────────────────────────────────────────────

function apply(records: readonly WaitingRecord[], last: number, full: boolean): void {
  inTransaction(full, (tools) => applyRecords(records, last, tools))
}

/** Resolves when this record of the log can be read in the database. */
function applied(seq: number): Promise<void> {
  return backlog.applied(seq)
}

/** Applies everything that came before this question. */
function settle(): void {
  backlog.applyAll()
}

// ── all other changes ─────────────────────────────────────────────────────────

/** Changes that have nothing to do with what waits, and may make the room that it waits for. */
const independent = new Set(['saveRecords', 'removeOld'])

function commit(calls: readonly DirectCall[]): readonly CallResult[] {
  try {
    backlog.applyAll()
  } catch (error) {
    return calls.map((call) => (independent.has(call.question) ? commitAlone(call) : { trouble: troubleOf(error) }))
  }
  try {
    return commitTogether(calls)
  } catch (error) {
    if (stopsEverything(error)) return calls.map(() => ({ trouble: troubleOf(error) }))
    return calls.map(commitAlone)
  }
}

/** One call of a group was wrong: each gets a transaction of its own, so that only that one fails. */
function commitAlone(call: DirectCall): CallResult {
  try {
    const [result = { cells: null }] = commitTogether([call])
    backlog.tryAgain()
    return result
  } catch (error) {
    return { trouble: troubleOf(error) }
  }
}

function commitTogether(calls: readonly DirectCall[]): CallResult[] {
  const isDurable = calls.some(({ durable }) => durable)
  return inTransaction(isDurable, (tools) => calls.map((call) => ({ cells: answerCall(call, tools) })))
}

function answerCall({ question, cells, change }: DirectCall, tools: WriterTools): readonly Cell[] | null {
  switch (question) {
    case 'requeueDeliveries':
      return requeueDeliveries(cells as number[], change as Parameters<typeof requeueDeliveries>[1], tools)
    case 'cancelDeliveries':
      return cancelDeliveries(cells as number[], change as Parameters<typeof cancelDeliveries>[1], tools)
    case 'shiftDue':
      return shiftDue(change as DueShift, tools)
    case 'saveRecords':
      return saveRecords(cells, tools)
    case 'removeOld':
      return removeOld(change as OldSlice, tools)
    case 'rewrite':
      return rewrite(cells, tools)
    case 'touch':
      statements.run(touch, tools.now)
      return null
  }
}

function inTransaction<Answer>(full: boolean, work: (tools: WriterTools) => Answer): Answer {
  syncFully(full)
  try {
    database.exec('begin immediate')
    const result = work({ statements, ledger, now: Date.now() })
    ledger.writeOpen()
    database.exec('commit')
    return result
  } catch (error) {
    if (database.isTransaction) database.exec('rollback')
    ledger.forget()
    throw error
  }
}

/** FULL waits until the log of SQLite is on the disk, with everything that was committed before; NORMAL leaves that to a later one. */
function syncFully(full: boolean): void {
  if (full === isFullSync) return
  database.exec(full ? 'pragma synchronous = full' : 'pragma synchronous = normal')
  isFullSync = full
}

// ── its life ──────────────────────────────────────────────────────────────────

/**
 * Under steady writing the keeper never sees the end of the log, and the log would grow for ever. Between two
 * transactions only the little that came meanwhile is left to copy, and the next one starts the log anew.
 */
function finishCheckpoint(): void {
  database.exec('pragma wal_checkpoint(passive)')
}

/**
 * Splitting and merging pages leaves pieces of old rows in their gaps, which no setting wipes: only writing the database
 * anew does. Then the log, which held the old pages, is emptied.
 */
function wipeFreeSpace(): void {
  backlog.applyAll()
  // The copy in between is as large as the store: it belongs on the disk, not in memory.
  database.exec('pragma temp_store = file')
  try {
    database.exec('vacuum')
  } finally {
    database.exec('pragma temp_store = memory')
  }
  // A reader in the middle of a long question holds the log; each try waits five seconds for it.
  for (let left = mostTries; left > 0; left--) {
    const { busy } = database.prepare('pragma wal_checkpoint(truncate)').get() ?? {}
    if (Number(busy) === 0) return
  }
  throw new Problem('store-busy', 'The log of the store is being read and could not be emptied. Try again in a minute.')
}

/** After a close in good order there is no log: all of it is in the database, durably. */
function close(): void {
  const left = backlog.isEmpty ? logFiles(file) : []
  for (const path of left) backlog.retire({ path, last: 0 })
  database.close()
}
