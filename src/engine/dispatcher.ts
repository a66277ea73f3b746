import type { DeliveryStatus, Trigger } from '../core/delivery.ts'
import type { DeliveryChoice, DueDelivery } from '../core/store/delivery-store.ts'
import type { JournalFilter } from '../core/store/journal-filter.ts'
import { Attempts, type AttemptTools } from './attempts.ts'
import { Lane, type LaneRules } from './lane.ts'
import { OutcomeBook } from './outcome-book.ts'
import { quietReason } from './quiet-hours.ts'
import { Slots } from './slots.ts'
import type { ClockStep } from './step-watch.ts'

/** Sockets and attempts at once, over all lanes. */
const mostAtOnce = 1000
const heartbeatMs = 5000
/** Deliveries changed in one transaction. */
const changePage = 1000
/** After the store could not shift what waits. */
const shiftRetryMs = 1000

export type DispatcherTools = Omit<AttemptTools, 'book' | 'isStopping' | 'onRefused'>

/**
 * Sends what is due: one lane per integration, leases in memory only. After a crash everything without an outcome on
 * disk is due again, with the same id.
 */
export class Dispatcher {
  readonly #tools: DispatcherTools
  readonly #lanes = new Map<string, Lane>()
  readonly #slots = new Slots(mostAtOnce)
  readonly #book: OutcomeBook
  readonly #attempts: Attempts
  /** Refused, and the pause is being written down: nothing more leaves, and it is told once for all in flight. */
  readonly #pausing = new Set<string>()
  #stopping = false
  #stepsUnderWay = 0
  #callOffHeartbeat: () => void = () => {}

  constructor(tools: DispatcherTools) {
    this.#tools = tools
    this.#book = new OutcomeBook({ ...tools, onBlocked: () => this.#refreshRules() })
    this.#attempts = new Attempts({
      ...tools,
      book: this.#book,
      isStopping: () => this.#stopping,
      onRefused: (integrationId, by, reason) => this.#pause(integrationId, by, reason),
    })
    tools.integrations.watch((id) => this.#refreshRule(id))
  }

  /** Takes up what was due before the last stop. */
  async start(): Promise<void> {
    for (const { integrationId, nextDueAt } of await this.#tools.store.lanes())
      this.#lane(integrationId).look(nextDueAt)
    this.#beat()
  }

  /** Takes over deliveries that were just stored. */
  offer(deliveries: readonly DueDelivery[]): void {
    const byLane = Map.groupBy(deliveries, ({ integrationId }) => integrationId)
    for (const [integrationId, some] of byLane) this.#lane(integrationId).offer(some)
  }

  /** Stops starting attempts, lets those in flight end for `graceMs`, interrupts the rest; all outcomes are on disk afterwards. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true
    this.#callOffHeartbeat()
    for (const lane of this.#lanes.values()) lane.close()
    const callOff = this.#tools.clock.after(graceMs, () => this.#attempts.interrupt('all'))
    while (this.#attempts.flying.length > 0) await new Promise((resolve) => setTimeout(resolve, 10))
    callOff()
    await this.#book.settle()
  }

  /**
   * The time of day was set: a retry due in half a minute stays due in half a minute. Nothing starts until the waiting
   * times in memory and on disk are shifted; what is in flight goes on.
   */
  step(step: ClockStep): void {
    const { log } = this.#tools
    log.warn({ byMs: step.by }, 'the clock of this machine was set; everything that waits keeps the time that was left')
    this.#stepsUnderWay += 1
    this.#refreshRules()
    this.#book.step(step)
    this.#attempts.step(step)
    for (const lane of this.#lanes.values()) lane.step(step)
    // The store is asked within this call, so that it shifts just what was given to it before the step.
    void this.#shiftDue(step).then(() => this.#goOn())
  }

  /**
   * Makes deliveries due now, by hand. Those in flight, or in a status not in `from`, stay as they are. `versions`: of the
   * bindings that make them from now on, where it is not the one that fired. Returns how many.
   */
  async requeue(
    which: DeliveryChoice,
    trigger: Trigger,
    from: readonly DeliveryStatus[],
    versions?: Readonly<Record<string, number>>,
  ): Promise<number> {
    const change = { now: this.#tools.clock.now(), trigger, from, ...(versions && { versions }) }
    const changed = await this.#tools.store.requeueDeliveries(which, change)
    const byLane = Map.groupBy(changed, ({ integrationId }) => integrationId)
    for (const [integrationId, some] of byLane) this.#lane(integrationId).lookFor(some.map(({ id }) => id))
    return changed.length
  }

  /** Cancels everything that waits for these, in pages, so that nothing else is held up. */
  async cancelAll(filter: JournalFilter, reason: string): Promise<void> {
    const open: JournalFilter = { ...filter, statuses: ['pending', 'retrying'] }
    while ((await this.cancel({ filter: open, limit: changePage }, reason)) === changePage);
  }

  /** Cancels open deliveries that are not being sent right now. Returns how many. */
  async cancel(which: DeliveryChoice, reason: string): Promise<number> {
    const now = this.#tools.clock.now()
    const changed = await this.#tools.store.cancelDeliveries(withoutFlying(which, this.#attempts.flying), {
      now,
      reason,
    })
    for (const lane of this.#lanes.values()) if (changed.some((id) => lane.holds(id))) lane.reload()
    return changed.length
  }

  isFlying(deliveryId: string): boolean {
    return this.#attempts.isFlying(deliveryId)
  }

  /** Sends again through an integration that was paused: what the refusal ended, and everything that waited. */
  async resume(integrationId: string): Promise<void> {
    const paused = this.#tools.integrations.find(integrationId).paused
    await this.#tools.integrations.resume(integrationId)
    this.#tools.health.forget(integrationId)
    if (paused && paused.by !== 'person') await this.#takeUpRefused(integrationId, paused.since)
    this.#lane(integrationId).stopWaiting()
    this.#lane(integrationId).look(0)
  }

  /** How the lane of an integration fares right now. */
  laneState(integrationId: string): { inFlight: number; waitsUntil: number | null } {
    const lane = this.#lanes.get(integrationId)
    const waitsUntil = lane && lane.waitsUntil > this.#tools.clock.now() ? lane.waitsUntil : null
    return { inFlight: lane?.inFlight ?? 0, waitsUntil }
  }

  async #takeUpRefused(integrationId: string, since: number): Promise<void> {
    const filter = {
      integrationId,
      statuses: ['failed'],
      outcomes: ['auth', 'gone'],
      from: since - 7 * 24 * 3_600_000,
    } as const
    while ((await this.requeue({ filter, limit: changePage }, 'auto', ['failed'])) === changePage);
  }

  async #shiftDue({ by, from, to }: ClockStep): Promise<void> {
    const { store, log, clock } = this.#tools
    const change = { after: Math.min(from, to), by, exceptReason: quietReason }
    while (!this.#stopping) {
      try {
        return await store.shiftDue(change)
      } catch (error) {
        log.error({ err: error }, 'what waits could not be shifted, sending waits')
        await new Promise<void>((resolve) => clock.after(shiftRetryMs, resolve))
      }
    }
  }

  async #goOn(): Promise<void> {
    // One turn of the event loop: what was accepted before the step, and is announced only now, finds the lanes closed.
    await new Promise((resolve) => setImmediate(resolve))
    this.#stepsUnderWay -= 1
    if (this.#stepsUnderWay > 0) return
    this.#refreshRules()
    for (const lane of this.#lanes.values()) lane.look(0)
  }

  #lane(integrationId: string): Lane {
    let lane = this.#lanes.get(integrationId)
    if (!lane) {
      const { store, clock } = this.#tools
      lane = new Lane(integrationId, this.#rulesOf(integrationId), {
        store,
        clock,
        slots: this.#slots,
        attempt: (delivery) => this.#attempts.make(delivery),
      })
      this.#lanes.set(integrationId, lane)
    }
    return lane
  }

  #rulesOf(integrationId: string): LaneRules {
    const integration = this.#tools.integrations.get(integrationId)
    const limits = this.#tools.integrations.kindOf(integrationId)?.limits
    // What is left of a deleted one is taken up, so that each is canceled with the reason: nothing leaves any more.
    const isGone = !integration
    const sends = isGone || (integration.enabled && integration.paused === null && !this.#pausing.has(integrationId))
    return {
      open: sends && !this.#book.blocked && !this.#stopping && this.#stepsUnderWay === 0,
      ratePerSecond: integration?.limits.ratePerSecond ?? limits?.ratePerSecond ?? null,
      concurrency: integration?.limits.concurrency ?? limits?.concurrency ?? null,
    }
  }

  #refreshRules(): void {
    for (const id of this.#lanes.keys()) this.#refreshRule(id)
  }

  #refreshRule(integrationId: string): void {
    this.#lanes.get(integrationId)?.setRules(this.#rulesOf(integrationId))
  }

  #pause(integrationId: string, by: 'auth' | 'gone', reason: string): void {
    const { integrations, log } = this.#tools
    if (integrations.get(integrationId)?.paused || this.#pausing.has(integrationId)) return
    this.#pausing.add(integrationId)
    this.#refreshRule(integrationId)
    const pausing = integrations.pause(integrationId, by, reason).then(
      () => log.warn({ integration: integrationId, by }, 'an integration was paused; its backlog is kept'),
      (error) => log.error({ err: error, integration: integrationId }, 'an integration could not be paused'),
    )
    void pausing.then(() => {
      this.#pausing.delete(integrationId)
      this.#refreshRule(integrationId)
    })
  }

  /** Interrupts attempts that take for ever, and lets lanes look at the clock, which may have been set while nobody looked. */
  #beat(): void {
    this.#attempts.interrupt('overdue')
    for (const lane of this.#lanes.values()) lane.pump()
    if (!this.#stopping) this.#callOffHeartbeat = this.#tools.clock.after(heartbeatMs, () => this.#beat())
  }
}

/** What is being sent cannot be canceled any more. */
function withoutFlying(which: DeliveryChoice, flying: readonly string[]): DeliveryChoice {
  if ('filter' in which) return { ...which, except: [...(which.except ?? []), ...flying] }
  return { ids: which.ids.filter((id) => !flying.includes(id)) }
}
