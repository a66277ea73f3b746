/** So many requests in so long a time, for each key apart. */
export interface WindowLimit {
  readonly count: number
  readonly perMs: number
}

/** How a key stands after one more request. */
export interface WindowState {
  readonly isFree: boolean
  /** Requests left before the window ends. */
  readonly remaining: number
  /** Until the window ends, in milliseconds; never 0 when nothing is left. */
  readonly resetMs: number
}

/** Counts requests in windows that begin with the first of them. */
export class Windows {
  readonly #limit: WindowLimit
  readonly #windows = new Map<string, { endsAt: number; count: number }>()

  constructor(limit: WindowLimit) {
    this.#limit = limit
  }

  /** Counts one request, unless the window is full. */
  take(key: string, now: number): WindowState {
    const known = this.#windows.get(key)
    const window = known !== undefined && known.endsAt > now ? known : { endsAt: now + this.#limit.perMs, count: 0 }
    this.#windows.set(key, window)
    const isFree = window.count < this.#limit.count
    if (isFree) window.count += 1
    return { isFree, remaining: this.#limit.count - window.count, resetMs: window.endsAt - now }
  }
}
