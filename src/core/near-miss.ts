import type { Condition, Leaf } from './condition.ts'
import type { Parameter } from './event-type.ts'
import { Matcher } from './match.ts'
import type { Matchable } from './read-parameter.ts'

/** A comparison of a tree and where it stands, such as `conditions.all[1]`. */
export interface PlacedLeaf {
  readonly path: string
  readonly leaf: Leaf
}

/** Every comparison of a condition with its place, in the order they are written. */
export function leavesOf(condition: Condition | null, path = 'conditions'): PlacedLeaf[] {
  if (condition === null) return []
  if ('all' in condition) return condition.all.flatMap((part, at) => leavesOf(part, `${path}.all[${at}]`))
  if ('any' in condition) return condition.any.flatMap((part, at) => leavesOf(part, `${path}.any[${at}]`))
  if ('not' in condition) return leavesOf(condition.not, `${path}.not`)
  return [{ path, leaf: condition }]
}

/**
 * Finds events that a rule missed by one comparison.
 *
 * An event is near when the condition does not hold for it, and would if one comparison had come out the other way. That
 * comparison must have company: somewhere above it stand two parts that both have to hold (an `all`, or an `any` under a
 * `not`), for a comparison that decides alone is not "nearly": without this every event would be near to `a = 1`.
 * In an `any` several comparisons may each be the missing one; all of them are named.
 */
export class NearMisses {
  /** Every comparison of the condition; `missing` counts in it. */
  readonly leaves: readonly PlacedLeaf[]
  readonly #tree: Node | null
  readonly #matcher: Matcher
  readonly #eventType: string
  readonly #held: Uint8Array
  readonly #hasCompany: readonly boolean[]

  constructor(
    { eventType, conditions }: { readonly eventType: string; readonly conditions: Condition | null },
    parametersOf: (eventType: string) => ReadonlyMap<string, Parameter>,
  ) {
    this.leaves = leavesOf(conditions)
    this.#eventType = eventType
    this.#held = new Uint8Array(this.leaves.length)
    this.#matcher = new Matcher(parametersOf)
    this.leaves.forEach(({ leaf }, at) => {
      this.#matcher.set({ id: String(at), eventType, conditions: leaf })
    })
    const company: boolean[] = []
    this.#tree = conditions && compile(conditions, { wanted: true, hasCompany: false, company })
    this.#hasCompany = company
  }

  /** The comparisons, by place in `leaves`, each of which alone kept the rule from firing; empty when it held or more was missing. */
  missing(event: Matchable): readonly number[] {
    if (this.#tree === null || event.type !== this.#eventType) return nothing
    this.#held.fill(0)
    for (const id of this.#matcher.match(event)) this.#held[Number(id)] = 1
    const lacking = lackingIn(this.#tree, this.#held)
    if (lacking === 'far' || lacking.length === 0) return nothing
    return lacking.filter((at) => this.#hasCompany[at])
  }
}

/** The tree with every `not` moved down to the comparisons. */
type Node =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Node[] }
  /** `held` is what the comparison has to say, 1 for yes. */
  | { readonly kind: 'leaf'; readonly at: number; readonly held: 0 | 1 }

/** Empty: it holds. Otherwise each of these comparisons alone would make it hold. `far`: more than one is needed. */
type Lacking = readonly number[] | 'far'

const nothing: readonly number[] = []

interface Compiling {
  /** False under an odd number of `not`. */
  readonly wanted: boolean
  readonly hasCompany: boolean
  /** For each comparison met so far. */
  readonly company: boolean[]
}

function compile(condition: Condition, compiling: Compiling): Node {
  if ('not' in condition) return compile(condition.not, { ...compiling, wanted: !compiling.wanted })
  if (!('all' in condition) && !('any' in condition)) {
    compiling.company.push(compiling.hasCompany)
    return { kind: 'leaf', at: compiling.company.length - 1, held: compiling.wanted ? 1 : 0 }
  }
  const written = 'all' in condition ? condition.all : condition.any
  const kind = 'all' in condition === compiling.wanted ? 'all' : 'any'
  const hasCompany = compiling.hasCompany || (kind === 'all' && written.length > 1)
  return { kind, parts: written.map((part) => compile(part, { ...compiling, hasCompany })) }
}

function lackingIn(node: Node, held: Uint8Array): Lacking {
  if (node.kind === 'leaf') return held[node.at] === node.held ? nothing : [node.at]
  return node.kind === 'all' ? lackingInAll(node.parts, held) : lackingInAny(node.parts, held)
}

function lackingInAll(parts: readonly Node[], held: Uint8Array): Lacking {
  let only: readonly number[] = nothing
  for (const part of parts) {
    const lacking = lackingIn(part, held)
    if (lacking === 'far') return 'far'
    if (lacking.length === 0) continue
    if (only.length > 0) return 'far'
    only = lacking
  }
  return only
}

function lackingInAny(parts: readonly Node[], held: Uint8Array): Lacking {
  const ways: number[] = []
  for (const part of parts) {
    const lacking = lackingIn(part, held)
    if (lacking === 'far') continue
    if (lacking.length === 0) return nothing
    ways.push(...lacking)
  }
  return ways.length === 0 ? 'far' : ways
}
