import { type Call, extensionOf } from './call.ts'
import { closeCall } from './ending.ts'
import type { Ledger } from './ledger.ts'
import { type AmiMessage, field } from './message.ts'
import { secondsBetween } from './moment.ts'
import { acceptCall, callOf } from './opening.ts'
import type { FinishReason, FunctionName, Step } from './step.ts'
import { beginTalk, offer, talks, transferAway } from './talk.ts'
import type { Verbs } from './verbs.ts'

/** From how many people on a conference is one. */
const conferenceSize = 3

/** Events about what happens within a call: hold, transfers, conferences, parking, listening, recording. */
export const featureVerbs: Verbs = {
  hold: (ledger, message) => begin(ledger, message, 'hold'),
  unhold: endHold,
  mixmonitorstart: (ledger, message) => begin(ledger, message, 'recording'),
  mixmonitorstop: (ledger, message) => end(ledger, message, 'recording'),
  monitorstart: (ledger, message) => begin(ledger, message, 'recording'),
  monitorstop: (ledger, message) => end(ledger, message, 'recording'),
  chanspystart: (ledger, message) => begin(ledger, message, 'monitor', 'spyee', spyFacts(message)),
  chanspystop: (ledger, message) => end(ledger, message, 'monitor', 'spyee'),
  parkedcall: (ledger, message) =>
    begin(ledger, message, 'park', 'parkee', { transfer_to: field(message, 'parkingspace') }),
  unparkedcall: (ledger, message) => end(ledger, message, 'park', 'parkee'),
  parkedcalltimeout: (ledger, message) => end(ledger, message, 'park', 'parkee', 'timeout'),
  parkedcallgiveup: (ledger, message) => end(ledger, message, 'park', 'parkee', 'caller_hangup'),
  blindtransfer: transferBlind,
  attendedtransfer: transferAttended,
  confbridgejoin: joinConference,
  confbridgeleave: leaveConference,
}

function begin(
  ledger: Ledger,
  message: AmiMessage,
  name: FunctionName,
  prefix = '',
  facts: Readonly<Record<string, string>> = {},
): void {
  const call = callOf(ledger, message, prefix)
  const uniqueId = field(message, `${prefix}uniqueid`)
  if (call === undefined || uniqueId === '' || running(call, name, uniqueId) !== undefined) return
  acceptCall(ledger, call)
  ledger.reach(call, ledger.open(call, name, uniqueId, { ...agentOn(call, uniqueId), ...facts }))
}

function end(ledger: Ledger, message: AmiMessage, name: FunctionName, prefix = '', failure?: FinishReason): void {
  const call = callOf(ledger, message, prefix)
  const step = call && running(call, name, field(message, `${prefix}uniqueid`))
  if (call === undefined || step === undefined) return
  ledger.finish(call, step, { success: failure === undefined, reason: failure ?? 'completed' })
}

function endHold(ledger: Ledger, message: AmiMessage): void {
  const call = callOf(ledger, message)
  const step = call && running(call, 'hold', field(message, 'uniqueid'))
  const held = step?.connected && secondsBetween(step.connected, ledger.now)
  if (call === undefined || step === undefined) return
  for (const talk of talks(call)) {
    talk.facts = { ...talk.facts, hold_time: Number(talk.facts['hold_time'] ?? 0) + (held ?? 0) }
  }
  end(ledger, message, 'hold')
}

/** The agent sent the customer on without talking to the next person first. */
function transferBlind(ledger: Ledger, message: AmiMessage): void {
  const call = callOf(ledger, message, 'transferee') ?? callOf(ledger, message, 'transferer')
  if (call === undefined || !succeeded(message)) return
  const uniqueId = field(message, 'transfereeuniqueid') || call.customer
  const from = talkOfTransferer(call, field(message, 'transfereruniqueid'))
  const facts = from === undefined ? {} : agentOf(from)
  if (from !== undefined) transferAway(ledger, call, from)
  ledger.open(call, 'forward', uniqueId, { ...facts, transfer_to: field(message, 'extension') })
}

/** The agent talked to the next person first and then left the two alone. */
function transferAttended(ledger: Ledger, message: AmiMessage): void {
  if (!succeeded(message)) return
  const call = callOf(ledger, message, 'transferee') ?? callOf(ledger, message, 'origtransferer')
  if (call === undefined) return
  const target = field(message, 'transfertargetuniqueid')
  const consult = callOf(ledger, message, 'secondtransferer') ?? callOf(ledger, message, 'transfertarget')
  const from = talkOfTransferer(call, field(message, 'origtransfereruniqueid'))
  const agent = from === undefined ? {} : agentOf(from)
  const to = field(message, 'transfertargetcalleridnum') || extensionOf(field(message, 'transfertargetchannel'))
  const started = consult === undefined || consult === call ? ledger.now : consult.started
  const step = ledger.open(
    call,
    'transfer',
    field(message, 'origtransfereruniqueid') || call.first,
    { ...agent, transfer_to: to },
    started,
  )
  ledger.reach(call, step)
  ledger.finish(call, step, { success: true, reason: 'completed' })
  if (from !== undefined) transferAway(ledger, call, from)
  if (consult !== undefined && consult !== call) takeOver(ledger, call, consult, target)
  if (target !== '') startTalkWith(ledger, call, target, message, to)
}

/** What is left of the consultation call goes on as part of the customer's call. */
function takeOver(ledger: Ledger, call: Call, consult: Call, target: string): void {
  if (consult.live.has(target)) ledger.moveChannel(target, consult, call)
  for (const step of talks(consult)) transferAway(ledger, consult, step)
  if (consult.live.size === 0) closeCall(ledger, consult, 'transferred')
}

function startTalkWith(ledger: Ledger, call: Call, target: string, message: AmiMessage, extension: string): void {
  const step = offer(ledger, call, {
    uniqueId: target,
    interface: field(message, 'transfertargetchannel'),
    name: field(message, 'transfertargetcalleridname'),
    inQueue: false,
    facts: { user_extension: extension },
  })
  beginTalk(ledger, call, step)
}

function joinConference(ledger: Ledger, message: AmiMessage): void {
  const call = callOf(ledger, message)
  const room = field(message, 'conference')
  if (call === undefined || room === '') return
  acceptCall(ledger, call)
  const step = call.steps.find(({ name }) => name === 'conference') ?? openConference(ledger, call, message, room)
  step.members?.add(field(message, 'uniqueid'))
  const steps = inRoom(ledger, room)
  const people = steps.reduce((sum, [step]) => sum + (step.members?.size ?? 0), 0)
  if (people < conferenceSize) return
  for (const [step, owner] of steps) ledger.reach(owner, step)
}

function openConference(ledger: Ledger, call: Call, message: AmiMessage, room: string): Step {
  const step = ledger.open(call, 'conference', field(message, 'uniqueid'), { function_name: room })
  step.members = new Set()
  return step
}

function leaveConference(ledger: Ledger, message: AmiMessage): void {
  const call = callOf(ledger, message)
  const step = call?.steps.find(({ name }) => name === 'conference')
  if (call === undefined || step === undefined) return
  step.members?.delete(field(message, 'uniqueid'))
  if (step.members?.size === 0) {
    ledger.finish(call, step, { success: step.connected !== undefined, reason: 'completed' })
  }
}

function inRoom(ledger: Ledger, room: string): [Step, Call][] {
  const found: [Step, Call][] = []
  for (const call of ledger.calls) {
    for (const step of call.steps) {
      if (step.name === 'conference' && step.facts['function_name'] === room) found.push([step, call])
    }
  }
  return found
}

function succeeded(message: AmiMessage): boolean {
  const result = field(message, 'result')
  return result === '' || result.toLowerCase() === 'success'
}

function running(call: Call, name: FunctionName, uniqueId: string): Step | undefined {
  return call.steps.find((step) => step.name === name && step.uniqueId === uniqueId)
}

/** The talk that the transferring channel takes part in, or the only one there is. */
function talkOfTransferer(call: Call, uniqueId: string): Step | undefined {
  const all = talks(call)
  return all.find(({ talk }) => talk.parties.has(uniqueId)) ?? (all.length === 1 ? all[0] : undefined)
}

/** The agent whose channel this is, else the agent who talks. */
function agentOn(call: Call, uniqueId: string): Readonly<Record<string, string>> {
  const all = talks(call)
  const step = all.find(({ talk }) => talk.parties.has(uniqueId)) ?? all.at(-1)
  return step === undefined ? {} : agentOf(step)
}

function agentOf({ facts }: Step): Readonly<Record<string, string>> {
  const named = ['user_name', 'user_extension', 'queue_name'] as const
  return Object.fromEntries(named.map((name) => [name, facts[name]]).filter(([, value]) => typeof value === 'string'))
}

function spyFacts(message: AmiMessage): Readonly<Record<string, string>> {
  const extension = field(message, 'spyercalleridnum') || extensionOf(field(message, 'spyerchannel'))
  return { user_extension: extension, user_name: field(message, 'spyercalleridname') }
}
