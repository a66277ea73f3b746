import { createHash } from 'node:crypto'
import { type Http, type HttpReply, OutboundError } from '../../core/http.ts'
import { outcomeOfStatus } from '../../core/http-outcome.ts'
import { isJsonObject, own } from '../../core/json.ts'
import type { Outcome } from '../../core/outcome.ts'
import { formOf } from './request.ts'
import type { ClientCredentials } from './settings.ts'

interface Token {
  readonly text: string
  /** Milliseconds since 1970; a minute earlier than the service says. */
  readonly usableUntil: number
}

interface Holder {
  token: Token | null
  asking: Promise<Token> | null
}

const earlyMs = 60_000
// RFC 6749 lets a service leave out how long a token lives.
const unsaidLifeMs = 10 * 60_000
const mostHolders = 1000

/** By the credentials that get them, so that two integrations with the same ones share a token. */
const holders = new Map<string, Holder>()

/** The address that gives tokens did not give one. The outcome says what that means for the delivery. */
export class TokenRefused extends Error {
  readonly outcome: Outcome

  constructor(outcome: Outcome) {
    super('no token was given')
    this.outcome = outcome
  }
}

/**
 * A token for these credentials: the one at hand while it lasts, else a new one, asked for once however many deliveries
 * wait for it. Throws `TokenRefused` or `OutboundError`; the delivery itself was not sent then.
 */
export async function tokenFor(
  credentials: ClientCredentials,
  { http, now }: { readonly http: Http; readonly now: () => number },
): Promise<string> {
  const holder = holderOf(credentials)
  if (holder.token !== null && holder.token.usableUntil > now()) return holder.token.text
  holder.asking ??= ask(credentials, http, now)
    .then((token) => {
      holder.token = token
      return token
    })
    .finally(() => {
      holder.asking = null
    })
  return (await holder.asking).text
}

/** Forgets a token that was refused, so that the next request asks for a new one. */
export function dropToken(credentials: ClientCredentials, text: string): void {
  const holder = holderOf(credentials)
  if (holder.token?.text === text) holder.token = null
}

function holderOf({ token_url, client_id, client_secret, scope }: ClientCredentials): Holder {
  const key = createHash('sha256')
    .update(JSON.stringify([token_url, client_id, client_secret, scope]))
    .digest('base64')
  const known = holders.get(key)
  if (known !== undefined) return known
  const [oldest] = holders.keys()
  if (holders.size >= mostHolders && oldest !== undefined) holders.delete(oldest)
  const holder: Holder = { token: null, asking: null }
  holders.set(key, holder)
  return holder
}

async function ask({ token_url, client_id, client_secret, scope }: ClientCredentials, http: Http, now: () => number) {
  const user = `${encodeURIComponent(client_id)}:${encodeURIComponent(client_secret)}`
  let reply: HttpReply
  try {
    reply = await http({
      method: 'POST',
      url: token_url,
      headers: {
        authorization: `Basic ${Buffer.from(user).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
      },
      body: formOf({ grant_type: 'client_credentials', scope }),
    })
  } catch (cause) {
    throw asUnsent(cause)
  }
  if (reply.status < 200 || reply.status > 299) throw new TokenRefused(refusal(reply, now()))
  return readToken(reply, now())
}

/** Whatever became of the question for a token, the delivery was not sent. */
function asUnsent(cause: unknown): unknown {
  if (!(cause instanceof OutboundError)) return cause
  return new OutboundError(cause.failure, `no token: ${cause.message}`, { cause })
}

/** A refusal is about the credentials or the address of the token, never about this one delivery. */
function refusal(reply: HttpReply, now: number): Outcome {
  const usual = outcomeOfStatus(reply, now)
  const reason = `no token: its address answered ${reply.status}`
  if (usual.kind === 'rate' || usual.kind === 'retry') return { ...usual, reason }
  return {
    kind: 'auth',
    status: reply.status,
    reason: `${reason}; check the client id, its secret and the token address`,
  }
}

function readToken(reply: HttpReply, now: number): Token {
  const answer = parsed(reply.body)
  const text = own(answer, 'access_token')
  const lifeS = Number(own(answer, 'expires_in'))
  if (typeof text !== 'string' || text === '') {
    throw new TokenRefused({
      kind: 'retry',
      status: reply.status,
      reason: 'no token: the answer of its address holds none',
    })
  }
  const lifeMs = Number.isFinite(lifeS) && lifeS > 0 ? lifeS * 1000 : unsaidLifeMs
  return { text, usableUntil: now + lifeMs - earlyMs }
}

function parsed(body: string) {
  try {
    const answer: unknown = JSON.parse(body)
    return isJsonObject(answer) ? answer : {}
  } catch {
    return {}
  }
}
