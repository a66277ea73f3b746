import type { Condition, Leaf } from '../../api/bindings.ts'
import type { Judged } from '../../api/journal.ts'

/** One step down a tree: which part of a group, or into a `not`. */
export type Step = number | 'not'
export type Path = readonly Step[]

export type Group = { readonly all: readonly Condition[] } | { readonly any: readonly Condition[] }

export function isGroup(condition: Condition): condition is Group {
  return 'all' in condition || 'any' in condition
}

export function isLeaf(condition: Condition): condition is Leaf {
  return !isGroup(condition) && !('not' in condition)
}

export function kindOf(group: Group): 'all' | 'any' {
  return 'all' in group ? 'all' : 'any'
}

export function partsOf(group: Group): readonly Condition[] {
  return 'all' in group ? group.all : group.any
}

export function groupOf(kind: 'all' | 'any', parts: readonly Condition[]): Group {
  return kind === 'all' ? { all: parts } : { any: parts }
}

/** Where a part stands, in the words of the API: `conditions.all[1].not`. */
export function placeOf(root: Condition, path: Path): string {
  let place = 'conditions'
  let here: Condition | undefined = root
  for (const step of path) {
    if (!here) break
    place += step === 'not' ? '.not' : `.${'all' in here ? 'all' : 'any'}[${step}]`
    here = below(here, step)
  }
  return place
}

/** The part at the end of the path; undefined when the tree does not reach so far. */
export function partAt(root: Condition, path: Path): Condition | undefined {
  let here: Condition | undefined = root
  for (const step of path) here = here && below(here, step)
  return here
}

function below(condition: Condition, step: Step): Condition | undefined {
  if (step === 'not') return 'not' in condition ? condition.not : undefined
  return isGroup(condition) ? partsOf(condition)[step] : undefined
}

/** The tree with another part there, or without it (null). A group that lost its last part goes, too. */
export function withPart(root: Condition, path: Path, next: Condition | null): Condition | null {
  const [step, ...rest] = path
  if (step === undefined) return next
  if (step === 'not') {
    if (!('not' in root)) return root
    const inner = withPart(root.not, rest, next)
    return inner && { not: inner }
  }
  if (!isGroup(root)) return root
  const parts = partsOf(root).flatMap((part, at) => {
    if (at !== step) return [part]
    const changed = withPart(part, rest, next)
    return changed === null ? [] : [changed]
  })
  return parts.length === 0 ? null : groupOf(kindOf(root), parts)
}

/** A tree after something moved in it, and where the part that moved stands now. */
export interface Moved {
  readonly tree: Condition
  readonly path: Path
}

/** The same part once more, right below. */
export function withCopy(root: Condition, path: Path): Moved | null {
  const part = partAt(root, path)
  const spot = spotOf(root, path)
  if (!part) return null
  if (!spot) return path.length === 0 ? { tree: { all: [part, part] }, path: [1] } : null
  const { group, parent, at } = spot
  const parts = [...partsOf(group).slice(0, at + 1), part, ...partsOf(group).slice(at + 1)]
  return moved(root, parent, groupOf(kindOf(group), parts), [...parent, at + 1])
}

/** The part in a group of its own, of the other kind than the group around it: that is why people make one. */
export function wrapped(root: Condition, path: Path): Moved | null {
  const part = partAt(root, path)
  if (!part) return null
  const around = spotOf(root, path)?.group
  const kind = around && kindOf(around) === 'all' ? 'any' : 'all'
  return moved(root, path, groupOf(kind, [part]), [...path, 0])
}

/** One place up or down; over the edge of its group it leaves the group, and beside a group it enters it. */
export function shifted(root: Condition, path: Path, by: -1 | 1): Moved | null {
  const part = partAt(root, path)
  const spot = spotOf(root, path)
  if (!part || !spot) return null
  const { group, parent, at } = spot
  const parts = partsOf(group)
  const neighbor = parts[at + by]
  if (neighbor && isGroup(neighbor) && isLeaf(part)) return entered(root, spot, part, by)
  if (neighbor) {
    const swapped = [...parts]
    swapped[at] = neighbor
    swapped[at + by] = part
    return moved(root, parent, groupOf(kindOf(group), swapped), [...parent, at + by])
  }
  return left(root, spot, part, by)
}

interface Spot {
  /** The group that the part stands in. */
  readonly group: Group
  readonly parent: Path
  readonly at: number
}

function spotOf(root: Condition, path: Path): Spot | null {
  const at = path.at(-1)
  const parent = path.slice(0, -1)
  const group = partAt(root, parent)
  return typeof at === 'number' && group && isGroup(group) ? { group, parent, at } : null
}

function entered(root: Condition, { group, parent, at }: Spot, part: Condition, by: -1 | 1): Moved | null {
  const parts = [...partsOf(group)]
  const target = parts[at + by] as Group
  const inner = by === 1 ? [part, ...partsOf(target)] : [...partsOf(target), part]
  parts[at + by] = groupOf(kindOf(target), inner)
  parts.splice(at, 1)
  const place = by === 1 ? at : at - 1
  return moved(root, parent, groupOf(kindOf(group), parts), [...parent, place, by === 1 ? 0 : inner.length - 1])
}

function left(root: Condition, { group, parent, at }: Spot, part: Condition, by: -1 | 1): Moved | null {
  const outer = spotOf(root, parent)
  if (!outer) return null
  const rest = partsOf(group).filter((_, place) => place !== at)
  const shrunk = rest.length === 0 ? [] : [groupOf(kindOf(group), rest)]
  const around = partsOf(outer.group)
  const inPlace = by === -1 ? [part, ...shrunk] : [...shrunk, part]
  const parts = [...around.slice(0, outer.at), ...inPlace, ...around.slice(outer.at + 1)]
  const place = outer.at + (by === -1 ? 0 : shrunk.length)
  return moved(root, outer.parent, groupOf(kindOf(outer.group), parts), [...outer.parent, place])
}

function moved(root: Condition, at: Path, next: Condition, path: Path): Moved | null {
  const tree = withPart(root, at, next)
  return tree && { tree, path }
}

/** Every comparison of a tree, in the order they are written. */
export function leavesOf(condition: Condition | null): readonly Leaf[] {
  if (condition === null) return []
  if ('not' in condition) return leavesOf(condition.not)
  return isGroup(condition) ? partsOf(condition).flatMap(leavesOf) : [condition as Leaf]
}

/** The tree without the comparisons that `keeps` refuses; null when none is left. */
export function keptLeaves(condition: Condition | null, keeps: (leaf: Leaf) => boolean): Condition | null {
  if (condition === null) return null
  if ('not' in condition) {
    const inner = keptLeaves(condition.not, keeps)
    return inner && { not: inner }
  }
  if (!isGroup(condition)) return keeps(condition as Leaf) ? condition : null
  const parts = partsOf(condition).flatMap((part) => keptLeaves(part, keeps) ?? [])
  return parts.length === 0 ? null : groupOf(kindOf(condition), parts)
}

/** The rule with one more comparison that has to hold. */
export function withLeaf(condition: Condition | null, leaf: Leaf): Condition {
  if (condition === null) return { all: [leaf] }
  return 'all' in condition ? { all: [...condition.all, leaf] } : { all: [condition, leaf] }
}

/** True while an explanation is about this very tree: a person may have typed on since it was asked for. */
export function isAbout(judged: Judged | null | undefined, condition: Condition): judged is Judged {
  if (!judged) return false
  if ('not' in condition) return judged.not !== undefined && isAbout(judged.not, condition.not)
  if (isGroup(condition)) {
    const inner = judged[kindOf(condition)]
    const parts = partsOf(condition)
    return inner?.length === parts.length && parts.every((part, at) => isAbout(inner[at], part))
  }
  const { param, op } = condition as Leaf
  return judged.param === param && judged.op === op
}

/** The explanation of one part. */
export function judgedAt(judged: Judged | null, path: Path): Judged | null {
  let here: Judged | null = judged
  for (const step of path) {
    if (!here) return null
    here = (step === 'not' ? here.not : (here.all ?? here.any)?.[step]) ?? null
  }
  return here
}

/** True when two trees differ in values only: nothing was added, taken away, moved or asked otherwise. */
export function isSameShape(one: Condition | null, other: Condition | null): boolean {
  const shape = (tree: Condition | null) => JSON.stringify(tree, (key, value) => (key === 'value' ? undefined : value))
  return shape(one) === shape(other)
}
