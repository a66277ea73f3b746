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
  /** What is left of `rest` once the entry was found in an index of intervals. */
  readonly beyondRange: readonly Probe[]
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
 * An entry in a list. Its next equality stands here once more (slot -1: there is none): most entries that an event meets
 * fail at it, and are turned away without a look at the entry, which lies elsewhere in memory. Chained, because an array
 * would be two more places to look at.
 */
interface Stand {
  readonly entry: Entry
  readonly slot: number
  readonly wanted: Wanted
  next: Stand | null
}

/**
 * A node of the burst trie. It holds entries whose first `depth` equalities were already found to hold. When its list
 * grows too long it bursts: entries move to branches by the value of their next equality, those without one to an
 * index of intervals; what has neither stays in the list and is asked each time.
 */
export class Branch {
  readonly #depth: number
  #first: Stand | null = null
  #count = 0
  #burst: Burst | null = null

  /** The root (depth 0) never is a plain list: every event would have to ask all of it. */
  constructor(depth: number) {
    this.#depth = depth
    if (depth === 0) this.#burst = { forks: [], ranges: [] }
  }

  get isEmpty(): boolean {
    const burst = this.#burst
    return this.#first === null && (burst === null || (burst.forks.length === 0 && burst.ranges.length === 0))
  }

  add(entry: Entry): void {
    if (this.#burst !== null) this.#place(entry, this.#burst)
    else if (this.#count < longestList) this.#list(entry)
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
    if (range === null) this.#unlist(entry)
    else removeFromRange(range, entry, burst!)
  }

  /** Calls `found` for every entry that holds; an entry that is in here under several values may come more than once. */
  visit(view: View, found: (entry: Entry) => void): void {
    const depth = this.#depth
    for (let stand = this.#first; stand !== null; stand = stand.next) {
      const { slot, wanted, entry } = stand
      if (slot >= 0 && !isAmong(slot, wanted, view)) continue
      if (equalitiesHold(entry, depth + 1, view) && allPass(entry.rest, view)) found(entry)
    }
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

  #list(entry: Entry): void {
    const depth = this.#depth
    const hasNext = equalityCount(entry) > depth
    const slot = hasNext ? slotAt(entry, depth) : -1
    this.#first = { entry, slot, wanted: hasNext ? wantedAt(entry, depth) : '', next: this.#first }
    this.#count += 1
  }

  #unlist(entry: Entry): void {
    this.#count -= 1
    if (this.#first!.entry === entry) {
      this.#first = this.#first!.next
      return
    }
    let before = this.#first!
    while (before.next!.entry !== entry) before = before.next!
    before.next = before.next!.next
  }

  #addToFull(entry: Entry): void {
    const entries = [entry]
    for (let stand = this.#first; stand !== null; stand = stand.next) entries.push(stand.entry)
    const movable = entries.filter((one) => equalityCount(one) > this.#depth || rangeOf(one) !== null)
    if (movable.length <= longestList / 2) {
      this.#list(entry)
      return
    }
    const burst = { forks: [], ranges: [] }
    this.#first = null
    this.#count = 0
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
    if (range === null) this.#list(entry)
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

/** What probes ask besides the interval by which their entry is found. The very same list when nothing is left out. */
export function beyondRange(rest: readonly Probe[]): readonly Probe[] {
  const range = rangeOf({ rest })
  return range === null ? rest : rest.filter((probe) => probe.slot !== range.slot || !isOrderProbe(probe))
}

/**
 * The interval in which an entry holds as far as one parameter is concerned, the one that limits it best: with both ends if
 * there is such a one. Null when no order is asked for.
 */
function rangeOf({ rest }: Pick<Entry, 'rest'>): EntryRange | null {
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
    const { kind, operand } = probe
    if (kind === 'gt' || kind === 'gte') lo = Math.max(lo, kind === 'gt' ? nextAbove(operand) : operand)
    else hi = Math.min(hi, kind === 'lt' ? -nextAbove(-operand) : operand)
  }
  return { slot, lo, hi }
}

const float = new Float64Array(1)
const bits = new BigInt64Array(float.buffer)

/** The smallest number above this one: "above 5" begins there, so that both ends belong to every interval. */
function nextAbove(number: number): number {
  if (number === 0) return Number.MIN_VALUE
  float[0] = number
  bits[0]! += number > 0 ? 1n : -1n
  return float[0]
}

interface Visit {
  readonly view: View
  readonly found: (entry: Entry) => void
  readonly depth: number
}

function visitEntry(entry: Entry, { view, found, depth }: Visit): void {
  if (equalitiesHold(entry, depth, view) && allPass(entry.beyondRange, view)) found(entry)
}

function equalitiesHold({ equalities }: Entry, from: number, view: View): boolean {
  for (let at = 2 * from; at < equalities.length; at += 2) {
    if (!isAmong(equalities[at] as number, equalities[at + 1]!, view)) return false
  }
  return true
}

function allPass(probes: readonly Probe[], view: View): boolean {
  for (let at = 0; at < probes.length; at++) if (!passes(probes[at]!, view)) return false
  return true
}
