import type { Outcome } from '../../core/outcome.ts'

/** The letter ends here: with an outcome already judged, and its reason as a sentence for people. */
export class LetterRefused extends Error {
  readonly outcome: Outcome

  constructor(outcome: Outcome & { readonly reason: string }) {
    super(outcome.reason)
    this.outcome = outcome
  }
}

/** A letter that can never be sent as it is. */
export function neverSent(reason: string): LetterRefused {
  return new LetterRefused({ kind: 'permanent', reason })
}
