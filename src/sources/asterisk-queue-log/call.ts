import type { JsonObject } from '../../core/json.ts'
import type { Seen } from './repeats.ts'

export type FunctionName = 'queue' | 'operator' | 'forward' | 'transfer'

export type FinishReason =
  | 'completed'
  | 'abandoned'
  | 'no_answer'
  | 'rejected'
  | 'timeout'
  | 'no_agents'
  | 'key_exit'
  | 'out_of_schedule'
  | 'transferred'
  | 'caller_hangup'
  | 'agent_hangup'
  | 'system_error'

export type Side = 'customer' | 'agent' | 'system' | 'transfer'

/** One caller's way through the queues. Plain data: it is kept in the position file. */
export interface Call {
  readonly uniqueId: string
  readonly seen: Seen
  phone: string
  did: string
  callerName: string
  /** How many functions of a name it had: part of their ids. */
  counts: { queue: number; forward: number; transfer: number }
  /** Offers to agents so far. */
  offers: number
  /** The wait in a queue that has not ended. */
  wait?: Step
  /** The talk that has not ended. */
  talk?: Step
  /** When it was last heard of, milliseconds since 1970. */
  touched: number
}

/** One function of a call. */
export interface Step {
  readonly name: FunctionName
  /** Stands in the ids of its events, before the state. */
  readonly key: string
  readonly queue: string
  readonly agent: string
  readonly started: number
  connected?: number
  stopped?: number
  /** Parameters that every further state of it carries. */
  facts: JsonObject
  /** AMI tells it too, but under another id. */
  readonly ownId?: boolean
}

/** The extension or peer in `PJSIP/101-0000002a`, `SIP/101`, `Local/101@agents/n` or `Agent/101`; empty for a plain name. */
export function extensionOf(member: string): string {
  const name = member.replace(/;\d$/, '').replace(/-[0-9a-f]{8}$/, '')
  return /^[^/]+\/([^@/]+)/.exec(name)?.[1] ?? ''
}

/** The object without the fields that are not known. */
export function present(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''))
}

/** The moment as the catalogue writes timestamps. */
export function timestamp(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString()
}
