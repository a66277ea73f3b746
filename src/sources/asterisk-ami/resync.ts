import type { Call } from './call.ts'
import { closeCall, hangUp } from './ending.ts'
import type { Ledger } from './ledger.ts'
import { type AmiMessage, countIn, eventName, field } from './message.ts'
import { moment } from './moment.ts'
import { acceptCall, beginCall, callOf, channelIn, settleType } from './opening.ts'

/**
 * Compares what we believe with what Asterisk says after (re)connecting. AMI does not repeat what was missed, so a call that
 * is no longer there is closed as a system error: how it ended nobody can tell us. A call that we did not know begins.
 */
export class Resync {
  readonly #ledger: Ledger
  #channels = new Set<string>()
  #waits = new Set<string>()
  #bridged = new Set<string>()

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  /** From now on, whatever we know and Asterisk does not list is gone. */
  begin(): void {
    const calls = [...this.#ledger.calls]
    this.#channels = new Set(calls.flatMap((call) => [...call.live.keys()]))
    this.#waits = new Set(calls.flatMap(waitsOf))
    this.#bridged = new Set()
  }

  take(message: AmiMessage): void {
    switch (eventName(message)) {
      case 'coreshowchannel':
        return this.#see(message)
      case 'coreshowchannelscomplete':
        return this.#dropChannels()
      case 'queueentry':
        this.#waits.delete(`${field(message, 'uniqueid')}:${field(message, 'queue')}`)
        return
      case 'queuestatuscomplete':
        return this.#dropWaits()
    }
  }

  #see(message: AmiMessage): void {
    const uniqueId = field(message, 'uniqueid')
    this.#channels.delete(uniqueId)
    if (field(message, 'bridgeid') !== '') this.#bridged.add(uniqueId)
    if (uniqueId === '' || this.#ledger.hasEnded(uniqueId)) return
    const call = callOf(this.#ledger, message)
    if (call?.live.has(uniqueId)) return
    if (call !== undefined) return this.#ledger.addChannel(call, channelIn(message))
    // Asterisk lists channels in no order: the one that the call is named after tells the most.
    const begun = beginCall(this.#ledger, message, moment(this.#ledger.now.at - durationMs(message)))
    settleType(this.#ledger, begun)
    if (field(message, 'channelstate') === '6') acceptCall(this.#ledger, begun)
  }

  #dropChannels(): void {
    for (const uniqueId of this.#channels) {
      const call = this.#ledger.callOfChannel(uniqueId)
      if (call === undefined) continue
      const isLast = [...call.live.keys()].every((live) => this.#channels.has(live))
      if (isLast) closeCall(this.#ledger, call, 'system_error')
      else hangUp(this.#ledger, call, uniqueId, undefined)
    }
    this.#channels = new Set()
  }

  #dropWaits(): void {
    for (const call of [...this.#ledger.calls]) {
      for (const step of call.steps.filter((step) => this.#waits.has(waitKey(step)))) {
        const talks = this.#bridged.has(step.uniqueId)
        if (talks) this.#ledger.reach(call, step)
        this.#ledger.finish(call, step, {
          success: talks,
          reason: talks ? 'completed' : 'system_error',
          ...(talks ? {} : { side: 'system' }),
        })
      }
    }
    this.#waits = new Set()
  }
}

function waitsOf(call: Call): string[] {
  return call.steps.filter(({ wait }) => wait !== undefined).map(waitKey)
}

function waitKey(step: Call['steps'][number]): string {
  return `${step.uniqueId}:${step.wait?.queue ?? ''}`
}

/** `00:12:34`, as CoreShowChannel writes it. */
function durationMs(message: AmiMessage): number {
  const seconds = countIn(message, 'duration')
  if (seconds !== undefined) return seconds * 1000
  const [, hours, minutes, rest] = /^(\d+):(\d\d):(\d\d)$/.exec(field(message, 'duration')) ?? []
  return ((Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60 + Number(rest ?? 0)) * 1000
}
