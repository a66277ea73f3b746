import { open, readFile, rename } from 'node:fs/promises'
import { isJsonObject } from '../../core/json.ts'
import type { Memory } from './translator.ts'

/** How far the log was read, and what a restart must know besides. */
export interface Position {
  /** Null until the log has been seen for the first time. */
  readonly place: Place | null
  readonly memory: Memory
}

/** A place in one file. The file is known by device and inode, whatever its name is by now. */
export interface Place {
  readonly device: string
  readonly inode: string
  /** Bytes read, to the end of a line. */
  readonly offset: number
  /** The last bytes before the offset: they tell whether the file was emptied and filled anew. */
  readonly tail: string
}

const form = 'hookswitch queue_log position 1'

/** What was kept, or null at the very first start. Throws when the file is there but is not ours or cannot be read. */
export async function readPosition(path: string): Promise<Position | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new Error(`the position file ${path} cannot be read (${error.code}); allow Hookswitch to read it`, {
      cause: error,
    })
  })
  if (text === null) return null
  const kept = parsed(text)
  if (!isJsonObject(kept) || kept['form'] !== form) {
    throw new Error(`${path} is not a position file of Hookswitch; choose another name, or remove it to start anew`)
  }
  return kept as unknown as Position
}

/** Replaces what was kept in one step: a crash leaves the old position or the new one. Only its owner may read it, for it holds phones. */
export async function savePosition(path: string, { place, memory }: Position): Promise<void> {
  const next = `${path}.new`
  try {
    const file = await open(next, 'w', 0o600)
    try {
      await file.writeFile(JSON.stringify({ form, place, memory }))
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(next, path)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    throw new Error(
      `the position file ${path} cannot be written (${code}); allow Hookswitch to write in its folder, or choose another`,
      { cause: error },
    )
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
