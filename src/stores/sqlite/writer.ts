import { chmodSync, closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { Problem } from '../../core/problem.ts'
import type { DueShift } from '../../core/store/delivery-store.ts'
import { answerQuestions } from './answer.ts'
import { cancelDeliveries, recordAttempts, requeueDeliveries, shiftDue } from './change-deliveries.ts'
import type { Call, CallResult } from './group-commit.ts'
import { Ledger } from './ledger.ts'
import { migrate } from './migrate.ts'
import type { Cell } from './pack.ts'
import { type OldSlice, removeOld } from './remove-old.ts'
import { rewrite } from './rewrite.ts'
import { saveEvents, type WriterTools } from './save-events.ts'
import { saveRecords } from './save-records.ts'
import { Statements } from './statements.ts'
import { stopsEverything, troubleOf } from './trouble.ts'

// The only thread that writes. Each group of calls is one transaction.

let database: DatabaseSync
let statements: Statements
let ledger: Ledger
let isFullSync = true

/** How often emptying the log is tried. */
const mostTries = 6

const touch = `
  insert into counter (name, value) values ('touched', ?)
  on conflict (name) do update set value = excluded.value`

answerQuestions({ open, commit, finishCheckpoint, wipeFreeSpace, close })

function open(file: string, maxPages: number | undefined): void {
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
}

function commit(calls: readonly Call[]): readonly CallResult[] {
  try {
    return inTransaction(calls)
  } catch (error) {
    if (stopsEverything(error)) return calls.map(() => ({ trouble: troubleOf(error) }))
    return calls.map(commitAlone)
  }
}

/** One call of a group was wrong: each gets a transaction of its own, so that only that one fails. */
function commitAlone(call: Call): CallResult {
  try {
    return inTransaction([call])[0] ?? { cells: null }
  } catch (error) {
    return { trouble: troubleOf(error) }
  }
}

function inTransaction(calls: readonly Call[]): CallResult[] {
  syncFully(calls.some(({ durable }) => durable))
  try {
    database.exec('begin immediate')
    const tools = { statements, ledger, now: Date.now() }
    const results = calls.map((call) => ({ cells: answerCall(call, tools) }))
    ledger.writeOpen()
    database.exec('commit')
    return results
  } catch (error) {
    if (database.isTransaction) database.exec('rollback')
    ledger.forget()
    throw error
  }
}

/** FULL waits until the log is on the disk, with everything that was committed before it; NORMAL leaves that to a later one. */
function syncFully(full: boolean): void {
  if (full === isFullSync) return
  database.exec(full ? 'pragma synchronous = full' : 'pragma synchronous = normal')
  isFullSync = full
}

function answerCall({ question, cells, change }: Call, tools: WriterTools): readonly Cell[] | null {
  switch (question) {
    case 'saveEvents':
      return saveEvents(cells, tools)
    case 'recordAttempts':
      return recordAttempts(cells, tools)
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

function close(): void {
  database.close()
}
