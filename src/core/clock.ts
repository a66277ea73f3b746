/** Time, handed in: a room that needs "now" or a wake-up asks here, so that a test can hold the clock. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Calls `wake` once after `ms`. Returns a function that calls it off. Does not keep the process alive. */
  after(ms: number, wake: () => void): () => void
}
