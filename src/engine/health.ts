import type { Outcome } from '../core/outcome.ts'

/** How an integration has fared since the server started. */
export interface HealthNote {
  readonly delivered: number
  readonly failed: number
  readonly failuresInRow: number
  readonly lastSuccessAt: number | null
  readonly lastFailureAt: number | null
  readonly lastFailure: string | null
}

const nothingYet: HealthNote = {
  delivered: 0,
  failed: 0,
  failuresInRow: 0,
  lastSuccessAt: null,
  lastFailureAt: null,
  lastFailure: null,
}

/** Remembers, per integration, how the last attempts went. */
export class Health {
  readonly #notes = new Map<string, HealthNote>()

  note(integrationId: string, outcome: Outcome, now: number): void {
    const before = this.of(integrationId)
    const after: HealthNote =
      outcome.kind === 'ok' || outcome.kind === 'accepted' || outcome.kind === 'partial'
        ? { ...before, delivered: before.delivered + 1, failuresInRow: 0, lastSuccessAt: now }
        : {
            ...before,
            failed: before.failed + 1,
            failuresInRow: before.failuresInRow + 1,
            lastFailureAt: now,
            lastFailure: outcome.reason,
          }
    this.#notes.set(integrationId, after)
  }

  of(integrationId: string): HealthNote {
    return this.#notes.get(integrationId) ?? nothingYet
  }

  /** A person looked after it: failures in a row start anew. */
  forget(integrationId: string): void {
    this.#notes.set(integrationId, { ...this.of(integrationId), failuresInRow: 0 })
  }
}
