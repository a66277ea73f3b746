import type { Delivery } from '../../api/journal.ts'
import type { SentenceKey } from '../../words/words.tsx'

/** Outcomes that a message also meets here, before it leaves: its template is cut off, a field is empty, a token is none. */
const metHereToo: readonly string[] = ['permanent', 'auth']

/** What the last attempt means and what to do now. Where no answer came, nobody out there is said to have refused anything. */
export function adviceOf({ outcome, status_code }: Pick<Delivery, 'outcome' | 'status_code'>): SentenceKey | null {
  if (outcome === null) return null
  const isUnsent = status_code === null && metHereToo.includes(outcome)
  return `advice.${outcome}${isUnsent ? '_unsent' : ''}` as SentenceKey
}
