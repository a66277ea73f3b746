/** Turns what a clock on the wall of one time zone showed into moments. Throws RangeError for a zone that does not exist. */
export class LocalTime {
  readonly #format: Intl.DateTimeFormat

  constructor(zone: string) {
    this.#format = new Intl.DateTimeFormat('en-US-u-hc-h23', {
      timeZone: zone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    })
  }

  /**
   * The moment at which the clock showed this; `shown` is that reading taken as if it were UTC, in milliseconds.
   * In the autumn hour that comes twice it is the first moment that is not before `notBefore`; a reading that the clock
   * leapt over in spring counts on as if it had not leapt.
   */
  momentOf(shown: number, notBefore = Number.NEGATIVE_INFINITY): number {
    const day = 86_400_000
    const early = shown - this.#offsetAt(shown - day)
    const late = shown - this.#offsetAt(shown + day)
    const moments = [early, late].filter((at) => at + this.#offsetAt(at) === shown).sort((a, b) => a - b)
    return moments.find((at) => at >= notBefore) ?? moments.at(-1) ?? early
  }

  /** What the zone adds to UTC at a moment, in milliseconds. */
  #offsetAt(at: number): number {
    const parts = new Map(this.#format.formatToParts(at).map(({ type, value }) => [type, value]))
    const [year, month, day, hour, minute, second] = ['year', 'month', 'day', 'hour', 'minute', 'second'].map((type) =>
      Number(parts.get(type as Intl.DateTimeFormatPartTypes)),
    ) as [number, number, number, number, number, number]
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
  }
}
