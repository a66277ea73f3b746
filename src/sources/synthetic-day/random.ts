/** Chance that repeats itself: the same seed and subject give the same numbers on every machine. */
export interface Random {
  /** From 0 up to, not including, 1. */
  readonly next: () => number
  /** True in `share` of all cases (0 to 1). */
  readonly chance: (share: number) => boolean
  /** A whole number, both ends included. */
  readonly whole: (least: number, most: number) => number
  readonly oneOf: <Item>(items: readonly Item[]) => Item
  /** One of the items, each as often as its weight says. */
  readonly weighted: <Item>(items: readonly (readonly [Item, number])[]) => Item
  /** Whole seconds as talks and waits last: mostly short, now and then very long. `middle` is the median. */
  readonly lasting: (middle: number, least: number, most: number) => number
  readonly shuffled: <Item>(items: readonly Item[]) => Item[]
}

/**
 * Each subject (breaks, calls, ratings) draws from a chance of its own, so that a change in one of them leaves the
 * others as they were.
 */
export function randomFor(seed: number, subject: string): Random {
  let state = hashOf(`${seed}:${subject}`)

  // mulberry32, public domain, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  function whole(least: number, most: number): number {
    return least + Math.floor(next() * (most - least + 1))
  }

  function shuffled<Item>(items: readonly Item[]): Item[] {
    const result = [...items]
    for (let at = result.length - 1; at > 0; at -= 1) {
      const other = whole(0, at)
      ;[result[at], result[other]] = [result[other]!, result[at]!]
    }
    return result
  }

  return {
    next,
    whole,
    shuffled,
    chance: (share) => next() < share,
    oneOf: (items) => items[whole(0, items.length - 1)]!,
    weighted(items) {
      let rest = next() * items.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [item, weight] of items) {
        rest -= weight
        if (rest < 0) return item
      }
      return items.at(-1)![0]
    },
    lasting(middle, least, most) {
      // The sum of twelve even numbers is close enough to a bell curve, and its tails end.
      const bell = Array.from({ length: 12 }, next).reduce((sum, part) => sum + part, -6)
      return Math.round(Math.min(most, Math.max(least, middle * Math.exp(bell * 0.7))))
    },
  }
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (const letter of text) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193)
  return hash
}
