import type { HttpReply } from '../../core/http.ts'
import { outcomeOfStatus } from '../../core/http-outcome.ts'
import type { Outcome } from '../../core/outcome.ts'
import { hintFor } from './hints.ts'

/**
 * What the answer of an incoming webhook means: `ok`, or a word in plain text.
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors
 */
export function judgeWebhook(reply: HttpReply, now: number): Outcome {
  const { status } = reply
  const word = reply.body.trim()
  if (status === 200 && word === 'ok') return { kind: 'ok', status }
  if (status === 200) {
    return { kind: 'retry', status, reason: 'the answer is not one of Slack; check the webhook address' }
  }
  const usual = outcomeOfStatus(reply, now)
  if (usual.kind === 'rate' || usual.kind === 'retry') return usual
  const gone = goneWords[word]
  if (gone !== undefined) {
    return { kind: 'gone', status, reason: `Slack refused the message: ${word}. ${gone}, then resume the integration.` }
  }
  if (!/^[a-z_]{1,60}$/.test(word)) return usual
  return { kind: 'permanent', status, reason: `Slack refused the message: ${word}${hintFor(word)}` }
}

const newWebhook = 'Make a new webhook and enter its address'

/** The webhook itself is of no use any more. */
const goneWords: Readonly<Record<string, string>> = {
  no_service: `The webhook was removed or its address is not whole. ${newWebhook}`,
  no_active_hooks: `The webhook was turned off. ${newWebhook}`,
  no_team: `There is no such workspace. ${newWebhook}`,
  channel_not_found: `The channel was deleted. ${newWebhook}`,
  channel_is_archived: `The channel was archived. Bring it back, or: ${newWebhook.toLowerCase()}`,
  user_not_found: `The person it wrote to is gone. ${newWebhook}`,
}
