import type { BigIntStats } from 'node:fs'
import { type FileHandle, open, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isCompressedCopy, restOfCompressed } from './compressed.ts'
import { Lines, longestLine } from './lines.ts'
import type { Place } from './position.ts'

/** Bytes read at a time. */
const portionBytes = 1_048_576

/** Bytes before the place that are remembered. */
const tailBytes = 64

/** What rotation leaves beside the log: `queue_log.1`, `queue_log-20260316`, `queue_log.2.gz`. */
const rotatedName = /^[.-]\d{1,14}(\.gz)?$/

/** Lines that were read, and the place behind the last of them. */
export interface Portion {
  readonly lines: readonly string[]
  readonly place: Place
}

interface OpenFile {
  readonly handle: FileHandle
  readonly device: string
  readonly inode: string
  /** Bytes read, a line that is not complete yet included. */
  at: number
  offset: number
  tail: Buffer
}

/** A file that rotation has left. */
interface Rotated {
  readonly path: string
  readonly inode: string
  readonly compressed: boolean
  readonly writtenAt: number
}

/** The rest of a file that was compressed before it was read to its end. */
interface Rest {
  readonly bytes: AsyncGenerator<Uint8Array>
  readonly place: Place
  readonly from: Rotated
}

/**
 * Follows a log by device and inode through every way of rotation: renamed and made anew, copied and emptied, compressed
 * (the old file stays open until it is read to its end), missing for a while. Nothing is read twice, and nothing is passed
 * over as long as the rest of the old file is still there under a rotated name.
 */
export class Follower {
  /** How many times the log was rotated away so that its rest could not be found. */
  gaps = 0
  readonly #path: string
  readonly #lines = new Lines()
  #place: Place | null
  #file: OpenFile | null = null
  #rest: Rest | null = null

  /** Goes on from `place`; without one, from the beginning of the file, as soon as there is one. */
  constructor(path: string, place: Place | null) {
    this.#path = path
    this.#place = place
  }

  /** True while there is no file to follow. */
  get isWaiting(): boolean {
    return this.#file === null && this.#rest === null
  }

  /** How many lines were too long to be read. */
  get skipped(): number {
    return this.#lines.skipped
  }

  /** What was written since the last time; null when there is nothing more for now. Throws when the file cannot be read. */
  async read(): Promise<Portion | null> {
    try {
      return await this.#readOn()
    } catch (error) {
      await this.close()
      throw error
    }
  }

  /** Lets go of the file. Reading again begins at the last whole line. */
  async close(): Promise<void> {
    const [file, rest] = [this.#file, this.#rest]
    this.#file = null
    this.#rest = null
    this.#lines.forget()
    await file?.handle.close()
    await rest?.bytes.return(undefined)
  }

  async #readOn(): Promise<Portion | null> {
    if (this.#rest === null) this.#file ??= await this.#findPlace()
    if (this.#rest !== null) return this.#readRest(this.#rest)
    if (this.#file === null) return null
    // Asked before the old file is read for the last time: Asterisk writes to the next one only when done with it.
    const next = await this.#nextAfter(this.#file)
    const portion = await this.#portionOf(this.#file)
    if (portion === 'emptied') {
      await this.#leaveEmptied()
      return this.#readOn()
    }
    if (portion !== null || next === null) return portion
    await this.close()
    this.#file = await openAt(next, 0)
    this.#place = placeOf(this.#file)
    return this.#readOn()
  }

  /** The next whole lines of a file; null at its end. */
  async #portionOf(file: OpenFile): Promise<Portion | 'emptied' | null> {
    const { size } = await file.handle.stat()
    if (size === file.at) return null
    if (size < file.at) return 'emptied'
    // What was read before is read again together with what is new, in one go: the file may be emptied at any moment.
    const again = file.at - file.offset > longestLine ? 0 : file.at - file.offset + file.tail.length
    const from = file.at - again
    const read = await bytesAt(file.handle, from, again + Math.min(portionBytes, size - file.at))
    if (read.length < again || (again > 0 && !read.subarray(0, file.tail.length).equals(file.tail))) return 'emptied'
    const bytes = read.subarray(again)
    const lines = this.#lines.push(bytes)
    const lastEnd = bytes.lastIndexOf(0x0a)
    if (lastEnd !== -1) {
      const end = again + lastEnd + 1
      file.offset = from + end
      file.tail = Buffer.from(read.subarray(Math.max(0, end - tailBytes), end))
    }
    file.at += bytes.length
    this.#place = placeOf(file)
    return { lines, place: this.#place }
  }

  /** The next lines of a compressed file. Its place is not moved on: after a crash it is read again, to the same events. */
  async #readRest({ bytes, place, from }: Rest): Promise<Portion | null> {
    const next = await bytes.next()
    if (!next.done) return { lines: this.#lines.push(next.value), place }
    await this.close()
    this.#place = null
    this.#file = await openIfThere((await this.#laterThan(from))?.path ?? this.#path)
    return this.#readOn()
  }

  /** The file was copied and emptied: goes on in the copy if it is there, else with what was written since. */
  async #leaveEmptied(): Promise<void> {
    const place = this.#place
    await this.close()
    this.#file = place && (await this.#findCopy(place))
    if (this.#file === null && this.#rest === null) this.#file = await this.#beginAnew()
    if (this.#file !== null) this.#place = placeOf(this.#file)
  }

  /** Opens the file that the place is in, whatever its name is by now. Null while there is no log, or when a `#rest` was found. */
  async #findPlace(): Promise<OpenFile | null> {
    const place = this.#place
    if (place === null) return openIfThere(this.#path)
    const rotated = (await this.#rotated()).filter(({ inode }) => inode === place.inode)
    for (const path of [this.#path, ...rotated.map((file) => file.path)]) {
      const file = await openIfThere(path, place.offset)
      if (file === null) continue
      const same = file.device === place.device && file.inode === place.inode
      if (same && isAt(file, place)) return file
      await file.handle.close()
    }
    const copy = await this.#findCopy(place)
    return copy !== null || this.#rest !== null ? copy : this.#beginAnew()
  }

  /** The log from its beginning, because what stood before it is gone. */
  async #beginAnew(): Promise<OpenFile | null> {
    const file = await openIfThere(this.#path)
    if (file !== null) this.gaps += 1
    return file
  }

  /** The file that continues this one, once something stands in it. */
  async #nextAfter(file: OpenFile): Promise<string | null> {
    const current = await stat(this.#path, { bigint: true }).catch(() => null)
    if (current === null || current.size === 0n) return null
    if (`${current.dev}` === file.device && `${current.ino}` === file.inode) return null
    const writtenAt = timeWritten(await file.handle.stat({ bigint: true }))
    return (await this.#laterThan({ inode: file.inode, writtenAt }))?.path ?? this.#path
  }

  /** The rotated file that was written to next after this one, when the log was rotated more than once meanwhile. */
  async #laterThan({ inode, writtenAt }: Pick<Rotated, 'inode' | 'writtenAt'>): Promise<Rotated | undefined> {
    const files = await this.#rotated()
    return files.find((file) => !file.compressed && file.inode !== inode && file.writtenAt > writtenAt)
  }

  /** A rotated file with the same bytes before the place as the one that was read. A compressed one is put into `#rest`. */
  async #findCopy(place: Place): Promise<OpenFile | null> {
    const tail = Buffer.from(place.tail, 'base64')
    if (tail.length === 0) return null
    for (const from of (await this.#rotated()).reverse()) {
      const { path } = from
      if (from.compressed) {
        if (!(await isCompressedCopy(path, place.offset, tail))) continue
        this.#rest = { bytes: restOfCompressed(path, place.offset), place, from }
        return null
      }
      const file = await openIfThere(path, place.offset).catch(() => null) // of another owner: then it cannot be read anyway
      if (file !== null && isAt(file, place)) return file
      await file?.handle.close()
    }
    return null
  }

  /** What rotation has left, the longest untouched first. */
  async #rotated(): Promise<Rotated[]> {
    const folder = dirname(this.#path)
    const base = basename(this.#path)
    const names = await readdir(folder).catch(() => [])
    const left = names.filter((name) => name.startsWith(base) && rotatedName.test(name.slice(base.length)))
    const files = await Promise.all(left.map((name) => rotatedFile(join(folder, name))))
    return files.filter((file) => file !== null).sort((a, b) => a.writtenAt - b.writtenAt)
  }
}

/** The place behind the last whole line of a file; null when there is no file. */
export async function endOf(path: string): Promise<Place | null> {
  const file = await openIfThere(path)
  if (file === null) return null
  try {
    const { size } = await file.handle.stat()
    const from = Math.max(0, size - portionBytes)
    const lastEnd = (await bytesAt(file.handle, from, size - from)).lastIndexOf(0x0a)
    file.offset = lastEnd === -1 ? from : from + lastEnd + 1
    file.tail = await tailBefore(file.handle, file.offset)
    return placeOf(file)
  } finally {
    await file.handle.close()
  }
}

async function openAt(path: string, offset: number): Promise<OpenFile> {
  const handle = await open(path, 'r')
  try {
    const status = await handle.stat({ bigint: true })
    if (!status.isFile()) throw Object.assign(new Error(`${path} is not a file`), { code: 'not a file' })
    const tail = await tailBefore(handle, offset)
    return { handle, device: `${status.dev}`, inode: `${status.ino}`, at: offset, offset, tail }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function openIfThere(path: string, offset = 0): Promise<OpenFile | null> {
  return openAt(path, offset).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
}

async function rotatedFile(path: string): Promise<Rotated | null> {
  const status = await stat(path, { bigint: true }).catch(() => null)
  if (!status?.isFile()) return null
  return {
    path,
    inode: `${status.ino}`,
    compressed: path.endsWith('.gz'),
    writtenAt: timeWritten(status),
  }
}

function timeWritten({ mtimeNs }: BigIntStats): number {
  return Number(mtimeNs) / 1e6
}

function isAt(file: OpenFile, place: Place): boolean {
  return file.tail.equals(Buffer.from(place.tail, 'base64'))
}

function placeOf({ device, inode, offset, tail }: OpenFile): Place {
  return { device, inode, offset, tail: tail.toString('base64') }
}

async function tailBefore(handle: FileHandle, offset: number): Promise<Buffer> {
  const length = Math.min(tailBytes, offset)
  return bytesAt(handle, offset - length, length)
}

async function bytesAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  if (length === 0) return Buffer.alloc(0)
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}
