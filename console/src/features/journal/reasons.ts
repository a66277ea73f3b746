import { asSentence } from '../../parts/as-sentence.ts'
import type { Say, SentenceKey } from '../../words/words.tsx'

/** In English some reasons are a word or two, which programs read. */
const short: Readonly<Record<string, SentenceKey>> = {
  throttled: 'reason.throttled',
  'quiet hours': 'reason.quiet_hours',
  expired: 'reason.expired',
  test: 'reason.test',
}

/** A reason as a sentence. It comes in the language of the page, with the words of the service where it comes from there. */
export function reasonWords(reason: string, say: Say): string {
  const words = short[reason]
  if (words) return say(words)
  return reason.startsWith('digest member of ') ? say('reason.digest') : asSentence(reason)
}
