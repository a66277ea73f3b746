import type { SteadyClock } from '../../src/core/clock.ts'

/** A clock that stands still until it is moved. */
export interface HeldClock extends SteadyClock {
  /** Moves time on, waking everything that is due on the way, in order. */
  readonly move: (ms: number) => Promise<void>
  /** Sets the time of day forward, or back when negative. No time passes, so nobody is woken. */
  readonly jump: (ms: number) => void
}

/** Starts at 16 March 2026, 09:00 UTC, a Monday, unless told otherwise. */
export function holdClock(start = Date.UTC(2026, 2, 16, 9)): HeldClock {
  let steady = 0
  let timeOfDay = start
  let waiting: { at: number; wake: () => void }[] = []
  const pass = (until: number) => {
    const ms = Math.max(0, until - steady)
    steady += ms
    timeOfDay += ms
  }
  return {
    now: () => timeOfDay,
    steady: () => steady,
    after(ms, wake) {
      const one = { at: steady + Math.max(0, ms), wake }
      waiting.push(one)
      return () => {
        waiting = waiting.filter((other) => other !== one)
      }
    },
    async move(ms) {
      const until = steady + ms
      for (;;) {
        await settle()
        const next = waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        waiting = waiting.filter((other) => other !== next)
        pass(next.at)
        next.wake()
      }
      pass(until)
      await settle()
    },
    jump(ms) {
      timeOfDay += ms
    },
  }
}

/** Lets everything that is ready to run do so: a few turns of the event loop. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve))
}
