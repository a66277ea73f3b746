import type { Binding } from '../core/binding.ts'
import type { Catalogue } from '../core/catalogue.ts'
import type { Clock } from '../core/clock.ts'
import type { JsonObject } from '../core/json.ts'
import { Matcher } from '../core/match.ts'
import { newId } from '../core/new-id.ts'
import { Problem } from '../core/problem.ts'
import type { RecordChange, RecordStore } from '../core/store/record-store.ts'
import { compileTemplate, type Template } from '../core/template.ts'
import { Turns } from '../core/turns.ts'
import type { BindingDraft } from './binding-form.ts'

const collection = 'bindings'
const versionsCollection = 'binding_versions'
const deletedCollection = 'deleted_bindings'

interface Tools {
  readonly records: RecordStore
  readonly catalogue: Catalogue
  readonly clock: Clock
}

/**
 * All bindings, in memory and on disk: the living rules behind the matcher, and every version that ever made a delivery.
 * A change is on disk before it takes effect.
 */
export class Bindings {
  readonly #tools: Tools
  readonly #live = new Map<string, Binding>()
  readonly #deletedNames = new Map<string, string>()
  readonly #matcher: Matcher
  readonly #templates = new Map<string, Template>()
  readonly #turns = new Turns()

  static async open(tools: Tools): Promise<Bindings> {
    const bindings = new Bindings(tools)
    for (const { id, body } of await tools.records.records(deletedCollection)) {
      bindings.#deletedNames.set(id, (JSON.parse(body) as { name: string }).name)
    }
    const kept = (await tools.records.records(collection)).map(({ body }) => JSON.parse(body) as Binding)
    kept.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
    for (const binding of kept) bindings.#apply(binding)
    return bindings
  }

  private constructor(tools: Tools) {
    this.#tools = tools
    this.#matcher = new Matcher(tools.catalogue.parametersOf)
  }

  /** In order of creation. */
  list(): Binding[] {
    return [...this.#live.values()]
  }

  get(id: string): Binding | null {
    return this.#live.get(id) ?? null
  }

  /** Throws `not-found`. */
  find(id: string): Binding {
    const binding = this.#live.get(id)
    if (!binding) throw new Problem('not-found', `There is no binding ${id}`)
    return binding
  }

  /** The name for the journal, also of a binding deleted since. */
  nameOf(id: string): string | null {
    return this.#live.get(id)?.name ?? this.#deletedNames.get(id) ?? null
  }

  /** Ids of all bindings, also deleted ones, whose name contains the text, whatever the case. */
  idsNamedLike(text: string): string[] {
    const wanted = text.toLowerCase()
    const named = [...this.#live.values()].map(({ id, name }) => [id, name] as const)
    return [...named, ...this.#deletedNames].filter(([, name]) => name.toLowerCase().includes(wanted)).map(([id]) => id)
  }

  /** The bindings that use an integration. */
  usersOf(integrationId: string): Binding[] {
    return this.list().filter((binding) => binding.integrationId === integrationId)
  }

  /** The enabled bindings whose conditions hold for the event. */
  matching(event: Parameters<Matcher['match']>[0]): Binding[] {
    return this.#matcher.match(event).flatMap((id) => this.#live.get(id) ?? [])
  }

  async create(draft: BindingDraft): Promise<Binding> {
    const now = this.#tools.clock.now()
    const binding: Binding = { ...draft, id: newId('bnd'), version: 1, createdAt: now, updatedAt: now }
    await this.#save(binding)
    return binding
  }

  /** Makes the next version. `expected` is the version the person had before their eyes; another one is a `conflict`. */
  replace(id: string, draft: BindingDraft, expected?: number): Promise<Binding> {
    return this.#turns.run(async () => {
      const before = this.find(id)
      if (expected !== undefined && expected !== before.version) {
        throw new Problem(
          'conflict',
          `Binding “${before.name}” is at version ${before.version} by now, not ${expected}`,
        )
      }
      const now = Math.max(this.#tools.clock.now(), before.updatedAt)
      const binding: Binding = {
        ...draft,
        id,
        version: before.version + 1,
        createdAt: before.createdAt,
        updatedAt: now,
      }
      await this.#save(binding)
      return binding
    })
  }

  /** Removes it from the rules; its versions and its name stay for the journal. */
  remove(id: string): Promise<Binding> {
    return this.#turns.run(async () => {
      const binding = this.find(id)
      await this.#tools.records.saveRecords([
        { collection, id, body: null },
        { collection: deletedCollection, id, body: JSON.stringify({ name: binding.name }) },
      ])
      this.#live.delete(id)
      this.#matcher.remove(id)
      this.#deletedNames.set(id, binding.name)
      return binding
    })
  }

  /**
   * Brings a removed binding back as it was last, with its id and its version, if `check` does not throw. One that is there is
   * left as it is. Throws `not-found` when there never was such a one.
   */
  restore(id: string, check: (last: Binding) => void): Promise<{ binding: Binding; wasGone: boolean }> {
    return this.#turns.run(async () => {
      const live = this.#live.get(id)
      if (live) return { binding: live, wasGone: false }
      const [last] = await this.versions(id)
      if (!last) throw new Problem('not-found', `There never was a binding ${id}`)
      check(last)
      await this.#tools.records.saveRecords([
        { collection, id, body: JSON.stringify(last) },
        { collection: deletedCollection, id, body: null },
      ])
      this.#deletedNames.delete(id)
      this.#apply(last)
      return { binding: last, wasGone: true }
    })
  }

  /** One version, living or past, at once when it is the living one; null when there never was such a one. */
  version(id: string, version: number): Binding | null | Promise<Binding | null> {
    const live = this.#live.get(id)
    return live?.version === version ? live : this.#pastVersion(id, version)
  }

  async #pastVersion(id: string, version: number): Promise<Binding | null> {
    const body = await this.#tools.records.record(versionsCollection, versionKey(id, version))
    return body === null ? null : (JSON.parse(body) as Binding)
  }

  /** All versions, newest first. */
  async versions(id: string): Promise<Binding[]> {
    const page = await this.#tools.records.recordsPage(versionsCollection, {
      prefix: `${id}.`,
      limit: 500,
      order: 'desc',
    })
    return page.items.map(({ body }) => JSON.parse(body) as Binding)
  }

  /** The compiled templates of a binding's version. */
  template(binding: Pick<Binding, 'id' | 'version' | 'parameters'>): Template {
    const key = versionKey(binding.id, binding.version)
    let template = this.#templates.get(key)
    if (!template) {
      template = compileTemplate(binding.parameters as JsonObject)
      if (this.#templates.size > 10_000) this.#templates.clear()
      this.#templates.set(key, template)
    }
    return template
  }

  async #save(binding: Binding): Promise<void> {
    const body = JSON.stringify(binding)
    const changes: RecordChange[] = [
      { collection, id: binding.id, body },
      { collection: versionsCollection, id: versionKey(binding.id, binding.version), body },
    ]
    await this.#tools.records.saveRecords(changes)
    this.#apply(binding)
  }

  #apply(binding: Binding): void {
    this.#live.set(binding.id, binding)
    if (binding.enabled)
      this.#matcher.set({ id: binding.id, eventType: binding.eventType, conditions: binding.conditions })
    else this.#matcher.remove(binding.id)
  }
}

/** Sorts by version, too: the number is padded. */
function versionKey(id: string, version: number): string {
  return `${id}.${String(version).padStart(8, '0')}`
}
