import type { Call } from './call.ts'
import type { Ledger } from './ledger.ts'
import { secondsBetween } from './moment.ts'
import type { FinishReason, Side, Step, Verdict } from './step.ts'
import { endOffer, finishTalk, loseChannel, ringing, talks } from './talk.ts'

/** Q.850 causes with which a call ends in the ordinary way, answered or not. Any other is the network's or a server's fault. */
const ordinaryCauses = [0, 16, 17, 18, 19, 21, 26, 31]

/** A channel hung up: whatever it was doing is over, and with the last channel the call. */
export function hangUp(ledger: Ledger, call: Call, uniqueId: string, cause: number | undefined): void {
  const isCustomer = uniqueId === call.customer
  if (cause !== undefined && (isCustomer || (call.customer === '' && uniqueId === call.first))) call.cause = cause
  loseChannel(ledger, call, uniqueId)
  if (isCustomer || uniqueId === call.first) {
    for (const step of ringing(call)) endOffer(ledger, call, step, reasonUnanswered(call, step, uniqueId))
    for (const step of call.steps.filter(({ name }) => name === 'queue')) abandon(ledger, call, step)
  }
  for (const step of call.steps.filter((step) => step.uniqueId === uniqueId && step.talk === undefined)) {
    ledger.finish(call, step, verdictAtEnd(call, step))
  }
  ledger.removeChannel(call, uniqueId)
  if (call.live.size === 0) closeCall(ledger, call)
}

/** The caller stopped waiting. */
export function abandon(ledger: Ledger, call: Call, step: Step, facts: Verdict['facts'] = {}): void {
  call.lastReason = 'abandoned'
  call.side = 'customer'
  ledger.finish(call, step, {
    success: false,
    reason: 'abandoned',
    side: 'customer',
    cause: call.cause,
    facts: { attempts_count: call.offers, ...facts },
  })
}

/**
 * Tells the end of everything that is still open, and of the call. With a `fault` the end itself was never seen: the
 * connection was down, or the call is older than any call should be.
 */
export function closeCall(ledger: Ledger, call: Call, fault?: 'system_error' | 'transferred'): void {
  const forced: Verdict | undefined = fault && {
    success: fault === 'transferred',
    reason: fault,
    side: fault === 'transferred' ? 'transfer' : 'system',
  }
  for (const step of talks(call)) {
    if (forced === undefined) finishTalk(ledger, call, step)
    else ledger.finish(call, step, forced)
  }
  for (const step of [...call.steps]) ledger.finish(call, step, forced ?? verdictAtEnd(call, step))
  // A call of which nothing was told has nothing to end.
  if (call.typeKnown) tellHangup(ledger, call, forced)
  ledger.removeCall(call)
}

/** How a function ends when its channel or call does. */
function verdictAtEnd(call: Call, step: Step): Verdict {
  const { cause, side } = call
  switch (step.name) {
    case 'dial_out':
      return step.connected
        ? { success: true, reason: 'completed', side, cause }
        : { success: false, reason: reasonForCause(cause), cause }
    case 'forward':
      return step.connected
        ? { success: true, reason: 'completed', side }
        : { success: false, reason: 'no_answer', side }
    case 'conference':
      return { success: step.connected !== undefined, reason: 'completed' }
    case 'monitor':
    case 'recording':
      return { success: true, reason: 'completed' }
    case 'start':
      return { success: false, reason: cause === 21 ? 'rejected' : 'abandoned', cause }
    case 'queue':
      return { success: false, reason: 'abandoned', side: 'customer', cause, facts: { attempts_count: call.offers } }
    default:
      return { success: false, reason: 'caller_hangup', side: 'customer' }
  }
}

/** Why it stopped ringing when this channel hung up. */
function reasonUnanswered(call: Call, step: Step, uniqueId: string): Omit<Verdict, 'success'> {
  if (step.name !== 'dial_out') return { reason: 'caller_hangup', side: 'customer' }
  if (uniqueId === call.first) return { reason: 'agent_hangup', side: 'agent' }
  return { reason: reasonForCause(call.cause), cause: call.cause }
}

function tellHangup(ledger: Ledger, call: Call, forced: Verdict | undefined): void {
  const step = ledger.open(call, 'hangup', call.first)
  const ordinary = call.cause === undefined || ordinaryCauses.includes(call.cause)
  const reason = forced?.reason ?? (ordinary ? reasonOf(call) : 'network_error')
  ledger.finish(call, step, {
    success: forced?.success ?? ordinary,
    reason,
    side: forced?.side ?? call.side,
    cause: call.cause,
    facts: {
      connect_time: call.talkSeconds,
      alert_duration: call.firstTalk && secondsBetween(call.started, call.firstTalk),
    },
  })
}

function reasonOf(call: Call): FinishReason {
  if (call.firstTalk !== undefined) return sideReasons[call.side ?? 'system']
  return call.lastReason ?? (call.side === 'customer' ? 'caller_hangup' : 'completed')
}

const sideReasons: Readonly<Record<Side, FinishReason>> = {
  agent: 'agent_hangup',
  customer: 'caller_hangup',
  transfer: 'transferred',
  system: 'completed',
}

/** Why a leg was not answered, from its Q.850 cause. */
function reasonForCause(cause: number | undefined): FinishReason {
  if (cause === 17) return 'busy'
  if (cause === 21) return 'rejected'
  return cause === undefined || ordinaryCauses.includes(cause) ? 'no_answer' : 'network_error'
}
