import { type Call, extensionOf } from './call.ts'
import { abandon } from './ending.ts'
import type { Ledger } from './ledger.ts'
import { type AmiMessage, countIn, field } from './message.ts'
import { moment } from './moment.ts'
import { acceptCall, callOf, callOrNew } from './opening.ts'
import type { FinishReason, Side, Step } from './step.ts'
import { beginTalk, completeTalk, endOffer, offer, ringing, talks } from './talk.ts'
import type { Verbs } from './verbs.ts'

/** How long a caller who has left the queue may go without a word about why. */
const patienceMs = 2_000

/** Events of app_queue about callers and the agents it rings. */
export const queueVerbs: Verbs = {
  queuecallerjoin: join,
  queuecallerleave: leave,
  queuecallerabandon: hearAbandon,
  queueentry: findWaiting,
  agentcalled: ring,
  agentconnect: connect,
  agentringnoanswer: noAnswer,
  agentdump: dump,
  agentcomplete: complete,
}

function join(ledger: Ledger, message: AmiMessage): void {
  const call = callOrNew(ledger, message)
  if (call !== undefined) enterQueue(ledger, call, message)
}

/** A caller found in a queue by QueueStatus: told unless we saw the caller join. */
function findWaiting(ledger: Ledger, message: AmiMessage): void {
  const waited = (countIn(message, 'wait') ?? 0) * 1000
  const started = { ...ledger.now, at: ledger.now.at - waited }
  const call = callOrNew(ledger, message, started)
  const queue = field(message, 'queue')
  if (call === undefined || waits(call).some((step) => step.wait?.queue === queue)) return
  enterQueue(ledger, call, message, moment(started.at))
}

function enterQueue(ledger: Ledger, call: Call, message: AmiMessage, started = ledger.now): void {
  for (const step of waits(call)) endWait(ledger, call, step, 'timeout') // the dialplan moved the caller to the next queue
  acceptCall(ledger, call)
  const queue = field(message, 'queue')
  const step = ledger.open(
    call,
    'queue',
    field(message, 'uniqueid'),
    {
      queue_name: queue,
      queue_position: countIn(message, 'position'),
      queue_length: countIn(message, 'count'),
      agents_ready: ledger.readyIn(queue),
    },
    started,
  )
  step.wait = { queue }
}

/** The caller is out of the queue. Whether to an agent, to the dialplan or home is told by what comes next. */
function leave(ledger: Ledger, message: AmiMessage): void {
  const call = callOf(ledger, message)
  const step = call && waitOf(call, message)
  if (call === undefined || step?.wait === undefined) return
  step.wait.leftAt = ledger.now
  // Between the agent's “hello” and AgentConnect the agent may hear an announcement, so then no time limit holds.
  if (!ringing(call).some(({ talk }) => talk?.answered)) ledger.decideWithin(call, step, patienceMs)
}

function hearAbandon(ledger: Ledger, message: AmiMessage): void {
  const call = callOf(ledger, message)
  const step = call && waitOf(call, message)
  if (call === undefined || step === undefined) return
  for (const ring of ringing(call)) endOffer(ledger, call, ring, { reason: 'caller_hangup', side: 'customer' })
  abandon(ledger, call, step, {
    alert_duration: countIn(message, 'holdtime'),
    queue_position: countIn(message, 'position'),
  })
}

/** The reason that the dialplan variable QUEUESTATUS gives. Undefined for a value that says nothing about the wait. */
export function endWaitByStatus(ledger: Ledger, call: Call, uniqueId: string, status: string): void {
  const step = waits(call).find((wait) => wait.uniqueId === uniqueId)
  const reason = statuses[status]
  if (step !== undefined && reason !== undefined) endWait(ledger, call, step, reason)
}

const statuses: Readonly<Record<string, FinishReason>> = {
  TIMEOUT: 'timeout',
  FULL: 'rejected',
  JOINEMPTY: 'no_agents',
  LEAVEEMPTY: 'no_agents',
  JOINUNAVAIL: 'no_agents',
  LEAVEUNAVAIL: 'no_agents',
  WITHDRAW: 'transferred',
}

/** The dialplan goes on with a caller who left the queue: to the extension of the key pressed, or simply further. */
export function endWaitInDialplan(ledger: Ledger, call: Call, uniqueId: string, extension: string): void {
  const step = waits(call).find((wait) => wait.uniqueId === uniqueId)
  if (step?.wait?.leftAt === undefined) return
  endWait(ledger, call, step, /^[\d*#]$/.test(extension) && step.wait.key === extension ? 'key_exit' : 'timeout')
}

/** Nothing more was heard of a caller who left the queue. */
export function endWaitUnexplained(ledger: Ledger, call: Call, step: Step): void {
  endWait(ledger, call, step, step.wait?.key === undefined ? 'timeout' : 'key_exit')
}

function endWait(ledger: Ledger, call: Call, step: Step, reason: FinishReason): void {
  call.lastReason = reason
  for (const ring of ringing(call)) endOffer(ledger, call, ring, { reason: 'timeout', side: 'system' })
  ledger.stop(call, step, step.wait?.leftAt ?? ledger.now)
  ledger.finish(call, step, {
    success: false,
    reason,
    facts: {
      attempts_count: call.offers,
      ivr_input: reason === 'key_exit' ? step.wait?.key : undefined,
    },
  })
}

function ring(ledger: Ledger, message: AmiMessage): void {
  const call = callOrNew(ledger, message)
  if (call === undefined) return
  acceptCall(ledger, call)
  offer(ledger, call, {
    uniqueId: field(message, 'destuniqueid') || call.first,
    interface: field(message, 'interface'),
    name: field(message, 'membername'),
    inQueue: true,
    facts: { queue_name: field(message, 'queue') },
  })
}

function connect(ledger: Ledger, message: AmiMessage): void {
  const call = callOrNew(ledger, message)
  if (call === undefined) return
  acceptCall(ledger, call)
  const talk = legOf(ringing(call), message) ?? missedOffer(ledger, call, message)
  const { talk: about } = talk
  if (about !== undefined && field(message, 'destuniqueid') !== '') about.parties.add(field(message, 'destuniqueid'))
  const wait = waitOf(call, message)
  if (wait !== undefined) {
    ledger.keepOpen(wait)
    const agent = { user_name: talk.facts['user_name'], user_extension: talk.facts['user_extension'] }
    ledger.reach(call, wait, { ...agent, alert_duration: countIn(message, 'holdtime'), attempts_count: call.offers })
    ledger.finish(call, wait, { success: true, reason: 'completed' })
  }
  beginTalk(ledger, call, talk, { alert_duration: countIn(message, 'ringtime') })
  // The queue rang several phones and one was faster: the others did nothing wrong.
  for (const other of ringing(call)) endOffer(ledger, call, other, { reason: 'completed' })
}

/** Here RingTime is in milliseconds, although AgentConnect has it in seconds (app_queue.c, `rna`). */
function noAnswer(ledger: Ledger, message: AmiMessage): void {
  const call = callOf(ledger, message)
  const step = call && legOf(ringing(call), message)
  if (call === undefined || step === undefined) return
  const ringMs = countIn(message, 'ringtime')
  const facts = { alert_duration: ringMs === undefined ? undefined : Math.round(ringMs / 1000) }
  endOffer(ledger, call, step, { reason: 'no_answer', facts })
}

/** The agent answered, heard the announcement and hung up before the customer was put through. */
function dump(ledger: Ledger, message: AmiMessage): void {
  const call = callOf(ledger, message)
  const step = call && legOf(ringing(call), message)
  if (call !== undefined && step !== undefined) endOffer(ledger, call, step, { reason: 'rejected', side: 'agent' })
}

function complete(ledger: Ledger, message: AmiMessage): void {
  const call = callOf(ledger, message)
  const step = call && legOf(talks(call), message)
  if (call === undefined || step === undefined) return
  completeTalk(ledger, call, step, countIn(message, 'talktime'), sides[field(message, 'reason')] ?? 'customer')
}

const sides: Readonly<Record<string, Side>> = { agent: 'agent', caller: 'customer', transfer: 'transfer' }

/** We connected after AgentCalled: the offer is told now, so that the talk has a beginning. */
function missedOffer(ledger: Ledger, call: Call, message: AmiMessage): Step {
  ring(ledger, message)
  return ringing(call).at(-1) as Step
}

/** The agent's leg that an event is about. The channel may have changed (Local channels do), so the member counts as well. */
function legOf<Leg extends Step>(legs: readonly Leg[], message: AmiMessage): Leg | undefined {
  const uniqueId = field(message, 'destuniqueid')
  const member = field(message, 'interface')
  return (
    legs.find((leg) => leg.uniqueId === uniqueId) ??
    legs.findLast(({ talk }) => talk?.interface === member && talk.inQueue) ??
    legs.findLast(({ talk, facts }) => talk?.inQueue && facts['user_extension'] === extensionOf(member))
  )
}

function waits(call: Call): Step[] {
  return call.steps.filter(({ wait }) => wait !== undefined)
}

function waitOf(call: Call, message: AmiMessage): Step | undefined {
  const queue = field(message, 'queue')
  return waits(call).find(({ wait }) => wait?.queue === queue || queue === '')
}
