import type { Key } from './comparison.ts'
import type { Predicate } from './predicate.ts'
import type { Slot } from './slot.ts'
import type { View } from './view.ts'

/** The value that is asked for, or several of which any will do. */
export type Wanted = Key | readonly Key[] | ReadonlySet<Key>

/**
 * A predicate tied to its slot, ready to be asked of a view. All kinds have the same four fields, so that the machine
 * reads them at one speed.
 */
export type Probe = { readonly slot: number; readonly negated: boolean } & (
  | { readonly kind: 'among'; readonly operand: Wanted }
  | { readonly kind: OrderKind; readonly operand: number }
  | { readonly kind: 'contains' | 'starts_with'; readonly operand: string }
  | { readonly kind: 'exists'; readonly operand: null }
  | { readonly kind: 'all' | 'any'; readonly operand: readonly Probe[] }
)

/** The kinds that ask for a place in order. */
export type OrderKind = 'gt' | 'gte' | 'lt' | 'lte'

/** "Above 60" and its like. */
export type OrderProbe = Probe & { readonly kind: OrderKind }

/** From this many values on a set is faster than looking along the list. */
const longList = 16

/** Ties a predicate to slots. What it takes from them must be given back by `releaseProbe`. */
export function probeOf(predicate: Predicate, slotFor: (path: string) => Slot): Probe {
  if ('parts' in predicate) {
    const parts = predicate.parts.map((part) => probeOf(part, slotFor))
    return { kind: predicate.kind, slot: 0, negated: false, operand: parts }
  }
  const { kind, negated, operand } = predicate
  const slot = slotFor(predicate.param)
  slot.uses += 1
  if (isOrderKind(kind)) slot.orderUses += 1
  if (kind === 'among') {
    for (const key of operand) slot.take(key)
    return { kind, slot: slot.index, negated, operand: wantedOf(operand) }
  }
  return { kind, slot: slot.index, negated, operand } as Probe
}

/** Gives back what `probeOf` took. `free` is called for a slot that nobody uses any more. */
export function releaseProbe(probe: Probe, slots: readonly (Slot | null)[], free: (slot: Slot) => void): void {
  if (probe.kind === 'all' || probe.kind === 'any') {
    for (const part of probe.operand) releaseProbe(part, slots, free)
    return
  }
  const slot = slots[probe.slot]!
  if (isOrderKind(probe.kind)) slot.orderUses -= 1
  if (probe.kind === 'among') for (const key of eachKey(probe.operand)) slot.drop(key)
  slot.uses -= 1
  if (slot.uses === 0) free(slot)
}

function wantedOf(keys: readonly Key[]): Wanted {
  if (keys.length === 1) return keys[0]!
  return keys.length < longList ? keys : new Set(keys)
}

function isOrderKind(kind: string): boolean {
  return kind === 'gt' || kind === 'gte' || kind === 'lt' || kind === 'lte'
}

/** True for a question by whose answer a rule can be found in an index of intervals. */
export function isOrderProbe(probe: Probe): probe is OrderProbe {
  return isOrderKind(probe.kind) && !probe.negated
}

/** One after another, whether one was asked for or several. */
export function eachKey(wanted: Wanted): Iterable<Key> {
  return typeof wanted === 'object' ? wanted : [wanted]
}

/** How many are asked for. */
export function keyCount(wanted: Wanted): number {
  if (typeof wanted !== 'object') return 1
  return wanted instanceof Set ? wanted.size : (wanted as readonly Key[]).length
}

/** Whether the event in view answers the question as the rule wants it. */
export function passes(probe: Probe, view: View): boolean {
  switch (probe.kind) {
    case 'among':
      return isAmong(probe.slot, probe.operand, view) !== probe.negated
    case 'gt':
      return view.orders[probe.slot]! > probe.operand !== probe.negated
    case 'gte':
      return view.orders[probe.slot]! >= probe.operand !== probe.negated
    case 'lt':
      return view.orders[probe.slot]! < probe.operand !== probe.negated
    case 'lte':
      return view.orders[probe.slot]! <= probe.operand !== probe.negated
    case 'exists':
      return view.has(probe.slot) !== probe.negated
    case 'contains':
      return someIncludes(view.textsOf(probe.slot), probe.operand) !== probe.negated
    case 'starts_with':
      return view.textsOf(probe.slot).some((text) => text.startsWith(probe.operand)) !== probe.negated
    case 'all':
      return probe.operand.every((part) => passes(part, view))
    case 'any':
      return probe.operand.some((part) => passes(part, view))
  }
}

function someIncludes(texts: readonly string[], part: string): boolean {
  for (const text of texts) if (text.includes(part)) return true
  return false
}

/** Whether the event's value, or any element of its list, is one that is asked for. */
export function isAmong(slot: number, wanted: Wanted, view: View): boolean {
  const key = view.keys[slot]!
  // Apart from texts, because the machine compares two numbers at once.
  if (typeof key === 'number' && typeof wanted === 'number') return key === wanted
  if (key === wanted) return true
  if (typeof wanted !== 'object') return typeof key === 'object' && key !== null && key.includes(wanted)
  if (typeof key !== 'object') return isListed(key, wanted)
  return key?.some((one) => isListed(one, wanted)) ?? false
}

function isListed(key: Key, wanted: readonly Key[] | ReadonlySet<Key>): boolean {
  return wanted instanceof Set ? wanted.has(key) : (wanted as readonly Key[]).includes(key)
}
