import type { Condition } from '../condition.ts'
import type { Parameter } from '../event-type.ts'
import type { Matchable } from '../read-parameter.ts'
import { readingOf } from './comparison.ts'
import { type Conjunction, conjunctionsOf } from './conjunctions.ts'
import type { Predicate } from './predicate.ts'
import { eachKey, keyCount, type Probe, probeOf, releaseProbe, type Wanted } from './probe.ts'
import { Slots } from './slots.ts'
import { Branch, beyondRange, type Entry, equalityCount, slotAt, wantedAt } from './trie.ts'
import { View } from './view.ts'

/** A rule as it stands in the index. */
export interface Rule {
  readonly id: string
  /** Where it stands. */
  readonly home: Rules
  entries: readonly RuleEntry[]
  /** The last event it was found for, so that a rule with several alternatives is named once. */
  foundFor: number
}

interface RuleEntry extends Entry {
  readonly owner: Rule
  /** Where it stands among all entries. */
  place: number
}

/** An `in` with more values than this is asked, not indexed: it would stand in as many branches. */
const mostBranches = 32

/** How many entries a change looks at, besides its own, to see whether a better equality has come up since. */
const reviewedPerChange = 2

/** All rules of one event type, found by value rather than asked one by one. */
export class Rules {
  readonly #parameters: ReadonlyMap<string, Parameter>
  readonly #slots: Slots
  readonly #view: View
  /** Entries without an equality. All others begin at the value of their first. */
  readonly #root = new Branch(0)
  readonly #entries: RuleEntry[] = []
  #reviewed = 0
  #made = 0
  #events = 0
  #ids: string[] = []

  readonly #found = ({ owner }: Entry): void => {
    const rule = owner as Rule
    if (rule.foundFor === this.#events) return
    rule.foundFor = this.#events
    this.#ids.push(rule.id)
  }

  constructor(parameters: ReadonlyMap<string, Parameter>) {
    this.#parameters = parameters
    this.#slots = new Slots(parameters)
    this.#view = new View(this.#slots)
  }

  add(id: string, conditions: Condition | null): Rule {
    const rule: Rule = { id, home: this, entries: [], foundFor: 0 }
    const conjunctions = conjunctionsOf(conditions, (path) => readingOf(path, this.#parameters))
    rule.entries = conjunctions.map((conjunction) => this.#addEntry(rule, conjunction))
    for (let count = 0; count < reviewedPerChange; count++) this.#reviewNext()
    return rule
  }

  remove(rule: Rule): void {
    for (const entry of rule.entries) this.#removeEntry(entry)
  }

  /** Ids of the rules that hold for the event, each once, in no particular order. */
  match(event: Matchable): string[] {
    this.#ids = []
    this.#events += 1
    this.#view.read(event)
    if (!this.#root.isEmpty) this.#root.visit(this.#view, this.#found)
    this.#view.visitBranches(this.#found)
    return this.#ids
  }

  #addEntry(owner: Rule, conjunction: Conjunction): RuleEntry {
    const equalities = conjunction.filter(isIndexable).map((predicate) => this.#probe(predicate) as Equality)
    const others = conjunction
      .filter((predicate) => !isIndexable(predicate))
      .sort((a, b) => effort[a.kind] - effort[b.kind])
    const rest = others.length === 0 ? nothing : others.map((predicate) => this.#probe(predicate))
    const beyond = beyondRange(rest)
    const entry: RuleEntry = {
      owner,
      no: ++this.#made,
      equalities: this.#bestFirst(equalities),
      rest,
      beyondRange: beyond.length === 0 ? nothing : beyond,
      place: this.#entries.length,
    }
    this.#entries.push(entry)
    this.#file(entry)
    return entry
  }

  #removeEntry(entry: RuleEntry): void {
    this.#unfile(entry)
    const last = this.#entries.pop()!
    if (last !== entry) {
      this.#entries[entry.place] = last
      last.place = entry.place
    }
    for (const probe of equalityProbes(entry)) this.#release(probe)
    for (const probe of entry.rest) this.#release(probe)
  }

  #file(entry: RuleEntry): void {
    if (equalityCount(entry) === 0) {
      this.#root.add(entry)
      return
    }
    const slot = this.#slots.byIndex[slotAt(entry, 0)]!
    for (const key of eachKey(wantedAt(entry, 0))) slot.addBelow(key, entry)
  }

  #unfile(entry: RuleEntry): void {
    if (equalityCount(entry) === 0) {
      this.#root.remove(entry)
      return
    }
    const slot = this.#slots.byIndex[slotAt(entry, 0)]!
    for (const key of eachKey(wantedAt(entry, 0))) slot.removeBelow(key, entry)
  }

  /**
   * What told rules apart when an entry was filed may tell little apart now. Every change looks at the next few entries
   * in turn, so the index follows its rules without ever stopping to be built anew.
   */
  #reviewNext(): void {
    if (this.#entries.length === 0) return
    this.#reviewed = (this.#reviewed + 1) % this.#entries.length
    const entry = this.#entries[this.#reviewed]!
    if (!this.#couldStandBetter(entry)) return
    this.#unfile(entry)
    entry.equalities = this.#bestFirst(equalityProbes(entry))
    this.#file(entry)
  }

  #couldStandBetter(entry: Entry): boolean {
    const count = equalityCount(entry)
    if (count < 2) return false
    const enough = 2 * this.#selectivity(slotAt(entry, 0), wantedAt(entry, 0))
    for (let at = 1; at < count; at++)
      if (this.#selectivity(slotAt(entry, at), wantedAt(entry, at)) >= enough) return true
    return false
  }

  #bestFirst(equalities: Equality[]): Wanted[] {
    if (equalities.length > 1)
      equalities.sort((a, b) => this.#selectivityOf(b) - this.#selectivityOf(a) || a.slot - b.slot)
    // Copied once more, because flatMap leaves room in its list to grow.
    return [...equalities.flatMap(({ slot, operand }) => [slot, operand])]
  }

  /** The more values rules tell apart by a parameter, the fewer rules an event meets under one of them. */
  #selectivity(slot: number, wanted: Wanted): number {
    const values = this.#slots.byIndex[slot]!.valueCount
    return values / keyCount(wanted)
  }

  #selectivityOf({ slot, operand }: Equality): number {
    return this.#selectivity(slot, operand)
  }

  #probe(predicate: Predicate): Probe {
    return probeOf(predicate, (path) => this.#slots.for(path))
  }

  #release(probe: Probe): void {
    releaseProbe(probe, this.#slots.byIndex, (slot) => this.#slots.free(slot))
  }
}

const nothing: readonly Probe[] = []

/** What is answered with least effort is asked first. */
const effort = {
  gt: 0,
  gte: 0,
  lt: 0,
  lte: 0,
  exists: 0,
  among: 1,
  starts_with: 2,
  contains: 3,
  all: 4,
  any: 4,
} as const

type Equality = Probe & { readonly kind: 'among' }

function equalityProbes(entry: Entry): Equality[] {
  return Array.from({ length: equalityCount(entry) }, (_, at): Equality => {
    return { kind: 'among', slot: slotAt(entry, at), negated: false, operand: wantedAt(entry, at) }
  })
}

function isIndexable(predicate: Predicate): boolean {
  return predicate.kind === 'among' && !predicate.negated && predicate.operand.length <= mostBranches
}
