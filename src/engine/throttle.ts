/** At most so many per so long. */
export interface Pace {
  readonly count: number
  readonly perS: number
}

/**
 * Counts what each binding let through, per value of its throttle key, in a sliding window. Kept in memory;
 * after a restart it is filled again from the journal. A place taken for an event that was not stored is given back.
 */
export class Throttle {
  readonly #passed = new Map<string, number[]>()

  /** Takes a place at `now`, or says that the window is full. */
  take(bindingId: string, key: string, pace: Pace, now: number): boolean {
    const place = placeOf(bindingId, key)
    const since = now - pace.perS * 1000
    const recent = (this.#passed.get(place) ?? []).filter((at) => at > since)
    const free = recent.length < pace.count
    if (free) recent.push(now)
    this.#passed.set(place, recent)
    return free
  }

  /** Gives back the latest place taken. */
  giveBack(bindingId: string, key: string): void {
    this.#passed.get(placeOf(bindingId, key))?.pop()
  }

  /** Notes that one passed at `at`, when the window is filled again after a restart. Called in order of time. */
  note(bindingId: string, key: string, at: number): void {
    const place = placeOf(bindingId, key)
    const passed = this.#passed.get(place)
    if (passed) passed.push(at)
    else this.#passed.set(place, [at])
  }

  /** The time of day was set: everything passed as long ago as before. */
  shift(by: number): void {
    for (const [place, passed] of this.#passed)
      this.#passed.set(
        place,
        passed.map((at) => at + by),
      )
  }

  /** Forgets everything older than `before`, so that keys seen once do not stay for ever. */
  forget(before: number): void {
    for (const [place, passed] of this.#passed) {
      if ((passed.at(-1) ?? 0) < before) this.#passed.delete(place)
    }
  }
}

function placeOf(bindingId: string, key: string): string {
  return `${bindingId} ${key}`
}
