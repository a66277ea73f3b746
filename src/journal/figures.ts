import type { Clock } from '../core/clock.ts'
import type { DeliveryCount, EventCount, Store, Tally } from '../core/store.ts'

const hourMs = 3_600_000
/** One question to the store covers at most a day, so that a search of the journal waits for little. */
const hoursAtOnce = 24
/** An event accepted at the end of an hour is on disk by then. */
const settledAfterMs = 60_000
/** How long an hour with open deliveries is believed: a canceled one is told of nowhere else. */
const openForMs = 10_000
/** More counts than this are asked for anew each time: with a thousand busy rules a month is read from the disk. */
const mostKept = 150_000

interface Hour extends Tally {
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
  #kept = 0

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
    this.#kept = 0
  }

  /** Counts by hour, or by a part of one for a short stretch. `from` is the start of a slot. */
  async over(from: number, to: number, slotMs = hourMs): Promise<Tally> {
    if (slotMs < hourMs) return this.#tools.store.tally({ from, to, slotMs })
    const tallies: Tally[] = []
    for (let hour = from; hour < to; ) {
      const known = hour + hourMs <= to ? this.#known(hour) : undefined
      if (known) {
        tallies.push(known)
        hour += hourMs
        continue
      }
      const end = this.#endOfUnknown(hour, to)
      tallies.push(await this.#read(hour, end))
      hour = end
    }
    return {
      events: tallies.flatMap(({ events }) => events),
      deliveries: tallies.flatMap(({ deliveries }) => deliveries),
    }
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

  async #read(from: number, to: number): Promise<Tally> {
    const askedAt = this.#tools.clock.now()
    const tally = await this.#tools.store.tally({ from, to, slotMs: hourMs })
    const events = Map.groupBy(tally.events, ({ slot }) => slot)
    const deliveries = Map.groupBy(tally.deliveries, ({ slot }) => slot)
    for (let hour = from; hour + hourMs <= to; hour += hourMs)
      this.#keep(hour, events.get(hour) ?? [], deliveries.get(hour) ?? [], askedAt)
    return tally
  }

  #keep(hour: number, events: readonly EventCount[], deliveries: readonly DeliveryCount[], askedAt: number): void {
    if (hour + hourMs + settledAfterMs > askedAt) return
    const isOpen = deliveries.some(({ status }) => status === 'pending' || status === 'retrying')
    this.#drop(hour)
    this.#hours.set(hour, { events, deliveries, until: isOpen ? askedAt + openForMs : Number.POSITIVE_INFINITY })
    this.#kept += events.length + deliveries.length
    for (const [oldest] of this.#hours) {
      if (this.#kept <= mostKept) break
      this.#drop(oldest)
    }
  }

  #drop(hour: number): void {
    const known = this.#hours.get(hour)
    if (!known) return
    this.#hours.delete(hour)
    this.#kept -= known.events.length + known.deliveries.length
  }
}
