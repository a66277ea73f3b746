import type { SourceEvent } from '../../core/event.ts'
import type { Call } from './call.ts'
import { channelVerbs } from './channel-verbs.ts'
import { dialVerbs, endOfferUnexplained } from './dial-verbs.ts'
import { closeCall } from './ending.ts'
import { featureVerbs } from './feature-verbs.ts'
import { Ledger } from './ledger.ts'
import { type AmiMessage, eventName, field } from './message.ts'
import type { Moment } from './moment.ts'
import { endWaitUnexplained, queueVerbs } from './queue-verbs.ts'
import { Resync } from './resync.ts'
import type { Settings } from './settings.ts'
import type { Step } from './step.ts'
import { finishTalk } from './talk.ts'
import type { Verbs } from './verbs.ts'

/** Every AMI event about calls that is understood, by its name in lower case. */
const verbs: Verbs = { ...channelVerbs, ...dialVerbs, ...queueVerbs, ...featureVerbs }

/** The AMI events about calls that are understood, by their names in lower case. */
export const callEvents: readonly string[] = Object.keys(verbs)

const hour = 3_600_000

const longestId = 149

/** Joins the AMI events of each call into the functions of that call. */
export class Calls {
  readonly #ledger: Ledger
  readonly #resync: Resync
  readonly #longestMs: number

  constructor(settings: Settings, readyIn?: (queue: string) => number | undefined) {
    this.#ledger = new Ledger(settings, readyIn)
    this.#resync = new Resync(this.#ledger)
    this.#longestMs = settings.close_after_hours * hour
  }

  /** Reads one AMI event; the events that follow from it, oldest first. */
  take(message: AmiMessage, now: Moment): SourceEvent[] {
    const settled = this.tick(now)
    if (!hasLegalIds(message)) return settled
    this.#followLink(message)
    const name = eventName(message)
    // Looked up as an own property: the name comes from outside.
    if (Object.hasOwn(verbs, name)) verbs[name]?.(this.#ledger, message)
    this.#resync.take(message)
    return [...settled, ...this.#ledger.takeEvents()]
  }

  /** Time has passed: decides what no event has decided, and closes calls that are too old. */
  tick(now: Moment): SourceEvent[] {
    this.#ledger.now = now
    for (const [step, call] of this.#ledger.due()) this.#decide(call, step)
    for (let call = this.#tooOld(); call !== undefined; call = this.#tooOld()) {
      closeCall(this.#ledger, call, 'system_error')
    }
    return this.#ledger.takeEvents()
  }

  /** When `tick` has something to do next, milliseconds since 1970. */
  nextDue(): number | undefined {
    const oldest = this.#ledger.oldest()
    const times = [this.#ledger.nextDue(), oldest && oldest.started.at + this.#longestMs]
    const known = times.filter((at) => at !== undefined)
    return known.length === 0 ? undefined : Math.min(...known)
  }

  /** A new connection asks Asterisk which calls and callers there are: what is not in the answer has ended unseen. */
  beginResync(): void {
    this.#resync.begin()
  }

  #decide(call: Call, step: Step): void {
    if (step.wait !== undefined) endWaitUnexplained(this.#ledger, call, step)
    else if (step.connected !== undefined) finishTalk(this.#ledger, call, step)
    else endOfferUnexplained(this.#ledger, call, step)
  }

  #tooOld(): Call | undefined {
    const oldest = this.#ledger.oldest()
    const age = oldest?.started.timed ? this.#ledger.now.at - oldest.started.at : 0
    return age > this.#longestMs ? oldest : undefined
  }

  /** Transfers merge calls: Asterisk then gives the channel the Linkedid of the older one. */
  #followLink(message: AmiMessage): void {
    const uniqueId = field(message, 'uniqueid')
    const call = this.#ledger.callOfChannel(uniqueId)
    const linkedId = field(message, 'linkedid')
    if (call === undefined || linkedId === '' || linkedId === call.linkedId) return
    const merged = this.#ledger.callOfLink(linkedId)
    // A Linkedid that no call of ours has: the call keeps the id under which it was told.
    if (merged === undefined || !call.live.has(uniqueId)) return
    this.#ledger.moveChannel(uniqueId, call, merged)
    if (call.live.size === 0) closeCall(this.#ledger, call, 'transferred')
  }
}

/** Asterisk's ids have at most 149 characters. Others would not fit into an event's id. */
function hasLegalIds(message: AmiMessage): boolean {
  return ['uniqueid', 'linkedid', 'destuniqueid', 'transfereeuniqueid', 'transfertargetuniqueid'].every((name) => {
    const id = field(message, name)
    return id.length <= longestId && !/\p{Cc}/u.test(id)
  })
}
