import type { HttpReply } from '../../core/http.ts'
import { outcomeOfStatus } from '../../core/http-outcome.ts'
import { isJsonObject, type JsonObject, own } from '../../core/json.ts'
import { clampWait, type Outcome } from '../../core/outcome.ts'
import { hintFor } from './hints.ts'

/** The wait for a limit that Slack puts into its 200 without a time: its narrowest limit is one message a second. */
const unsaidWaitMs = 5000

/**
 * What the answer of chat.postMessage means. Slack says 200 to everything that it understood: only `ok` tells.
 * `isOwnChannel`: it went to the channel of the integration; a refusal by another one, chosen by the binding, says nothing
 * about the rest of the queue. https://docs.slack.dev/reference/methods/chat.postMessage#errors
 */
export function judgeApi(
  reply: HttpReply,
  { now, isOwnChannel }: { readonly now: number; readonly isOwnChannel: boolean },
): Outcome {
  const { status } = reply
  const answer = parsed(reply.body)
  if (answer !== null && own(answer, 'ok') === true) return delivered(status, own(answer, 'ts'))
  const error = answer === null ? undefined : own(answer, 'error')
  if (typeof error === 'string') return judgeError(error, reply, { now, isOwnChannel })
  if (status !== 200) return outcomeOfStatus(reply, now)
  if (reply.truncated) return judgeBeginning(reply)
  return { kind: 'retry', status, reason: 'the answer is not one of Slack; check the Web API address' }
}

function delivered(status: number, ts: unknown): Outcome {
  return { kind: 'ok', status, ...(typeof ts === 'string' && { remoteId: ts }) }
}

/** Slack repeats the whole message behind `ok` and `ts`, so the answer to a long one does not fit; its beginning is enough. */
function judgeBeginning({ status, body }: HttpReply): Outcome {
  if (!/^\s*\{\s*"ok"\s*:\s*true\b/.test(body)) {
    return { kind: 'ambiguous', status, reason: 'the answer broke off before it told whether the message was taken' }
  }
  return delivered(status, /^[^{]*\{[^{]*?"ts"\s*:\s*"([\d.]+)"/.exec(body)?.[1])
}

function judgeError(
  error: string,
  reply: HttpReply,
  { now, isOwnChannel }: { readonly now: number; readonly isOwnChannel: boolean },
): Outcome {
  const { status } = reply
  const reason = `Slack refused the message: ${error}${hintFor(error)}`
  if (rateErrors.has(error)) {
    const usual = outcomeOfStatus({ ...reply, status: 429 }, now)
    const asked = reply.headers['retry-after'] !== undefined && usual.kind === 'rate'
    const waitMs = asked ? usual.waitMs : clampWait(unsaidWaitMs)
    return { kind: 'rate', status, reason: `Slack asked to wait ${waitMs / 1000} s`, waitMs }
  }
  if (authErrors.has(error)) return { kind: 'auth', status, reason }
  if (channelErrors.has(error)) return { kind: isOwnChannel ? 'gone' : 'permanent', status, reason }
  if (error === 'fatal_error') {
    return {
      kind: 'ambiguous',
      status,
      reason: 'Slack answered fatal_error: the message may have been posted all the same',
    }
  }
  if (passingErrors.has(error) || status >= 500) return { kind: 'retry', status, reason: `Slack answered ${error}` }
  return { kind: 'permanent', status, reason }
}

const rateErrors = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded'])

const passingErrors = new Set(['internal_error', 'service_unavailable', 'request_timeout', 'team_added_to_org'])

const authErrors = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
  'org_login_required',
  'access_denied',
  'two_factor_setup_required',
])

const channelErrors = new Set([
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'ekm_access_denied',
])

function parsed(body: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(body)
    return isJsonObject(value) ? value : null
  } catch {
    return null
  }
}
