import type { Json } from '../json.ts'
import type { Matchable } from '../read-parameter.ts'
import { foldedText, type Key, orderOf } from './comparison.ts'
import type { Slot } from './slot.ts'
import type { Slots } from './slots.ts'
import type { Branch, Entry } from './trie.ts'

/** What is compared for equality: the key of a single value, the keys of a list, null when there is nothing to compare. */
export type EventKey = Key | readonly Key[] | null

/**
 * An event as the rules of its type see it: each parameter is read once, by slot. One view is used again for every
 * event of the type; what it says is true until the next `read`.
 */
export class View {
  /** By slot. */
  readonly keys: EventKey[] = []
  /** The place in order, by slot; NaN when the value has none. */
  orders = new Float64Array(0)
  readonly #slots: Slots
  readonly #values: (Json | undefined)[] = []
  readonly #texts: (readonly string[] | null)[] = []
  /** The slots whose texts were prepared for this event. */
  readonly #textSlots: number[] = []
  /** The branches of the trie that the event's values lead to; what stands beyond the count is of an earlier event. */
  readonly #branches: Branch[] = []
  #branchCount = 0

  constructor(slots: Slots) {
    this.#slots = slots
  }

  read(event: Matchable): void {
    this.#branchCount = 0
    while (this.#textSlots.length > 0) this.#texts[this.#textSlots.pop()!] = null
    this.#slots.extract(event, this.#values)
    const slots = this.#slots.byIndex
    if (slots.length > this.keys.length) this.#grow(slots.length)
    for (let at = 0; at < slots.length; at++) {
      const slot = slots[at]
      if (slot) this.#readSlot(slot, this.#values[at])
    }
  }

  /** Calls `found` for every entry that holds and begins with one of the event's values. */
  visitBranches(found: (entry: Entry) => void): void {
    for (let at = 0; at < this.#branchCount; at++) this.#branches[at]!.visit(this, found)
  }

  has(slot: number): boolean {
    const value = this.#values[slot]
    return value !== undefined && value !== null
  }

  /** The value as "contains" sees it: one text, or one for each element of a list; prepared when first asked for. */
  textsOf(slot: number): readonly string[] {
    const known = this.#texts[slot]
    if (known) return known
    const texts = foldedTexts(this.#values[slot])
    this.#texts[slot] = texts
    this.#textSlots.push(slot)
    return texts
  }

  /** Makes room at once rather than slot by slot: arrays without gaps are read faster. */
  #grow(length: number): void {
    this.orders = new Float64Array(length)
    while (this.keys.length < length) this.keys.push(null)
  }

  #readSlot(slot: Slot, value: Json | undefined): void {
    if (slot.orderUses > 0) this.orders[slot.index] = orderIn(slot, value)
    if (slot.valueCount === 0) return
    const key = Array.isArray(value) ? keysOfList(slot, value) : slot.keyOf(value)
    this.keys[slot.index] = key
    if (slot.branchCount === 0 || key === null) return
    if (typeof key !== 'object') this.#follow(slot, key)
    else for (const one of key) this.#follow(slot, one)
  }

  #follow(slot: Slot, key: Key): void {
    const branch = slot.branchOf(key)
    if (branch !== undefined) this.#branches[this.#branchCount++] = branch
  }
}

/** Of a list only the elements that some rule compares with are kept, each once, however long it is. */
function keysOfList(slot: Slot, elements: readonly Json[]): readonly Key[] {
  const keys = new Set<Key>()
  for (const element of elements) {
    const key = slot.keyOf(element)
    if (key !== null && slot.knows(key)) keys.add(key)
  }
  return [...keys]
}

function foldedTexts(value: Json | undefined): readonly string[] {
  if (Array.isArray(value)) return value.map(foldedText).filter((text) => text !== null)
  const text = foldedText(value)
  return text === null ? [] : [text]
}

function orderIn(slot: Slot, value: Json | undefined): number {
  if (typeof value === 'number' && slot.reading !== 'time') return Number.isFinite(value) ? value : Number.NaN
  return orderOf(value, slot.reading) ?? Number.NaN
}
