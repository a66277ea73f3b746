const slotMs = 15 * 60_000
const slots = 96

/** Counts over the last 24 hours, to a quarter of an hour, in a place of fixed size. */
export class DayCount {
  readonly #counts = new Float64Array(slots)
  #newest = Number.NEGATIVE_INFINITY

  /** `now` in milliseconds since 1970. */
  add(count: number, now: number): void {
    this.#move(now)
    this.#counts[place(this.#newest)]! += count
  }

  total(now: number): number {
    this.#move(now)
    return this.#counts.reduce((sum, count) => sum + count, 0)
  }

  /** Empties what is older than a day. A clock set back counts into the newest slot. */
  #move(now: number): void {
    const slot = Math.floor(now / slotMs)
    if (slot <= this.#newest) return
    for (let at = Math.max(this.#newest + 1, slot - slots + 1); at <= slot; at++) this.#counts[place(at)] = 0
    this.#newest = slot
  }
}

function place(slot: number): number {
  return ((slot % slots) + slots) % slots
}
