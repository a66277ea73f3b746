import type { JsonObject } from '../../core/json.ts'
import { type Call, extensionOf } from './call.ts'
import type { Ledger } from './ledger.ts'
import { secondsBetween } from './moment.ts'
import type { FinishReason, Side, Step, Talk, Verdict } from './step.ts'

/**
 * How long one sign of the end waits for the other. Asterisk sends the summary of a talk (AgentComplete) and the movements of
 * its channels in no fixed order, a few milliseconds apart.
 */
const patienceMs = 2_000

export interface Leg {
  readonly uniqueId: string
  readonly interface: string
  readonly name?: string
  readonly inQueue: boolean
  readonly facts?: JsonObject
}

/** It begins to ring at an agent: tells `operator` start. */
export function offer(ledger: Ledger, call: Call, leg: Leg): Step {
  ledger.linkChannel(call, leg.uniqueId)
  call.offers += 1
  const step = ledger.open(call, 'operator', leg.uniqueId, {
    user_name: leg.name,
    user_extension: extensionOf(leg.interface),
    ...leg.facts,
  })
  step.talk = talkWith(leg.uniqueId, leg)
  return step
}

/** A talk that has not begun, with one channel on the agent's side. */
export function talkWith(party: string, leg: { readonly interface: string; readonly inQueue: boolean }): Talk {
  return {
    inQueue: leg.inQueue,
    interface: leg.interface,
    parties: new Set(party === '' ? [] : [party]),
    away: new Set(),
    customerAway: false,
    answered: false,
    cancelled: false,
  }
}

/** Agents at whom it rings. */
export function ringing(call: Call): Step[] {
  return call.steps.filter((step) => step.talk !== undefined && step.connected === undefined)
}

/** Talks that have begun and are not finished. */
export function talks(call: Call): (Step & { talk: Talk })[] {
  return call.steps.filter((step): step is Step & { talk: Talk } => !!step.talk && step.connected !== undefined)
}

/** Agent and customer are on the line. */
export function beginTalk(ledger: Ledger, call: Call, step: Step, facts: JsonObject = {}): void {
  if (step.talk !== undefined) step.talk.answered = true
  ledger.reach(call, step, facts)
  call.firstTalk ??= ledger.now
  for (const forward of call.steps.filter(({ name }) => name === 'forward')) ledger.reach(call, forward)
}

/** It stopped ringing at this agent, and nobody there talked. */
export function endOffer(ledger: Ledger, call: Call, step: Step, verdict: Omit<Verdict, 'success'>): void {
  ledger.finish(call, step, { success: false, ...verdict })
}

/** A channel left the customer's bridge; `remaining` channels are still in it. */
export function leaveBridge(ledger: Ledger, call: Call, uniqueId: string, remaining: number | undefined): void {
  for (const step of talks(call)) {
    const { talk } = step
    if (uniqueId === call.customer) {
      talk.customerAway = true
      // An empty bridge: the other side had left before, whether or not we were told.
      talk.left ??= { side: remaining === 0 ? 'agent' : 'customer', at: ledger.now }
    } else if (talk.parties.has(uniqueId)) {
      talk.away.add(uniqueId)
      if (talk.away.size === talk.parties.size) talk.left ??= { side: 'agent', at: ledger.now }
    } else continue
    const agentAway = talk.away.size === talk.parties.size || (uniqueId === call.customer && remaining === 0)
    if (talk.customerAway && agentAway) endTalk(ledger, call, step)
  }
}

/** A channel came (back) into a bridge. */
export function enterBridge(call: Call, uniqueId: string, bridge: string): void {
  if (uniqueId === call.customer) call.bridge = bridge
  for (const { talk, stopped } of talks(call)) {
    if (stopped !== undefined) continue
    if (uniqueId === call.customer) {
      talk.customerAway = false
      if (talk.left?.side === 'customer') delete talk.left
    } else if (talk.parties.has(uniqueId) || bridge === call.bridge) {
      // A Local channel gives way to the real phone behind it: both are the agent.
      talk.parties.add(uniqueId)
      talk.away.delete(uniqueId)
      if (talk.left?.side === 'agent') delete talk.left
    }
  }
}

/** The person at this channel hung up: the surest sign of who ended the talk. */
export function askHangup(ledger: Ledger, call: Call, uniqueId: string): void {
  for (const { talk, stopped } of talks(call)) {
    if (stopped !== undefined) continue
    if (uniqueId === call.customer) talk.left = { side: 'customer', at: ledger.now }
    else if (talk.parties.has(uniqueId)) talk.left = { side: 'agent', at: ledger.now }
  }
}

/** A channel is gone. */
export function loseChannel(ledger: Ledger, call: Call, uniqueId: string): void {
  for (const step of talks(call)) {
    const { talk } = step
    if (uniqueId === call.customer) talk.left ??= { side: 'customer', at: ledger.now }
    else if (talk.parties.delete(uniqueId)) {
      talk.away.delete(uniqueId)
      if (talk.parties.size > 0) continue
      talk.left ??= { side: 'agent', at: ledger.now }
    } else continue
    endTalk(ledger, call, step)
    if (!talk.inQueue) finishTalk(ledger, call, step)
  }
}

/** Asterisk summed the talk up (AgentComplete). */
export function completeTalk(
  ledger: Ledger,
  call: Call,
  step: Step,
  talkSeconds: number | undefined,
  side: Side,
): void {
  if (step.talk === undefined) return
  step.talk.completed = { talkSeconds, side, at: ledger.now }
  if (side === 'transfer') step.talk.left = { side, at: step.talk.left?.at ?? ledger.now }
  endTalk(ledger, call, step)
}

/** The agent handed the customer over and is out. */
export function transferAway(ledger: Ledger, call: Call, step: Step): void {
  if (step.talk === undefined) return
  step.talk.left = { side: 'transfer', at: step.talk.left?.at ?? ledger.now }
  endTalk(ledger, call, step)
  finishTalk(ledger, call, step)
}

/** Tells the end of a talk with what is known by now. */
export function finishTalk(ledger: Ledger, call: Call, step: Step): void {
  const side = step.talk?.left?.side ?? step.talk?.completed?.side
  const reason = reasonFor(side)
  step.facts = { ...step.facts, ...talkTime(step) }
  ledger.stop(call, step, step.talk?.left?.at ?? ledger.now)
  call.talkSeconds += Number(
    talkTime(step)['connect_time'] ?? secondsBetween(step.connected ?? ledger.now, step.stopped ?? ledger.now) ?? 0,
  )
  if (side !== undefined) call.side = side
  call.lastReason = reason
  ledger.finish(call, step, { success: true, reason, side })
}

/** Tells `stop`; `finish` follows when both Asterisk's summary and the channels have spoken, or patience ends. */
function endTalk(ledger: Ledger, call: Call, step: Step): void {
  const { talk } = step
  if (talk === undefined) return
  step.facts = { ...step.facts, ...talkTime(step) }
  ledger.stop(call, step, talk.left?.at ?? ledger.now)
  if (talk.completed !== undefined && talk.left !== undefined) return finishTalk(ledger, call, step)
  ledger.decideWithin(call, step, patienceMs)
}

/**
 * The length of the talk as Asterisk states it, unless its summary came long after the agent had left: then it counts
 * time that was somebody else's (https://github.com/asterisk/asterisk/issues/393), and our own timer is right.
 */
function talkTime({ talk, connected }: Step): JsonObject {
  const { left, completed } = talk ?? {}
  const late = left && completed && (secondsBetween(left.at, completed.at) ?? 0) > patienceMs / 1000
  if (completed?.talkSeconds !== undefined && !late) return { connect_time: completed.talkSeconds }
  const own = left && connected && secondsBetween(connected, left.at)
  return own === undefined ? {} : { connect_time: own }
}

function reasonFor(side: Side | undefined): FinishReason {
  if (side === 'agent') return 'agent_hangup'
  if (side === 'customer') return 'caller_hangup'
  return side === 'transfer' ? 'transferred' : 'completed'
}
