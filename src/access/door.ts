import type { Clock } from '../core/clock.ts'
import { Problem } from '../core/problem.ts'
import { idInKey } from './api-key.ts'
import type { Caller, Keys } from './keys.ts'
import { addressGroup, limiter } from './rate.ts'

const wrongKeys = { burst: 20, perSecond: 0.5 }

/** Who may come in. */
export interface Door {
  /**
   * The caller behind an `Authorization` header. Throws `key-missing`, `key-invalid`, or `too-many-requests` (with
   * `retry_after_s`) once an address has tried too many wrong keys.
   */
  readonly enter: (authorization: string | undefined, address: string) => Caller
}

/**
 * Checks keys and slows down guessing. A key of our own making is checked always, because 190 random bits cannot be
 * guessed: so nobody behind a shared address can lock the others out.
 */
export function openDoor({ keys, clock }: { keys: Keys; clock: Clock }): Door {
  const wrong = limiter(wrongKeys, { clock })
  return {
    enter(authorization, address) {
      const presented = bearerOf(authorization)
      const group = addressGroup(address)
      const waitMs = wrong.waitMs(group)
      const caller = waitMs === 0 || idInKey(presented) !== null ? keys.check(presented) : null
      if (caller) return caller
      if (waitMs > 0) throw tooMany(waitMs)
      wrong.take(group)
      throw new Problem('key-invalid', 'This key is not known here, or it has expired or was revoked')
    },
  }
}

function bearerOf(authorization: string | undefined): string {
  if (authorization === undefined || authorization.trim() === '') {
    throw new Problem('key-missing', 'Send an API key: Authorization: Bearer hsk_…')
  }
  const [, presented] = /^Bearer +(\S+)\s*$/i.exec(authorization) ?? []
  if (presented !== undefined) return presented
  throw new Problem('key-missing', 'The Authorization header must read: Bearer, a space, and the API key')
}

function tooMany(waitMs: number): Problem {
  const seconds = Math.ceil(waitMs / 1000)
  return new Problem('too-many-requests', `Too many wrong keys came from this address. Try again in ${seconds} s`, {
    members: { retry_after_s: seconds },
  })
}
