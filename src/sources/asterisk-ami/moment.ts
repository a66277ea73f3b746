/** When something happened, and how far that can be trusted: a recording may know only how much time lay between events. */
export interface Moment {
  /** Milliseconds since 1970 when `dated`; otherwise only good for measuring from another moment of the recording. */
  readonly at: number
  /** True when `at` is a real date. */
  readonly dated: boolean
  /** True when the distance to another timed moment means something. */
  readonly timed: boolean
}

/** A moment on a real clock. */
export function moment(at: number): Moment {
  return { at, dated: true, timed: true }
}

/** Whole seconds between two moments, never negative; undefined when the recording had no times. */
export function secondsBetween(from: Moment, to: Moment): number | undefined {
  if (!from.timed || !to.timed) return undefined
  return Math.max(0, Math.round((to.at - from.at) / 1000))
}

/** The moment as the catalogue writes timestamps, or undefined when it has no date. */
export function timestamp(at: Moment | undefined): string | undefined {
  return at?.dated ? new Date(at.at).toISOString() : undefined
}
