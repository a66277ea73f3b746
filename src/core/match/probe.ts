import type { Predicate } from './predicate.ts'
import type { Slot } from './slot.ts'
import type { View } from './view.ts'

/** One value's code, or several of which any will do. */
export type Codes = number | readonly number[] | ReadonlySet<number>

/**
 * A predicate tied to its slot, ready to be asked of a view. All kinds have the same four fields, so that the machine
 * reads them at one speed.
 */
export type Probe = { readonly slot: number; readonly negated: boolean } & (
  | { readonly kind: 'among'; readonly operand: Codes }
  | { readonly kind: OrderKind; readonly operand: number }
  | { readonly kind: 'contains' | 'starts_with'; readonly operand: string }
  | { readonly kind: 'exists'; readonly operand: null }
  | { readonly kind: 'all' | 'any'; readonly operand: readonly Probe[] }
)

export type OrderKind = 'gt' | 'gte' | 'lt' | 'lte'

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
  if (kind === 'among') return { kind, slot: slot.index, negated, operand: takeCodes(slot, operand) }
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
  if (probe.kind === 'among') for (const code of eachCode(probe.operand)) slot.drop(code)
  slot.uses -= 1
  if (slot.uses === 0) free(slot)
}

function takeCodes(slot: Slot, keys: readonly (string | number)[]): Codes {
  if (keys.length === 1) return slot.take(keys[0]!)
  const codes = keys.map((key) => slot.take(key))
  return codes.length < longList ? codes : new Set(codes)
}

function isOrderKind(kind: string): boolean {
  return kind === 'gt' || kind === 'gte' || kind === 'lt' || kind === 'lte'
}

/** True for a question by whose answer a rule can be found in an index of intervals. */
export function isOrderProbe(probe: Probe): probe is OrderProbe {
  return isOrderKind(probe.kind) && !probe.negated
}

export function eachCode(codes: Codes): Iterable<number> {
  return typeof codes === 'number' ? [codes] : codes
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
      return view.textsOf(probe.slot).some((text) => text.includes(probe.operand)) !== probe.negated
    case 'starts_with':
      return view.textsOf(probe.slot).some((text) => text.startsWith(probe.operand)) !== probe.negated
    case 'all':
      return probe.operand.every((part) => passes(part, view))
    case 'any':
      return probe.operand.some((part) => passes(part, view))
  }
}

export function isAmong(slot: number, codes: Codes, view: View): boolean {
  const code = view.codeOf(slot)
  if (code > 0) return typeof codes === 'number' ? code === codes : holdsCode(codes, code)
  return code < 0 && isListAmong(view.listOf(slot), codes)
}

function isListAmong(list: ReadonlySet<number>, codes: Codes): boolean {
  for (const code of eachCode(codes)) if (list.has(code)) return true
  return false
}

function holdsCode(codes: readonly number[] | ReadonlySet<number>, code: number): boolean {
  return codes instanceof Set ? codes.has(code) : (codes as readonly number[]).includes(code)
}
