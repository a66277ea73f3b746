import type { JsonObject } from '../../core/json.ts'
import { type Moment, secondsBetween } from './moment.ts'

/** The call functions that AMI can tell. */
export type FunctionName =
  | 'start'
  | 'queue'
  | 'operator'
  | 'dial_out'
  | 'amd'
  | 'hold'
  | 'forward'
  | 'transfer'
  | 'conference'
  | 'park'
  | 'monitor'
  | 'recording'
  | 'voicemail'
  | 'hangup'

export type FinishReason =
  | 'completed'
  | 'abandoned'
  | 'no_answer'
  | 'busy'
  | 'rejected'
  | 'timeout'
  | 'no_agents'
  | 'key_exit'
  | 'transferred'
  | 'caller_hangup'
  | 'agent_hangup'
  | 'machine'
  | 'network_error'
  | 'system_error'

export type Side = 'customer' | 'agent' | 'system' | 'transfer'

/** One function of one call, from its start until its finish was told. */
export interface Step {
  readonly name: FunctionName
  /** The channel it is about: part of the event's id, so that the same recording gives the same ids. */
  readonly uniqueId: string
  /** Counts the functions of this name on this channel, from 1. */
  readonly n: number
  readonly started: Moment
  connected?: Moment
  stopped?: Moment
  /** Parameters that every further state of it carries. */
  facts: JsonObject
  /** When it must be decided without further news, milliseconds since 1970. */
  dueAt?: number
  /** Legs between an agent and a customer only. */
  talk?: Talk
  /** Waits in a queue only. */
  wait?: Wait
  /** Conferences only: the channels of this call that are in the room. */
  members?: Set<string>
}

/** What is known of a talk between an agent and a customer besides its states. */
export interface Talk {
  /** True when a queue offered it: Asterisk then sums it up in AgentComplete. */
  readonly inQueue: boolean
  readonly interface: string
  /** Channels on the agent's side that have not hung up. The agent has gone when the last one has. */
  readonly parties: Set<string>
  /** Those of them that are outside the bridge, perhaps to come back. */
  readonly away: Set<string>
  customerAway: boolean
  answered: boolean
  /** The dial attempt was called off; by whom is not known yet. */
  cancelled: boolean
  /** Who left the bridge first. Taken back when they return to it. */
  left?: { readonly side: Side; readonly at: Moment }
  /** What Asterisk says about the finished talk. */
  completed?: { readonly talkSeconds: number | undefined; readonly side: Side; readonly at: Moment }
}

/** What is known of a wait in a queue besides its states. */
export interface Wait {
  readonly queue: string
  /** When the caller left the queue without it being clear why. */
  leftAt?: Moment
  /** The last key pressed while waiting. */
  key?: string
}

/** What a finish says. */
export interface Verdict {
  readonly success?: boolean
  readonly reason?: FinishReason
  readonly side?: Side | undefined
  readonly cause?: number | undefined
  readonly facts?: JsonObject
}

/** Functions in which somebody waits: their events carry the waiting time. */
const waiting: readonly FunctionName[] = ['queue', 'operator', 'dial_out', 'forward', 'transfer']

/** Functions with talk or media of their own: their events carry its length. */
const withMedia: readonly FunctionName[] = [
  'operator',
  'dial_out',
  'hold',
  'forward',
  'transfer',
  'conference',
  'park',
  'monitor',
  'recording',
  'voicemail',
]

/** Wait and media seconds of a step at this moment, as far as its function has them. */
export function durationsOf(step: Step, now: Moment): JsonObject {
  const talk = step.connected && secondsBetween(step.connected, step.stopped ?? now)
  return present({
    alert_duration: waiting.includes(step.name)
      ? secondsBetween(step.started, step.connected ?? step.stopped ?? now)
      : undefined,
    // A wait that ended well has no talk time of its own, and 0 would read as a missed call.
    connect_time:
      step.name === 'queue'
        ? step.connected
          ? undefined
          : 0
        : withMedia.includes(step.name)
          ? (talk ?? 0)
          : undefined,
  })
}

/** The object without the fields that are not known. */
export function present(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''))
}
