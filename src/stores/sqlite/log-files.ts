import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type LogRecord, storeOf, wholeRecords } from './log-frames.ts'

/** A file of the log, named after its first record. */
export function logName(file: string, first: number): string {
  return `${file}.log-${first}`
}

/** The log files beside a store, oldest first. */
export function logFiles(file: string): string[] {
  const folder = dirname(file)
  if (!existsSync(folder)) return []
  const start = `${basename(file)}.log-`
  return readdirSync(folder)
    .filter((name) => name.startsWith(start) && /^\d+$/.test(name.slice(start.length)))
    .sort((one, other) => Number(one.slice(start.length)) - Number(other.slice(start.length)))
    .map((name) => join(folder, name))
}

/**
 * The records after `applied`, in order. What a power cut left of the last ones ends the log: nobody was told that they
 * are on the disk. A gap in what was on the disk is an error, told in a sentence for people.
 */
export function* recordsAfter(
  file: string,
  { store, applied }: { readonly store: number; readonly applied: number },
): Generator<LogRecord> {
  let expected = applied + 1
  let isEnded = false
  for (const path of logFiles(file)) {
    const bytes = readFileSync(path)
    refuseForeign(path, bytes, store)
    for (const record of wholeRecords(bytes, store)) {
      if (record.seq < expected) continue
      isEnded ||= record.seq !== expected || (!record.isNext && record.seq > applied + 1)
      if (!isEnded) {
        expected++
        yield record
      } else if (record.synced >= expected) throw damaged(path, expected)
    }
  }
}

function refuseForeign(path: string, bytes: Buffer, store: number): void {
  const owner = storeOf(bytes)
  if (owner === null || owner === store) return
  throw new Error(
    `The log ${path} belongs to another store: the database beside it was put in the place of its own. ` +
      'Put that database back, or move the log away to go on without the events in it.',
  )
}

function damaged(path: string, seq: number): Error {
  return new Error(
    `The log ${path} is damaged: record ${seq} is gone, although it was on the disk. Restore a backup, ` +
      'or move the log away to go on without the events in it that the database does not have yet.',
  )
}
