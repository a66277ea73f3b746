import type { Moment } from './moment.ts'
import type { FinishReason, Side, Step } from './step.ts'

export type CallType = 'inbound' | 'outbound' | 'internal' | 'dialer'

/** A channel that was announced and has not hung up. */
export interface Channel {
  readonly uniqueId: string
  readonly name: string
  readonly context: string
  /** Asterisk's channel state: 0 down, 4 ring (it calls us), 5 ringing (we call it), 6 up. */
  state: string
}

/** One call: everything that shares a Linkedid. */
export interface Call {
  readonly linkedId: string
  /** Unique id of the channel that began it. */
  readonly first: string
  readonly firstName: string
  readonly fromInside: boolean
  readonly started: Moment
  type: CallType
  /** False until it is clear whether the call came in or was made: the first event is told only then. */
  typeKnown: boolean
  phone: string
  did: string
  callerName: string
  /** Unique id of the outside party's channel; empty while it does not exist yet. */
  customer: string
  readonly live: Map<string, Channel>
  /** Channels that were named by an event without having been announced. */
  readonly named: Set<string>
  /** The bridge that the customer is in; empty while alone. */
  bridge: string
  /** Functions that have started and not finished, oldest first. */
  readonly steps: Step[]
  /** How many times it rang at an agent. */
  offers: number
  /** Seconds that the customer talked with somebody, all legs together. */
  talkSeconds: number
  firstTalk?: Moment
  /** Who left the last talk first. */
  side?: Side
  /** How the last wait or talk ended: the call's own ending unless something worse happens. */
  lastReason?: FinishReason
  /** Q.850 cause of the customer's channel. */
  cause?: number
}

/** True for the two halves of a Local channel: plumbing inside Asterisk, nobody sits there. */
export function isLocal(channelName: string): boolean {
  return channelName.startsWith('Local/')
}

/** The extension or peer in `PJSIP/101-0000002a`, `SIP/101`, `Local/101@agents/n` or `Agent/101`. */
export function extensionOf(channelOrInterface: string): string {
  const name = channelOrInterface.replace(/;\d$/, '').replace(/-[0-9a-f]{8}$/, '')
  return /^[^/]+\/([^@/]+)/.exec(name)?.[1] ?? ''
}
