import { closeSync, fdatasyncSync, fsyncSync, ftruncateSync, openSync, rmSync, writevSync } from 'node:fs'
import { dirname } from 'node:path'
import { logName } from './log-files.ts'
import { fileHeader, frameBytes, frameHead, headerBytes } from './log-frames.ts'

/** A file as long as this is followed by the next one. */
const longestFile = 64 * 1024 * 1024

/** A file of the log that nothing is added to any more. */
export interface EndedFile {
  readonly path: string
  readonly last: number
}

interface OpenFile {
  readonly path: string
  readonly handle: number
  /** Up to here everything is whole. */
  length: number
}

interface LogTools {
  /** Identity of the store. */
  readonly store: number
  /** The last number that was given before. */
  readonly last: number
  readonly longest?: number
  /** For tests of what a disk without room does. */
  readonly write?: typeof writevSync
}

/** Adds records to the log of a store. A file appears with its first record. */
export class EventLog {
  readonly #file: string
  readonly #store: number
  readonly #longest: number
  readonly #write: typeof writevSync
  #current: OpenFile | null = null
  #last: number
  #synced: number

  constructor(file: string, { store, last, longest = longestFile, write = writevSync }: LogTools) {
    this.#file = file
    this.#store = store
    this.#longest = longest
    this.#write = write
    this.#last = last
    this.#synced = last
  }

  /** True when the next record belongs into a new file. */
  get isLong(): boolean {
    return this.#current !== null && this.#current.length >= this.#longest
  }

  /**
   * Adds one record, and waits until the disk has it when it is `durable`; otherwise it survives a killed process only.
   * Returns its number. When the disk refuses, nothing is added.
   */
  append(pieces: readonly Uint8Array[], durable: boolean): number {
    const seq = this.#last + 1
    const file = this.#openFile(seq)
    const head = frameHead({ seq, synced: this.#synced, store: this.#store }, pieces)
    try {
      this.#writeAll(file.handle, [head, ...pieces], file.length)
      if (durable) fdatasyncSync(file.handle)
    } catch (error) {
      cutBack(file)
      throw error
    }
    file.length += frameBytes + lengthOf(pieces)
    this.#last = seq
    if (durable) this.#synced = seq
    return seq
  }

  /** Ends the current file, if there is one; the next record begins another. */
  end(): EndedFile | null {
    if (this.#current === null) return null
    const { path, handle } = this.#current
    fdatasyncSync(handle)
    closeSync(handle)
    this.#current = null
    this.#synced = this.#last
    return { path, last: this.#last }
  }

  #writeAll(handle: number, pieces: readonly Uint8Array[], position: number): void {
    const length = lengthOf(pieces)
    const written = this.#write(handle, pieces, position)
    // A disk takes a part of it when it has room for no more; the rest says what is wrong.
    if (written < length) this.#writeAll(handle, [Buffer.concat(pieces).subarray(written)], position + written)
  }

  #openFile(first: number): OpenFile {
    if (this.#current !== null) return this.#current
    const path = logName(this.#file, first)
    const handle = openSync(path, 'wx', 0o600)
    try {
      this.#writeAll(handle, [fileHeader(this.#store)], 0)
      flushFolder(dirname(path))
    } catch (error) {
      closeSync(handle)
      rmSync(path, { force: true })
      throw error
    }
    this.#current = { path, handle, length: headerBytes }
    return this.#current
  }
}

function lengthOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.byteLength, 0)
}

function cutBack({ handle, length }: OpenFile): void {
  try {
    ftruncateSync(handle, length)
  } catch {
    // The next record is written over it.
  }
}

function flushFolder(folder: string): void {
  // Windows has no handles of folders.
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
