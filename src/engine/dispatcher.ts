import type { Binding } from '../core/binding.ts'
import type { DeliveryStatus, Trigger } from '../core/delivery.ts'
import type { Log } from '../core/log.ts'
import type { AttemptRecord, DeliveryChoice, DueDelivery, Store } from '../core/store.ts'
import { defaultScheduleS, judge, type Verdict } from './backoff.ts'
import type { Bindings } from './bindings.ts'
import type { Health } from './health.ts'
import type { Integrations } from './integrations.ts'
import { type AttemptEnd, Lane, type LaneRules, Slots } from './lane.ts'
import { OutcomeBook } from './outcome-book.ts'
import { quietUntil } from './quiet-hours.ts'
import { type SendTools, type Sent, send } from './sending.ts'

/** Sockets and attempts at once, over all lanes. */
const mostAtOnce = 1000
/** Nothing that a kind does takes longer than this, whatever its own time-outs say. */
const longestAttemptMs = 120_000
const heartbeatMs = 5000
/** What `resume` takes up again of the deliveries that a refusal ended. */
const requeuePage = 1000

export interface DispatcherTools extends SendTools {
  readonly store: Store
  readonly bindings: Bindings
  readonly integrations: Integrations
  readonly health: Health
  readonly log: Log
  readonly random: () => number
  /** Told of every change of a delivery once it is on disk, for the live tail. */
  readonly onChange: (delivery: DueDelivery, record: AttemptRecord) => void
}

/**
 * Sends what is due: one lane per integration, leases in memory only. After a crash everything without an outcome on
 * disk is due again, with the same id.
 */
export class Dispatcher {
  readonly #tools: DispatcherTools
  readonly #lanes = new Map<string, Lane>()
  readonly #slots = new Slots(mostAtOnce)
  readonly #book: OutcomeBook
  readonly #flying = new Map<string, { readonly startedAt: number; readonly controller: AbortController }>()
  #stopping = false
  #callOffHeartbeat: () => void = () => {}

  constructor(tools: DispatcherTools) {
    this.#tools = tools
    this.#book = new OutcomeBook({ ...tools, onBlocked: () => this.#refreshRules() })
    tools.integrations.watch((id) => this.#lanes.get(id)?.setRules(this.#rulesOf(id)))
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
    const callOff = this.#tools.clock.after(graceMs, () => {
      for (const { controller } of this.#flying.values()) controller.abort()
    })
    while (this.#flying.size > 0) await new Promise((resolve) => setTimeout(resolve, 10))
    callOff()
    await this.#book.settle()
  }

  /** Makes deliveries due now, by hand. Those in flight, or in a status not in `from`, stay as they are. Returns how many. */
  async requeue(which: DeliveryChoice, trigger: Trigger, from: readonly DeliveryStatus[]): Promise<number> {
    const now = this.#tools.clock.now()
    const changed = await this.#tools.store.requeueDeliveries(which, { now, trigger, from })
    const byLane = Map.groupBy(changed, ({ integrationId }) => integrationId)
    for (const [integrationId, some] of byLane) this.#lane(integrationId).lookFor(some.map(({ id }) => id))
    return changed.length
  }

  /** Cancels open deliveries that are not being sent right now. Returns how many. */
  async cancel(which: DeliveryChoice, reason: string): Promise<number> {
    const now = this.#tools.clock.now()
    const changed = await this.#tools.store.cancelDeliveries(withoutFlying(which, [...this.#flying.keys()]), {
      now,
      reason,
    })
    for (const lane of this.#lanes.values()) if (changed.some((id) => lane.holds(id))) lane.reload()
    return changed.length
  }

  isFlying(deliveryId: string): boolean {
    return this.#flying.has(deliveryId)
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
    while ((await this.requeue({ filter, limit: requeuePage }, 'auto', ['failed'])) === requeuePage);
  }

  #lane(integrationId: string): Lane {
    let lane = this.#lanes.get(integrationId)
    if (!lane) {
      const { store, clock } = this.#tools
      lane = new Lane(integrationId, this.#rulesOf(integrationId), {
        store,
        clock,
        slots: this.#slots,
        attempt: (delivery) => this.#attempt(delivery),
      })
      this.#lanes.set(integrationId, lane)
    }
    return lane
  }

  #rulesOf(integrationId: string): LaneRules {
    const integration = this.#tools.integrations.get(integrationId)
    const limits = this.#tools.integrations.kindOf(integrationId)?.limits
    return {
      open:
        !this.#book.blocked && !this.#stopping && integration !== null && integration.enabled && !integration.paused,
      ratePerSecond: integration?.limits.ratePerSecond ?? limits?.ratePerSecond ?? null,
      concurrency: integration?.limits.concurrency ?? limits?.concurrency ?? null,
    }
  }

  #refreshRules(): void {
    for (const [id, lane] of this.#lanes) lane.setRules(this.#rulesOf(id))
  }

  async #attempt(delivery: DueDelivery): Promise<AttemptEnd> {
    const controller = new AbortController()
    this.#flying.set(delivery.id, { startedAt: this.#tools.clock.now(), controller })
    try {
      return await this.#tryOnce(delivery, controller.signal)
    } catch (error) {
      // Reading a binding's version or our own code failed: nothing was sent, the delivery is due again later.
      this.#tools.log.error({ err: error, delivery: delivery.id }, 'an attempt could not be made')
      const nextAttemptAt = this.#tools.clock.now() + 10_000
      return { went: 'neutral', laneWaitsUntil: null, recorded: Promise.resolve({ nextAttemptAt }) }
    } finally {
      this.#flying.delete(delivery.id)
    }
  }

  async #tryOnce(delivery: DueDelivery, signal: AbortSignal): Promise<AttemptEnd> {
    const now = this.#tools.clock.now()
    const binding = await this.#tools.bindings.version(delivery.bindingId, delivery.bindingVersion)
    const integration = this.#tools.integrations.get(delivery.integrationId)
    const kind = this.#tools.integrations.kindOf(delivery.integrationId)
    if (!binding || !this.#tools.bindings.get(delivery.bindingId))
      return this.#close(delivery, 'canceled', 'the binding was deleted')
    if (!integration) return this.#close(delivery, 'canceled', 'the integration was deleted')
    if (!kind) return this.#close(delivery, 'failed', `there is no kind ${integration.kind} any more`)
    const byHand = delivery.trigger !== 'auto'
    if (!byHand && delivery.expiresAt !== null && delivery.expiresAt <= now)
      return this.#close(delivery, 'skipped', 'expired')
    const quiet = byHand ? null : this.#quietUntil(binding, now)
    if (quiet !== null && binding.options.quietHours?.action === 'skip')
      return this.#close(delivery, 'skipped', 'quiet hours')
    if (quiet !== null) return this.#postpone(delivery, quiet, 'quiet hours')
    const sent = await send(
      {
        template: this.#tools.bindings.template(binding),
        binding,
        event: delivery.event,
        integration,
        kind,
        deliveryId: delivery.id,
        isTest: false,
        trail: [...delivery.event.trail, binding.id],
      },
      this.#tools,
      signal,
    )
    return this.#conclude(delivery, binding, kind.ambiguous ?? 'resend', sent, now, signal.aborted)
  }

  #quietUntil({ options }: Binding, now: number): number | null {
    return options.quietHours ? quietUntil(options.quietHours, now, this.#tools.timeZone) : null
  }

  #conclude(
    delivery: DueDelivery,
    binding: Binding,
    ambiguous: 'resend' | 'ask',
    sent: Sent,
    startedAt: number,
    interrupted: boolean,
  ): AttemptEnd {
    const now = this.#tools.clock.now()
    const { outcome } = sent
    const verdict: Verdict =
      interrupted && this.#stopping && (outcome.kind === 'ambiguous' || outcome.kind === 'retry')
        ? interruptedVerdict(delivery, now)
        : judge(outcome, {
            tries: delivery.tries,
            scheduleS: binding.options.retry?.scheduleS ?? defaultScheduleS,
            ambiguous,
            createdAt: delivery.createdAt,
            now,
            random: this.#tools.random(),
          })
    const attemptNo = delivery.attemptsCount + 1
    const status = outcome.status ?? sent.response?.status ?? null
    const record: AttemptRecord = {
      deliveryId: delivery.id,
      attempt: {
        no: attemptNo,
        at: startedAt,
        trigger: delivery.trigger,
        durationMs: sent.durationMs,
        outcome: outcome.kind,
        statusCode: status,
        request: sent.request,
        response: sent.response,
        error: 'reason' in outcome ? outcome.reason : null,
        parameters: sent.parameters,
        emptyVariables: sent.emptyVariables,
      },
      status: verdict.status,
      reason: verdict.reason,
      outcome: outcome.kind,
      statusCode: status,
      attemptsCount: attemptNo,
      tries: verdict.tries,
      nextAttemptAt: verdict.nextAttemptAt,
      finishedAt: verdict.nextAttemptAt === null ? now : null,
      durationMs: sent.durationMs,
    }
    if (verdict.pauses) this.#pause(delivery.integrationId, verdict.pauses, verdict.reason ?? outcome.kind)
    this.#tools.health.note(delivery.integrationId, outcome, now)
    return {
      went: wentHow(outcome.kind),
      laneWaitsUntil: verdict.laneWaitsUntil,
      recorded: this.#record(delivery, record),
    }
  }

  #close(delivery: DueDelivery, status: DeliveryStatus, reason: string): AttemptEnd {
    return this.#withoutAttempt(delivery, { status, reason, nextAttemptAt: null, finishedAt: this.#tools.clock.now() })
  }

  #postpone(delivery: DueDelivery, until: number, reason: string): AttemptEnd {
    const status = delivery.attemptsCount > 0 ? 'retrying' : 'pending'
    return this.#withoutAttempt(delivery, { status, reason, nextAttemptAt: until, finishedAt: null })
  }

  #withoutAttempt(
    delivery: DueDelivery,
    change: Pick<AttemptRecord, 'status' | 'reason' | 'nextAttemptAt' | 'finishedAt'>,
  ): AttemptEnd {
    const { attemptsCount, tries } = delivery
    const nothing = { attempt: null, outcome: null, statusCode: null, durationMs: null }
    const record: AttemptRecord = { deliveryId: delivery.id, ...nothing, attemptsCount, tries, ...change }
    return { went: 'neutral', laneWaitsUntil: null, recorded: this.#record(delivery, record) }
  }

  async #record(delivery: DueDelivery, record: AttemptRecord): Promise<{ nextAttemptAt: number | null }> {
    await this.#book.write(record)
    this.#tools.onChange(delivery, record)
    return { nextAttemptAt: record.nextAttemptAt }
  }

  #pause(integrationId: string, by: 'auth' | 'gone', reason: string): void {
    const { integrations, log } = this.#tools
    if (integrations.get(integrationId)?.paused) return
    integrations.pause(integrationId, by, reason).then(
      () => log.warn({ integration: integrationId, by }, 'an integration was paused; its backlog is kept'),
      (error) => log.error({ err: error, integration: integrationId }, 'an integration could not be paused'),
    )
  }

  /** Interrupts attempts that take for ever, and lets lanes look at the clock, which may have been set. */
  #beat(): void {
    const now = this.#tools.clock.now()
    for (const { startedAt, controller } of this.#flying.values())
      if (now - startedAt > longestAttemptMs) controller.abort()
    for (const lane of this.#lanes.values()) lane.pump()
    if (!this.#stopping) this.#callOffHeartbeat = this.#tools.clock.after(heartbeatMs, () => this.#beat())
  }
}

/** What is being sent cannot be canceled any more. */
function withoutFlying(which: DeliveryChoice, flying: readonly string[]): DeliveryChoice {
  if ('filter' in which) return { ...which, except: [...(which.except ?? []), ...flying] }
  return { ids: which.ids.filter((id) => !flying.includes(id)) }
}

/** The server stopped in the middle: nobody's fault, so the try does not count. */
function interruptedVerdict(delivery: DueDelivery, now: number): Verdict {
  const reason = 'interrupted: the server was stopped'
  return { status: 'retrying', reason, tries: delivery.tries, nextAttemptAt: now, laneWaitsUntil: null, pauses: null }
}

function wentHow(kind: Sent['outcome']['kind']): AttemptEnd['went'] {
  if (kind === 'ok' || kind === 'accepted' || kind === 'partial') return 'well'
  return kind === 'permanent' ? 'neutral' : 'strained'
}
