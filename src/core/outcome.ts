/**
 * How one attempt ended. The engine decides about retries and pauses from `kind` alone;
 * `reason` is a sentence for a person and never holds anything secret.
 */
export type Outcome =
  /** The destination confirmed it. `remoteId` is its own id of the message, kept in the journal. */
  | { readonly kind: 'ok'; readonly status?: number; readonly remoteId?: string }
  /** The destination took it and will deliver later. */
  | { readonly kind: 'accepted'; readonly status?: number; readonly remoteId?: string }
  /** Some recipients were refused; the rest got it. */
  | { readonly kind: 'partial'; readonly status?: number; readonly reason: string; readonly refused: readonly string[] }
  /** Trying again may help. `waitMs` is what the destination itself asked for, if it did. */
  | { readonly kind: 'retry'; readonly status?: number; readonly reason: string; readonly waitMs?: number }
  /** The destination asked to slow down: the whole rate bucket waits, and the try does not count. */
  | { readonly kind: 'rate'; readonly status?: number; readonly reason: string; readonly waitMs: number }
  /** The request was written and no answer came: it may or may not have been delivered. */
  | { readonly kind: 'ambiguous'; readonly status?: number; readonly reason: string }
  /** Trying again cannot help. */
  | { readonly kind: 'permanent'; readonly status?: number; readonly reason: string }
  /** The credentials were refused: nothing more goes to this integration until a person looks. */
  | { readonly kind: 'auth'; readonly status?: number; readonly reason: string }
  /** The destination itself is gone (bot removed, webhook deleted): as `auth`. */
  | { readonly kind: 'gone'; readonly status?: number; readonly reason: string }

/** The nine classes by name, as they stand in the journal. */
export type OutcomeKind = Outcome['kind']

/** The longest wait a destination may ask for; longer ones are cut to it. */
export const longestWaitMs = 24 * 60 * 60 * 1000

/** The shortest wait after "slow down", so that a zero or a date in the past never makes a hot loop. */
export const shortestWaitMs = 1000

/**
 * Reads `Retry-After`: seconds or an HTTP date. Returns milliseconds from `now`, held between one second and a day,
 * or undefined when the header is absent or says nothing usable.
 */
export function waitAsked(retryAfter: string | undefined, now: number): number | undefined {
  if (retryAfter === undefined || retryAfter.trim() === '') return undefined
  const text = retryAfter.trim()
  const waitMs = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  if (Number.isNaN(waitMs) || /^-\d/.test(text)) return undefined
  return clampWait(waitMs)
}

/** Holds a waiting time between one second and a day. */
export function clampWait(waitMs: number): number {
  return Math.min(Math.max(waitMs, shortestWaitMs), longestWaitMs)
}
