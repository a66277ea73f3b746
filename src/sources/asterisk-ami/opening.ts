import { looksLikePhone } from '../../core/phone.ts'
import type { Call, CallType, Channel } from './call.ts'
import { closeCall } from './ending.ts'
import type { Ledger } from './ledger.ts'
import { type AmiMessage, field } from './message.ts'
import type { Moment } from './moment.ts'

/** Digits from which a dialed number is somebody outside, not a colleague's extension. */
const outsideDigits = 7

/** The call that an event is about, by its channel or else by its Linkedid. Prefix `dest` asks about the other channel. */
export function callOf(ledger: Ledger, message: AmiMessage, prefix = ''): Call | undefined {
  const uniqueId = field(message, `${prefix}uniqueid`)
  return ledger.callOfChannel(uniqueId) ?? ledger.callOfLink(field(message, `${prefix}linkedid`) || uniqueId)
}

/**
 * The call that an event is about, begun now if this is the first we hear of it: we may have connected in its middle.
 * Undefined for a call that has ended: events may come late.
 */
export function callOrNew(ledger: Ledger, message: AmiMessage, started: Moment = ledger.now): Call | undefined {
  const known = callOf(ledger, message)
  if (known !== undefined) return known
  const uniqueId = field(message, 'uniqueid')
  const linkedId = field(message, 'linkedid') || uniqueId
  if (uniqueId === '' || ledger.hasEnded(uniqueId) || ledger.hasEnded(linkedId)) return undefined
  return beginCall(ledger, message, started)
}

/** A call begins with the channel that this event describes. What kind of call it is shows only later. */
export function beginCall(ledger: Ledger, message: AmiMessage, started: Moment = ledger.now): Call {
  if (ledger.isFull) closeCall(ledger, ledger.oldest() as Call, 'system_error')
  const uniqueId = field(message, 'uniqueid')
  const fromInside = ledger.settings.inside_contexts.includes(field(message, 'context'))
  const exten = field(message, 'exten')
  const call = ledger.addCall({
    linkedId: field(message, 'linkedid') || uniqueId,
    first: uniqueId,
    firstName: field(message, 'channel'),
    fromInside,
    started,
    type: fromInside ? (looksLikePhone(exten, outsideDigits) ? 'outbound' : 'internal') : 'inbound',
    typeKnown: false,
    phone: phoneIn(fromInside ? exten : field(message, 'calleridnum')),
    did: fromInside ? '' : phoneIn(exten, outsideDigits - 2),
    callerName: fromInside ? '' : nameIn(message),
    customer: fromInside ? '' : uniqueId,
    live: new Map(),
    named: new Set(),
    bridge: '',
    steps: [],
    offers: 0,
    talkSeconds: 0,
  })
  ledger.addChannel(call, channelIn(message))
  return call
}

/** The channel that an event describes. */
export function channelIn(message: AmiMessage): Channel {
  return {
    uniqueId: field(message, 'uniqueid'),
    name: field(message, 'channel'),
    context: field(message, 'context'),
    state: field(message, 'channelstate'),
  }
}

/** Now it is clear what kind of call it is: tells its `start`, and `dial_out` when it is us who call the customer. */
export function settleType(ledger: Ledger, call: Call, originated = false): void {
  const type: CallType = originated ? (call.fromInside ? 'outbound' : 'dialer') : call.type
  const changed = type !== call.type
  call.type = type
  if (!call.typeKnown) {
    call.typeKnown = true
    ledger.open(call, 'start', call.first, {}, call.started)
  } else if (!changed) return
  if (type === 'dialer') openDialOut(ledger, call)
}

/** The call got past the door: it was answered, queued or passed on. */
export function acceptCall(ledger: Ledger, call: Call): void {
  settleType(ledger, call)
  const start = call.steps.find(({ name }) => name === 'start')
  if (start !== undefined) ledger.finish(call, start, { success: true, reason: 'completed' })
}

/** A number as a person would dial it, or empty. */
export function phoneIn(text: string, least?: number): string {
  return looksLikePhone(text, least) ? text : ''
}

/** The caller's name, when it is more than the number again. */
export function nameIn(message: AmiMessage): string {
  const name = field(message, 'calleridname')
  return name === field(message, 'calleridnum') ? '' : name
}

/** A dialer's call is one leg to the customer from the first moment. */
function openDialOut(ledger: Ledger, call: Call): void {
  const step = ledger.open(call, 'dial_out', call.first, {}, call.started)
  if (call.live.get(call.first)?.state === '6') ledger.reach(call, step)
}
