import type { Catalogue } from '../core/catalogue.ts'
import type { Clock } from '../core/clock.ts'
import type { Integration, IntegrationKind } from '../core/integration.ts'
import type { Json } from '../core/json.ts'
import { newId } from '../core/new-id.ts'
import { Problem } from '../core/problem.ts'
import type { Sealing } from '../core/sealing.ts'
import type { RecordStore } from '../core/store/record-store.ts'
import { Turns } from '../core/turns.ts'
import type { IntegrationDraft } from './integration-form.ts'

const collection = 'integrations'
const deletedCollection = 'deleted_integrations'

interface Tools {
  readonly records: RecordStore
  readonly catalogue: Catalogue
  readonly clock: Clock
  readonly sealing: Sealing
}

/** What the journal shows of an integration, also of one deleted since. */
export interface IntegrationName {
  readonly id: string
  readonly name: string
  readonly kind: string
}

/** All integrations: in memory with their secrets in clear, on disk with every secret sealed. A change is on disk before it takes effect. */
export class Integrations {
  readonly #tools: Tools
  readonly #live = new Map<string, Integration>()
  readonly #deleted = new Map<string, IntegrationName>()
  readonly #secrets = new Map<string, readonly string[]>()
  readonly #watchers: ((id: string) => void)[] = []
  readonly #turns = new Turns()

  static async open(tools: Tools): Promise<Integrations> {
    const integrations = new Integrations(tools)
    for (const { id, body } of await tools.records.records(deletedCollection)) {
      integrations.#deleted.set(id, { id, ...(JSON.parse(body) as { name: string; kind: string }) })
    }
    const kept = (await tools.records.records(collection)).map(({ body }) => JSON.parse(body) as Integration)
    kept.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
    for (const integration of kept) integrations.#live.set(integration.id, integrations.#unsealed(integration))
    return integrations
  }

  private constructor(tools: Tools) {
    this.#tools = tools
  }

  /** In order of creation. */
  list(): Integration[] {
    return [...this.#live.values()]
  }

  get(id: string): Integration | null {
    return this.#live.get(id) ?? null
  }

  /** Throws `not-found`. */
  find(id: string): Integration {
    const integration = this.#live.get(id)
    if (!integration) throw new Problem('not-found', `There is no integration ${id}`)
    return integration
  }

  kindOf(id: string): IntegrationKind | null {
    const integration = this.#live.get(id)
    return integration ? (this.#tools.catalogue.integrations.get(integration.kind) ?? null) : null
  }

  nameOf(id: string): IntegrationName | null {
    const integration = this.#live.get(id)
    if (integration) return { id, name: integration.name, kind: integration.kind }
    return this.#deleted.get(id) ?? null
  }

  /** Ids of the integrations of one kind, also deleted ones. */
  idsOfKind(kind: string): string[] {
    return [...this.#live.values(), ...this.#deleted.values()].filter((one) => one.kind === kind).map(({ id }) => id)
  }

  /** Every secret among its settings, in clear, to be hidden wherever it shows up. */
  secretsOf(integration: Integration): readonly string[] {
    const known = this.#secrets.get(integration.id)
    if (known && this.#live.get(integration.id) === integration) return known
    const kind = this.#tools.catalogue.integrations.get(integration.kind)
    const secrets = kind ? this.#tools.sealing.secretsIn(kind.settings, integration.settings) : []
    if (this.#live.get(integration.id) === integration) this.#secrets.set(integration.id, secrets)
    return secrets
  }

  /** Calls back with the id of each integration that changed in any way. */
  watch(watcher: (id: string) => void): void {
    this.#watchers.push(watcher)
  }

  async create(draft: IntegrationDraft): Promise<Integration> {
    const now = this.#tools.clock.now()
    return this.#save({ ...draft, id: newId('int'), paused: null, createdAt: now, updatedAt: now })
  }

  replace(id: string, draft: IntegrationDraft): Promise<Integration> {
    return this.#change(id, (before) => ({ ...before, ...draft, updatedAt: this.#tools.clock.now() }))
  }

  /** Pauses it; a pause that stands already is kept as it is. */
  pause(id: string, by: 'person' | 'auth' | 'gone', reason: string): Promise<Integration> {
    const paused = { since: this.#tools.clock.now(), by, reason }
    return this.#change(id, (before) => (before.paused ? before : { ...before, paused }))
  }

  resume(id: string): Promise<Integration> {
    return this.#change(id, (before) => ({ ...before, paused: null }))
  }

  /** Writes one setting that the destination itself changed, such as a chat that moved. */
  async rememberSetting(id: string, name: string, value: Json): Promise<void> {
    if (!this.#live.has(id)) return
    await this.#change(id, (before) => ({ ...before, settings: { ...before.settings, [name]: value } }))
  }

  /** Removes it; its name and kind stay for the journal. */
  remove(id: string): Promise<Integration> {
    return this.#turns.run(async () => {
      const integration = this.find(id)
      const { name, kind } = integration
      await this.#tools.records.saveRecords([
        { collection, id, body: null },
        { collection: deletedCollection, id, body: JSON.stringify({ name, kind }) },
      ])
      this.#live.delete(id)
      this.#secrets.delete(id)
      this.#deleted.set(id, { id, name, kind })
      this.#tell(id)
      return integration
    })
  }

  #change(id: string, change: (before: Integration) => Integration): Promise<Integration> {
    return this.#turns.run(async () => {
      const before = this.find(id)
      const after = change(before)
      return after === before ? before : this.#save(after)
    })
  }

  async #save(integration: Integration): Promise<Integration> {
    const { sealing, catalogue } = this.#tools
    const fields = catalogue.integrations.get(integration.kind)?.settings ?? []
    const sealed = { ...integration, settings: sealing.seal(fields, integration.settings, ownerOf(integration.id)) }
    await this.#tools.records.saveRecords([{ collection, id: integration.id, body: JSON.stringify(sealed) }])
    this.#live.set(integration.id, integration)
    this.#secrets.delete(integration.id)
    this.#tell(integration.id)
    return integration
  }

  #unsealed(integration: Integration): Integration {
    const fields = this.#tools.catalogue.integrations.get(integration.kind)?.settings ?? []
    return { ...integration, settings: this.#tools.sealing.open(fields, integration.settings, ownerOf(integration.id)) }
  }

  #tell(id: string): void {
    for (const watcher of this.#watchers) watcher(id)
  }
}

function ownerOf(id: string): string {
  return `${collection}:${id}`
}
