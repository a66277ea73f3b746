import type { Json } from '../json.ts'
import { type Key, keyOf, type Reading } from './comparison.ts'
import { Branch, type Entry } from './trie.ts'

/**
 * One parameter that the rules of an event type ask about, with every value they compare it to. Values are numbered,
 * so that the event's value is looked up once and from then on compared as a small number.
 */
export class Slot {
  readonly index: number
  readonly path: string
  readonly reading: Reading
  readonly values = new Map<Key, Value>()
  /** By code; 0 stands for "a value that no rule asks for". */
  readonly byCode: (Value | null)[] = [null]
  /** How many predicates ask about the parameter at all, and how many of them ask for its place in order. */
  uses = 0
  orderUses = 0
  /** How many values have a branch of the trie. */
  branchCount = 0
  #freeCodes: number[] = []

  constructor(index: number, path: string, reading: Reading) {
    this.index = index
    this.path = path
    this.reading = reading
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

  /** The code of an event's single value; 0 when it is missing, a list or a map, or no rule compares with it. */
  codeOf(value: Json | undefined): number {
    if (value === undefined || value === null) return 0
    const key = typeof value === 'string' && this.reading === 'text' ? value : keyOf(value, this.reading)
    return key === null ? 0 : (this.values.get(key)?.code ?? 0)
  }

  /** Files an entry under a value whose code it has taken. */
  addBelow(code: number, entry: Entry): void {
    const value = this.byCode[code]!
    if (value.branch === null) {
      value.branch = new Branch(1)
      this.branchCount += 1
    }
    value.branch.add(entry)
  }

  removeBelow(code: number, entry: Entry): void {
    const value = this.byCode[code]!
    value.branch!.remove(entry)
    if (!value.branch!.isEmpty) return
    value.branch = null
    this.branchCount -= 1
  }
}

/** A value that rules compare with, and the rules that are found by it first. */
interface Value {
  readonly key: Key
  readonly code: number
  uses: number
  branch: Branch | null
}
