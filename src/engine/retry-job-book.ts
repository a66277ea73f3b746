import { Problem } from '../core/problem.ts'
import type { RecordChange, RecordStore } from '../core/store/record-store.ts'
import type { RetryJob } from './retry-job.ts'

const collection = 'retry-jobs'

/** Every job as it stands: in memory at any moment, and as a record whenever it is saved. */
export class RetryJobBook {
  readonly #records: Pick<RecordStore, 'records' | 'saveRecords'>
  readonly #jobs = new Map<string, RetryJob>()

  static async open(records: Pick<RecordStore, 'records' | 'saveRecords'>): Promise<RetryJobBook> {
    const book = new RetryJobBook(records)
    for (const { body } of await records.records(collection)) book.note(JSON.parse(body) as RetryJob)
    return book
  }

  private constructor(records: Pick<RecordStore, 'records' | 'saveRecords'>) {
    this.#records = records
  }

  /** Newest first. */
  list(): RetryJob[] {
    return [...this.#jobs.values()].sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
  }

  running(): RetryJob[] {
    return [...this.#jobs.values()].filter(({ status }) => status === 'running')
  }

  has(id: string): boolean {
    return this.#jobs.has(id)
  }

  /** Throws `not-found`. */
  find(id: string): RetryJob {
    const job = this.#jobs.get(id)
    if (!job) throw new Problem('not-found', `There is no retry job ${id}`)
    return job
  }

  /** In memory only: a crash forgets it. */
  note(job: RetryJob): void {
    this.#jobs.set(job.id, job)
  }

  /** Durable when it resolves, together with what changes `also`. */
  async save(job: RetryJob, also: readonly RecordChange[] = []): Promise<void> {
    await this.#records.saveRecords([...also, { collection, id: job.id, body: JSON.stringify(job) }])
    this.note(this.has(job.id) && job.status === 'running' ? this.withStop(job) : job)
  }

  /** Somebody may have stopped it while the store was asked. */
  withStop(job: RetryJob): RetryJob {
    const { status, stoppedBy, finishedAt } = this.find(job.id)
    return { ...job, status, stoppedBy, finishedAt }
  }

  async remove(id: string, also: readonly RecordChange[]): Promise<void> {
    await this.#records.saveRecords([...also, { collection, id, body: null }])
    this.#jobs.delete(id)
  }
}
