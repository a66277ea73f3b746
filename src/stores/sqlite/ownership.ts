import { chmodSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/**
 * Makes this process the only owner of a store, until `release`. What holds is a lock of the operating system on
 * `<file>.lock`, which ends with the process, also after `kill -9`: the file staying behind means nothing.
 */
export function takeOwnership(file: string): { readonly release: () => void } {
  const lock = new DatabaseSync(`${file}.lock`, { timeout: 0 })
  try {
    lock.exec('begin exclusive')
    chmodSync(`${file}.lock`, 0o600)
  } catch (cause) {
    lock.close()
    throw new Error(
      `Another Hookswitch already uses the store at ${file}. Stop it first, or give this one a store of its own.`,
      { cause },
    )
  }
  return { release: () => lock.close() }
}
