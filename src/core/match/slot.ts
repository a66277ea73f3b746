import { type Key, keyOf, keyOfText, type Reading } from './comparison.ts'
import { Branch, type Entry } from './trie.ts'

/** One parameter that the rules of an event type ask about, with every value they compare it to. */
export class Slot {
  readonly index: number
  readonly path: string
  readonly reading: Reading
  readonly #values = new Map<Key, Value>()
  /** How many values rules tell apart by the parameter. */
  valueCount = 0
  /** How many predicates ask about the parameter at all, and how many of them ask for its place in order. */
  uses = 0
  orderUses = 0
  /** How many values have rules that are found by them. */
  branchCount = 0

  constructor(index: number, path: string, reading: Reading) {
    this.index = index
    this.path = path
    this.reading = reading
  }

  /** One predicate more compares with the value. */
  take(key: Key): void {
    const value = this.#values.get(key)
    if (value !== undefined) {
      value.uses += 1
      return
    }
    this.#values.set(key, new Value())
    this.valueCount += 1
  }

  /** One predicate fewer compares with it; after the last one it is forgotten. */
  drop(key: Key): void {
    const value = this.#values.get(key)!
    value.uses -= 1
    if (value.uses > 0) return
    this.#values.delete(key)
    this.valueCount -= 1
  }

  /** The key of an event's single value; null when it is missing, a list or a map. */
  keyOf(value: Parameters<typeof keyOf>[0]): Key | null {
    return typeof value === 'string' && this.reading === 'text' ? keyOfText(value) : keyOf(value, this.reading)
  }

  /** Whether any rule compares with the value. */
  knows(key: Key): boolean {
    return this.#values.has(key)
  }

  /** The entries that begin with this value; undefined when no rule compares with it. */
  branchOf(key: Key): Branch | undefined {
    return this.#values.get(key)
  }

  /** Files an entry under a value that it has taken. */
  addBelow(key: Key, entry: Entry): void {
    const value = this.#values.get(key)!
    if (value.isEmpty) this.branchCount += 1
    value.add(entry)
  }

  removeBelow(key: Key, entry: Entry): void {
    const value = this.#values.get(key)!
    value.remove(entry)
    if (value.isEmpty) this.branchCount -= 1
  }
}

/**
 * A value that rules compare with, and the rules that are found by it first. One object for both: in a large index each
 * further one is a wait for memory.
 */
class Value extends Branch {
  uses = 1

  constructor() {
    super(1)
  }
}
