import type { Catalogue } from '../core/catalogue.ts'
import type { Clock } from '../core/clock.ts'
import type { Field } from '../core/field.ts'
import { checkFields, secretFields } from '../core/field-check.ts'
import { Form } from '../core/form.ts'
import type { Json, JsonObject } from '../core/json.ts'
import type { Log } from '../core/log.ts'
import { newId } from '../core/new-id.ts'
import { Problem } from '../core/problem.ts'
import type { Sealing } from '../core/sealing.ts'
import type { SourceTools } from '../core/source.ts'
import type { RecordStore } from '../core/store/record-store.ts'
import { Turns } from '../core/turns.ts'
import type { Engine } from './engine.ts'

const collection = 'sources'
const restartMs = 5000

/** A source as people set it up; its secrets are in clear only in memory. */
export interface Source {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly enabled: boolean
  readonly settings: Readonly<Record<string, Json>>
  readonly createdAt: number
  readonly updatedAt: number
}

/** A source as a person wrote it, checked, with its secrets in clear. */
export type SourceDraft = Pick<Source, 'kind' | 'name' | 'enabled' | 'settings'>

/** How a source fares since the server started. */
export interface SourceHealth {
  readonly connected: boolean
  readonly message: string | null
  readonly events: number
  readonly rejected: number
  readonly lastEventAt: number | null
}

interface Tools {
  readonly records: RecordStore
  readonly catalogue: Catalogue
  readonly clock: Clock
  readonly log: Log
  readonly sealing: Sealing
  readonly connect: SourceTools['connect']
  readonly accept: Engine['accept']
}

interface Running {
  readonly controller: AbortController
  readonly ended: Promise<void>
}

const resting: SourceHealth = { connected: false, message: null, events: 0, rejected: 0, lastEventAt: null }

/** All sources: what people set up, and the live ones running. A change is on disk before it takes effect. */
export class Sources {
  readonly #tools: Tools
  readonly #live = new Map<string, Source>()
  readonly #running = new Map<string, Running>()
  readonly #health = new Map<string, SourceHealth>()
  readonly #turns = new Turns()
  #started = false

  static async open(tools: Tools): Promise<Sources> {
    const sources = new Sources(tools)
    const kept = (await tools.records.records(collection)).map(({ body }) => JSON.parse(body) as Source)
    kept.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
    for (const source of kept) {
      const settings = tools.sealing.open(sources.#fieldsOf(source.kind), source.settings, ownerOf(source.id))
      sources.#live.set(source.id, { ...source, settings })
    }
    return sources
  }

  private constructor(tools: Tools) {
    this.#tools = tools
  }

  list(): Source[] {
    return [...this.#live.values()]
  }

  /** Throws `not-found`. */
  find(id: string): Source {
    const source = this.#live.get(id)
    if (!source) throw new Problem('not-found', `There is no source ${id}`)
    return source
  }

  healthOf(id: string): SourceHealth {
    return this.#health.get(id) ?? resting
  }

  /** Starts every enabled live source. */
  start(): void {
    this.#started = true
    for (const source of this.#live.values()) this.#run(source)
  }

  /** Stops all and waits until what they told is on disk. */
  async stop(): Promise<void> {
    this.#started = false
    await Promise.all([...this.#running.keys()].map((id) => this.#halt(id)))
  }

  /** Reads the API's form. Throws `Problem` with every wrong field. */
  create(body: unknown): Promise<Source> {
    return this.#turns.run(() => {
      const now = this.#tools.clock.now()
      return this.#save({ ...this.#read(body, null), id: newId('src'), createdAt: now, updatedAt: now })
    })
  }

  replace(id: string, body: unknown): Promise<Source> {
    return this.#turns.run(() => {
      const before = this.find(id)
      return this.#save({ ...before, ...this.#read(body, before), updatedAt: this.#tools.clock.now() })
    })
  }

  /**
   * What a form would come to, and its required secrets that are missing: such a source is switched off. Throws `Problem`
   * with every other wrong field.
   */
  draft(body: unknown, keptId: string | null): { draft: SourceDraft; missing: readonly string[] } {
    const kept = keptId === null ? null : this.find(keptId)
    try {
      return { draft: this.#read(body, kept), missing: [] }
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const kind = (kept ?? (body as Partial<Source>)).kind ?? ''
      const secrets = secretFields(this.#fieldsOf(kind)).map((name) => `settings.${name}`)
      const missing = error.errors.filter(({ path, message }) => secrets.includes(path) && message === 'is required')
      if (missing.length === 0 || missing.length < error.errors.length) throw error
      const optional = this.#fieldsOf(kind).map((field) => ({ ...field, required: false }))
      const draft = { ...this.#read(body, kept, optional), enabled: false }
      return { draft, missing: missing.map(({ path }) => path.replace('settings.', '')) }
    }
  }

  /** Writes what `draft` gave. */
  saveDraft(draft: SourceDraft, keptId: string | null): Promise<Source> {
    return this.#turns.run(() => {
      const now = this.#tools.clock.now()
      const before = keptId === null ? { id: newId('src'), createdAt: now } : this.find(keptId)
      return this.#save({ ...before, ...draft, updatedAt: now })
    })
  }

  remove(id: string): Promise<Source> {
    return this.#turns.run(async () => {
      const source = this.find(id)
      await this.#tools.records.saveRecords([{ collection, id, body: null }])
      await this.#halt(id)
      this.#live.delete(id)
      this.#health.delete(id)
      return source
    })
  }

  /** The API's form of a source, secrets hidden. */
  show(source: Source): JsonObject {
    const { connected, message, events, rejected, lastEventAt } = this.healthOf(source.id)
    return {
      id: source.id,
      kind: source.kind,
      name: source.name,
      enabled: source.enabled,
      settings: this.#tools.sealing.hide(this.#fieldsOf(source.kind), source.settings),
      health: {
        connected,
        message,
        events,
        rejected,
        last_event_at: lastEventAt === null ? null : new Date(lastEventAt).toISOString(),
      },
      created_at: new Date(source.createdAt).toISOString(),
      updated_at: new Date(source.updatedAt).toISOString(),
    }
  }

  #read(body: unknown, kept: Source | null, optional?: readonly Field[]): SourceDraft {
    const form = new Form(body)
    for (const shownOnly of ['id', 'health', 'created_at', 'updated_at']) form.take(shownOnly)
    const name = form.text('name', { required: true, maxLength: 200 })
    const enabled = form.flag('enabled', true)
    const kind = form.text('kind', { required: kept === null, fallback: kept?.kind ?? '' })
    if (kept && kind !== kept.kind) form.fault('kind', `cannot change; it is ${kept.kind}`)
    const known = this.#tools.catalogue.sources.get(kind)
    if (!known && kind !== '')
      form.fault('kind', `must be one of: ${[...this.#tools.catalogue.sources.keys()].join(', ')}`)
    const sent = (form.take('settings') ?? {}) as Record<string, Json>
    const settings = form.gather(() => {
      const fields = optional ?? this.#fieldsOf(kind)
      return checkFields(fields, this.#tools.sealing.keepHidden(fields, sent, kept?.settings ?? {}), {
        path: 'settings',
      })
    }, {})
    form.finish()
    return { kind, name, enabled, settings: settings as Record<string, Json> }
  }

  async #save(source: Source): Promise<Source> {
    const settings = this.#tools.sealing.seal(this.#fieldsOf(source.kind), source.settings, ownerOf(source.id))
    await this.#tools.records.saveRecords([
      { collection, id: source.id, body: JSON.stringify({ ...source, settings }) },
    ])
    await this.#halt(source.id)
    this.#live.set(source.id, source)
    if (this.#started) this.#run(source)
    return source
  }

  #fieldsOf(kind: string) {
    return this.#tools.catalogue.sources.get(kind)?.settings ?? []
  }

  #run(source: Source): void {
    const start = this.#tools.catalogue.sources.get(source.kind)?.start
    if (!source.enabled || !start) return
    const controller = new AbortController()
    const ended = this.#keepRunning(source, start, controller.signal)
    this.#running.set(source.id, { controller, ended })
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

  async #halt(id: string): Promise<void> {
    const running = this.#running.get(id)
    if (!running) return
    this.#running.delete(id)
    running.controller.abort()
    await running.ended
    this.#note(id, { connected: false, message: null })
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

function ownerOf(id: string): string {
  return `${collection}:${id}`
}
