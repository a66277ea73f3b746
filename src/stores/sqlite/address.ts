import { resolve } from 'node:path'

const scheme = 'sqlite:'

/** Where a store is, and how large it may grow. */
export interface Address {
  readonly file: string
  /** `?max_pages=`: pages of 8 kB; undefined for as large as the disk. */
  readonly maxPages: number | undefined
}

/** True for `sqlite:` followed by a path. */
export function isAddress(address: string): boolean {
  return address.startsWith(scheme) && readAddress(address).file !== resolve('.')
}

/** Reads `sqlite:./data/hookswitch.db`, with `?max_pages=…` at the end where the size is limited. */
export function readAddress(address: string): Address {
  const rest = address.slice(scheme.length)
  const limited = /^(.*)\?max_pages=(\d{1,9})$/s.exec(rest)
  return { file: resolve(limited?.[1] ?? rest), maxPages: limited?.[2] === undefined ? undefined : Number(limited[2]) }
}
