import type { Clock } from '../../core/clock.ts'

/** A clock that moves only when a test moves it. */
export interface HeldClock extends Clock {
  /** Moves on and wakes whoever is due, in order of time. */
  readonly pass: (ms: number) => void
}

export function heldClock(start = Date.UTC(2026, 2, 16, 9)): HeldClock {
  let now = start
  let sleepers: { at: number; wake: () => void }[] = []
  return {
    now: () => now,
    after(ms, wake) {
      const sleeper = { at: now + ms, wake }
      sleepers.push(sleeper)
      return () => {
        sleepers = sleepers.filter((other) => other !== sleeper)
      }
    },
    pass(ms) {
      now += ms
      const due = sleepers.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at)
      sleepers = sleepers.filter(({ at }) => at > now)
      for (const { wake } of due) wake()
    },
  }
}
