import { createHash } from 'node:crypto'
import type { QueueLine } from './queue-line.ts'

/**
 * How far lines of one call, or of one agent, may stand out of order: Asterisk writes them from several threads. What is
 * older than this beside a newer line has been read before.
 */
const disorderMs = 10_000

/** The most lines that are remembered for one call or agent. */
const mostRecent = 500

/** Which lines about one call or agent have been read. Plain data: it is kept in the position file. */
export interface Seen {
  last: number
  /** Time and fingerprint of the latest lines. */
  recent: [at: number, print: string][]
}

export function nothingSeen(): Seen {
  return { last: 0, recent: [] }
}

/** True for a line that was read before, because the log was copied, replaced or rotated; any other is noted. */
export function isRepeat(seen: Seen, line: QueueLine): boolean {
  if (line.at < seen.last - disorderMs) return true
  const print = printOf(line)
  if (seen.recent.some(([, known]) => known === print)) return true
  seen.last = Math.max(seen.last, line.at)
  seen.recent.push([line.at, print])
  const old = seen.last - disorderMs
  seen.recent = seen.recent.filter(([at]) => at >= old).slice(-mostRecent)
  return false
}

/** Tells lines apart in little room. */
export function printOf({ text }: QueueLine): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 12)
}
