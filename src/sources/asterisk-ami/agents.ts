import type { SourceEvent } from '../../core/event.ts'
import { extensionOf } from './call.ts'
import { type AmiMessage, countIn, eventName, field } from './message.ts'
import { type Moment, secondsBetween, timestamp } from './moment.ts'
import type { Settings } from './settings.ts'
import { present } from './step.ts'

type Status = 'ready' | 'away' | 'busy' | 'offline' | 'na'

/** How long changes of one agent are gathered: a pause in five queues is five AMI events and one status. */
const gatherMs = 1_000

/** The most agents that are followed; further ones are passed over. */
const mostAgents = 20_000

/** The most queues that one agent is followed in. */
const mostQueues = 500

/** The longest name of a phone or agent; it becomes part of ids. */
const longestInterface = 100

/** An agent's place in one queue. */
interface Place {
  paused: boolean
  reason: string
  /** Device state: 1 idle; 2, 3, 6, 7, 8 occupied; 4 and 5 out of reach. */
  device: number | undefined
  inCall: boolean
  /** Told by QueueStatus since the last connection. */
  listed: boolean
}

interface Told {
  readonly status: Status
  readonly reason: string
  readonly at: Moment
}

interface Agent {
  readonly interface: string
  name: string
  readonly places: Map<string, Place>
  told?: Told
  /** Changes that are being gathered: since when, and whether one of them was news rather than a listing. */
  gathering?: { readonly since: Moment; news: boolean }
  /** How many statuses were told for the same millisecond. */
  same: number
}

const occupied: readonly number[] = [2, 3, 6, 7, 8]
const outOfReach: readonly number[] = [4, 5]

type Change = (agents: Agents, message: AmiMessage, now: Moment) => void

/** Events about queue members. Older Asterisk has other names for some, and `Location` for `Interface`. */
const changes: Readonly<Record<string, Change>> = {
  queuememberpause: (agents, message, now) => agents.update(message, now, true),
  queuememberpaused: (agents, message, now) => agents.update(message, now, true),
  queuememberadded: (agents, message, now) => agents.update(message, now, true),
  queuememberstatus: (agents, message, now) => agents.update(message, now, false),
  queuemember: (agents, message, now) => agents.update(message, now, false),
  queuememberremoved: (agents, message, now) => agents.leaveQueue(message, now),
  agentlogin: (agents, message, now) => agents.signIn(message, now),
  agentlogoff: (agents, message, now) => agents.signOff(message, now),
  queuestatuscomplete: (agents, _message, now) => agents.forgetUnlisted(now),
}

/** The AMI events about agents that are understood, by their names in lower case. */
export const agentEvents: readonly string[] = Object.keys(changes)

/** Follows the agents of the queues and tells `user_status` when one of them changes. */
export class Agents {
  readonly #server: string
  readonly #agents = new Map<string, Agent>()
  readonly #gathering = new Set<Agent>()
  readonly #listedQueues = new Set<string>()

  constructor(settings: Settings) {
    this.#server = settings.server_id
  }

  /** Reads one AMI event; the status changes that time has settled by now. */
  take(message: AmiMessage, now: Moment): SourceEvent[] {
    const settled = this.tick(now)
    const name = eventName(message)
    if (Object.hasOwn(changes, name)) changes[name]?.(this, message, now)
    return settled
  }

  /** Time has passed: tells the changes that have been gathered long enough. */
  tick(now: Moment): SourceEvent[] {
    const ready = [...this.#gathering].filter(({ gathering }) => gathering && gathering.since.at + gatherMs <= now.at)
    return ready.flatMap((agent) => this.#settle(agent))
  }

  /** The recording is over: tells what is still being gathered. */
  end(): SourceEvent[] {
    return [...this.#gathering].flatMap((agent) => this.#settle(agent))
  }

  /** When `tick` has something to do next, milliseconds since 1970. */
  nextDue(): number | undefined {
    const first: Agent | undefined = this.#gathering.values().next().value
    return first?.gathering && first.gathering.since.at + gatherMs
  }

  /** How many agents of a queue could take a call now; undefined until Asterisk has listed the queue. */
  readyIn(queue: string): number | undefined {
    if (!this.#listedQueues.has(queue)) return undefined
    const places = [...this.#agents.values()].map(({ places }) => places.get(queue))
    return places.filter((place) => place && !place.paused && !place.inCall && (place.device ?? 1) <= 1).length
  }

  /** A new connection asks for all members: those that are not in the answer have left unseen. */
  beginResync(): void {
    for (const { places } of this.#agents.values()) for (const place of places.values()) place.listed = false
  }

  update(message: AmiMessage, now: Moment, news: boolean): void {
    const agent = this.#agentIn(message)
    const queue = field(message, 'queue')
    if (agent === undefined || queue === '') return
    const known = agent.places.get(queue)
    if (known === undefined && agent.places.size >= mostQueues) return
    const paused = message.has('paused') ? field(message, 'paused') === '1' : (known?.paused ?? false)
    const listing = eventName(message) === 'queuemember'
    if (listing) this.#listedQueues.add(queue)
    agent.places.set(queue, {
      paused,
      reason: paused ? (reasonIn(message) ?? known?.reason ?? '') : '',
      device: countIn(message, 'status') ?? known?.device,
      inCall: message.has('incall') ? field(message, 'incall') === '1' : (known?.inCall ?? false),
      listed: true,
    })
    this.#gather(agent, now, news)
  }

  leaveQueue(message: AmiMessage, now: Moment): void {
    const agent = this.#agentIn(message)
    if (agent === undefined) return
    agent.places.delete(field(message, 'queue'))
    this.#gather(agent, now, true)
  }

  signIn(message: AmiMessage, now: Moment): void {
    const agent = this.#agentIn(message)
    if (agent === undefined) return
    agent.places.set('', { paused: false, reason: '', device: 1, inCall: false, listed: true })
    this.#gather(agent, now, true)
  }

  signOff(message: AmiMessage, now: Moment): void {
    const agent = this.#agentIn(message)
    if (agent === undefined) return
    agent.places.clear()
    this.#gather(agent, now, true)
  }

  forgetUnlisted(now: Moment): void {
    for (const agent of this.#agents.values()) {
      const gone = [...agent.places].filter(([, place]) => !place.listed)
      for (const [queue] of gone) agent.places.delete(queue)
      if (gone.length > 0) this.#gather(agent, now, true)
    }
  }

  #agentIn(message: AmiMessage): Agent | undefined {
    const number = field(message, 'agent')
    const key =
      field(message, 'interface') ||
      field(message, 'location') ||
      field(message, 'stateinterface') ||
      (number && `Agent/${number}`)
    if (key === '' || key.length > longestInterface || /\p{Cc}/u.test(key)) return undefined
    const name = field(message, 'membername') || field(message, 'name')
    const known = this.#agents.get(key)
    if (known !== undefined) {
      known.name = name || known.name
      return known
    }
    if (this.#agents.size >= mostAgents) return undefined
    const agent: Agent = { interface: key, name, places: new Map(), same: 0 }
    this.#agents.set(key, agent)
    return agent
  }

  #gather(agent: Agent, now: Moment, news: boolean): void {
    agent.gathering ??= { since: now, news }
    if (news) agent.gathering.news = true
    this.#gathering.add(agent)
  }

  #settle(agent: Agent): SourceEvent[] {
    const gathered = agent.gathering
    delete agent.gathering
    this.#gathering.delete(agent)
    if (gathered === undefined) return []
    const before = agent.told
    const told = { ...statusOf(agent), at: gathered.since }
    if (before?.status === told.status && before.reason === told.reason) return []
    agent.told = told
    // What we see of an agent for the first time is how things stand, not a change, unless Asterisk called it one.
    if (before === undefined && !gathered.news) return []
    agent.same = before?.at.at === told.at.at ? agent.same + 1 : 1
    return [this.#event(agent, told, before)]
  }

  #event(agent: Agent, { status, reason, at }: Told, before: Told | undefined): SourceEvent {
    const server = this.#server === '' ? [] : [this.#server]
    const queues = [...agent.places.keys()].filter((queue) => queue !== '')
    return {
      type: 'user_status',
      id: [...server, agent.interface, 'user_status', at.at, agent.same].join(':'),
      ...(at.dated ? { time: at.at } : {}),
      source: 'asterisk',
      correlationId: [...server, 'user', agent.interface].join('-'),
      data: present({
        user_name: agent.name,
        user_extension: extensionOf(agent.interface),
        phase: 'changed',
        status,
        status_reason: reason,
        previous_status: before?.status,
        previous_reason: before?.reason,
        previous_duration: before && secondsBetween(before.at, at),
        time_in_status: 0,
        queue_ids: queues.length === 0 ? undefined : queues,
        status_started_at: timestamp(at),
      }),
    }
  }
}

/** An agent is away only when paused everywhere: paused in one queue of five, calls of the other four still come. */
function statusOf({ places }: Agent): { status: Status; reason: string } {
  const all = [...places.values()]
  if (all.length === 0) return { status: 'offline', reason: '' }
  if (all.every(({ paused }) => paused))
    return { status: 'away', reason: all.findLast(({ reason }) => reason)?.reason ?? '' }
  if (all.every(({ device }) => device !== undefined && outOfReach.includes(device)))
    return { status: 'na', reason: '' }
  const busy = all.some(({ device, inCall }) => inCall || (device !== undefined && occupied.includes(device)))
  return { status: busy ? 'busy' : 'ready', reason: '' }
}

function reasonIn(message: AmiMessage): string | undefined {
  return field(message, 'pausedreason') || field(message, 'reason') || undefined
}
