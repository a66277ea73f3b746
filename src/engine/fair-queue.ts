/**
 * A queue that takes turns between groups: the first of each group in order of arrival, round and round, so that one
 * group with a thousand waiting never holds up another with one.
 */
export class FairQueue<Item> {
  readonly #groups = new Map<string, Item[]>()
  #size = 0

  get size(): number {
    return this.#size
  }

  push(group: string, item: Item): void {
    const waiting = this.#groups.get(group)
    if (waiting) waiting.push(item)
    else this.#groups.set(group, [item])
    this.#size += 1
  }

  /** The next one, whose group then goes to the end of the line. */
  shift(): Item | undefined {
    const next = this.#groups.entries().next()
    if (next.done) return undefined
    const [group, waiting] = next.value
    const item = waiting.shift()
    this.#groups.delete(group)
    if (waiting.length > 0) this.#groups.set(group, waiting)
    this.#size -= 1
    return item
  }

  /** Empties the queue and returns what waited. */
  clear(): Item[] {
    const all = [...this.#groups.values()].flat()
    this.#groups.clear()
    this.#size = 0
    return all
  }
}
