/** A token bucket: so many per second, a second's worth at once at the most (at least one). */
export class Bucket {
  readonly #perSecond: number
  readonly #most: number
  #tokens: number
  #filledAt: number

  constructor(perSecond: number, now: number) {
    this.#perSecond = perSecond
    this.#most = Math.max(1, perSecond)
    this.#tokens = this.#most
    this.#filledAt = now
  }

  get perSecond(): number {
    return this.#perSecond
  }

  /** Takes one token and returns 0, or returns the milliseconds until there will be one. A clock set back does no harm. */
  take(now: number): number {
    const passedMs = Math.max(0, now - this.#filledAt)
    this.#tokens = Math.min(this.#most, this.#tokens + (passedMs * this.#perSecond) / 1000)
    this.#filledAt = now
    if (this.#tokens >= 1 - 1e-9) {
      this.#tokens -= 1
      return 0
    }
    return Math.ceil(((1 - this.#tokens) * 1000) / this.#perSecond)
  }
}
