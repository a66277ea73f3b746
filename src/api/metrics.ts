import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { StoredEvent } from '../core/event.ts'
import { labelWords, Metrics } from '../core/metrics.ts'
import type { AttemptRecord } from '../core/store/delivery-store.ts'
import type { NewlyPlanned } from '../engine/accept.ts'
import type { House } from './house.ts'

/** More sources than this are `other`: each one is a time series for ever. */
const mostSources = 50
const delaySeconds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 14_400]
/** How often the event loop is looked at, and how long one look back is. */
const loopResolutionMs = 20
const loopWindowMs = 10_000
const gone = 'unknown'

/** What an operator watches; docs/en/metrics.md tells what each figure means. */
export class ServerMetrics {
  readonly #metrics = new Metrics()
  readonly #sourceLabel = labelWords(mostSources)
  readonly #loop = monitorEventLoopDelay({ resolution: loopResolutionMs })
  #loopSince = performance.now()

  readonly #received = this.#metrics.counter(
    'hookswitch_events_received_total',
    'Events taken in, without duplicates.',
    ['source', 'type'],
  )
  readonly #deliveries = this.#metrics.counter(
    'hookswitch_deliveries_total',
    'Attempts by how they ended; skipped, canceled and failed are deliveries that ended without one.',
    ['connector', 'class'],
  )
  readonly #deliverySeconds = this.#metrics.histogram(
    'hookswitch_delivery_seconds',
    'Time from acceptance of the event to its delivery.',
    delaySeconds,
    ['connector'],
  )
  readonly #queueDepth = this.#metrics.gauge('hookswitch_queue_depth', 'Deliveries that are not finished.')
  readonly #oldest = this.#metrics.gauge(
    'hookswitch_oldest_job_age_seconds',
    'How long the oldest due delivery has waited, without integrations that are paused or off.',
  )
  readonly #ratePaused = this.#metrics.gauge(
    'hookswitch_rate_paused',
    'Integrations that wait because the destination asked to slow down.',
    ['connector'],
  )
  readonly #paused = this.#metrics.gauge(
    'hookswitch_integrations_paused',
    'Integrations that send nothing until a person looks.',
    ['connector'],
  )
  readonly #sourceLag = this.#metrics.gauge(
    'hookswitch_source_lag_seconds',
    'How old the latest event of a source was when it was taken in.',
    ['source'],
  )
  readonly #sourceConnected = this.#metrics.gauge(
    'hookswitch_source_connected',
    '1 when every enabled source of the kind is listened to, else 0.',
    ['source'],
  )
  readonly #storeUp = this.#metrics.gauge('hookswitch_store_up', '1 when the store answers.')
  readonly #loopLag = this.#metrics.gauge(
    'hookswitch_event_loop_lag_seconds',
    'How late the event loop was, over the last seconds.',
    ['percentile'],
  )
  readonly #cpu = this.#metrics.counter('process_cpu_seconds_total', 'Processor time used.')
  #cpuTold = 0
  readonly #memory = this.#metrics.gauge('process_resident_memory_bytes', 'Memory held.')
  readonly #heap = this.#metrics.gauge('nodejs_heap_size_used_bytes', 'Memory held by JavaScript.')
  readonly #startTime = this.#metrics.gauge('process_start_time_seconds', 'When the process started, since 1970.')
  readonly #build = this.#metrics.gauge('hookswitch_build_info', 'Always 1.', ['version', 'node'])

  constructor(version: string) {
    this.#build.set([version, process.versions.node], 1)
    this.#startTime.set([], Math.round(performance.timeOrigin) / 1000)
    this.#loop.enable()
  }

  /** New events and what was planned for them, once they are on disk. */
  noteEvents(events: readonly StoredEvent[], planned: readonly NewlyPlanned[], kindOf: KindOf): void {
    for (const { source, type, time, receivedAt } of events) {
      const label = this.#sourceLabel(source)
      this.#received.add([label, type])
      this.#sourceLag.set([label], Math.max(0, receivedAt - time) / 1000)
    }
    for (const { plan } of planned)
      if (plan.status === 'skipped') this.#deliveries.add([kindOf(plan.integrationId) ?? gone, 'skipped'])
  }

  /** A change of a delivery, once it is on disk. */
  noteChange(createdAt: number, record: AttemptRecord, kind: string | null): void {
    const connector = kind ?? gone
    if (record.attempt) this.#deliveries.add([connector, record.attempt.outcome])
    else if (record.finishedAt !== null) this.#deliveries.add([connector, record.status])
    if (record.status === 'delivered' && record.finishedAt !== null)
      this.#deliverySeconds.observe([connector], Math.max(0, record.finishedAt - createdAt) / 1000)
  }

  /** Everything as it is now. */
  async text(house: House): Promise<string> {
    await this.#lookAtQueue(house)
    this.#lookAtIntegrations(house)
    this.#lookAtSources(house)
    this.#lookAtProcess()
    return this.#metrics.text()
  }

  close(): void {
    this.#loop.disable()
  }

  async #lookAtQueue({ store, engine, clock }: House): Promise<void> {
    try {
      const lanes = await store.lanes()
      const sending = lanes.filter(({ integrationId }) => {
        const integration = engine.integrations.get(integrationId)
        return integration?.enabled && !integration.paused
      })
      const earliest = Math.min(clock.now(), ...sending.map(({ nextDueAt }) => nextDueAt))
      this.#queueDepth.set(
        [],
        lanes.reduce((sum, { open }) => sum + open, 0),
      )
      this.#oldest.set([], (clock.now() - earliest) / 1000)
      this.#storeUp.set([], 1)
    } catch {
      // What the store cannot tell is left out, and the figure for the store says why.
      this.#queueDepth.clear()
      this.#oldest.clear()
      this.#storeUp.set([], 0)
    }
  }

  #lookAtIntegrations({ engine }: House): void {
    this.#ratePaused.clear()
    this.#paused.clear()
    for (const [kind, some] of Map.groupBy(engine.integrations.list(), (one) => one.kind)) {
      const waiting = some.filter(({ id }) => engine.dispatcher.laneState(id).waitsUntil !== null)
      this.#ratePaused.set([kind], waiting.length)
      this.#paused.set([kind], some.filter(({ paused }) => paused !== null).length)
    }
  }

  #lookAtSources({ sources }: House): void {
    this.#sourceConnected.clear()
    const enabled = sources.list().filter((source) => source.enabled)
    for (const [kind, some] of Map.groupBy(enabled, (one) => one.kind))
      this.#sourceConnected.set([kind], some.every(({ id }) => sources.healthOf(id).connected) ? 1 : 0)
  }

  #lookAtProcess(): void {
    const { user, system } = process.cpuUsage()
    const cpu = (user + system) / 1e6
    this.#cpu.add([], cpu - this.#cpuTold)
    this.#cpuTold = cpu
    const { rss, heapUsed } = process.memoryUsage()
    this.#memory.set([], rss)
    this.#heap.set([], heapUsed)
    for (const percentile of [50, 99]) this.#loopLag.set([String(percentile)], this.#lagAt(percentile))
    if (performance.now() - this.#loopSince < loopWindowMs) return
    this.#loop.reset()
    this.#loopSince = performance.now()
  }

  /** Node measures from one look to the next, so the time between them is part of it. */
  #lagAt(percentile: number): number {
    return Math.max(0, this.#loop.percentile(percentile) / 1e6 - loopResolutionMs) / 1000
  }
}

/** The kind of an integration, also of one deleted since; null when it was never there. */
type KindOf = (integrationId: string) => string | null
