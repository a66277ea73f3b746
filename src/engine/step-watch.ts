import type { SteadyClock } from '../core/clock.ts'

/** Less than this is a clock being trimmed, and harms no schedule. */
const smallestStepMs = 5000

/** The time of day was set: by a person, by NTP, or because the machine slept. */
export interface ClockStep {
  /** How far, in milliseconds; negative when it was set back. */
  readonly by: number
  /** What the clock would show now without the step, and what it shows. Milliseconds since 1970. */
  readonly from: number
  readonly to: number
}

/**
 * The clock, watched: `onStep` is called inside the first `now()` after a step, before the caller gets its answer, so that
 * nobody can decide by the new time of day about times noted by the old one. A machine that slept looks the same as a
 * clock set forward, because the steady time stands still meanwhile.
 */
export class WatchedClock implements SteadyClock {
  readonly #clock: SteadyClock
  readonly #onStep: (step: ClockStep) => void
  #offset: number

  constructor(clock: SteadyClock, onStep: (step: ClockStep) => void) {
    this.#clock = clock
    this.#onStep = onStep
    this.#offset = this.#measure()
  }

  now(): number {
    const now = this.#clock.now()
    if (!this.#isStep(now - this.#clock.steady())) return now
    this.#tell()
    return this.#clock.now()
  }

  steady(): number {
    return this.#clock.steady()
  }

  after(ms: number, wake: () => void): () => void {
    return this.#clock.after(ms, wake)
  }

  /** A small difference is taken over, so that years of trimming never add up to a step. */
  #isStep(offset: number): boolean {
    const isSmall = Math.abs(offset - this.#offset) < smallestStepMs
    if (isSmall) this.#offset = offset
    return !isSmall
  }

  #tell(): void {
    // Measured once more: a process frozen between the two readings of the first time has seen no step.
    const before = this.#offset
    if (!this.#isStep(this.#measure())) return
    this.#offset = this.#measure()
    const to = this.#clock.now()
    const by = Math.round(this.#offset - before)
    this.#onStep({ by, from: to - by, to })
  }

  #measure(): number {
    return this.#clock.now() - this.#clock.steady()
  }
}
