import type { Clock } from '../core/clock.ts'
import type { DueDelivery } from '../core/store/delivery-store.ts'
import type { Store } from '../core/store.ts'
import { Bucket } from './bucket.ts'
import { FairQueue } from './fair-queue.ts'
import type { Slots } from './slots.ts'
import type { ClockStep } from './step-watch.ts'

/** Waiting in memory at the most; what is more stays on disk until there is room. */
const mostWaiting = 2000
/** A page waits until the store has everything that was recorded, so few large ones are cheaper than many small ones. */
const pageSize = 500
const pagePerBinding = 125
/** With fewer waiting, the next page is fetched while these are sent. */
const lowWater = 250
/** A lane starts careful and grows with success. */
const startingCap = 8
const defaultConcurrency = 64
/** After a failed look into the store. */
const storeRetryMs = 1000

/** What a lane may do now, as its integration stands. */
export interface LaneRules {
  /** False while the integration is paused, disabled or gone: nothing starts, everything is kept. */
  readonly open: boolean
  readonly ratePerSecond: number | null
  readonly concurrency: number | null
}

export interface LaneTools {
  readonly store: Pick<Store, 'dueDeliveries' | 'lane'>
  readonly clock: Clock
  /** Asks for one of the places that all lanes share; called back later when none is free now. */
  readonly slots: Slots
  /** Makes one attempt. Resolves when the attempt is over with what that says about the destination. */
  readonly attempt: (delivery: DueDelivery) => Promise<AttemptEnd>
}

/** What a lane learns from an attempt. */
export interface AttemptEnd {
  /** `strained`: the destination failed or was slow down; the lane tries fewer at once. */
  readonly went: 'well' | 'strained' | 'neutral'
  readonly laneWaitsUntil: number | null
  /** Resolves when the outcome is on disk; only then may the store hand the delivery out again. */
  readonly recorded: Promise<{ readonly nextAttemptAt: number | null }>
}

/**
 * The deliveries of one integration on their way: pacing (rate, concurrency, waiting time asked for) lives here, so that
 * no destination harms another. Due deliveries come from acceptance through memory, or from the store when memory was full.
 */
export class Lane {
  readonly integrationId: string
  readonly #tools: LaneTools
  readonly #queue = new FairQueue<DueDelivery>()
  /** Deliveries in this lane's hands: waiting, in flight, or with an outcome not yet on disk. */
  readonly #held = new Set<string>()
  /** Deliveries let go while the store was being asked: its answer may still hold them. */
  #letGo: Set<string> | null = null
  readonly #wanted = new Set<string>()
  #rules: LaneRules
  #bucket: Bucket | null = null
  #cap = startingCap
  #inFlight = 0
  #waitsUntil = 0
  #storeDueAt = 0
  #loading = false
  /** How often the clock was set: what was asked of the store before is no answer after. */
  #steps = 0
  #closed = false
  #callOff: (() => void) | null = null
  #wakesAt = Number.POSITIVE_INFINITY

  constructor(integrationId: string, rules: LaneRules, tools: LaneTools) {
    this.integrationId = integrationId
    this.#tools = tools
    this.#rules = rules
    this.#applyRate()
  }

  /** Deliveries being attempted right now. */
  get inFlight(): number {
    return this.#inFlight
  }

  /** How many attempts this lane allows at once at the moment. */
  get cap(): number {
    return Math.max(1, Math.min(this.#cap, this.#rules.concurrency ?? defaultConcurrency))
  }

  /** Until when the destination asked for silence; 0 when it did not. */
  get waitsUntil(): number {
    return this.#waitsUntil
  }

  /** True while the delivery is in this lane's hands. */
  holds(deliveryId: string): boolean {
    return this.#held.has(deliveryId)
  }

  setRules(rules: LaneRules): void {
    this.#rules = rules
    this.#applyRate()
    this.pump()
  }

  /** Forgets the waiting time that the destination asked for: a person resumed it. */
  stopWaiting(): void {
    this.#waitsUntil = 0
    this.pump()
  }

  /** Takes over deliveries that were just stored. */
  offer(deliveries: readonly DueDelivery[]): void {
    const now = this.#tools.clock.now()
    for (const delivery of deliveries) {
      if (!this.#rules.open || delivery.dueAt > now || this.#queue.size >= mostWaiting)
        this.#storeDueAt = Math.min(this.#storeDueAt, delivery.dueAt)
      else this.#hold(delivery)
    }
    this.pump()
  }

  /** Says that the store has deliveries due at that time: after a start, a retry by hand, a resume. */
  look(dueAt: number): void {
    this.#storeDueAt = Math.min(this.#storeDueAt, dueAt)
    this.pump()
  }

  /** Says that these were made due by hand. One that is still in this lane's hands is looked for again when it is let go. */
  lookFor(deliveryIds: readonly string[]): void {
    for (const id of deliveryIds) if (this.#held.has(id)) this.#wanted.add(id)
    this.look(0)
  }

  /** Drops what waits in memory (it stays on disk), such as after a cancellation, and looks again. */
  reload(): void {
    for (const delivery of this.#queue.clear()) this.#release(delivery.id)
    this.look(0)
  }

  /**
   * The time of day was set. The destination's silence lasts as long as it was to last; what waits in memory goes back to
   * the store, which shifts it. To be called while the lane is not open.
   */
  step({ by, from }: ClockStep): void {
    this.#steps += 1
    if (this.#waitsUntil > from) this.#waitsUntil += by
    for (const delivery of this.#queue.clear()) this.#release(delivery.id)
  }

  /** Starts nothing more. What is in flight goes on. */
  close(): void {
    this.#closed = true
    this.#callOff?.()
  }

  /** Starts as many attempts as the rules allow now, and arranges to be woken for the rest. */
  readonly pump = (): void => {
    // The look at the clock may close this lane: when it was set, everything waits for the store.
    const now = this.#tools.clock.now()
    if (this.#closed || !this.#rules.open) return
    if (now < this.#waitsUntil) return this.#wakeAt(this.#waitsUntil)
    while (this.#queue.size > 0 && this.#inFlight < this.cap) {
      if (!this.#tools.slots.take(this.pump)) return
      const waitMs = this.#bucket?.take(now) ?? 0
      if (waitMs > 0) {
        this.#tools.slots.give()
        return this.#wakeAt(now + waitMs)
      }
      this.#start(this.#queue.shift()!)
    }
    if (this.#queue.size >= lowWater || this.#loading) return
    if (this.#storeDueAt <= now) void this.#load(now)
    else this.#wakeAt(this.#storeDueAt)
  }

  #start(delivery: DueDelivery): void {
    this.#inFlight += 1
    void this.#tools.attempt(delivery).then((end) => {
      this.#inFlight -= 1
      this.#tools.slots.give()
      this.#learn(end)
      void end.recorded.then(({ nextAttemptAt }) => {
        this.#release(delivery.id)
        if (nextAttemptAt !== null) this.look(nextAttemptAt)
      })
      this.pump()
    })
  }

  #learn({ went, laneWaitsUntil }: AttemptEnd): void {
    const most = this.#rules.concurrency ?? defaultConcurrency
    if (went === 'well') this.#cap = Math.min(most, this.#cap + 1)
    if (went === 'strained') this.#cap = Math.max(1, Math.floor(this.#cap / 2))
    if (laneWaitsUntil !== null) this.#waitsUntil = Math.max(this.#waitsUntil, laneWaitsUntil)
  }

  async #load(now: number): Promise<void> {
    this.#loading = true
    this.#letGo = new Set()
    const steps = this.#steps
    try {
      const except = [...this.#held]
      const query = { integrationId: this.integrationId, now, limit: pageSize, perBinding: pagePerBinding, except }
      const found = await this.#tools.store.dueDeliveries(query)
      const isStale = steps !== this.#steps
      const fresh = isStale ? [] : found.filter(({ id }) => !this.#letGo!.has(id) && !this.#held.has(id))
      for (const delivery of fresh) this.#hold(delivery)
      this.#storeDueAt = found.length > 0 || isStale ? 0 : await this.#nextDueInStore()
    } catch {
      this.#storeDueAt = this.#tools.clock.now() + storeRetryMs
    }
    this.#letGo = null
    this.#loading = false
    this.pump()
  }

  /** Looks for the next due time; what is offered or due meanwhile still counts. */
  async #nextDueInStore(): Promise<number> {
    this.#storeDueAt = Number.POSITIVE_INFINITY
    const summary = await this.#tools.store.lane(this.integrationId, [...this.#held])
    return Math.min(this.#storeDueAt, summary?.nextDueAt ?? Number.POSITIVE_INFINITY)
  }

  #hold(delivery: DueDelivery): void {
    if (this.#held.has(delivery.id)) return
    this.#held.add(delivery.id)
    this.#queue.push(delivery.bindingId, delivery)
  }

  #release(deliveryId: string): void {
    this.#held.delete(deliveryId)
    this.#letGo?.add(deliveryId)
    if (this.#wanted.delete(deliveryId)) this.look(0)
  }

  #wakeAt(at: number): void {
    if (at === Number.POSITIVE_INFINITY || (at === this.#wakesAt && this.#callOff)) return
    this.#callOff?.()
    this.#wakesAt = at
    this.#callOff = this.#tools.clock.after(Math.max(0, at - this.#tools.clock.now()), () => {
      this.#callOff = null
      this.pump()
    })
  }

  #applyRate(): void {
    const { ratePerSecond } = this.#rules
    if (ratePerSecond === null) this.#bucket = null
    else if (this.#bucket?.perSecond !== ratePerSecond)
      this.#bucket = new Bucket(ratePerSecond, this.#tools.clock.now())
  }
}
