/** Time, handed in: a room that needs "now" or a wake-up asks here, so that a test can hold the clock. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Calls `wake` once after `ms`. Returns a function that calls it off. Does not keep the process alive. */
  after(ms: number, wake: () => void): () => void
}

/** A clock that also measures how much time passes, whatever is done to the time of day meanwhile. */
export interface SteadyClock extends Clock {
  /** Milliseconds since some moment before the start. Never goes back and never jumps. */
  steady(): number
}
