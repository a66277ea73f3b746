import { digitsOf } from '../../core/phone.ts'
import { type Call, extensionOf, isLocal } from './call.ts'
import type { Ledger } from './ledger.ts'
import { type AmiMessage, field } from './message.ts'
import { secondsBetween } from './moment.ts'
import { acceptCall, callOf, phoneIn, settleType } from './opening.ts'
import type { FinishReason, Step } from './step.ts'
import { beginTalk, endOffer, offer, ringing, talkWith } from './talk.ts'
import type { Verbs } from './verbs.ts'

/** How long a dial attempt that was called off waits for the word on why. */
const patienceMs = 2_000

/** Events about one channel calling another, with or without a queue. */
export const dialVerbs: Verbs = {
  originateresponse: originated,
  dialbegin: dial,
  dialend: dialed,
}

function originated(ledger: Ledger, message: AmiMessage): void {
  const call = callOf(ledger, message)
  if (call !== undefined && field(message, 'uniqueid') === call.first) settleType(ledger, call, true)
}

function dial(ledger: Ledger, message: AmiMessage): void {
  const target = field(message, 'destuniqueid')
  // Without a calling channel it is Asterisk itself that dials: an originated call.
  if (field(message, 'uniqueid') === '') return dialOriginated(ledger, message)
  const call = callOf(ledger, message)
  if (call === undefined || target === '') return
  ledger.linkChannel(call, target)
  if (inQueue(call, target)) return
  if (isCustomersLeg(call, message)) return dialCustomer(ledger, call, message)
  const caller = field(message, 'uniqueid')
  if (caller !== call.first && caller !== call.customer) return // plumbing: a Local channel dials the phone behind it
  acceptCall(ledger, call)
  offer(ledger, call, {
    uniqueId: target,
    interface: field(message, 'destchannel'),
    name: field(message, 'destcalleridname'),
    inQueue: false,
  })
}

function dialOriginated(ledger: Ledger, message: AmiMessage): void {
  const call = callOf(ledger, message, 'dest')
  if (call === undefined || field(message, 'destuniqueid') !== call.first) return
  if (!call.fromInside) call.phone ||= dialedNumber(message)
  settleType(ledger, call, true)
}

/** One of our phones, or a dialer through a Local channel, calls the customer. */
function dialCustomer(ledger: Ledger, call: Call, message: AmiMessage): void {
  acceptCall(ledger, call)
  call.phone ||= dialedNumber(message)
  call.customer = field(message, 'destuniqueid')
  const step = ledger.open(
    call,
    'dial_out',
    call.customer,
    call.fromInside ? { user_extension: extensionOf(call.firstName) } : {},
  )
  if (call.fromInside) step.talk = talkWith(call.first, { interface: call.firstName, inQueue: false })
}

function dialed(ledger: Ledger, message: AmiMessage): void {
  const call = callOf(ledger, message) ?? callOf(ledger, message, 'dest')
  const target = field(message, 'destuniqueid')
  const step = call?.steps.find(({ uniqueId, name }) => uniqueId === target && ['operator', 'dial_out'].includes(name))
  if (call === undefined || step === undefined || step.connected !== undefined) return
  const status = field(message, 'dialstatus').toUpperCase()
  if (status === 'ANSWER') return answered(ledger, call, step)
  if (status === 'CANCEL') return calledOff(ledger, call, step)
  // In a queue AgentRingNoAnswer follows and knows how long it rang.
  if (status === 'NOANSWER' && step.talk?.inQueue) return ledger.decideWithin(call, step, patienceMs)
  endOffer(ledger, call, step, { reason: reasonFor(ledger, step, status) })
  if (step.name === 'dial_out') call.lastReason = reasonFor(ledger, step, status)
}

function answered(ledger: Ledger, call: Call, step: Step): void {
  if (step.talk !== undefined) step.talk.answered = true
  if (step.talk?.inQueue) return // AgentConnect tells when the customer is put through
  if (step.name === 'dial_out' && step.talk === undefined) return ledger.reach(call, step)
  beginTalk(ledger, call, step)
  for (const other of ringing(call)) if (!other.talk?.inQueue) endOffer(ledger, call, other, { reason: 'completed' })
}

/** Called off because a colleague was faster, the caller gave up, or the time was over: the next event says which. */
function calledOff(ledger: Ledger, call: Call, step: Step): void {
  if (step.talk !== undefined) step.talk.cancelled = true
  ledger.decideWithin(call, step, patienceMs)
}

/** No event said why a dial attempt ended. */
export function endOfferUnexplained(ledger: Ledger, call: Call, step: Step): void {
  endOffer(ledger, call, step, { reason: step.talk?.cancelled ? 'completed' : 'no_answer' })
}

function reasonFor(ledger: Ledger, step: Step, status: string): FinishReason {
  if (status === 'NOANSWER') return 'no_answer'
  if (status !== 'BUSY') return 'network_error'
  // A phone that answers “busy” after it rang was declined by hand.
  const rang = secondsBetween(step.started, ledger.now) ?? 0
  return step.name === 'operator' && rang >= 1 ? 'rejected' : 'busy'
}

function inQueue(call: Call, target: string): boolean {
  return call.steps.some(({ uniqueId, talk, wait }) => wait !== undefined || (talk?.inQueue && uniqueId === target))
}

function isCustomersLeg(call: Call, message: AmiMessage): boolean {
  if (call.customer !== '' && !isLocal(call.firstName)) return false
  if (call.type === 'internal') return false
  const target = field(message, 'destchannel')
  const fresh = !call.steps.some(({ name, connected }) => name === 'dial_out' && connected !== undefined)
  return (
    fresh && !isLocal(target) && (call.fromInside ? field(message, 'uniqueid') === call.first : isLocal(call.firstName))
  )
}

/** `trunk/15550100@provider` → 15550100. */
function dialedNumber(message: AmiMessage): string {
  const text = field(message, 'dialstring').split('@')[0]?.split('/').at(-1) ?? ''
  return digitsOf(text).length >= 4 ? phoneIn(text) : ''
}
