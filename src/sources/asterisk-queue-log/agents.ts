import type { SourceEvent } from '../../core/event.ts'
import { extensionOf, present, timestamp } from './call.ts'
import type { QueueLine } from './queue-line.ts'
import { isRepeat, nothingSeen, type Seen } from './repeats.ts'
import type { Settings } from './settings.ts'

type Status = 'ready' | 'away' | 'offline'

/** How long changes of one agent are gathered: a pause in five queues is five or six lines, and one status. */
const gatherMs = 2_000

/** The most agents that are followed; further ones are passed over. */
const mostAgents = 20_000

/** The most queues that one agent is followed in. */
const mostQueues = 500

/** Stands for "all queues" among an agent's places, and for a login that names none. */
const everywhere = ''

/** What is known of one agent. Plain data: it is kept in the position file. */
export interface Agent {
  readonly name: string
  readonly seen: Seen
  /** By queue: why the agent is paused there (perhaps for no stated reason), or null when calls may come. */
  places: Record<string, string | null>
  told?: { readonly status: Status; readonly reason: string; readonly at: number }
  /** Since when changes are being gathered. */
  since?: number
}

/** What a line about an agent does. */
export type AgentVerb = (agent: Agent, line: QueueLine) => void

/** Follows the agents and tells `user_status` when one of them changes. */
export class Agents {
  readonly #settings: Settings
  readonly #agents = new Map<string, Agent>()
  readonly #gathering = new Set<Agent>()

  constructor(settings: Settings, kept: readonly Agent[] = []) {
    this.#settings = settings
    for (const agent of kept) {
      // Without a prototype: queues may have any name.
      agent.places = Object.assign(Object.create(null), agent.places)
      this.#agents.set(agent.name, agent)
      if (agent.since !== undefined) this.#gathering.add(agent)
    }
  }

  /** What a restart must know. */
  keep(): Agent[] {
    return [...this.#agents.values()]
  }

  /** Reads a line about an agent, unless it was read before. */
  take(line: QueueLine, verb: AgentVerb): void {
    const agent = this.#agentOf(line)
    if (agent === undefined || isRepeat(agent.seen, line)) return
    verb(agent, line)
    agent.since ??= line.at
    this.#gathering.add(agent)
  }

  /** A queue offered the agent a call, so the agent is in that queue and not paused there. */
  sawOffer(line: QueueLine): void {
    const agent = this.#agentOf(line)
    if (agent === undefined || agent.told?.status === 'offline' || line.queue in agent.places) return
    put(agent, line.queue, null)
  }

  /** Time has passed: the changes that were gathered long enough. */
  tick(now: number): SourceEvent[] {
    const ready = [...this.#gathering].filter(({ since = 0 }) => since + gatherMs <= now)
    return ready.flatMap((agent) => this.#settle(agent))
  }

  /** The recording is over: whatever is still being gathered. */
  end(): SourceEvent[] {
    return [...this.#gathering].flatMap((agent) => this.#settle(agent))
  }

  #agentOf({ agent: name }: QueueLine): Agent | undefined {
    if (name === 'NONE') return undefined
    const known = this.#agents.get(name)
    if (known !== undefined || this.#agents.size >= mostAgents) return known
    const agent: Agent = { name, seen: nothingSeen(), places: Object.create(null) }
    this.#agents.set(name, agent)
    return agent
  }

  #settle(agent: Agent): SourceEvent[] {
    const { told: before, since: at = 0 } = agent
    delete agent.since
    this.#gathering.delete(agent)
    const now = { ...statusOf(agent), at }
    if (before?.status === now.status && before.reason === now.reason) return []
    agent.told = now
    return this.#settings.beside_ami ? [] : [this.#event(agent, now, before)]
  }

  #event(agent: Agent, { status, reason, at }: NonNullable<Agent['told']>, before: Agent['told']): SourceEvent {
    const server = this.#settings.server_id === '' ? [] : [this.#settings.server_id]
    const queues = Object.keys(agent.places).filter((queue) => queue !== everywhere)
    return {
      type: 'user_status',
      id: [...server, agent.name, 'user_status', at, status].join(':'),
      time: at,
      source: 'asterisk',
      correlationId: [...server, 'user', agent.name].join('-'),
      data: present({
        user_name: agent.name,
        user_extension: extensionOf(agent.name),
        phase: 'changed',
        status,
        status_reason: reason,
        previous_status: before?.status,
        previous_reason: before?.reason,
        previous_duration: before && Math.max(0, Math.round((at - before.at) / 1000)),
        time_in_status: 0,
        queue_ids: queues.length === 0 ? undefined : queues,
        status_started_at: timestamp(at),
      }),
    }
  }
}

/** `ADDMEMBER|PAUSED`, or without the word. */
export const join: AgentVerb = (agent, line) => put(agent, line.queue, line.args[0] === 'PAUSED' ? '' : null)

export const quit: AgentVerb = (agent, line) => {
  delete agent.places[line.queue]
}

export const pause: AgentVerb = (agent, line) => put(agent, line.queue, line.args[0] ?? '')

export const unpause: AgentVerb = (agent, line) => {
  // Paused everywhere at first and then let out of the queues one by one.
  if (agent.places[everywhere] != null) delete agent.places[everywhere]
  put(agent, line.queue, null)
}

export const pauseAll: AgentVerb = (agent, line) => putAll(agent, line.args[0] ?? '')

export const unpauseAll: AgentVerb = (agent) => putAll(agent, null)

export const signIn: AgentVerb = (agent) => put(agent, everywhere, null)

export const signOff: AgentVerb = (agent) => {
  agent.places = Object.create(null)
}

/** An agent is away only when paused in every known queue: paused in one of five, calls of the other four still come. */
function statusOf({ places }: Agent): { status: Status; reason: string } {
  const reasons = Object.values(places)
  if (reasons.length === 0) return { status: 'offline', reason: '' }
  if (reasons.includes(null)) return { status: 'ready', reason: '' }
  return { status: 'away', reason: reasons.findLast((reason) => reason) ?? '' }
}

function put(agent: Agent, queue: string, paused: string | null): void {
  const place = queue === 'NONE' ? everywhere : queue
  if (!(place in agent.places) && Object.keys(agent.places).length >= mostQueues) return
  agent.places[place] = paused
}

function putAll(agent: Agent, paused: string | null): void {
  for (const queue of Object.keys(agent.places)) agent.places[queue] = paused
  if (Object.keys(agent.places).length === 0) agent.places[everywhere] = paused
}
