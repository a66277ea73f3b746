import type { OutcomeKind } from '../core/outcome.ts'
import type { RecordStore } from '../core/store/record-store.ts'

const collection = 'integration_tests'

/** When an integration was tested last, and how it went. */
export interface LastTest {
  readonly at: number
  readonly outcome: OutcomeKind
}

/** The last test of each integration, kept over restarts. */
export class LastTests {
  readonly #records: RecordStore
  readonly #tests: Map<string, LastTest>

  static async open({ records }: { readonly records: RecordStore }): Promise<LastTests> {
    const kept = await records.records(collection)
    return new LastTests(records, new Map(kept.map(({ id, body }) => [id, JSON.parse(body) as LastTest])))
  }

  private constructor(records: RecordStore, tests: Map<string, LastTest>) {
    this.#records = records
    this.#tests = tests
  }

  of(integrationId: string): LastTest | null {
    return this.#tests.get(integrationId) ?? null
  }

  async note(integrationId: string, test: LastTest): Promise<void> {
    this.#tests.set(integrationId, test)
    await this.#records.saveRecords([{ collection, id: integrationId, body: JSON.stringify(test) }])
  }

  /** The integration is gone. */
  async forget(integrationId: string): Promise<void> {
    if (!this.#tests.delete(integrationId)) return
    await this.#records.saveRecords([{ collection, id: integrationId, body: null }])
  }
}
