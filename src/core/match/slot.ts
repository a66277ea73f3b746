import { type Key, keyOf, type Reading } from './comparison.ts'
import type { Branch } from './trie.ts'

/**
 * One parameter that the rules of an event type ask about, with every value they compare it to. Values are numbered,
 * so that the event's value is looked up once and from then on compared as a small number.
 */
export class Slot {
  readonly index: number
  readonly path: string
  readonly reading: Reading
  /**
   * True when the field can be taken straight from `data`: the path has no dot, is not on the envelope, and is not the
   * name of something that every object inherits.
   */
  readonly isPlain: boolean
  readonly values = new Map<Key, Value>()
  /** By code; 0 stands for "a value that no rule asks for". */
  readonly byCode: (Value | null)[] = [null]
  /** How many predicates ask about the parameter at all, and how many of them ask for its place in order. */
  uses = 0
  orderUses = 0
  #freeCodes: number[] = []

  constructor(index: number, path: string, reading: Reading, isPlain: boolean) {
    this.index = index
    this.path = path
    this.reading = reading
    this.isPlain = isPlain
  }

  /** The code of a value that one more predicate compares with. */
  take(key: Key): number {
    let value = this.values.get(key)
    if (value === undefined) {
      const code = this.#freeCodes.pop() ?? this.byCode.length
      value = { key, code, uses: 0, branch: null }
      this.byCode[code] = value
      this.values.set(key, value)
    }
    value.uses += 1
    return value.code
  }

  /** One predicate fewer compares with it; after the last one the value is forgotten and its code may be used again. */
  drop(code: number): void {
    const value = this.byCode[code]!
    value.uses -= 1
    if (value.uses > 0) return
    this.byCode[code] = null
    this.values.delete(value.key)
    this.#freeCodes.push(code)
  }

  keyOf(raw: Parameters<typeof keyOf>[0]): Key | null {
    return this.reading === 'text' && typeof raw === 'string' ? raw : keyOf(raw, this.reading)
  }
}

/** A value that rules compare with, and the rules that are found by it first. */
interface Value {
  readonly key: Key
  readonly code: number
  uses: number
  branch: Branch | null
}
