import type { SourceEvent } from '../../core/event.ts'
import type { JsonObject } from '../../core/json.ts'
import { looksLikePhone } from '../../core/phone.ts'
import { type Call, extensionOf, type FinishReason, present, type Side, type Step, timestamp } from './call.ts'
import { channelTimeIn, type QueueLine } from './queue-line.ts'
import { nothingSeen } from './repeats.ts'
import type { Settings } from './settings.ts'

/** The most calls that are remembered, in progress and ended. Past that the one not heard of for longest goes. */
const mostCalls = 20_000

/** The most ended calls that a restart remembers: they only serve to recognize lines that were read before. */
const mostKeptEnded = 2_000

type State = 'start' | 'connect' | 'stop' | 'finish'

/** How a function ended. */
export interface Verdict {
  /** Left out when the log does not say. */
  readonly success?: boolean
  readonly reason: FinishReason
  readonly side?: Side
  readonly facts?: JsonObject
}

/** The calls that the log is about, and the events they have given. What each verb means stands in `call-verbs.ts`. */
export class Ledger {
  readonly #settings: Settings
  /** The one not heard of for longest is the first. */
  readonly #calls = new Map<string, Call>()
  readonly #waiting = new Map<string, number>()
  #events: SourceEvent[] = []

  constructor(settings: Settings, kept: readonly Call[] = []) {
    this.#settings = settings
    for (const call of kept) {
      this.#calls.set(call.uniqueId, call)
      if (call.wait) this.#count(call.wait.queue, 1)
    }
  }

  /** The events told since the last time, oldest first. */
  takeEvents(): SourceEvent[] {
    const events = this.#events
    this.#events = []
    return events
  }

  /** What a restart must know: every call in progress, and the latest of the others. */
  keep(): Call[] {
    const calls = [...this.#calls.values()]
    const ended = new Set(calls.filter((call) => !isOpen(call)).slice(-mostKeptEnded))
    return calls.filter((call) => isOpen(call) || ended.has(call))
  }

  /** The call that a line is about, begun now if nothing was heard of it before. */
  callOf({ uniqueId }: QueueLine): Call {
    const known = this.#calls.get(uniqueId)
    if (known !== undefined) return known
    const oldest = this.#calls.size < mostCalls ? undefined : first(this.#calls)
    if (oldest !== undefined) this.#forget(oldest)
    const call: Call = {
      uniqueId,
      seen: nothingSeen(),
      phone: '',
      did: '',
      callerName: '',
      counts: { queue: 0, forward: 0, transfer: 0 },
      offers: 0,
      touched: 0,
    }
    this.#calls.set(uniqueId, call)
    return call
  }

  /** The call was heard of: it moves to the end of the line of those that may be forgotten. */
  touch(call: Call, at: number): void {
    call.touched = at
    this.#calls.delete(call.uniqueId)
    this.#calls.set(call.uniqueId, call)
  }

  /** Closes calls whose end was never logged, and forgets those that ended long ago. */
  closeStale(now: number): void {
    const staleMs = this.#settings.stale_after_s * 1000
    for (let call = first(this.#calls); call && call.touched + staleMs < now; call = first(this.#calls)) {
      if (!isOpen(call)) this.#calls.delete(call.uniqueId)
      else {
        // A late last line would otherwise begin the call anew, so it is remembered for as long again.
        const at = call.touched + staleMs
        this.closeOpen(call, at)
        this.touch(call, Math.max(now, at))
      }
    }
  }

  /** Asterisk was started anew: whatever was in progress before is gone. */
  closeAll(at: number): void {
    for (const call of this.#calls.values()) if (call.touched <= at) this.closeOpen(call, at)
  }

  /** Ends what is open in a call without knowing how it ended. */
  closeOpen(call: Call, at: number): void {
    const verdict: Verdict = { success: false, reason: 'system_error', side: 'system' }
    if (call.talk) this.finish(call, call.talk, at, verdict)
    if (call.wait) this.finish(call, call.wait, at, { ...verdict, facts: { connect_time: 0 } })
  }

  /** Begins a wait in a queue. */
  openWait(call: Call, line: QueueLine, started: number, facts: JsonObject = {}): Step {
    const n = ++call.counts.queue
    const waiting = this.#count(line.queue, 1)
    const position = facts['queue_position']
    const step: Step = {
      name: 'queue',
      key: `${call.uniqueId}:queue:${n}`,
      queue: line.queue,
      agent: '',
      started,
      // Callers who joined before we began to read are not counted; those in front of this one are known all the same.
      facts: present({
        queue_name: line.queue,
        ...facts,
        queue_length: typeof position === 'number' ? Math.max(waiting, position) : undefined,
      }),
    }
    call.wait = step
    this.tell(call, step, 'start', started)
    return step
  }

  /** Begins anything else, and tells `start`. */
  open(call: Call, step: Step): Step {
    this.tell(call, step, 'start', step.started)
    return step
  }

  /** Somebody is there: tells `connect`. */
  reach(call: Call, step: Step, at: number, facts: JsonObject = {}): void {
    step.connected = at
    step.facts = { ...step.facts, ...present(facts) }
    this.tell(call, step, 'connect', at)
  }

  /** Tells `finish`, and `stop` before it when there was a talk. */
  finish(call: Call, step: Step, at: number, { success, reason, side, facts = {} }: Verdict): void {
    step.stopped = at
    step.facts = { ...step.facts, ...present(facts) }
    if (step.connected !== undefined && step.name === 'operator') this.tell(call, step, 'stop', at)
    this.tell(call, step, 'finish', at, {
      success_flag: success,
      finish_reason: reason,
      hangup_side: side,
      finished_at: timestamp(at),
    })
    if (call.talk === step) delete call.talk
    if (call.wait !== step) return
    delete call.wait
    this.#count(step.queue, -1)
  }

  tell(call: Call, step: Step, state: State, at: number, verdict: JsonObject = {}): void {
    if (this.#settings.beside_ami && step.ownId) return
    const server = this.#settings.server_id
    const callId = server === '' ? call.uniqueId : `${server}-${call.uniqueId}`
    this.#events.push({
      type: 'call_function',
      id: [...(server === '' ? [] : [server]), step.key, state].join(':'),
      time: at,
      source: 'asterisk',
      correlationId: callId,
      data: present({
        call_id: callId,
        call_type: 'inbound',
        phone: call.phone,
        did: call.did,
        caller_name: call.callerName,
        call_started_at: timestamp(channelTimeIn(call.uniqueId)),
        function: step.name,
        function_state: state,
        started_at: timestamp(step.started),
        connected_at: timestamp(step.connected),
        stopped_at: timestamp(step.stopped),
        ...step.facts,
        ...verdict,
      }),
    })
  }

  #forget(call: Call): void {
    this.closeOpen(call, call.touched)
    this.#calls.delete(call.uniqueId)
  }

  /** Callers waiting in a queue, as far as the log has told. */
  #count(queue: string, change: 1 | -1): number {
    const waiting = (this.#waiting.get(queue) ?? 0) + change
    if (waiting <= 0) this.#waiting.delete(queue)
    else this.#waiting.set(queue, waiting)
    return waiting
  }
}

/** Who the agent is, as far as one column of the log tells. */
export function agentFacts(agent: string): JsonObject {
  return { user_name: agent, user_extension: extensionOf(agent) }
}

/** A number as a person would dial it, or empty. */
export function phoneIn(text: string): string {
  return looksLikePhone(text) ? text : ''
}

function isOpen({ wait, talk }: Call): boolean {
  return wait !== undefined || talk !== undefined
}

function first(calls: ReadonlyMap<string, Call>): Call | undefined {
  return calls.values().next().value
}
