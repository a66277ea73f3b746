import type { Binding } from '../core/binding.ts'
import type { Delivery } from '../core/delivery.ts'
import type { DueDelivery } from '../core/store/delivery-store.ts'
import type { Store } from '../core/store.ts'
import { digestKey } from './digest-windows.ts'
import type { AttemptEnd } from './lane.ts'
import type { ClockStep } from './step-watch.ts'

/** One message tells at most so many events; the rest of a window makes further messages. */
const mostMembers = 200
/** Windows whose message went out are remembered for a while: a member may still be on its way through memory. */
const mostRemembered = 2000

/** What one message gathers besides the delivery that carries it. */
export interface Digested {
  readonly members: readonly DueDelivery[]
}

/**
 * Gathers the deliveries of one window into one message. They are all open, and due together, until the first of them to be
 * attempted takes the others along; those are then closed in the same transaction that records its outcome. So a crash at
 * any moment leaves either everything to be sent, or everything sent.
 */
export class Digests {
  readonly #store: Pick<Store, 'findDeliveries' | 'event'>
  readonly #running = new Map<string, Promise<unknown>>()
  readonly #taken = new Set<string>()
  /** How far the clock was set since the start: the events of one window may have been accepted so far apart. */
  #setByMs = 0

  constructor({ store }: { store: Pick<Store, 'findDeliveries' | 'event'> }) {
    this.#store = store
  }

  /** The time of day was set. */
  step({ by }: ClockStep): void {
    this.#setByMs += Math.abs(by)
  }

  /** Calls `attempt` with what to take along; one at a time for each window. */
  async inTurn(
    delivery: DueDelivery,
    binding: Binding,
    attempt: (digested: Digested | 'sent already') => Promise<AttemptEnd>,
  ): Promise<AttemptEnd> {
    const place = `${binding.id} ${binding.version} ${digestKey(delivery.event, binding)}`
    while (this.#running.has(place)) await this.#running.get(place)
    if (this.#taken.has(delivery.id)) return attempt('sent already')
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#running.set(place, promise)
    try {
      const members =
        delivery.attemptsCount > 0 ? await this.#before(delivery) : await this.#together(delivery, binding)
      for (const { id } of members) this.#remember(id)
      const end = await attempt({ members })
      await end.recorded
      return end
    } finally {
      this.#running.delete(place)
      resolve()
    }
  }

  /** The others that wait for the end of the same window. */
  async #together(delivery: DueDelivery, binding: Binding): Promise<DueDelivery[]> {
    const { bindingId, bindingVersion, dueAt, createdAt } = delivery
    const windowMs = (binding.options.digest?.windowS ?? 0) * 1000
    const from = createdAt - windowMs - this.#setByMs
    const filter = { bindingIds: [bindingId], statuses: ['pending'], from } as const
    const open = await this.#all(
      filter,
      (row) => row.id !== delivery.id && row.bindingVersion === bindingVersion && row.nextAttemptAt === dueAt,
    )
    const key = digestKey(delivery.event, binding)
    const members = await this.#withEvents(open, delivery)
    return members.filter((member) => digestKey(member.event, binding) === key)
  }

  /** Those that went along with an earlier attempt of the same message. */
  async #before(delivery: DueDelivery): Promise<DueDelivery[]> {
    const filter = {
      bindingIds: [delivery.bindingId],
      statuses: ['skipped'],
      from: delivery.createdAt - 86_400_000,
    } as const
    const reason = `digest member of ${delivery.id}`
    return this.#withEvents(await this.#all(filter, (row) => row.reason === reason), delivery)
  }

  async #all(
    filter: Parameters<Store['findDeliveries']>[0],
    isWanted: (row: Delivery) => boolean,
  ): Promise<Delivery[]> {
    const found: Delivery[] = []
    let cursor: string | undefined
    do {
      const page = await this.#store.findDeliveries(filter, { limit: 500, order: 'asc', ...(cursor ? { cursor } : {}) })
      found.push(...page.items.filter(isWanted))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined && found.length < mostMembers)
    return found.slice(0, mostMembers)
  }

  async #withEvents(rows: readonly Delivery[], leader: DueDelivery): Promise<DueDelivery[]> {
    const members = await Promise.all(
      rows.map(async (row): Promise<DueDelivery[]> => {
        const event = await this.#store.event(row.eventNo)
        const { id, bindingId, bindingVersion, integrationId, attemptsCount, createdAt } = row
        const { dueAt, trigger } = leader
        return event
          ? [
              {
                id,
                bindingId,
                bindingVersion,
                integrationId,
                dueAt,
                expiresAt: null,
                attemptsCount,
                tries: 0,
                createdAt,
                trigger,
                event,
              },
            ]
          : []
      }),
    )
    return members.flat()
  }

  #remember(id: string): void {
    this.#taken.add(id)
    if (this.#taken.size > mostRemembered) this.#taken.delete(this.#taken.values().next().value!)
  }
}
