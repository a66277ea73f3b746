import type { DeliveryStatus, Trigger } from '../../core/delivery.ts'
import type { OutcomeKind } from '../../core/outcome.ts'

// These numbers stand in people's databases: add at the end, never change one.

const statusCodes = {
  pending: 0,
  retrying: 1,
  delivered: 2,
  failed: 3,
  canceled: 4,
  skipped: 5,
} as const satisfies Record<DeliveryStatus, number>

const outcomeCodes = {
  ok: 1,
  accepted: 2,
  partial: 3,
  retry: 4,
  rate: 5,
  ambiguous: 6,
  permanent: 7,
  auth: 8,
  gone: 9,
} as const satisfies Record<OutcomeKind, number>

const triggerCodes = { auto: 0, manual: 1, bulk: 2, test: 3 } as const satisfies Record<Trigger, number>

const statuses = names(statusCodes)
const outcomes = names(outcomeCodes)
const triggers = names(triggerCodes)

/** Every state below this one is open: pending or retrying. The schema says the same. */
export const firstFinishedState = 32

/** Status and last outcome of a delivery as one small number, so that one index answers for both. */
export function stateOf(status: DeliveryStatus, outcome: OutcomeKind | null): number {
  return statusCodes[status] * 16 + (outcome === null ? 0 : outcomeCodes[outcome])
}

/** The status in a state. */
export function statusOf(state: number): DeliveryStatus {
  return known(statuses.get(state >> 4), state)
}

/** The last outcome in a state; null before there was one. */
export function outcomeOf(state: number): OutcomeKind | null {
  return (state & 15) === 0 ? null : known(outcomes.get(state & 15), state)
}

/** An outcome as it stands in the table of attempts. */
export function outcomeCode(outcome: OutcomeKind): number {
  return outcomeCodes[outcome]
}

/** The outcome of an attempt. */
export function outcomeNamed(code: number): OutcomeKind {
  return known(outcomes.get(code), code)
}

/** A trigger as it is stored. */
export function triggerCode(trigger: Trigger): number {
  return triggerCodes[trigger]
}

/** The trigger that a stored number means. */
export function triggerNamed(code: number): Trigger {
  return known(triggers.get(code), code)
}

function names<Name extends string>(codes: Readonly<Record<Name, number>>): Map<number, Name> {
  return new Map((Object.keys(codes) as Name[]).map((name) => [codes[name], name]))
}

function known<Name>(name: Name | undefined, code: number): Name {
  if (name === undefined) throw new Error(`the store holds a code that this version does not know: ${code}`)
  return name
}
