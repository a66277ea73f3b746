import { createHash } from 'node:crypto'
import type { Clock } from '../core/clock.ts'
import { safeFileName } from '../core/file-name.ts'
import type { FileShelf } from '../core/file-shelf.ts'
import type { JsonObject } from '../core/json.ts'
import { newId } from '../core/new-id.ts'
import { Problem } from '../core/problem.ts'
import type { RecordStore } from '../core/store/record-store.ts'

const collection = 'files'

/** The largest file that may be uploaded. */
export const largestFileBytes = 20 * 1024 * 1024

/** A file that a person uploaded, to be attached to messages. */
export interface UploadedFile {
  readonly id: string
  readonly name: string
  readonly bytes: number
  /** Of the content, in hex. */
  readonly sha256: string
  readonly createdAt: number
}

interface Tools {
  readonly records: RecordStore
  readonly shelf: FileShelf
  readonly clock: Clock
}

/** Uploaded files: what they are in records, their bytes on a shelf. A file is on the shelf before its record says so. */
export class Files {
  readonly #tools: Tools
  readonly #live = new Map<string, UploadedFile>()

  static async open(tools: Tools): Promise<Files> {
    const files = new Files(tools)
    const kept = (await tools.records.records(collection)).map(({ body }) => JSON.parse(body) as UploadedFile)
    kept.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
    for (const file of kept) files.#live.set(file.id, file)
    return files
  }

  private constructor(tools: Tools) {
    this.#tools = tools
  }

  /** In order of upload. */
  list(): UploadedFile[] {
    return [...this.#live.values()]
  }

  /** Throws `not-found`. */
  find(id: string): UploadedFile {
    const file = this.#live.get(id)
    if (!file) throw new Problem('not-found', `There is no file ${id}`)
    return file
  }

  /** Durable when it resolves. The name is made safe for any file system. Throws `too-large`. */
  async add({ name, bytes }: { name: string; bytes: Uint8Array }): Promise<UploadedFile> {
    if (bytes.byteLength > largestFileBytes) throw tooLarge()
    const file: UploadedFile = {
      id: newId('file'),
      name: safeFileName(name),
      bytes: bytes.byteLength,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      createdAt: this.#tools.clock.now(),
    }
    await this.#tools.shelf.put(file.id, bytes)
    await this.#tools.records.saveRecords([{ collection, id: file.id, body: JSON.stringify(file) }])
    this.#live.set(file.id, file)
    return file
  }

  /** Throws `not-found`. Whether something still uses the file is the caller's to ask first. */
  async remove(id: string): Promise<UploadedFile> {
    const file = this.find(id)
    await this.#tools.records.saveRecords([{ collection, id, body: null }])
    this.#live.delete(id)
    await this.#tools.shelf.remove(id)
    return file
  }

  /** The name and the bytes; null when there is no such file. Throws when the bytes are gone or not those uploaded. */
  readonly read = async (id: string): Promise<{ readonly name: string; readonly bytes: Uint8Array } | null> => {
    const file = this.#live.get(id)
    if (!file) return null
    const bytes = await this.#tools.shelf.get(id)
    if (bytes === null) throw new Error(`the bytes of the file “${file.name}” are gone from the disk`)
    if (createHash('sha256').update(bytes).digest('hex') !== file.sha256)
      throw new Error(`the file “${file.name}” was changed on the disk`)
    return { name: file.name, bytes }
  }
}

/** The refusal of a file over the limit. */
export function tooLarge(): Problem {
  return new Problem('too-large', `A file may have at most ${largestFileBytes / 1024 / 1024} MiB`)
}

/** The API's form of a file. */
export function showFile({ id, name, bytes, sha256, createdAt }: UploadedFile): JsonObject {
  return { file_id: id, name, bytes, sha256, created_at: new Date(createdAt).toISOString() }
}
