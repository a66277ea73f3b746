import type { Clock } from '../core/clock.ts'
import { type DeliveryStatus, deliveryStatuses } from '../core/delivery.ts'
import type { DeliveryCount, EventCount } from '../core/store/figure-store.ts'
import type { Store } from '../core/store.ts'

const hourMs = 3_600_000
/** One question to the store covers at most a day, so that a search of the journal waits for little. */
const hoursAtOnce = 24
/** An event accepted at the end of an hour is on disk by then. */
const settledAfterMs = 60_000
/** How long an hour with open deliveries is believed: a canceled one is told of nowhere else. */
const openForMs = 10_000
/** Some tens of megabytes: two months of a thousand busy rules. What is more is read from the disk each time. */
const mostNumbers = 5_000_000

/** What was counted in a stretch of time. */
export interface Counted {
  readonly events: readonly EventCount[]
  readonly deliveries: readonly DeliveryCount[]
  /** For `firedBy`. */
  readonly fired: readonly FiredSlot[]
}

/** The counts of one slot as the store packs them, each binding by its number here. */
export interface FiredSlot {
  readonly slot: number
  readonly cells: Uint32Array
}

/** What is kept of an hour. */
interface Hour {
  readonly events: readonly EventCount[]
  readonly deliveries: readonly DeliveryCount[]
  /** As in the store's answer, the bindings by their numbers here. */
  readonly fired: Uint32Array
  /** Until when it is believed, unless something changes. */
  readonly until: number
}

interface Tools {
  readonly store: Pick<Store, 'tally'>
  readonly clock: Clock
}

/**
 * What arrived and what came of it, counted. Hours that are over are kept in memory until something in them changes, so that
 * a month of a million deliveries is read once and told in milliseconds from then on.
 */
export class Figures {
  readonly #tools: Tools
  readonly #hours = new Map<number, Hour>()
  readonly #bindingNos = new Map<string, number>()
  readonly #bindingIds: string[] = []
  #numbers = 0

  constructor(tools: Tools) {
    this.#tools = tools
  }

  /** A delivery accepted at this moment changed. */
  noteChange(createdAt: number): void {
    this.#drop(createdAt - (createdAt % hourMs))
  }

  /** Something was removed: everything is counted anew. */
  forget(): void {
    this.#hours.clear()
    this.#numbers = 0
  }

  /** Counts by hour, or by a part of one for a short stretch. `from` is the start of a slot. */
  async over(from: number, to: number, slotMs = hourMs): Promise<Counted> {
    const parts = slotMs < hourMs ? [await this.#tally(from, to, slotMs)] : await this.#hoursOf(from, to)
    return {
      events: parts.flatMap(({ events }) => events),
      deliveries: parts.flatMap(({ deliveries }) => deliveries),
      fired: parts.flatMap(({ fired }) => fired),
    }
  }

  /** How often each binding fired in these slots, by what came of it. */
  firedBy(slots: readonly FiredSlot[]): Map<string, Record<DeliveryStatus, number>> {
    const counts = new Map<number, number[]>()
    for (const { cells } of slots)
      for (let at = 0; at < cells.length; at += 3) {
        const count = counts.get(cells[at]!) ?? deliveryStatuses.map(() => 0)
        count[cells[at + 1]!]! += cells[at + 2]!
        counts.set(cells[at]!, count)
      }
    return new Map(
      [...counts].map(([no, count]) => [
        this.#bindingIds[no]!,
        Object.fromEntries(deliveryStatuses.map((status, at) => [status, count[at]!])) as Record<
          DeliveryStatus,
          number
        >,
      ]),
    )
  }

  async #hoursOf(from: number, to: number): Promise<Counted[]> {
    const parts: Counted[] = []
    for (let hour = from; hour < to; ) {
      const known = hour + hourMs <= to ? this.#known(hour) : undefined
      const end = known ? hour + hourMs : this.#endOfUnknown(hour, to)
      parts.push(known ? { ...known, fired: [{ slot: hour, cells: known.fired }] } : await this.#read(hour, end))
      hour = end
    }
    return parts
  }

  #known(hour: number): Hour | undefined {
    const known = this.#hours.get(hour)
    return known && known.until > this.#tools.clock.now() ? known : undefined
  }

  /** Hours that are not known are asked for together. */
  #endOfUnknown(hour: number, to: number): number {
    let end = hour + hourMs
    while (end < to && end < hour + hoursAtOnce * hourMs && !this.#known(end)) end += hourMs
    return Math.min(end, to)
  }

  async #read(from: number, to: number): Promise<Counted> {
    const askedAt = this.#tools.clock.now()
    const tally = await this.#tally(from, to, hourMs)
    const events = Map.groupBy(tally.events, ({ slot }) => slot)
    const deliveries = Map.groupBy(tally.deliveries, ({ slot }) => slot)
    const fired = new Map(tally.fired.map(({ slot, cells }) => [slot, cells]))
    for (let hour = from; hour + hourMs + settledAfterMs <= Math.min(to + settledAfterMs, askedAt); hour += hourMs) {
      const some = deliveries.get(hour) ?? []
      const isOpen = some.some(({ status }) => status === 'pending' || status === 'retrying')
      this.#keep(hour, {
        events: events.get(hour) ?? [],
        deliveries: some,
        fired: fired.get(hour) ?? new Uint32Array(),
        until: isOpen ? askedAt + openForMs : Number.POSITIVE_INFINITY,
      })
    }
    return tally
  }

  /** What the store counted, its bindings by their numbers here. */
  async #tally(from: number, to: number, slotMs: number): Promise<Counted> {
    const { fired, ...rest } = await this.#tools.store.tally({ from, to, slotMs })
    const numbers = fired.bindingIds.map((id) => this.#numberOf(id))
    for (const { cells } of fired.slots) for (let at = 0; at < cells.length; at += 3) cells[at] = numbers[cells[at]!]!
    return { ...rest, fired: fired.slots }
  }

  #numberOf(bindingId: string): number {
    const known = this.#bindingNos.get(bindingId)
    if (known !== undefined) return known
    this.#bindingNos.set(bindingId, this.#bindingIds.length)
    return this.#bindingIds.push(bindingId) - 1
  }

  #keep(hour: number, counted: Hour): void {
    this.#drop(hour)
    this.#hours.set(hour, counted)
    this.#numbers += sizeOf(counted)
    for (const [oldest] of this.#hours) {
      if (this.#numbers <= mostNumbers) break
      this.#drop(oldest)
    }
  }

  #drop(hour: number): void {
    const known = this.#hours.get(hour)
    if (!known) return
    this.#hours.delete(hour)
    this.#numbers -= sizeOf(known)
  }
}

/** About how many numbers an hour holds. */
function sizeOf({ events, deliveries, fired }: Hour): number {
  return fired.length + 10 * events.length + deliveries.reduce((sum, { took }) => sum + 20 + took.length, 0)
}
