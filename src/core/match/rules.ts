import type { Condition } from '../condition.ts'
import type { Parameter } from '../event-type.ts'
import type { Matchable } from '../read-parameter.ts'
import { readingOf } from './comparison.ts'
import { type Conjunction, conjunctionsOf } from './conjunctions.ts'
import type { Predicate } from './predicate.ts'
import { type Codes, eachCode, type Probe, probeOf, releaseProbe } from './probe.ts'
import { Slots } from './slots.ts'
import { Branch, type Entry } from './trie.ts'
import { View } from './view.ts'

/** A rule as it stands in the index. */
export interface Rule {
  readonly id: string
  readonly entries: readonly RuleEntry[]
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
  /** Entries without an equality. All others begin at the value of their first. */
  readonly #root = new Branch(0, true)
  readonly #view = new View()
  readonly #entries: RuleEntry[] = []
  #reviewedUpTo = 0
  #made = 0
  #events = 0

  constructor(parameters: ReadonlyMap<string, Parameter>) {
    this.#parameters = parameters
    this.#slots = new Slots(parameters)
  }

  add(id: string, conditions: Condition | null): Rule {
    const entries: RuleEntry[] = []
    const rule: Rule = { id, entries, foundFor: 0 }
    for (const conjunction of conjunctionsOf(conditions, (path) => readingOf(path, this.#parameters))) {
      entries.push(this.#addEntry(rule, conjunction))
    }
    for (let count = 0; count < reviewedPerChange; count++) this.#reviewNext()
    return rule
  }

  remove(rule: Rule): void {
    for (const entry of rule.entries) this.#removeEntry(entry)
  }

  /** Ids of the rules that hold for the event, each once, in no particular order. */
  match(event: Matchable): string[] {
    const ids: string[] = []
    const now = ++this.#events
    const found = ({ owner }: Entry) => {
      const rule = owner as Rule
      if (rule.foundFor === now) return
      rule.foundFor = now
      ids.push(rule.id)
    }
    this.#view.read(event, this.#slots.byIndex)
    this.#root.visit(this.#view, found)
    for (const branch of this.#view.branches) branch.visit(this.#view, found)
    this.#view.forget()
    return ids
  }

  #addEntry(owner: Rule, conjunction: Conjunction): RuleEntry {
    const equalities = conjunction.filter(isIndexable).map((predicate) => this.#probe(predicate))
    const rest = conjunction.filter((predicate) => !isIndexable(predicate)).map((predicate) => this.#probe(predicate))
    const entry: RuleEntry = {
      owner,
      no: ++this.#made,
      slots: equalities.map((probe) => probe.slot),
      codes: equalities.map((probe) => probe.operand as Codes),
      rest: rest.length === 0 ? nothing : rest,
      place: this.#entries.length,
    }
    this.#entries.push(entry)
    this.#sortEqualities(entry)
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
    for (const [at, slot] of entry.slots.entries()) {
      this.#release({ kind: 'among', slot, negated: false, operand: entry.codes[at]! })
    }
    for (const probe of entry.rest) this.#release(probe)
  }

  #file(entry: RuleEntry): void {
    const first = entry.slots[0]
    if (first === undefined) {
      this.#root.add(entry)
      return
    }
    const { byCode } = this.#slots.byIndex[first]!
    for (const code of eachCode(entry.codes[0]!)) {
      const value = byCode[code]!
      value.branch ??= new Branch(1)
      value.branch.add(entry)
    }
  }

  #unfile(entry: RuleEntry): void {
    const first = entry.slots[0]
    if (first === undefined) {
      this.#root.remove(entry)
      return
    }
    const { byCode } = this.#slots.byIndex[first]!
    for (const code of eachCode(entry.codes[0]!)) {
      const value = byCode[code]!
      value.branch!.remove(entry)
      if (value.branch!.isEmpty) value.branch = null
    }
  }

  /**
   * What told rules apart when an entry was filed may tell little apart now. Every change looks at the next few entries
   * in turn, so the index follows its rules without ever stopping to be built anew.
   */
  #reviewNext(): void {
    if (this.#entries.length === 0) return
    this.#reviewedUpTo = (this.#reviewedUpTo + 1) % this.#entries.length
    const entry = this.#entries[this.#reviewedUpTo]!
    const best = Math.max(...entry.slots.map((_, at) => this.#selectivity(entry, at)))
    if (entry.slots.length < 2 || best < 2 * this.#selectivity(entry, 0)) return
    this.#unfile(entry)
    this.#sortEqualities(entry)
    this.#file(entry)
  }

  #sortEqualities(entry: RuleEntry): void {
    const { slots, codes } = entry
    // Insertion sort of two short lists side by side.
    for (let end = 1; end < slots.length; end++) {
      for (let at = end; at > 0 && this.#selectivity(entry, at) > this.#selectivity(entry, at - 1); at--) {
        ;[slots[at - 1], slots[at]] = [slots[at]!, slots[at - 1]!]
        ;[codes[at - 1], codes[at]] = [codes[at]!, codes[at - 1]!]
      }
    }
  }

  #selectivity({ slots, codes }: RuleEntry, at: number): number {
    const operand = codes[at]!
    const values = this.#slots.byIndex[slots[at]!]!.values.size
    return typeof operand === 'number' ? values : values / [...eachCode(operand)].length
  }

  #probe(predicate: Predicate): Probe {
    return probeOf(predicate, (path) => this.#slots.for(path))
  }

  #release(probe: Probe): void {
    releaseProbe(probe, this.#slots.byIndex, (slot) => this.#slots.free(slot))
  }
}

const nothing: readonly Probe[] = []

function isIndexable(predicate: Predicate): boolean {
  return predicate.kind === 'among' && !predicate.negated && predicate.operand.length <= mostBranches
}
