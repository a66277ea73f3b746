import type { Clock } from '../core/clock.ts'
import type { DeliveryStatus } from '../core/delivery.ts'
import type { JsonObject } from '../core/json.ts'
import type { Log } from '../core/log.ts'
import { newId } from '../core/new-id.ts'
import { Problem } from '../core/problem.ts'
import type { JournalFilter } from '../core/store/journal-filter.ts'
import type { Store } from '../core/store.ts'
import type { Bindings } from './bindings.ts'
import type { Dispatcher } from './dispatcher.ts'
import { type RetryJob, type RetryWish, repeatable, type Who } from './retry-job.ts'
import { RetryJobBook } from './retry-job-book.ts'
import { idOfPage, RetryPages } from './retry-pages.ts'
import { failedBefore, longestPage, RetryWalks } from './retry-walks.ts'

/** One job takes up no more; whoever needs more narrows the filter and makes several. */
const mostRetried = 250_000
/** Walks over the journal at the same time. */
const mostRunning = 10
/** Without a job: as many as one request is worth waiting for. */
const mostAtOnce = 100_000

export interface RetryJobsTools {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly bindings: Pick<Bindings, 'get'>
  readonly dispatcher: Pick<Dispatcher, 'requeue'>
}

/** All jobs of sending again: each is a record, and what it took in hand stands in pages beside it. */
export class RetryJobs {
  readonly #tools: RetryJobsTools
  readonly #book: RetryJobBook
  readonly #pages: RetryPages
  readonly #walks: RetryWalks

  static async open(tools: RetryJobsTools): Promise<RetryJobs> {
    return new RetryJobs(tools, await RetryJobBook.open(tools.store))
  }

  private constructor(tools: RetryJobsTools, book: RetryJobBook) {
    this.#tools = tools
    this.#book = book
    this.#pages = new RetryPages(tools.store)
    this.#walks = new RetryWalks({ ...tools, book, pages: this.#pages })
  }

  /** Goes on with what was under way when the server ended. */
  start(): void {
    for (const job of this.#book.running()) this.#walks.setOff(job)
  }

  /** Ends after the pages in hand; what is left goes on at the next start. */
  close(): Promise<void> {
    return this.#walks.close()
  }

  /** Newest first. */
  list(): RetryJob[] {
    return this.#book.list()
  }

  /** Throws `not-found`. */
  find(id: string): RetryJob {
    return this.#book.find(id)
  }

  /** Ids of everything that a job has taken in hand so far; none for a job that is not there. */
  async deliveriesOf(id: string): Promise<string[]> {
    return this.#book.has(id) ? this.#pages.ids(id) : []
  }

  /** How many of each status and integration a wish finds now. */
  async count(which: JournalFilter): Promise<Pick<RetryJob, 'matched' | 'integrations'>> {
    const counts = new Map<string, number>()
    for (const { integrationId, count } of await this.#tools.store.countByHour(which))
      counts.set(integrationId, (counts.get(integrationId) ?? 0) + count)
    const integrations = [...counts].map(([id, count]) => ({ id, count })).sort((a, b) => b.count - a.count)
    return { matched: integrations.reduce((sum, { count }) => sum + count, 0), integrations }
  }

  /** Where the deliveries of a job stand now. */
  async results(job: RetryJob): Promise<Readonly<Partial<Record<DeliveryStatus, number>>>> {
    const results: Partial<Record<DeliveryStatus, number>> = {}
    const deliveryIds = await this.#pages.ids(job.id)
    for (const { status, count } of await this.#tools.store.countByHour({ deliveryIds }))
      results[status] = (results[status] ?? 0) + count
    return results
  }

  /** Durable when it resolves. Throws `fields-invalid` for too many at once, `conflict` when too many jobs run already. */
  async create(wish: RetryWish, createdBy: Who): Promise<RetryJob> {
    if (this.#book.running().length >= mostRunning)
      throw new Problem('conflict', `${mostRunning} retry jobs run already; wait for one of them or stop it`)
    const createdAt = this.#tools.clock.now()
    const which = { ...wish.which, to: Math.min(wish.which.to ?? Number.POSITIVE_INFINITY, createdAt + 1) }
    const found = await this.count(which)
    if (found.matched > mostRetried) {
      const message = `finds ${found.matched} deliveries; one job takes ${mostRetried}. Narrow it, such as by its period`
      throw new Problem('fields-invalid', `filter ${message}`, { errors: [{ path: 'filter', message }] })
    }
    const job: RetryJob = {
      ...wish,
      ...found,
      id: newId('retry'),
      status: 'running',
      which,
      retried: 0,
      leftOut: 0,
      createdAt,
      createdBy,
      finishedAt: null,
      stoppedBy: null,
      cursor: null,
      pages: 0,
      inHand: false,
    }
    await this.#book.save(job)
    this.#walks.setOff(job)
    return job
  }

  /** The same at once and without a record, for at most a hundred thousand. Returns how many were made due. */
  async retryNow(which: JournalFilter): Promise<number> {
    const { store, clock, dispatcher } = this.#tools
    const startedAt = clock.now()
    const asked = { ...which, to: Math.min(which.to ?? Number.POSITIVE_INFINITY, startedAt + 1) }
    let retried = 0
    let cursor: string | undefined
    do {
      const page = await store.findDeliveries(asked, {
        limit: longestPage,
        order: 'asc',
        ...(cursor ? { cursor } : {}),
      })
      const ids = failedBefore(page.items, startedAt).map(({ id }) => id)
      if (ids.length > 0) retried += await dispatcher.requeue({ ids }, 'bulk', which.statuses ?? repeatable)
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined && retried < mostAtOnce)
    return retried
  }

  /** Ends a job after the page in hand. What was made due stays due. One that has ended stays as it is. */
  async stop(id: string, stoppedBy: Who): Promise<RetryJob> {
    const job = this.find(id)
    if (job.status !== 'running') return job
    this.#book.note({ ...job, status: 'stopped', stoppedBy, finishedAt: this.#tools.clock.now() })
    await this.#walks.halted(id)
    await this.#book.save(this.find(id))
    return this.find(id)
  }

  /** Takes a client out of what people searched for: their jobs end, and the words go. */
  async erase(mentions: (text: string) => boolean, who: Who, instead: string): Promise<void> {
    for (const { id, filter } of this.list()) {
      if (!mentions(JSON.stringify(filter))) continue
      await this.stop(id, who)
      const job = this.find(id)
      const { search: _search, ...which } = job.which
      const words = Object.entries(job.filter).map(([name, value]) => [name, mentions(String(value)) ? instead : value])
      await this.#book.save({ ...job, which, filter: Object.fromEntries(words) as JsonObject })
    }
  }

  /** Forgets what ended before. */
  async forgetOld(before: number): Promise<void> {
    for (const job of this.list()) {
      if (job.finishedAt === null || job.finishedAt >= before) continue
      const pages = Array.from({ length: job.pages }, (_, at) => this.#pages.removal(idOfPage(job.id, at)))
      await this.#book.remove(job.id, pages)
    }
  }
}
