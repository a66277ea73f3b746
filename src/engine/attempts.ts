import type { Binding } from '../core/binding.ts'
import { clientValues } from '../core/client-values.ts'
import type { DeliveryStatus } from '../core/delivery.ts'
import type { Integration, IntegrationKind } from '../core/integration.ts'
import type { Log } from '../core/log.ts'
import { maskerAbout } from '../core/mask-about.ts'
import type { AttemptRecord, DueDelivery } from '../core/store/delivery-store.ts'
import type { Store } from '../core/store.ts'
import { defaultScheduleS, judge, type Verdict } from './backoff.ts'
import type { Bindings } from './bindings.ts'
import { type Digested, Digests } from './digests.ts'
import type { Health } from './health.ts'
import type { Integrations } from './integrations.ts'
import type { AttemptEnd } from './lane.ts'
import type { OutcomeBook } from './outcome-book.ts'
import { quietReason, quietUntil } from './quiet-hours.ts'
import { type SendTools, type Sent, send } from './sending.ts'
import type { ClockStep } from './step-watch.ts'

/** Nothing that a kind does takes longer than this, whatever its own time-outs say. */
const longestAttemptMs = 120_000
/** After a mistake of our own, such as a record that could not be read. */
const afterTroubleMs = 10_000

export interface AttemptTools extends SendTools {
  readonly store: Store
  readonly bindings: Bindings
  readonly integrations: Integrations
  readonly health: Health
  readonly log: Log
  readonly random: () => number
  readonly book: OutcomeBook
  readonly isStopping: () => boolean
  /** The destination refused us: nothing more goes there until a person looks. */
  readonly onRefused: (integrationId: string, by: 'auth' | 'gone', reason: string) => void
  /** Told of every change of a delivery once it is on disk. */
  readonly onChange: (delivery: DueDelivery, record: AttemptRecord) => void
}

/** What one attempt works with. */
interface Job {
  readonly delivery: DueDelivery
  readonly binding: Binding
  readonly integration: Integration
  readonly kind: IntegrationKind
  readonly startedAt: number
}

/** Makes attempts: decides whether a delivery is still wanted, sends, judges, and has the outcome written down. */
export class Attempts {
  readonly #tools: AttemptTools
  readonly #digests: Digests
  /** Since when by the steady clock, and how to stop it. */
  readonly #flying = new Map<string, { readonly since: number; readonly controller: AbortController }>()

  constructor(tools: AttemptTools) {
    this.#tools = tools
    this.#digests = new Digests(tools)
  }

  /** Ids of the deliveries being attempted right now. */
  get flying(): readonly string[] {
    return [...this.#flying.keys()]
  }

  isFlying(deliveryId: string): boolean {
    return this.#flying.has(deliveryId)
  }

  /** Interrupts what takes for ever, or everything. */
  interrupt(which: 'overdue' | 'all'): void {
    const now = this.#tools.clock.steady()
    for (const { since, controller } of this.#flying.values()) {
      if (which === 'all' || now - since > longestAttemptMs) controller.abort()
    }
  }

  /** The time of day was set. */
  step(step: ClockStep): void {
    this.#digests.step(step)
  }

  /** One attempt. Never rejects. */
  async make(delivery: DueDelivery): Promise<AttemptEnd> {
    const controller = new AbortController()
    const startedAt = this.#tools.clock.now()
    this.#flying.set(delivery.id, { since: this.#tools.clock.steady(), controller })
    try {
      return await this.#makeOne(delivery, startedAt, controller.signal)
    } catch (error) {
      // Our own code failed before anything was sent: the delivery is still due, and is looked at again later.
      this.#tools.log.error({ err: error, delivery: delivery.id }, 'an attempt could not be made')
      const nextAttemptAt = this.#tools.clock.now() + afterTroubleMs
      return { went: 'neutral', laneWaitsUntil: null, recorded: Promise.resolve({ nextAttemptAt }) }
    } finally {
      this.#flying.delete(delivery.id)
    }
  }

  async #makeOne(delivery: DueDelivery, startedAt: number, signal: AbortSignal): Promise<AttemptEnd> {
    const { bindings, integrations } = this.#tools
    const found = bindings.version(delivery.bindingId, delivery.bindingVersion)
    // Most are the living version, which is there at once: a wait would cost every attempt a turn.
    const binding = found instanceof Promise ? await found : found
    const integration = integrations.get(delivery.integrationId)
    const kind = integrations.kindOf(delivery.integrationId)
    if (!binding || !bindings.get(delivery.bindingId))
      return this.#close(delivery, 'canceled', 'the binding was deleted')
    if (!integration) return this.#close(delivery, 'canceled', 'the integration was deleted')
    if (!kind) return this.#close(delivery, 'failed', `there is no kind ${integration.kind} any more`)
    const unwanted = this.#unwanted(delivery, binding, startedAt)
    if (unwanted) return unwanted
    const job = { delivery, binding, integration, kind, startedAt }
    if (!binding.options.digest) return this.#conclude(job, await this.#send(job, null, signal), signal.aborted)
    return this.#digests.inTurn(delivery, binding, async (digested) => {
      if (digested === 'sent already')
        return { went: 'neutral', laneWaitsUntil: null, recorded: Promise.resolve({ nextAttemptAt: null }) }
      return this.#conclude(job, await this.#send(job, digested, signal), signal.aborted, digested)
    })
  }

  /** How a delivery ends that nobody wants sent any more, or not now; null when it is wanted. A person who asked for it gets it. */
  #unwanted(delivery: DueDelivery, { options }: Binding, now: number): AttemptEnd | null {
    if (delivery.trigger !== 'auto') return null
    if (delivery.expiresAt !== null && delivery.expiresAt <= now) return this.#close(delivery, 'skipped', 'expired')
    const quiet = options.quietHours ? quietUntil(options.quietHours, now, this.#tools.company.timeZone) : null
    if (quiet === null) return null
    if (options.quietHours?.action === 'skip') return this.#close(delivery, 'skipped', quietReason)
    return this.#postpone(delivery, quiet, quietReason)
  }

  #send({ delivery, binding, integration, kind }: Job, digested: Digested | null, signal: AbortSignal): Promise<Sent> {
    const message = {
      template: this.#tools.bindings.template(binding),
      binding,
      event: delivery.event,
      events: digested ? [delivery.event, ...digested.members.map(({ event }) => event)] : null,
      integration,
      kind,
      deliveryId: delivery.id,
      isTest: false,
      trail: [...delivery.event.trail, binding.id],
    }
    return send(message, this.#tools, signal)
  }

  #conclude(job: Job, sent: Sent, interrupted: boolean, digested?: Digested): AttemptEnd {
    const { delivery } = job
    const now = this.#tools.clock.now()
    const verdict = this.#judge(job, sent, interrupted, now)
    const record = recordOf(job, sent, verdict, now)
    this.#noteHealth(job, sent, verdict, digested)
    for (const member of digested?.members ?? []) {
      const change = {
        status: 'skipped',
        reason: `digest member of ${delivery.id}`,
        nextAttemptAt: null,
        finishedAt: now,
      } as const
      void this.#write(member, withoutAttempt(member, change))
    }
    return {
      went: wentHow(sent.outcome.kind),
      laneWaitsUntil: verdict.laneWaitsUntil,
      recorded: this.#write(delivery, record),
    }
  }

  /** How an integration fares is shown to everybody, for long after the event: a reason that quotes the client is masked. */
  #noteHealth({ delivery }: Job, { outcome }: Sent, { pauses, reason }: Verdict, digested?: Digested): void {
    const { catalogue, health, clock, onRefused } = this.#tools
    const events = [delivery.event, ...(digested?.members ?? []).map(({ event }) => event)]
    const mask = (text: string) =>
      String(maskerAbout(events.map(({ type, data }) => clientValues(data, catalogue.parametersOf(type))))(text))
    const told = 'reason' in outcome ? { ...outcome, reason: mask(outcome.reason) } : outcome
    health.note(delivery.integrationId, told, clock.now())
    if (pauses) onRefused(delivery.integrationId, pauses, reason === null ? pauses : mask(reason))
  }

  #judge({ delivery, binding, kind }: Job, { outcome }: Sent, interrupted: boolean, now: number): Verdict {
    const unknown = outcome.kind === 'ambiguous' || outcome.kind === 'retry'
    if (interrupted && unknown && this.#tools.isStopping()) return interruptedVerdict(delivery, now)
    return judge(outcome, {
      tries: delivery.tries,
      scheduleS: binding.options.retry?.scheduleS ?? defaultScheduleS,
      ambiguous: kind.ambiguous ?? 'resend',
      createdAt: delivery.createdAt,
      now,
      random: this.#tools.random(),
    })
  }

  #close(delivery: DueDelivery, status: DeliveryStatus, reason: string): AttemptEnd {
    const change = { status, reason, nextAttemptAt: null, finishedAt: this.#tools.clock.now() }
    return { went: 'neutral', laneWaitsUntil: null, recorded: this.#write(delivery, withoutAttempt(delivery, change)) }
  }

  #postpone(delivery: DueDelivery, until: number, reason: string): AttemptEnd {
    const status = delivery.attemptsCount > 0 ? 'retrying' : 'pending'
    const change = { status, reason, nextAttemptAt: until, finishedAt: null } as const
    return { went: 'neutral', laneWaitsUntil: null, recorded: this.#write(delivery, withoutAttempt(delivery, change)) }
  }

  async #write(delivery: DueDelivery, record: AttemptRecord): Promise<{ nextAttemptAt: number | null }> {
    const written = await this.#tools.book.write(record)
    this.#tools.onChange(delivery, written)
    return { nextAttemptAt: written.nextAttemptAt }
  }
}

function recordOf({ delivery, startedAt }: Job, sent: Sent, verdict: Verdict, now: number): AttemptRecord {
  const { outcome, durationMs, request, response, parameters, emptyVariables } = sent
  const no = delivery.attemptsCount + 1
  const statusCode = outcome.status ?? response?.status ?? null
  const error = 'reason' in outcome ? outcome.reason : null
  const { trigger } = delivery
  return {
    deliveryId: delivery.id,
    attempt: {
      no,
      at: startedAt,
      trigger,
      durationMs,
      outcome: outcome.kind,
      statusCode,
      request,
      response,
      error,
      parameters,
      emptyVariables,
    },
    status: verdict.status,
    reason: verdict.reason,
    outcome: outcome.kind,
    statusCode,
    attemptsCount: no,
    tries: verdict.tries,
    nextAttemptAt: verdict.nextAttemptAt,
    finishedAt: verdict.nextAttemptAt === null ? now : null,
    durationMs,
  }
}

function withoutAttempt(
  { id, attemptsCount, tries }: DueDelivery,
  change: Pick<AttemptRecord, 'status' | 'reason' | 'nextAttemptAt' | 'finishedAt'>,
): AttemptRecord {
  return {
    deliveryId: id,
    attempt: null,
    outcome: null,
    statusCode: null,
    durationMs: null,
    attemptsCount,
    tries,
    ...change,
  }
}

/** The server stopped in the middle: nobody's fault, so the try does not count. */
function interruptedVerdict({ tries }: DueDelivery, now: number): Verdict {
  const reason = 'interrupted: the server was stopped'
  return { status: 'retrying', reason, tries, nextAttemptAt: now, laneWaitsUntil: null, pauses: null }
}

function wentHow(kind: Sent['outcome']['kind']): AttemptEnd['went'] {
  if (kind === 'ok' || kind === 'accepted' || kind === 'partial') return 'well'
  return kind === 'permanent' ? 'neutral' : 'strained'
}
