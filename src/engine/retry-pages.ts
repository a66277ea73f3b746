import type { Delivery } from '../core/delivery.ts'
import type { RecordChange, RecordStore } from '../core/store/record-store.ts'

const collection = 'retry-job-pages'

/** The deliveries that a job took in hand together, each with how many attempts it had then. */
export type RetryPage = readonly (readonly [id: string, attemptsCount: number])[]

/** The name of a job's page; they sort as they were taken. */
export function idOfPage(jobId: string, at: number): string {
  return `${jobId}.${String(at).padStart(6, '0')}`
}

/** Takes deliveries down as a page. */
export function pageOf(id: string, deliveries: readonly Delivery[]): RecordChange {
  const page: RetryPage = deliveries.map((delivery) => [delivery.id, delivery.attemptsCount])
  return { collection, id, body: JSON.stringify(page) }
}

/** Reads what was taken down. */
export class RetryPages {
  readonly #records: Pick<RecordStore, 'record' | 'recordsPage'>

  constructor(records: Pick<RecordStore, 'record' | 'recordsPage'>) {
    this.#records = records
  }

  async read(id: string): Promise<RetryPage> {
    const body = await this.#records.record(collection, id)
    return body === null ? [] : (JSON.parse(body) as RetryPage)
  }

  /** Of all deliveries of a job. */
  async ids(jobId: string): Promise<string[]> {
    const ids: string[] = []
    let cursor: string | undefined
    do {
      const page = await this.#records.recordsPage(collection, {
        prefix: `${jobId}.`,
        limit: 100,
        order: 'asc',
        ...(cursor ? { cursor } : {}),
      })
      for (const { body } of page.items) for (const [id] of JSON.parse(body) as RetryPage) ids.push(id)
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    return ids
  }

  removal(id: string): RecordChange {
    return { collection, id, body: null }
  }
}
