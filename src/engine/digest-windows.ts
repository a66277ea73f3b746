import type { Binding } from '../core/binding.ts'
import { type Matchable, readParameter } from '../core/read-parameter.ts'

/** The open windows of digests, in memory: after a restart a new window begins, and what waited is sent when its own ends. */
export class DigestWindows {
  readonly #ends = new Map<string, number>()

  /** When the window that this event falls into ends; opens one that begins at `now` when there is none. */
  endFor(event: Matchable, binding: Binding, now: number): number {
    const digest = binding.options.digest
    if (!digest) return now
    const place = `${binding.id} ${digestKey(event, binding)}`
    const open = this.#ends.get(place)
    if (open !== undefined && now < open) return open
    const end = now + digest.windowS * 1000
    this.#ends.set(place, end)
    if (this.#ends.size > 10_000) this.#forgetEnded(now)
    return end
  }

  /** The time of day was set: every open window stays as long as it was. */
  shift(by: number): void {
    for (const [place, end] of this.#ends) this.#ends.set(place, end + by)
  }

  #forgetEnded(now: number): void {
    for (const [place, end] of this.#ends) if (end <= now) this.#ends.delete(place)
  }
}

/** The value of the digest's key parameter in this event; all events together without one. */
export function digestKey(event: Matchable, binding: Pick<Binding, 'options'>): string {
  const key = binding.options.digest?.key
  return key ? JSON.stringify(readParameter(event, key) ?? null) : ''
}
