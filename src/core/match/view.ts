import type { Json } from '../json.ts'
import { type Matchable, readParameter } from '../read-parameter.ts'
import { foldedText, orderOf } from './comparison.ts'
import type { Slot } from './slot.ts'
import type { Branch } from './trie.ts'

/** What `codes` says of a list: its elements' codes are in `lists`. */
const isList = -1

/**
 * An event as the rules of its type see it: each parameter read once, by slot. One view is used again for every event
 * of the type, which is why nothing in it survives the next `read`.
 */
export class View {
  /** The code of the value; 0 when it is missing or no rule compares with it; -1 for a list. */
  readonly codes: number[] = []
  /** The place in order; NaN when the value has none. */
  readonly orders: number[] = []
  readonly present: boolean[] = []
  /** The branches of the trie that the event's values lead to. */
  readonly branches: Branch[] = []
  #lists: (ReadonlySet<number> | null)[] = []
  #texts: (readonly string[] | null)[] = []
  #event: Matchable | null = null
  #slots: readonly (Slot | null)[] = []

  read(event: Matchable, slots: readonly (Slot | null)[]): void {
    this.#event = event
    this.#slots = slots
    this.branches.length = 0
    const { data } = event
    for (let at = 0; at < slots.length; at++) {
      const slot = slots[at]
      if (slot) this.#readSlot(slot, slot.isPlain ? data[slot.path] : readParameter(event, slot.path))
    }
  }

  /** Lets go of the event. */
  forget(): void {
    this.#event = null
  }

  #readSlot(slot: Slot, raw: Json | undefined): void {
    const at = slot.index
    const isPresent = raw !== undefined && raw !== null
    this.present[at] = isPresent
    this.codes[at] = 0
    this.orders[at] = Number.NaN
    this.#texts[at] = null
    if (!isPresent) return
    if (typeof raw === 'object') {
      if (Array.isArray(raw)) this.#readList(slot, raw)
      return
    }
    const key = slot.keyOf(raw)
    if (slot.orderUses > 0) this.orders[at] = orderIn(slot, raw, key)
    const value = slot.values.get(key!)
    if (value === undefined) return
    this.codes[at] = value.code
    if (value.branch !== null) this.branches.push(value.branch)
  }

  /** Of a list only the elements that some rule compares with are kept, however long it is. */
  #readList(slot: Slot, elements: readonly Json[]): void {
    const codes = new Set<number>()
    for (const element of elements) {
      const key = slot.keyOf(element)
      const value = key === null ? undefined : slot.values.get(key)
      if (value === undefined || codes.has(value.code)) continue
      codes.add(value.code)
      if (value.branch !== null) this.branches.push(value.branch)
    }
    this.codes[slot.index] = isList
    this.#lists[slot.index] = codes
  }

  /** The codes of a slot whose `codes` entry is -1. */
  listOf(slot: number): ReadonlySet<number> {
    return this.#lists[slot]!
  }

  /** The value as "contains" sees it: one text, or one for each element of a list; prepared when first asked for. */
  textsOf(slot: number): readonly string[] {
    this.#texts[slot] ??= this.#foldedTexts(slot)
    return this.#texts[slot]
  }

  #foldedTexts(index: number): readonly string[] {
    const raw = readParameter(this.#event!, this.#slots[index]!.path)
    const elements: readonly (Json | undefined)[] = Array.isArray(raw) ? raw : [raw]
    return elements.map(foldedText).filter((text) => text !== null)
  }
}

function orderIn(slot: Slot, raw: Json, key: string | number | null): number {
  if (slot.reading === 'text') return orderOf(raw, 'text') ?? Number.NaN
  return typeof key === 'number' ? key : Number.NaN
}
