import { statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { StoreSpace } from '../../core/store.ts'

/** The database with its log, and what is left on its disk. */
export function spaceOf(file: string): StoreSpace {
  const bytes = [file, `${file}-wal`].reduce(
    (sum, one) => sum + (statSync(one, { throwIfNoEntry: false })?.size ?? 0),
    0,
  )
  const { bavail, bsize } = statfsSync(dirname(file))
  return { bytes, freeBytes: bavail * bsize }
}
