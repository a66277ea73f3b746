import type { Key } from './comparison.ts'
import { Intervals } from './intervals.ts'
import { eachKey, isAmong, isOrderProbe, type Probe, passes, type Wanted } from './probe.ts'
import type { View } from './view.ts'

/** One alternative of a rule: all its equalities and all its other probes must hold. */
export interface Entry {
  /** The rule; the trie does not look at it. */
  readonly owner: unknown
  /** Tells entries apart. */
  readonly no: number
  /** The equalities, most selective first: in turn, a slot and its value or values. */
  equalities: readonly Wanted[]
  readonly rest: readonly Probe[]
  /**
   * The second equality once more (slot -1: there is none). Most entries that an event meets fail at it, and are turned
   * away without a look at the lists above, which lie elsewhere in memory.
   */
  secondSlot: number
  secondWanted: Wanted
}

/** What an entry says of its equalities. */
export function inOrder(equalities: readonly Wanted[]): Pick<Entry, 'equalities' | 'secondSlot' | 'secondWanted'> {
  const hasSecond = equalities.length > 2
  return {
    equalities,
    secondSlot: hasSecond ? (equalities[2] as number) : -1,
    secondWanted: hasSecond ? equalities[3]! : '',
  }
}

/** How many equalities an entry has. */
export function equalityCount({ equalities }: Entry): number {
  return equalities.length / 2
}

/** The slot of an equality; 0 is the most selective. */
export function slotAt({ equalities }: Entry, at: number): number {
  return equalities[2 * at] as number
}

/** What an equality asks for. */
export function wantedAt({ equalities }: Entry, at: number): Wanted {
  return equalities[2 * at + 1]!
}

/** A branch stays a plain list up to this many entries: so few are asked faster than found. */
const longestList = 6

/**
 * A node of the burst trie. It holds entries whose first `depth` equalities were already found to hold. When its list
 * grows too long it bursts: entries move to branches by the value of their next equality, those without one to an
 * index of intervals; what has neither stays in the list and is asked each time.
 */
export class Branch {
  readonly #depth: number
  #list: Entry[] = []
  #burst: Burst | null = null

  /** The root (depth 0) never is a plain list: every event would have to ask all of it. */
  constructor(depth: number) {
    this.#depth = depth
    if (depth === 0) this.#burst = { forks: [], ranges: [] }
  }

  get isEmpty(): boolean {
    const burst = this.#burst
    return this.#list.length === 0 && (burst === null || (burst.forks.length === 0 && burst.ranges.length === 0))
  }

  add(entry: Entry): void {
    if (this.#burst !== null) this.#place(entry, this.#burst)
    else if (this.#list.length < longestList)
      this.#list = this.#list.concat(entry) // without room to grow: most stay short
    else this.#addToFull(entry)
  }

  /** The entry must be in here, and its equalities in the order they had when it was added. */
  remove(entry: Entry): void {
    const burst = this.#burst
    if (burst !== null && equalityCount(entry) > this.#depth) {
      this.#removeFromFork(entry, burst)
      return
    }
    const range = burst === null ? null : rangeOf(entry)
    if (range !== null) {
      removeFromRange(range, entry, burst!)
      return
    }
    const list = this.#list
    const last = list.pop()!
    if (last !== entry) list[list.indexOf(entry)] = last
  }

  /** Calls `found` for every entry that holds; an entry that is in here under several values may come more than once. */
  visit(view: View, found: (entry: Entry) => void): void {
    const depth = this.#depth
    const list = this.#list
    for (let at = 0; at < list.length; at++)
      if (mayHold(list[at]!, view) && holds(list[at]!, depth, view)) found(list[at]!)
    const burst = this.#burst
    if (burst === null) return
    for (const { slot, branches } of burst.forks) {
      const key = view.keys[slot]!
      if (typeof key !== 'object') branches.get(key)?.visit(view, found)
      else if (key !== null) for (const one of key) branches.get(one)?.visit(view, found)
    }
    for (const { slot, intervals } of burst.ranges) {
      const place = view.orders[slot]!
      if (!Number.isNaN(place)) intervals.eachAt(place, visitEntry, { view, found, depth })
    }
  }

  #addToFull(entry: Entry): void {
    const entries = [...this.#list, entry]
    const movable = entries.filter((one) => equalityCount(one) > this.#depth || rangeOf(one) !== null)
    if (movable.length <= longestList / 2) {
      this.#list.push(entry)
      return
    }
    const burst = { forks: [], ranges: [] }
    this.#list = []
    this.#burst = burst
    for (const one of entries) this.#place(one, burst)
  }

  #place(entry: Entry, { forks, ranges }: Burst): void {
    const depth = this.#depth
    if (equalityCount(entry) > depth) {
      const { branches } = forkOf(forks, slotAt(entry, depth))
      for (const key of eachKey(wantedAt(entry, depth))) {
        const branch = branches.get(key) ?? new Branch(depth + 1)
        if (branch.isEmpty) branches.set(key, branch)
        branch.add(entry)
      }
      return
    }
    const range = rangeOf(entry)
    if (range === null) this.#list.push(entry)
    else rangeFor(ranges, range.slot).intervals.add(range.lo, range.hi, entry.no, entry)
  }

  #removeFromFork(entry: Entry, burst: Burst): void {
    const fork = forkOf(burst.forks, slotAt(entry, this.#depth))
    for (const key of eachKey(wantedAt(entry, this.#depth))) {
      const branch = fork.branches.get(key)!
      branch.remove(entry)
      if (branch.isEmpty) fork.branches.delete(key)
    }
    if (fork.branches.size === 0) burst.forks = burst.forks.filter((one) => one !== fork)
  }
}

/** Where the entries of a branch went that was too full for a list. */
interface Burst {
  forks: Fork[]
  ranges: Range[]
}

interface Fork {
  readonly slot: number
  readonly branches: Map<Key, Branch>
}

interface Range {
  readonly slot: number
  readonly intervals: Intervals<Entry>
}

function forkOf(forks: Fork[], slot: number): Fork {
  const known = forks.find((fork) => fork.slot === slot)
  if (known !== undefined) return known
  const fork = { slot, branches: new Map<Key, Branch>() }
  forks.push(fork)
  return fork
}

function rangeFor(ranges: Range[], slot: number): Range {
  const known = ranges.find((range) => range.slot === slot)
  if (known !== undefined) return known
  const range = { slot, intervals: new Intervals<Entry>() }
  ranges.push(range)
  return range
}

function removeFromRange({ slot, lo }: EntryRange, entry: Entry, burst: Burst): void {
  const range = rangeFor(burst.ranges, slot)
  range.intervals.remove(lo, entry.no)
  if (range.intervals.isEmpty) burst.ranges = burst.ranges.filter((one) => one !== range)
}

interface EntryRange {
  readonly slot: number
  readonly lo: number
  readonly hi: number
}

/**
 * The interval outside of which an entry cannot hold, on the parameter that limits it best: one with both ends if there
 * is one. Whether the ends themselves belong to it is left to the probes. Null when no order is asked for.
 */
function rangeOf({ rest }: Entry): EntryRange | null {
  let best: EntryRange | null = null
  for (const { slot } of rest.filter(isOrderProbe)) {
    const range = rangeOn(slot, rest)
    if (range.lo > -Infinity && range.hi < Infinity) return range
    best ??= range
  }
  return best
}

function rangeOn(slot: number, rest: readonly Probe[]): EntryRange {
  let [lo, hi] = [-Infinity, Infinity]
  for (const probe of rest) {
    if (probe.slot !== slot || !isOrderProbe(probe)) continue
    if (probe.kind === 'gt' || probe.kind === 'gte') lo = Math.max(lo, probe.operand)
    else hi = Math.min(hi, probe.operand)
  }
  return { slot, lo, hi }
}

interface Visit {
  readonly view: View
  readonly found: (entry: Entry) => void
  readonly depth: number
}

function visitEntry(entry: Entry, { view, found, depth }: Visit): void {
  if (holds(entry, depth, view)) found(entry)
}

function mayHold({ secondSlot, secondWanted }: Entry, view: View): boolean {
  return secondSlot < 0 || isAmong(secondSlot, secondWanted, view)
}

function holds({ equalities, rest }: Entry, depth: number, view: View): boolean {
  for (let at = 2 * depth; at < equalities.length; at += 2) {
    if (!isAmong(equalities[at] as number, equalities[at + 1]!, view)) return false
  }
  for (let at = 0; at < rest.length; at++) if (!passes(rest[at]!, view)) return false
  return true
}
