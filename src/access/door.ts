import { timingSafeEqual } from 'node:crypto'
import type { Clock } from '../core/clock.ts'
import { Problem } from '../core/problem.ts'
import { idInKey } from './api-key.ts'
import type { Caller, Keys } from './keys.ts'
import { foreignness } from './origin.ts'
import { type Pass, passOf } from './pass.ts'
import type { People } from './people.ts'
import { addressGroup, limiter } from './rate.ts'
import type { Session } from './sessions.ts'
import { hashOfToken } from './token.ts'

const wrongKeys = { burst: 20, perSecond: 0.5 }

/** The cookie of a browser that is signed in. */
export const sessionCookie = 'hookswitch_session'
/** Sent by the console with everything that changes something. */
export const csrfHeader = 'x-csrf-token'

/** A request, as far as the door looks at it. */
export interface Knock {
  readonly method: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly address: string
}

/** Who came in, and in which session if it was a person. */
export interface Entered {
  readonly caller: Caller
  readonly session: Session | null
}

/** Who may come in. */
export interface Door {
  /**
   * The caller behind an `Authorization` header or, without one, behind the cookie of the console. Throws `key-missing`,
   * `key-invalid`, `csrf-token-wrong`, or `too-many-requests` (with `retry_after_s`) once an address has tried too many
   * wrong keys.
   */
  readonly enter: (knock: Knock) => Entered
  /** The session behind the cookie alone; null when nobody is signed in. Refuses nothing. */
  readonly sessionOf: (knock: Knock) => Entered | null
  /** What let somebody in, to be looked at again while something stays open for them. */
  readonly passOf: (entered: Entered) => Pass
}

/**
 * Checks keys and slows down guessing. A key of our own making is checked always, because 190 random bits cannot be
 * guessed: so nobody behind a shared address can lock the others out.
 */
export function openDoor({
  keys,
  people,
  clock,
  publicUrl,
}: {
  keys: Keys
  people: People
  clock: Clock
  publicUrl: string
}): Door {
  const wrong = limiter(wrongKeys, { clock })

  function enterByKey(authorization: string | undefined, address: string): Entered {
    const presented = bearerOf(authorization)
    const group = addressGroup(address)
    const waitMs = wrong.waitMs(group)
    const caller = waitMs === 0 || idInKey(presented) !== null ? keys.check(presented) : null
    if (caller) return { caller, session: null }
    if (waitMs > 0) throw tooMany(waitMs)
    wrong.take(group)
    throw new Problem('key-invalid', 'This key is not known here, or it has expired or was revoked')
  }

  function sessionOf({ headers }: Knock): Entered | null {
    const token = cookieIn(one(headers['cookie']))
    return token === null ? null : people.caller(token)
  }

  return {
    sessionOf,
    passOf: (entered) => passOf(entered, { keys, people }),
    enter(knock) {
      const authorization = one(knock.headers['authorization']) || undefined
      const entered = authorization === undefined ? sessionOf(knock) : null
      if (!entered) return enterByKey(authorization, knock.address)
      refuseForgery(knock, entered.session!, publicUrl)
      return entered
    },
  }
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A browser sends its cookie along with what another site made it ask; the token and the origin tell such requests apart. */
function refuseForgery({ method, headers }: Knock, { csrfToken }: Session, publicUrl: string): void {
  if (safeMethods.has(method)) {
    if (one(headers['sec-fetch-site']) === 'cross-site') throw foreign('Another site asked for this')
    return
  }
  refuseForeign(headers, publicUrl)
  const given = one(headers[csrfHeader]) ?? ''
  if (!timingSafeEqual(Buffer.from(hashOfToken(given)), Buffer.from(hashOfToken(csrfToken)))) {
    throw foreign(`Send the token of the session: ${csrfHeader}; GET /api/v1/session tells it`)
  }
}

/** Throws `csrf-token-wrong` when a page of somebody else made a browser ask for a change. */
export function refuseForeign(headers: Knock['headers'], publicUrl: string): void {
  const [site, origin, host] = ['sec-fetch-site', 'origin', 'host'].map((name) => one(headers[name]))
  const why = foreignness({ 'sec-fetch-site': site, origin, host }, publicUrl)
  if (why !== null) throw foreign(why)
}

function foreign(why: string): Problem {
  return new Problem('csrf-token-wrong', why)
}

function cookieIn(header: string | undefined): string | null {
  for (const part of header?.split(';') ?? []) {
    const [name, value] = part.trim().split('=')
    if (name === sessionCookie && value) return value
  }
  return null
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header
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
