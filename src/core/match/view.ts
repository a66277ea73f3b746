import type { Json } from '../json.ts'
import type { Matchable } from '../read-parameter.ts'
import { foldedText, orderOf } from './comparison.ts'
import type { Slot } from './slot.ts'
import type { Slots } from './slots.ts'
import type { Branch, Entry } from './trie.ts'

/** Special codes: the elements' codes are in the list of the slot; nobody has asked for the code yet. */
const isList = -1
const isUnread = -2

/**
 * An event as the rules of its type see it: each parameter is read once, by slot. One view is used again for every
 * event of the type; what it says is true until the next `read`.
 */
export class View {
  /** The place in order; NaN when the value has none. */
  readonly orders: number[] = []
  readonly #slots: Slots
  readonly #values: (Json | undefined)[] = []
  readonly #codes: number[] = []
  readonly #lists: ReadonlySet<number>[] = []
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
    for (let at = 0; at < slots.length; at++) {
      const slot = slots[at]
      if (slot) this.#readSlot(slot, this.#values[at])
    }
  }

  /** Calls `found` for every entry that holds and begins with one of the event's values. */
  visitBranches(found: (entry: Entry) => void): void {
    for (let at = 0; at < this.#branchCount; at++) this.#branches[at]!.visit(this, found)
  }

  /** The code of the value; 0 when it is missing or no rule compares with it; -1 for a list. */
  codeOf(slot: number): number {
    const code = this.#codes[slot]!
    return code === isUnread ? this.#readCode(this.#slots.byIndex[slot]!, this.#values[slot]) : code
  }

  /** The codes of a list, for a slot whose code is -1. */
  listOf(slot: number): ReadonlySet<number> {
    return this.#lists[slot]!
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

  #readSlot(slot: Slot, value: Json | undefined): void {
    if (slot.orderUses > 0) this.orders[slot.index] = orderIn(slot, value)
    if (slot.branchCount === 0) {
      this.#codes[slot.index] = isUnread
      return
    }
    const code = this.#readCode(slot, value)
    if (code > 0) this.#follow(slot, code)
    else if (code === isList) for (const one of this.listOf(slot.index)) this.#follow(slot, one)
  }

  #follow(slot: Slot, code: number): void {
    const branch = slot.byCode[code]!.branch
    if (branch !== null) this.#branches[this.#branchCount++] = branch
  }

  #readCode(slot: Slot, value: Json | undefined): number {
    const code = Array.isArray(value) ? this.#readList(slot, value) : slot.codeOf(value)
    this.#codes[slot.index] = code
    return code
  }

  /** Of a list only the elements that some rule compares with are kept, however long it is. */
  #readList(slot: Slot, elements: readonly Json[]): number {
    const codes = new Set(elements.map((element) => slot.codeOf(element)))
    codes.delete(0)
    this.#lists[slot.index] = codes
    return isList
  }
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
