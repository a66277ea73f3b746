import { statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { StoreSpace } from '../../core/store.ts'
import { logFiles } from './log-files.ts'

/** The database with its logs, and what is left on its disk. */
export function spaceOf(file: string): StoreSpace {
  const bytes = [file, `${file}-wal`, ...logFiles(file)].reduce(
    (sum, one) => sum + (statSync(one, { throwIfNoEntry: false })?.size ?? 0),
    0,
  )
  const { bavail, bsize } = statfsSync(dirname(file))
  return { bytes, freeBytes: bavail * bsize }
}
