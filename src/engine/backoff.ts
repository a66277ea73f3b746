import type { DeliveryStatus } from '../core/delivery.ts'
import type { Outcome } from '../core/outcome.ts'

/** Seconds before each attempt: at once, then over about a day. */
export const defaultScheduleS: readonly number[] = [0, 5, 30, 120, 600, 1800, 3600, 10_800, 21_600, 43_200]

/** How long a destination may keep answering "slow down" before the delivery is given up: the length of the default schedule. */
const longestRateMs = 24 * 60 * 60 * 1000

/** What the engine knows about a delivery when an attempt ends. */
export interface AttemptState {
  /** Attempts that counted, before this one. */
  readonly tries: number
  readonly scheduleS: readonly number[]
  /** What the kind wants when nobody knows whether it was delivered. */
  readonly ambiguous: 'resend' | 'ask'
  readonly createdAt: number
  readonly now: number
  /** From 0 to 1, for the jitter. */
  readonly random: number
}

/** What becomes of the delivery, and of its lane. */
export interface Verdict {
  readonly status: DeliveryStatus
  readonly reason: string | null
  readonly tries: number
  readonly nextAttemptAt: number | null
  /** The whole lane waits until then, because the destination asked for it. */
  readonly laneWaitsUntil: number | null
  /** The integration pauses until a person looks. */
  readonly pauses: 'auth' | 'gone' | null
}

/** Decides from the outcome alone: finished, again later, or pause everything. Pure. */
export function judge(outcome: Outcome, state: AttemptState): Verdict {
  switch (outcome.kind) {
    case 'ok':
    case 'accepted':
      return finished('delivered', null, state)
    case 'partial':
      return finished('delivered', outcome.reason, state)
    case 'permanent':
      return finished('failed', outcome.reason, state)
    case 'auth':
    case 'gone':
      return { ...finished('failed', outcome.reason, state), pauses: outcome.kind }
    case 'rate':
      return slowDown(outcome.reason, outcome.waitMs, state)
    case 'ambiguous':
      if (state.ambiguous === 'ask') return finished('failed', `Unknown result: ${outcome.reason}`, state)
      return again(outcome.reason, undefined, state)
    case 'retry':
      return again(outcome.reason, outcome.waitMs, state)
  }
}

/** When the first attempt is due after acceptance, in milliseconds. */
export function firstWaitMs(scheduleS: readonly number[]): number {
  return (scheduleS[0] ?? 0) * 1000
}

function finished(status: 'delivered' | 'failed', reason: string | null, state: AttemptState): Verdict {
  return { status, reason, tries: state.tries + 1, nextAttemptAt: null, laneWaitsUntil: null, pauses: null }
}

function slowDown(reason: string, waitMs: number, state: AttemptState): Verdict {
  if (state.now - state.createdAt > longestRateMs && state.tries > 0) return finished('failed', reason, state)
  const until = state.now + waitMs
  return { status: 'retrying', reason, tries: state.tries, nextAttemptAt: until, laneWaitsUntil: until, pauses: null }
}

function again(reason: string, askedMs: number | undefined, state: AttemptState): Verdict {
  const tries = state.tries + 1
  const scheduled = state.scheduleS[tries]
  if (scheduled === undefined) return finished('failed', `${reason} (attempts used up)`, state)
  const waitMs = Math.max(withJitter(scheduled * 1000, state.random), askedMs ?? 0)
  const asked = askedMs === undefined ? null : state.now + askedMs
  return {
    status: 'retrying',
    reason,
    tries,
    nextAttemptAt: state.now + Math.round(waitMs),
    laneWaitsUntil: asked,
    pauses: null,
  }
}

/** ±20 %, so that deliveries that failed together do not come back together. */
function withJitter(waitMs: number, random: number): number {
  return waitMs * (0.8 + 0.4 * random)
}
