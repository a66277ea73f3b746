import { type HttpReply, OutboundError } from './http.ts'
import { clampWait, type Outcome, waitAsked } from './outcome.ts'

/** How long to leave alone a service that said "slow down" without saying for how long. */
const unaskedRateWaitMs = 30_000

/**
 * What an exception of an attempt means. A request that cannot be sent, an address that may not be reached and a bad
 * certificate stay so; a request that went out and was not answered may have been delivered; the rest may go better
 * next time. Anything that is not an `OutboundError` is a mistake of ours or the world's, and is tried again.
 */
export function outcomeOfError(error: unknown): Outcome {
  if (!(error instanceof OutboundError)) {
    return { kind: 'retry', reason: error instanceof Error ? error.message : String(error) }
  }
  const reason = error.message
  switch (error.failure) {
    case 'address-refused':
    case 'request-invalid':
    case 'tls-certificate':
      return { kind: 'permanent', reason }
    case 'aborted':
      return { kind: 'retry', reason: 'interrupted' }
    case 'timeout':
    case 'reset':
    case 'protocol':
      return error.sent ? { kind: 'ambiguous', reason } : { kind: 'retry', reason }
    case 'dns':
    case 'connect':
    case 'tls':
      return { kind: 'retry', reason }
  }
}

/**
 * What an HTTP status means where the service has no words of its own. 410 is the address saying that it is gone for good;
 * 404 may be a release in progress on their side and concerns this delivery only. 403 likewise: many services answer so
 * for one forbidden record, while 401 always means the credentials.
 */
export function outcomeOfStatus(reply: Pick<HttpReply, 'status' | 'headers'>, now: number): Outcome {
  const { status, headers } = reply
  const waitMs = waitAsked(headers['retry-after'], now)
  if (status >= 200 && status < 300) return { kind: 'ok', status }
  if (status === 429) {
    return {
      kind: 'rate',
      status,
      reason: 'answered 429: asked to slow down',
      waitMs: waitMs ?? clampWait(unaskedRateWaitMs),
    }
  }
  if (status === 408 || status === 425 || (status >= 500 && status < 600)) {
    return { kind: 'retry', status, reason: `answered ${status}`, ...(waitMs !== undefined && { waitMs }) }
  }
  if (status === 401) return { kind: 'auth', status, reason: 'answered 401: the credentials were refused' }
  if (status === 410) return { kind: 'gone', status, reason: 'answered 410: the address is gone' }
  if (status >= 300 && status < 400)
    return { kind: 'permanent', status, reason: redirected(status, headers['location']) }
  return { kind: 'permanent', status, reason: `answered ${status}` }
}

function redirected(status: number, location: string | undefined): string {
  const target = location === undefined ? 'elsewhere' : `to ${withoutQuery(location)}`
  return `answered ${status}: it sends us ${target}. Redirects are not followed; put the final address into the settings`
}

/** A query often holds a session or a token. */
function withoutQuery(location: string): string {
  const [address = ''] = location.split(/[?#]/, 1)
  return address.replace(/\/\/[^/@]*@/, '//').slice(0, 200)
}
