import type { SourceEvent } from '../../core/event.ts'
import type { JsonObject } from '../../core/json.ts'
import type { Call, Channel } from './call.ts'
import { type Moment, timestamp } from './moment.ts'
import type { Settings } from './settings.ts'
import { durationsOf, type FunctionName, present, type Step, type Verdict } from './step.ts'

/** The most calls that are followed at a time. Past that the oldest is closed, so that memory stays bounded. */
const mostCalls = 20_000

/** How many ended channels and calls are remembered, so that a late event does not bring one back to life. */
const mostEnded = 20_000

/** The four states of a function. */
type State = 'start' | 'connect' | 'stop' | 'finish'

/**
 * The calls in progress and the events they have given. Handlers of AMI events write here; whoever feeds it takes the
 * events out. It keeps no clock: `now` is the moment of the event being read.
 */
export class Ledger {
  now: Moment = { at: 0, dated: false, timed: false }
  readonly settings: Settings
  /** How many agents of a queue are ready, when that is known. */
  readonly readyIn: (queue: string) => number | undefined
  readonly #calls = new Map<string, Call>()
  readonly #byChannel = new Map<string, Call>()
  readonly #ended = new Set<string>()
  readonly #counts = new Map<string, Map<FunctionName, number>>()
  readonly #waiting = new Map<Step, Call>()
  #events: SourceEvent[] = []

  constructor(settings: Settings, readyIn: (queue: string) => number | undefined = () => undefined) {
    this.settings = settings
    this.readyIn = readyIn
  }

  /** The events told since the last time, oldest first. */
  takeEvents(): SourceEvent[] {
    const events = this.#events
    this.#events = []
    return events
  }

  get calls(): Iterable<Call> {
    return this.#calls.values()
  }

  callOfChannel(uniqueId: string): Call | undefined {
    return uniqueId === '' ? undefined : this.#byChannel.get(uniqueId)
  }

  callOfLink(linkedId: string): Call | undefined {
    return this.#calls.get(linkedId)
  }

  hasEnded(id: string): boolean {
    return this.#ended.has(id)
  }

  /** The oldest call, for the watchdog. */
  oldest(): Call | undefined {
    return this.#calls.values().next().value
  }

  get isFull(): boolean {
    return this.#calls.size >= mostCalls
  }

  addCall(call: Call): Call {
    this.#calls.set(call.linkedId, call)
    return call
  }

  addChannel(call: Call, channel: Channel): void {
    call.live.set(channel.uniqueId, channel)
    this.#byChannel.set(channel.uniqueId, call)
  }

  /** A channel of the call that was named but not announced: events about it belong to this call. */
  linkChannel(call: Call, uniqueId: string): void {
    if (uniqueId === '' || this.#byChannel.has(uniqueId)) return
    call.named.add(uniqueId)
    this.#byChannel.set(uniqueId, call)
  }

  removeChannel(call: Call, uniqueId: string): void {
    call.live.delete(uniqueId)
    this.#byChannel.delete(uniqueId)
    this.#remember(uniqueId)
  }

  moveChannel(uniqueId: string, from: Call, to: Call): void {
    const channel = from.live.get(uniqueId)
    from.live.delete(uniqueId)
    if (channel !== undefined) to.live.set(uniqueId, channel)
    this.#byChannel.set(uniqueId, to)
  }

  removeCall(call: Call): void {
    this.#calls.delete(call.linkedId)
    this.#remember(call.linkedId)
    // A channel that went over to another call lives on there.
    if (this.#byChannel.get(call.first) === undefined) this.#remember(call.first)
    for (const uniqueId of [...call.live.keys(), ...call.named]) {
      if (this.#byChannel.get(uniqueId) !== call) continue
      this.#byChannel.delete(uniqueId)
      this.#remember(uniqueId)
    }
    for (const step of call.steps) this.#waiting.delete(step)
  }

  /** Begins a function and tells `start`. */
  open(call: Call, name: FunctionName, uniqueId: string, facts: JsonObject = {}, started: Moment = this.now): Step {
    this.linkChannel(call, uniqueId)
    const n = this.#count(uniqueId, name)
    const step: Step = { name, uniqueId, n, started, facts: present(facts) }
    call.steps.push(step)
    this.#tell(call, step, 'start', started)
    return step
  }

  /** Somebody or something is on the line: tells `connect`, once. */
  reach(call: Call, step: Step, facts: JsonObject = {}): void {
    if (step.connected !== undefined) return
    step.connected = this.now
    step.facts = { ...step.facts, ...present(facts) }
    this.#tell(call, step, 'connect', this.now, { alert_duration: durationsOf(step, this.now)['alert_duration'] })
  }

  /** The talk is over: tells `stop`, once, if there was one. */
  stop(call: Call, step: Step, at: Moment = this.now): void {
    if (step.stopped !== undefined) return
    step.stopped = at
    if (step.connected === undefined || step.name === 'queue') return
    this.#tell(call, step, 'stop', at, durationsOf(step, at))
  }

  /** Tells `finish`, and before it whatever states are still owed. */
  finish(call: Call, step: Step, { success, reason, side, cause, facts = {} }: Verdict): void {
    const at = call.steps.indexOf(step)
    if (at === -1) return
    call.steps.splice(at, 1)
    this.#waiting.delete(step)
    this.stop(call, step)
    if (this.settings.emit_all_states) this.#tellOwedStates(call, step)
    this.#tell(
      call,
      step,
      'finish',
      this.now,
      {
        ...durationsOf(step, this.now),
        success_flag: success,
        finish_reason: reason,
        hangup_side: side,
        hangup_cause: cause,
        finished_at: timestamp(this.now),
      },
      facts,
    )
  }

  /** The step is decided at the latest after this time, even if nothing more is heard of it. */
  decideWithin(call: Call, step: Step, ms: number): void {
    step.dueAt ??= this.now.at + ms
    this.#waiting.set(step, call)
  }

  /** The step is not to be decided by time any more. */
  keepOpen(step: Step): void {
    delete step.dueAt
    this.#waiting.delete(step)
  }

  /** Steps whose time to be decided has come. */
  due(): [Step, Call][] {
    return [...this.#waiting].filter(([step]) => step.dueAt !== undefined && step.dueAt <= this.now.at)
  }

  /** When the next step must be decided, milliseconds since 1970. */
  nextDue(): number | undefined {
    const times = [...this.#waiting.keys()].map((step) => step.dueAt).filter((at) => at !== undefined)
    return times.length === 0 ? undefined : Math.min(...times)
  }

  #tellOwedStates(call: Call, step: Step): void {
    if (step.connected === undefined) this.#tell(call, step, 'connect', this.now, durationsOf(step, this.now))
    if (step.connected === undefined || step.name === 'queue') {
      this.#tell(call, step, 'stop', this.now, durationsOf(step, this.now))
    }
  }

  /** What Asterisk itself said about the step goes before what was measured here; the verdict's own facts before both. */
  #tell(call: Call, step: Step, state: State, at: Moment, measured: JsonObject = {}, verdict: JsonObject = {}): void {
    const server = this.settings.server_id
    this.#events.push({
      type: 'call_function',
      id: [...(server === '' ? [] : [server]), step.uniqueId, step.name, step.n, state].join(':'),
      ...(at.dated ? { time: at.at } : {}),
      source: 'asterisk',
      correlationId: this.#callId(call),
      data: present({
        call_id: this.#callId(call),
        call_type: call.type,
        phone: call.phone,
        did: call.did,
        caller_name: call.callerName,
        call_started_at: timestamp(call.started),
        function: step.name,
        function_state: state,
        started_at: timestamp(step.started),
        connected_at: timestamp(step.connected),
        stopped_at: timestamp(step.stopped),
        ...present(measured),
        ...step.facts,
        ...present(verdict),
      }),
    })
  }

  #callId(call: Call): string {
    return this.settings.server_id === '' ? call.linkedId : `${this.settings.server_id}-${call.linkedId}`
  }

  /** Counted per channel, not per call: a channel may move to another call, and its ids must stay its own. */
  #count(uniqueId: string, name: FunctionName): number {
    const counts = this.#counts.get(uniqueId) ?? new Map<FunctionName, number>()
    this.#counts.set(uniqueId, counts)
    const n = (counts.get(name) ?? 0) + 1
    counts.set(name, n)
    return n
  }

  /** The counts of an ended channel are kept as long as its end is: whatever still names it gets new ids. */
  #remember(id: string): void {
    this.#ended.add(id)
    if (this.#ended.size <= mostEnded) return
    const oldest = this.#ended.values().next().value as string
    this.#ended.delete(oldest)
    this.#counts.delete(oldest)
  }
}
