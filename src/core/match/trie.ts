import { Intervals } from './intervals.ts'
import { type Codes, eachCode, isAmong, type Probe, passes } from './probe.ts'
import type { View } from './view.ts'

/** One alternative of a rule: all its equalities and all its other probes must hold. */
export interface Entry<Owner = unknown> {
  readonly owner: Owner
  /** Tells entries apart. */
  readonly no: number
  /** The equalities, most selective first: which slot, and which value or values. */
  readonly slots: number[]
  readonly codes: Codes[]
  readonly rest: readonly Probe[]
}

/** A branch stays a plain list up to this many entries: so few are asked faster than found. */
const longestList = 6

/**
 * A node of the burst trie. It holds entries whose first `depth` equalities were already found to hold. When its list
 * grows too long it bursts: entries move to branches by the value of their next equality, those without one to an
 * index of intervals; what has neither stays in the list and is asked each time.
 */
export class Branch {
  readonly depth: number
  #list: Entry[] = []
  #hasBurst: boolean
  #forks: Fork[] = []
  #ranges: Range[] = []

  constructor(depth: number, hasBurst = false) {
    this.depth = depth
    this.#hasBurst = hasBurst
  }

  get isEmpty(): boolean {
    return this.#list.length === 0 && this.#forks.length === 0 && this.#ranges.length === 0
  }

  add(entry: Entry): void {
    if (this.#hasBurst) {
      this.#place(entry)
      return
    }
    this.#list.push(entry)
    if (this.#list.length > longestList) this.#burst()
  }

  /** The entry must be in here, and its equalities in the order they had when it was added. */
  remove(entry: Entry): void {
    const slot = this.#hasBurst ? entry.slots[this.depth] : undefined
    if (slot !== undefined) {
      this.#removeFromFork(slot, entry)
      return
    }
    const range = this.#hasBurst ? rangeProbe(entry) : undefined
    if (range !== undefined) {
      this.#removeFromRange(range, entry)
      return
    }
    const list = this.#list
    const last = list.pop()!
    if (last !== entry) list[list.indexOf(entry)] = last
  }

  /** Calls `found` for every entry that holds; an entry that is in here under several values may come more than once. */
  visit(view: View, found: (entry: Entry) => void): void {
    const { depth } = this
    const list = this.#list
    for (let at = 0; at < list.length; at++) if (holds(list[at]!, depth, view)) found(list[at]!)
    if (!this.#hasBurst) return
    for (const { slot, branches } of this.#forks) {
      const code = view.codes[slot]!
      if (code > 0) branches.get(code)?.visit(view, found)
      else if (code < 0) for (const one of view.listOf(slot)) branches.get(one)?.visit(view, found)
    }
    for (const { slot, intervals } of this.#ranges) {
      const place = view.orders[slot]!
      if (!Number.isNaN(place)) intervals.eachAt(place, visitEntry, { view, found, depth })
    }
  }

  #burst(): void {
    const movable = this.#list.filter((entry) => entry.slots.length > this.depth || rangeProbe(entry) !== undefined)
    if (movable.length <= longestList / 2) return
    const entries = this.#list
    this.#list = []
    this.#hasBurst = true
    for (const entry of entries) this.#place(entry)
  }

  #place(entry: Entry): void {
    const slot = entry.slots[this.depth]
    if (slot !== undefined) {
      const { branches } = this.#fork(slot)
      for (const code of eachCode(entry.codes[this.depth]!)) {
        const branch = branches.get(code) ?? new Branch(this.depth + 1)
        if (branch.isEmpty) branches.set(code, branch)
        branch.add(entry)
      }
      return
    }
    const range = rangeProbe(entry)
    if (range === undefined) this.#list.push(entry)
    else this.#range(range.slot).intervals.add(range.operand.lo, range.operand.hi, entry.no, entry)
  }

  #removeFromFork(slot: number, entry: Entry): void {
    const { branches } = this.#fork(slot)
    for (const code of eachCode(entry.codes[this.depth]!)) {
      const branch = branches.get(code)!
      branch.remove(entry)
      if (branch.isEmpty) branches.delete(code)
    }
    if (branches.size === 0) this.#forks = this.#forks.filter((fork) => fork.slot !== slot)
  }

  #removeFromRange({ slot, operand }: RangeProbe, entry: Entry): void {
    const { intervals } = this.#range(slot)
    intervals.remove(operand.lo, entry.no)
    if (intervals.isEmpty) this.#ranges = this.#ranges.filter((range) => range.slot !== slot)
  }

  #fork(slot: number): Fork {
    const known = this.#forks.find((fork) => fork.slot === slot)
    if (known !== undefined) return known
    const fork = { slot, branches: new Map<number, Branch>() }
    this.#forks.push(fork)
    return fork
  }

  #range(slot: number): Range {
    const known = this.#ranges.find((range) => range.slot === slot)
    if (known !== undefined) return known
    const range = { slot, intervals: new Intervals<Entry>() }
    this.#ranges.push(range)
    return range
  }
}

interface Fork {
  readonly slot: number
  readonly branches: Map<number, Branch>
}

interface Range {
  readonly slot: number
  readonly intervals: Intervals<Entry>
}

type RangeProbe = Probe & { readonly kind: 'between' }

/** The interval by which an entry can be found: its first. */
function rangeProbe({ rest }: Entry): RangeProbe | undefined {
  return rest.find((probe): probe is RangeProbe => probe.kind === 'between' && !probe.negated)
}

interface Visit {
  readonly view: View
  readonly found: (entry: Entry) => void
  readonly depth: number
}

function visitEntry(entry: Entry, { view, found, depth }: Visit): void {
  if (holds(entry, depth, view)) found(entry)
}

function holds({ slots, codes, rest }: Entry, depth: number, view: View): boolean {
  for (let at = depth; at < slots.length; at++) if (!isAmong(slots[at]!, codes[at]!, view)) return false
  for (let at = 0; at < rest.length; at++) if (!passes(rest[at]!, view)) return false
  return true
}
