import type { SourceEvent } from '../../core/event.ts'
import { type Agent, Agents } from './agents.ts'
import type { Call } from './call.ts'
import type { CallVerb } from './call-verbs.ts'
import { Ledger } from './ledger.ts'
import type { QueueLine } from './queue-line.ts'
import { isRepeat } from './repeats.ts'
import type { Settings } from './settings.ts'
import { verbs } from './verbs.ts'

/** What a restart must know to go on in the middle of calls. Plain data. */
export interface Memory {
  readonly calls: readonly Call[]
  readonly agents: readonly Agent[]
  readonly restartedAt: number
}

const noCall: readonly string[] = ['NONE', 'REALTIME', 'MANAGER']

/** Lines of the log in, events of the call center out. */
export class Translator {
  readonly #ledger: Ledger
  readonly #agents: Agents
  #restartedAt: number

  constructor(settings: Settings, memory: Memory = { calls: [], agents: [], restartedAt: 0 }) {
    this.#ledger = new Ledger(settings, memory.calls)
    this.#agents = new Agents(settings, memory.agents)
    this.#restartedAt = memory.restartedAt
  }

  /** What must be kept to continue after the last line that was taken. */
  memory(): Memory {
    return { calls: this.#ledger.keep(), agents: this.#agents.keep(), restartedAt: this.#restartedAt }
  }

  /** The events that follow from this line, oldest first. */
  take(line: QueueLine): SourceEvent[] {
    const settled = this.tick(line.at)
    // Looked up as an own property: the verb comes from outside.
    const verb = Object.hasOwn(verbs, line.verb) ? verbs[line.verb] : undefined
    if (verb === undefined || 'ignored' in verb) return settled
    if ('restart' in verb) this.#restart(line.at)
    else if ('agent' in verb) this.#agents.take(line, verb.agent)
    else this.#takeCall(line, verb.call)
    return [...settled, ...this.#ledger.takeEvents()]
  }

  /** It is at least so late: tells status changes that have settled, and closes calls that nothing was heard of. */
  tick(now: number): SourceEvent[] {
    this.#ledger.closeStale(now)
    return [...this.#agents.tick(now), ...this.#ledger.takeEvents()]
  }

  /** The recording is over. Calls in progress stay open: their end was not recorded. */
  end(): SourceEvent[] {
    return this.#agents.end()
  }

  #takeCall(line: QueueLine, verb: CallVerb): void {
    if (noCall.includes(line.uniqueId)) return
    const call = this.#ledger.callOf(line)
    const isNew = call.touched === 0
    if (isRepeat(call.seen, line)) return
    this.#ledger.touch(call, Math.max(call.touched, line.at))
    if (line.verb === 'CONNECT' || line.verb === 'RINGNOANSWER') this.#agents.sawOffer(line)
    verb(this.#ledger, call, line, isNew)
  }

  /** A QUEUESTART that was read before says nothing about the calls after it. */
  #restart(at: number): void {
    if (at <= this.#restartedAt) return
    this.#restartedAt = at
    this.#ledger.closeAll(at)
  }
}
