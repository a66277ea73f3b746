import type { Catalogue } from '../core/catalogue.ts'
import type { Clock } from '../core/clock.ts'
import type { Json } from '../core/json.ts'
import type { Log } from '../core/log.ts'
import type { SourceTools } from '../core/source.ts'
import type { Engine } from './engine.ts'
import type { Source, SourceHealth } from './source-form.ts'

const restartMs = 5000

export interface SourceRunTools {
  readonly catalogue: Catalogue
  readonly clock: Clock
  readonly log: Log
  readonly connect: SourceTools['connect']
  readonly accept: Engine['accept']
}

interface Running {
  readonly controller: AbortController
  readonly ended: Promise<void>
}

const resting: SourceHealth = { connected: false, message: null, events: 0, lastEventAt: null }

/** The sources that run now, and how they fare. */
export class SourceRuns {
  readonly #tools: SourceRunTools
  readonly #running = new Map<string, Running>()
  readonly #health = new Map<string, SourceHealth>()

  constructor(tools: SourceRunTools) {
    this.#tools = tools
  }

  healthOf(id: string): SourceHealth {
    return this.#health.get(id) ?? resting
  }

  /** Starts a source that is enabled and of a kind that runs by itself. */
  start(source: Source): void {
    const start = this.#tools.catalogue.sources.get(source.kind)?.start
    if (!source.enabled || !start) return
    const controller = new AbortController()
    const ended = this.#keepRunning(source, start, controller.signal)
    this.#running.set(source.id, { controller, ended })
  }

  /** Stops a source and waits until what it told is on disk. */
  async stop(id: string): Promise<void> {
    const running = this.#running.get(id)
    if (!running) return
    this.#running.delete(id)
    running.controller.abort()
    await running.ended
    this.#note(id, { connected: false, message: null })
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((id) => this.stop(id)))
  }

  /** Forgets how a source fared that is no more. */
  forget(id: string): void {
    this.#health.delete(id)
  }

  /** Starts it again when it breaks off, as long as it is wanted. */
  async #keepRunning(
    source: Source,
    start: (settings: Record<string, Json>, tools: SourceTools) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const { clock, log, connect } = this.#tools
    while (!signal.aborted) {
      try {
        await start(source.settings, {
          emit: (events) => this.#take(source.id, events),
          clock,
          log,
          signal,
          connect,
          report: ({ connected, message }) => this.#report(source, connected, message ?? null),
        })
        return
      } catch (error) {
        if (signal.aborted) return
        const message = error instanceof Error ? error.message : String(error)
        this.#note(source.id, { connected: false, message })
        log.error({ err: error, source: source.id }, 'a source broke off')
        await pause(restartMs, clock, signal)
      }
    }
  }

  #report({ id, kind }: Source, connected: boolean, message: string | null): void {
    if (this.healthOf(id).connected && !connected)
      this.#tools.log.warn({ source: id, kind, reason: message }, 'a source broke off and is being reached again')
    this.#note(id, { connected, message })
  }

  async #take(id: string, events: Parameters<SourceTools['emit']>[0]): Promise<void> {
    await this.#tools.accept(events)
    const before = this.healthOf(id)
    this.#note(id, { events: before.events + events.length, lastEventAt: this.#tools.clock.now() })
  }

  #note(id: string, change: Partial<SourceHealth>): void {
    this.#health.set(id, { ...this.healthOf(id), ...change })
  }
}

/** Waits so long, or until the source is stopped. */
function pause(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const callOff = clock.after(ms, resolve)
    const stop = () => {
      callOff()
      resolve()
    }
    signal.addEventListener('abort', stop, { once: true })
  })
}
