import type { SteadyClock } from './core/clock.ts'

/** Node's timers count in 32 bits; a longer wait wakes early and is asked for again. */
const longestTimerMs = 2 ** 31 - 1

/** The clock of the machine. */
export const realClock: SteadyClock = {
  now: () => Date.now(),
  steady: () => performance.now(),
  after(ms, wake) {
    const timer = setTimeout(wake, Math.min(Math.max(0, ms), longestTimerMs))
    timer.unref()
    return () => clearTimeout(timer)
  },
}
