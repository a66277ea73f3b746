import type { Clock } from '../core/clock.ts'
import type { JsonObject } from '../core/json.ts'
import type { OutcomeKind } from '../core/outcome.ts'
import type { DeliveryCount } from '../core/store/figure-store.ts'
import type { RecordStore } from '../core/store/record-store.ts'
import type { Store } from '../core/store.ts'
import { Turns } from '../core/turns.ts'
import type { Figures } from './figures.ts'
import { outcomeNames } from './filter.ts'
import type { Names } from './names.ts'

const collection = 'acknowledged'
const hourMs = 3_600_000
const watchedMs = 7 * 24 * hourMs

/** A person has seen a group: it stays away until something new goes wrong in it. */
interface Acknowledgement {
  readonly at: number
  readonly by: string
}

interface Tools {
  readonly store: RecordStore & Pick<Store, 'findDeliveries' | 'tally'>
  readonly figures: Figures
  readonly names: Names
  readonly clock: Clock
}

/** What went wrong in the last seven days and is not mended, by integration and class of failure. */
export class Attention {
  readonly #tools: Tools
  readonly #seen: Map<string, Acknowledgement>
  readonly #turns = new Turns()

  static async open(tools: Tools): Promise<Attention> {
    const kept = await tools.store.records(collection)
    return new Attention(tools, new Map(kept.map(({ id, body }) => [id, JSON.parse(body) as Acknowledgement])))
  }

  private constructor(tools: Tools, seen: Map<string, Acknowledgement>) {
    this.#tools = tools
    this.#seen = seen
  }

  /** Newest trouble first, in the API's form. */
  async groups(): Promise<JsonObject[]> {
    const now = this.#tools.clock.now()
    const from = now - (now % hourMs) - watchedMs
    const { deliveries } = await this.#tools.figures.over(from, now + 1)
    const groups = [...Map.groupBy(deliveries.filter(isTrouble), (cell) => keyOf(cell.integrationId, cell.outcome!))]
    return Promise.all(
      groups
        .map(([key, cells]) => ({ key, cells, lastAt: Math.max(...cells.map((cell) => cell.lastAt)) }))
        .sort((one, other) => other.lastAt - one.lastAt)
        .map((group) => this.#show(group, from)),
    )
  }

  async acknowledge(integrationId: string, outcome: OutcomeKind, by: string): Promise<void> {
    const seen = { at: this.#tools.clock.now(), by }
    await this.#turns.run(async () => {
      const id = keyOf(integrationId, outcome)
      await this.#tools.store.saveRecords([{ collection, id, body: JSON.stringify(seen) }])
      this.#seen.set(id, seen)
    })
  }

  async takeBack(integrationId: string, outcome: OutcomeKind): Promise<void> {
    await this.#turns.run(async () => {
      const id = keyOf(integrationId, outcome)
      await this.#tools.store.saveRecords([{ collection, id, body: null }])
      this.#seen.delete(id)
    })
  }

  async #show(
    { key, cells, lastAt }: { key: string; cells: readonly DeliveryCount[]; lastAt: number },
    from: number,
  ): Promise<JsonObject> {
    const { store, names } = this.#tools
    const { integrationId, outcome } = cells[0]!
    const {
      items: [latest],
    } = await store.findDeliveries(
      { integrationId, outcomes: [outcome!], statuses: ['failed', 'retrying'], from },
      { limit: 1 },
    )
    const seen = this.#seen.get(key)
    const of = (status: string) =>
      cells.filter((cell) => cell.status === status).reduce((sum, { count }) => sum + count, 0)
    const { name = null, kind = null } = names.integration(integrationId) ?? {}
    return {
      integration: { id: integrationId, name, kind },
      outcome,
      failed: of('failed'),
      retrying: of('retrying'),
      from: new Date(from).toISOString(),
      first_at: new Date(Math.min(...cells.map((cell) => cell.firstAt))).toISOString(),
      last_at: new Date(lastAt).toISOString(),
      latest: latest
        ? { delivery_id: latest.id, status_code: latest.statusCode, binding: names.binding(latest.bindingId) }
        : null,
      acknowledged: seen && lastAt <= seen.at ? { at: new Date(seen.at).toISOString(), by: seen.by } : null,
    }
  }
}

function isTrouble({ status, outcome }: DeliveryCount): boolean {
  return outcome !== null && (status === 'failed' || status === 'retrying')
}

function keyOf(integrationId: string, outcome: OutcomeKind): string {
  return `${integrationId}.${outcome}`
}

/** The class of failure that a text names, or null. */
export function outcomeFrom(text: string): OutcomeKind | null {
  return outcomeNames.find((name) => name === text) ?? null
}
