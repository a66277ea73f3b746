import type { JsonObject } from '../../core/json.ts'
import { type Call, type FinishReason, present, type Step } from './call.ts'
import { agentFacts, type Ledger, phoneIn, type Verdict } from './ledger.ts'
import { countAt, longestName, millisecondsAt, type QueueLine, secondsAt } from './queue-line.ts'
import { printOf } from './repeats.ts'

/** What a line about a call does to it. `isNew`: this is the first line of the call that we read. */
export type CallVerb = (ledger: Ledger, call: Call, line: QueueLine, isNew: boolean) => void

/** `DID|number`: FreePBX writes it before the caller enters the queue. */
export const did: CallVerb = (_ledger, call, line) => {
  call.did = phoneIn(line.args[0] ?? '')
}

/** `ENTERQUEUE|url|phone|position|name`: the only line that holds the phone. */
export const enter: CallVerb = (ledger, call, line) => {
  const [, phone = '', , name = ''] = line.args
  call.phone = phoneIn(phone) || call.phone
  if (name !== phone) call.callerName = name || call.callerName
  // The log did not say how the last wait ended, but the dialplan has led the caller on.
  if (call.wait) endWait(ledger, call, call.wait, line.at, 'timeout')
  ledger.openWait(call, line, line.at, { queue_position: countAt(line, 2) })
}

/** `CONNECT|wait|agent's channel|ringing`, seconds; logs before Asterisk 1.8 lack the last, the oldest both. */
export const connect: CallVerb = (ledger, call, line) => {
  const waited = secondsAt(line, 0)
  const rang = secondsAt(line, 2)
  call.offers += 1
  if (call.talk) finishTalk(ledger, call, call.talk, line.at, transferredAway)
  const wait = call.wait ?? ledger.openWait(call, line, line.at - (waited ?? 0) * 1000)
  ledger.reach(call, wait, line.at, {
    ...agentFacts(line.agent),
    alert_duration: waited ?? secondsBetween(wait.started, line.at),
    attempts_count: call.offers,
  })
  ledger.finish(call, wait, line.at, { success: true, reason: 'completed' })
  const talk = offer(ledger, call, line, (rang ?? 0) * 1000, line.args[1] ?? '')
  call.talk = talk
  ledger.reach(call, talk, line.at, { alert_duration: rang })
}

/** `RINGNOANSWER|ringing`, here in milliseconds. */
export const noAnswer: CallVerb = (ledger, call, line) => failOffer(ledger, call, line, { reason: 'no_answer' })

/** `RINGCANCELED|ringing`, milliseconds too: the caller gave up while it rang. */
export const ringCanceled: CallVerb = (ledger, call, line) =>
  failOffer(ledger, call, line, { reason: 'caller_hangup', side: 'customer' })

/** The agent answered, heard the announcement and hung up before the caller was put through. */
export const dump: CallVerb = (ledger, call, line) =>
  failOffer(ledger, call, line, { reason: 'rejected', side: 'agent' })

/** The agent answered, but the two channels had no codec in common: Asterisk dropped the call. */
export const incompatible: CallVerb = (ledger, call, line) => {
  failOffer(ledger, call, line, { reason: 'system_error', side: 'system' })
  const wait = waitOf(ledger, call, line, undefined)
  if (wait) endWait(ledger, call, wait, line.at, 'system_error')
}

/** `ABANDON|position|first position|wait`. With an agent: the caller hung up while that agent heard the announcement. */
export const abandon: CallVerb = (ledger, call, line) => {
  if (line.agent !== 'NONE') failOffer(ledger, call, line, { reason: 'caller_hangup', side: 'customer' })
  leave('abandoned', 0)(ledger, call, line, false)
}

/** The caller left the queue without an agent; the position stands at this place, the seconds of waiting two further. */
export function leave(reason: FinishReason, place: number): CallVerb {
  return (ledger, call, line) => {
    const waited = secondsAt(line, place + 2)
    const wait = waitOf(ledger, call, line, waited)
    if (!wait) return
    endWait(ledger, call, wait, line.at, reason, {
      alert_duration: waited,
      queue_position: countAt(line, place),
      ivr_input: reason === 'key_exit' ? line.args[0] : undefined,
    })
  }
}

/** The caller was not let into the queue: some PBX write a line of their own then, and no ENTERQUEUE before it. */
export function refuse(reason: FinishReason): CallVerb {
  return (ledger, call, line) => {
    const step: Step = {
      name: 'queue',
      key: `${call.uniqueId}:queue:${printOf(line)}`,
      queue: line.queue,
      agent: '',
      started: line.at,
      facts: { queue_name: line.queue },
      ownId: true,
    }
    ledger.open(call, step)
    ledger.finish(call, step, line.at, { success: false, reason, facts: { alert_duration: 0, connect_time: 0 } })
  }
}

/** `COMPLETECALLER|wait|talk|first position`: the caller hung up. */
export const completeByCaller: CallVerb = (ledger, call, line, isNew) =>
  endTalk(ledger, call, line, isNew, 1, { success: true, reason: 'caller_hangup', side: 'customer' })

/** `COMPLETEAGENT|wait|talk|first position`: the agent hung up. */
export const completeByAgent: CallVerb = (ledger, call, line, isNew) =>
  endTalk(ledger, call, line, isNew, 1, { success: true, reason: 'agent_hangup', side: 'agent' })

/** `BLINDTRANSFER|extension|context|wait|talk|first position`; `TRANSFER` before Asterisk 12. */
export const transferBlind: CallVerb = (ledger, call, line, isNew) => {
  endTalk(ledger, call, line, isNew, 3, transferredAway)
  const step = ledger.open(call, passedOn(call, line, 'forward', line.args[0]))
  // Whether anybody answered there is not in the log, so nothing is said about success.
  ledger.finish(call, step, line.at, { reason: 'transferred', side: 'transfer' })
}

/** `ATTENDEDTRANSFER|BRIDGE|bridge|wait|talk|…`, `|APP|application|…` or `|LINK|channel|channel|wait|talk|…`. */
export const transferAttended: CallVerb = (ledger, call, line, isNew) => {
  const [method = '', target = ''] = line.args
  const step = ledger.open(call, passedOn(call, line, 'transfer', method === 'APP' ? target : undefined))
  ledger.reach(call, step, line.at)
  ledger.finish(call, step, line.at, { success: true, reason: 'completed' })
  endTalk(ledger, call, line, isNew, method === 'LINK' ? 4 : 3, transferredAway)
}

const transferredAway: Verdict = { success: true, reason: 'transferred', side: 'transfer' }

/** Tells that it rang at an agent. The log says so only afterwards. */
function offer(ledger: Ledger, call: Call, line: QueueLine, rangMs: number, channel: string): Step {
  const known = channel !== '' && channel !== 'NONE' && channel.length <= longestName
  return ledger.open(call, {
    name: 'operator',
    key: known ? `${channel}:operator:1` : `${call.uniqueId}:operator:${printOf(line)}`,
    queue: line.queue,
    agent: line.agent,
    started: line.at - rangMs,
    facts: present({ ...agentFacts(line.agent), queue_name: line.queue }),
    ownId: !known,
  })
}

function failOffer(ledger: Ledger, call: Call, line: QueueLine, verdict: Omit<Verdict, 'success' | 'facts'>): void {
  const inMs = line.verb === 'RINGNOANSWER' || line.verb === 'RINGCANCELED'
  const rangMs = inMs ? millisecondsAt(line, 0) : undefined
  call.offers += 1
  const step = offer(ledger, call, line, rangMs ?? 0, '')
  const rang = rangMs === undefined ? undefined : Math.round(rangMs / 1000)
  ledger.finish(call, step, line.at, { success: false, ...verdict, facts: { alert_duration: rang, connect_time: 0 } })
}

/** The wait that a line ends. One that began before we started to read is told from its start; one that has ended is not ended again. */
function waitOf(ledger: Ledger, call: Call, line: QueueLine, waited: number | undefined): Step | undefined {
  if (call.wait) return call.wait
  return call.counts.queue > 0 ? undefined : ledger.openWait(call, line, line.at - (waited ?? 0) * 1000)
}

function endWait(
  ledger: Ledger,
  call: Call,
  wait: Step,
  at: number,
  reason: FinishReason,
  facts: JsonObject = {},
): void {
  ledger.finish(call, wait, at, {
    success: false,
    reason,
    ...(reason === 'abandoned' ? { side: 'customer' } : reason === 'system_error' ? { side: 'system' } : {}),
    facts: {
      ...facts,
      alert_duration: facts['alert_duration'] ?? secondsBetween(wait.started, at),
      connect_time: 0,
      attempts_count: call.offers,
    },
  })
}

/** Ends the talk; `place` is where the line has its length in seconds. */
function endTalk(ledger: Ledger, call: Call, line: QueueLine, isNew: boolean, place: number, verdict: Verdict): void {
  const talked = secondsAt(line, place)
  const talk = call.talk ?? (isNew ? missedTalk(ledger, call, line, talked ?? 0) : undefined)
  // A summary that comes late is not about the next agent's talk.
  if (talk === undefined || talk.agent !== line.agent) return
  finishTalk(ledger, call, talk, line.at, verdict, talked)
}

/** We began to read in the middle of a talk: it is told from its beginning, without the ringing. */
function missedTalk(ledger: Ledger, call: Call, line: QueueLine, talked: number): Step {
  const began = line.at - talked * 1000
  const talk = offer(ledger, call, line, talked * 1000, '')
  call.talk = talk
  ledger.reach(call, talk, began)
  return talk
}

function finishTalk(ledger: Ledger, call: Call, talk: Step, at: number, verdict: Verdict, talked?: number): void {
  const connectTime = talked ?? secondsBetween(talk.connected ?? at, at)
  ledger.finish(call, talk, at, { ...verdict, facts: { connect_time: connectTime } })
}

function passedOn(call: Call, line: QueueLine, name: 'forward' | 'transfer', to: string | undefined): Step {
  call.counts[name] += 1
  return {
    name,
    key: `${call.uniqueId}:${name}:${call.counts[name]}`,
    queue: line.queue,
    agent: line.agent,
    started: line.at,
    facts: present({ ...agentFacts(line.agent), queue_name: line.queue, transfer_to: to }),
    ownId: true,
  }
}

function secondsBetween(from: number, to: number): number {
  return Math.max(0, Math.round((to - from) / 1000))
}
