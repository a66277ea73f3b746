import type { Field } from '../core/field.ts'
import { secretFields } from '../core/field-check.ts'
import type { JsonObject } from '../core/json.ts'
import { newId } from '../core/new-id.ts'
import { Problem } from '../core/problem.ts'
import type { Sealing } from '../core/sealing.ts'
import type { RecordStore } from '../core/store/record-store.ts'
import { Turns } from '../core/turns.ts'
import { readSourceForm, type Source, type SourceDraft, type SourceHealth, showSource } from './source-form.ts'
import { SourceRuns, type SourceRunTools } from './source-runs.ts'

const collection = 'sources'

interface Tools extends SourceRunTools {
  readonly records: RecordStore
  readonly sealing: Sealing
}

/** All sources: what people set up, and the live ones running. A change is on disk before it takes effect. */
export class Sources {
  readonly #tools: Tools
  readonly #live = new Map<string, Source>()
  readonly #runs: SourceRuns
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
    this.#runs = new SourceRuns(tools)
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
    return this.#runs.healthOf(id)
  }

  /** Starts every enabled live source. */
  start(): void {
    this.#started = true
    for (const source of this.#live.values()) this.#runs.start(source)
  }

  /** Stops all and waits until what they told is on disk. */
  async stop(): Promise<void> {
    this.#started = false
    await this.#runs.stopAll()
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
      await this.#runs.stop(id)
      this.#live.delete(id)
      this.#runs.forget(id)
      return source
    })
  }

  /** The API's form of a source, secrets hidden. */
  show(source: Source): JsonObject {
    return showSource(source, this.healthOf(source.id), this.#tools)
  }

  #read(body: unknown, kept: Source | null, fields?: readonly Field[]): SourceDraft {
    return readSourceForm(body, this.#tools, kept, fields)
  }

  async #save(source: Source): Promise<Source> {
    const settings = this.#tools.sealing.seal(this.#fieldsOf(source.kind), source.settings, ownerOf(source.id))
    await this.#tools.records.saveRecords([
      { collection, id: source.id, body: JSON.stringify({ ...source, settings }) },
    ])
    await this.#runs.stop(source.id)
    this.#live.set(source.id, source)
    if (this.#started) this.#runs.start(source)
    return source
  }

  #fieldsOf(kind: string) {
    return this.#tools.catalogue.sources.get(kind)?.settings ?? []
  }
}

function ownerOf(id: string): string {
  return `${collection}:${id}`
}
