import type { Say, SentenceKey } from '../../words/words.tsx'

/** Reasons that the server itself gives, always in the same words. */
const known: Readonly<Record<string, SentenceKey>> = {
  throttled: 'reason.throttled',
  'quiet hours': 'reason.quiet_hours',
  expired: 'reason.expired',
  test: 'reason.test',
  'the binding was deleted': 'reason.binding_deleted',
  'the integration was deleted': 'reason.integration_deleted',
  'the conditions hold': 'reason.conditions_hold',
  'the conditions do not hold': 'reason.conditions_fail',
  'the binding is off': 'reason.binding_off',
  'the event is a test': 'reason.event_is_test',
  'the binding was made after the event': 'reason.binding_younger',
  'the conditions hold now, but the binding was changed after the event': 'reason.binding_changed',
  'the binding was off when the event came': 'reason.binding_was_off',
  'interrupted: the server was stopped': 'reason.interrupted',
}

/** A reason in the language of the page; in the words of the service where it comes from there. */
export function reasonWords(reason: string, say: Say): string {
  const words = known[reason]
  if (words) return say(words)
  const canceler = /^canceled by (.+)$/.exec(reason)?.[1]
  if (canceler) return say('reason.canceled_by', { name: canceler })
  const skipped = /^the conditions hold, but the message was skipped: (.*)$/.exec(reason)?.[1]
  if (skipped !== undefined) return say('reason.skipped', { reason: reasonWords(skipped, say) })
  if (reason.startsWith('digest member of ')) return say('reason.digest')
  if (reason.startsWith('loop guard')) return say('reason.loop_guard')
  return reason
}
