/** The places that all lanes share, so that no number of integrations opens more sockets than the machine bears. */
export class Slots {
  #free: number
  readonly #waiting = new Set<() => void>()

  constructor(count: number) {
    this.#free = count
  }

  /** Takes a place, or remembers to call back when one is free. */
  take(whenFree: () => void): boolean {
    if (this.#free > 0) {
      this.#free -= 1
      return true
    }
    this.#waiting.add(whenFree)
    return false
  }

  give(): void {
    this.#free += 1
    if (this.#waiting.size > 0) queueMicrotask(this.#wake)
  }

  /** Calls back in order of asking, for as long as there is a free place: one that no longer wants it passes it on. */
  readonly #wake = (): void => {
    for (const whenFree of [...this.#waiting]) {
      if (this.#free === 0) return
      this.#waiting.delete(whenFree)
      whenFree()
    }
  }
}
