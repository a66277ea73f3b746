import type { Call } from './call.ts'
import { hangUp } from './ending.ts'
import type { Ledger } from './ledger.ts'
import { type AmiMessage, countIn, field } from './message.ts'
import { acceptCall, beginCall, callOf, channelIn, nameIn, phoneIn, settleType } from './opening.ts'
import { endWaitByStatus, endWaitInDialplan } from './queue-verbs.ts'
import { askHangup, enterBridge, leaveBridge } from './talk.ts'
import type { Verbs } from './verbs.ts'

/** Events about one channel: its birth, states, bridges, dialplan and end. */
export const channelVerbs: Verbs = {
  newchannel: appear,
  newstate: changeState,
  newcallerid: nameCaller,
  newexten: walkDialplan,
  varset: setVariable,
  dtmfend: pressKey,
  bridgeenter: enter,
  bridgeleave: leave,
  hanguprequest: requestHangup,
  hangup: hangup,
}

function appear(ledger: Ledger, message: AmiMessage): void {
  const uniqueId = field(message, 'uniqueid')
  if (uniqueId === '' || ledger.hasEnded(uniqueId)) return
  const call = callOf(ledger, message)
  if (call !== undefined) return ledger.addChannel(call, channelIn(message))
  if (!ledger.hasEnded(field(message, 'linkedid'))) beginCall(ledger, message)
}

function changeState(ledger: Ledger, message: AmiMessage): void {
  const call = callOf(ledger, message)
  const channel = call?.live.get(field(message, 'uniqueid'))
  if (call === undefined || channel === undefined) return
  const before = channel.state
  channel.state = field(message, 'channelstate')
  if (channel.uniqueId !== call.first) return
  // A first channel that is rung, or comes up without ever having rung us, was called by Asterisk.
  const called = channel.state === '5' || (channel.state === '6' && before === '0')
  settleType(ledger, call, call.typeKnown ? false : called)
  if (channel.state === '6') answer(ledger, call)
}

function answer(ledger: Ledger, call: Call): void {
  acceptCall(ledger, call)
  const dialOut = call.steps.find(({ name, uniqueId }) => name === 'dial_out' && uniqueId === call.first)
  if (dialOut !== undefined) ledger.reach(call, dialOut)
}

function nameCaller(ledger: Ledger, message: AmiMessage): void {
  const call = callOf(ledger, message)
  if (call === undefined || field(message, 'uniqueid') !== call.first || call.fromInside) return
  call.phone = phoneIn(field(message, 'calleridnum')) || call.phone
  call.callerName = nameIn(message) || call.callerName
}

function walkDialplan(ledger: Ledger, message: AmiMessage): void {
  const call = callOf(ledger, message)
  const uniqueId = field(message, 'uniqueid')
  if (call === undefined) return
  const application = field(message, 'application')
  // AppDial2 is how a call that Asterisk itself made shows up in the dialplan.
  if (uniqueId === call.first && !call.typeKnown) settleType(ledger, call, application === 'AppDial2')
  endWaitInDialplan(ledger, call, uniqueId, field(message, 'exten') || field(message, 'extension'))
  if (application.toLowerCase() === 'voicemail') {
    ledger.reach(call, ledger.open(call, 'voicemail', uniqueId))
  }
}

function setVariable(ledger: Ledger, message: AmiMessage): void {
  const call = callOf(ledger, message)
  if (call === undefined) return
  const uniqueId = field(message, 'uniqueid')
  const value = field(message, 'value').toUpperCase()
  switch (field(message, 'variable').toUpperCase()) {
    case 'QUEUESTATUS':
      return endWaitByStatus(ledger, call, uniqueId, value)
    case 'VMSTATUS':
      return endVoicemail(ledger, call, uniqueId, value)
    case 'AMDSTATUS':
      return tellAmd(ledger, call, uniqueId, value)
  }
}

function endVoicemail(ledger: Ledger, call: Call, uniqueId: string, status: string): void {
  const step = call.steps.find(({ name, uniqueId: channel }) => name === 'voicemail' && channel === uniqueId)
  if (step === undefined) return
  const success = status === 'SUCCESS'
  ledger.finish(call, step, { success, reason: success ? 'completed' : 'caller_hangup' })
}

function tellAmd(ledger: Ledger, call: Call, uniqueId: string, status: string): void {
  const result = { HUMAN: 'human', PERSON: 'human', MACHINE: 'machine' }[status] ?? 'unknown'
  if (status === '') return // the variable is cleared before the detection runs
  acceptCall(ledger, call)
  ledger.finish(call, ledger.open(call, 'amd', uniqueId), {
    success: result === 'human',
    reason: result === 'machine' ? 'machine' : 'completed',
    facts: { amd_result: result },
  })
}

function pressKey(ledger: Ledger, message: AmiMessage): void {
  const wait = callOf(ledger, message)?.steps.find(
    (step) => step.wait !== undefined && step.uniqueId === field(message, 'uniqueid'),
  )?.wait
  // “Received” is what the caller pressed; “Sent” is what Asterisk played.
  if (wait !== undefined && field(message, 'direction') !== 'Sent') wait.key = field(message, 'digit')
}

function enter(ledger: Ledger, message: AmiMessage): void {
  const call = callOf(ledger, message)
  if (call !== undefined) enterBridge(call, field(message, 'uniqueid'), field(message, 'bridgeuniqueid'))
}

function leave(ledger: Ledger, message: AmiMessage): void {
  const call = callOf(ledger, message)
  if (call === undefined) return
  leaveBridge(ledger, call, field(message, 'uniqueid'), countIn(message, 'bridgenumchannels'))
}

function requestHangup(ledger: Ledger, message: AmiMessage): void {
  const call = callOf(ledger, message)
  const uniqueId = field(message, 'uniqueid')
  if (call === undefined) return
  if (uniqueId === call.customer && call.firstTalk === undefined) call.side = 'customer'
  askHangup(ledger, call, uniqueId)
}

function hangup(ledger: Ledger, message: AmiMessage): void {
  const uniqueId = field(message, 'uniqueid')
  const call = ledger.callOfChannel(uniqueId)
  if (call === undefined) return
  // A rejected call may end before anything else is said about it: it did come in.
  if (uniqueId === call.first) settleType(ledger, call)
  hangUp(ledger, call, uniqueId, countIn(message, 'cause'))
}
