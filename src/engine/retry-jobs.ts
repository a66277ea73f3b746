import type { Clock } from '../core/clock.ts'
import type { Delivery, DeliveryStatus } from '../core/delivery.ts'
import type { JsonObject } from '../core/json.ts'
import type { Log } from '../core/log.ts'
import { newId } from '../core/new-id.ts'
import { Problem } from '../core/problem.ts'
import type { JournalFilter } from '../core/store/journal-filter.ts'
import type { RecordChange } from '../core/store/record-store.ts'
import type { Store } from '../core/store.ts'
import type { Bindings } from './bindings.ts'
import type { Dispatcher } from './dispatcher.ts'
import { idOfPage, pageOf, RetryPages } from './retry-pages.ts'

const collection = 'retry-jobs'
/** What a person may have sent again. A delivered message is not repeated: its receiver has it. */
export const repeatable: readonly DeliveryStatus[] = ['failed', 'canceled', 'skipped']
/** One job takes up no more; whoever needs more narrows the filter and makes several. */
export const mostRetried = 250_000
/** Walks over the journal at the same time. */
const mostRunning = 10
const longestPage = 500
/** Without a job: as many as one request is worth waiting for. */
const mostAtOnce = 100_000
/** After the store could not do it. */
const afterTroubleMs = 1000

/** A person or a key. */
interface Who {
  readonly id: string
  readonly name: string
}

/** With which version of its binding a delivery is made again. */
export type RetryVersion = 'as_fired' | 'current'

/** Sending many deliveries again, at a tempo, as a piece of work that can be watched and stopped, and outlives a restart. */
export interface RetryJob {
  readonly id: string
  readonly status: 'running' | 'done' | 'stopped'
  /** What was asked for, as a person wrote it, in the API's form. */
  readonly filter: JsonObject
  /** The same as it was read then: what is found later under the same words is not part of the job. */
  readonly which: JournalFilter
  readonly binding: RetryVersion
  /** Deliveries a second; null: as fast as the integrations take them. */
  readonly perSecond: number | null
  /** How many were found at the start, in all and for each integration. */
  readonly matched: number
  readonly integrations: readonly { readonly id: string; readonly count: number }[]
  readonly retried: number
  /** No longer in a state to be sent again when their turn came, or they could not be made with the current binding. */
  readonly leftOut: number
  readonly createdAt: number
  readonly createdBy: Who
  readonly finishedAt: number | null
  readonly stoppedBy: Who | null
  /** How far the walk is: the page after this one, or the first. */
  readonly cursor: string | null
  /** How many pages were taken down so far. */
  readonly pages: number
  /** True from the moment when a page was taken down until its deliveries are due: a crash may have come between. */
  readonly inHand: boolean
}

/** What a person asks for. */
export type RetryWish = Pick<RetryJob, 'filter' | 'which' | 'binding' | 'perSecond'>

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
  readonly #pages: RetryPages
  readonly #jobs = new Map<string, RetryJob>()
  readonly #running = new Map<string, Promise<void>>()
  readonly #wakers = new Set<() => void>()
  #closing = false

  static async open(tools: RetryJobsTools): Promise<RetryJobs> {
    const jobs = new RetryJobs(tools)
    const kept = (await tools.store.records(collection)).map(({ body }) => JSON.parse(body) as RetryJob)
    for (const job of kept) jobs.#jobs.set(job.id, job)
    return jobs
  }

  private constructor(tools: RetryJobsTools) {
    this.#tools = tools
    this.#pages = new RetryPages(tools.store)
  }

  /** Goes on with what was under way when the server ended. */
  start(): void {
    for (const job of this.#jobs.values()) if (job.status === 'running') this.#setOff(job)
  }

  /** Ends after the pages in hand; what is left goes on at the next start. */
  async close(): Promise<void> {
    this.#closing = true
    for (const wake of this.#wakers) wake()
    await Promise.all(this.#running.values())
  }

  /** Newest first. */
  list(): RetryJob[] {
    return [...this.#jobs.values()].sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
  }

  /** Throws `not-found`. */
  find(id: string): RetryJob {
    const job = this.#jobs.get(id)
    if (!job) throw new Problem('not-found', `There is no retry job ${id}`)
    return job
  }

  /** Ids of everything that a job has taken in hand so far; none for a job that is not there. */
  async deliveriesOf(id: string): Promise<string[]> {
    return this.#jobs.has(id) ? this.#pages.ids(id) : []
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
    const running = [...this.#jobs.values()].filter(({ status }) => status === 'running')
    if (running.length >= mostRunning)
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
    await this.#save(job)
    this.#setOff(job)
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
    this.#jobs.set(id, { ...job, status: 'stopped', stoppedBy, finishedAt: this.#tools.clock.now() })
    for (const wake of this.#wakers) wake()
    await this.#running.get(id)
    await this.#save(this.find(id))
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
      await this.#save({ ...job, which, filter: Object.fromEntries(words) as JsonObject })
    }
  }

  /** Forgets what ended before. */
  async forgetOld(before: number): Promise<void> {
    for (const job of this.list()) {
      if (job.finishedAt === null || job.finishedAt >= before) continue
      const pages = Array.from({ length: job.pages }, (_, at) => this.#pages.removal(idOfPage(job.id, at)))
      await this.#tools.store.saveRecords([...pages, { collection, id: job.id, body: null }])
      this.#jobs.delete(job.id)
    }
  }

  #setOff(job: RetryJob): void {
    const run = this.#run(job.id).finally(() => this.#running.delete(job.id))
    this.#running.set(job.id, run)
  }

  /** Page after page until there is none, somebody stops it, or the server ends. Never rejects. */
  async #run(id: string): Promise<void> {
    while (!this.#closing && this.find(id).status === 'running') {
      try {
        const job = this.find(id)
        const took = job.inHand ? await this.#finishPage(job) : await this.#takePage(job)
        if (took > 0) await this.#pause(job, took)
      } catch (error) {
        this.#tools.log.error({ err: error, job: id }, 'a retry job could not go on; it is tried again in a second')
        await this.#sleep(afterTroubleMs)
      }
    }
    const job = this.find(id)
    if (this.#closing && job.status === 'running')
      await this.#save(job).catch((error: unknown) =>
        this.#tools.log.warn({ err: error, job: id }, 'how far a retry job is could not be written'),
      )
  }

  /** Takes the next page down before anything of it is made due, so that a crash between leaves a trace. Returns how many. */
  async #takePage(job: RetryJob): Promise<number> {
    const { items, nextCursor } = await this.#tools.store.findDeliveries(job.which, {
      limit: pageSize(job),
      order: 'asc',
      ...(job.cursor === null ? {} : { cursor: job.cursor }),
    })
    const some = failedBefore(items, job.createdAt)
    const last = nextCursor === null
    if (some.length === 0 && last) {
      await this.#end(job)
      return 0
    }
    const next = { ...job, cursor: nextCursor, pages: job.pages + 1, inHand: true }
    await this.#save(next, [pageOf(idOfPage(job.id, job.pages), some)])
    return this.#requeue(this.#withStop(next), some, last)
  }

  /** The page that was in hand when the server ended: only what was not made due then is made due now. */
  async #finishPage(job: RetryJob): Promise<number> {
    const page = await this.#pages.read(idOfPage(job.id, job.pages - 1))
    const attemptsThen = new Map(page)
    const deliveryIds = [...attemptsThen.keys()]
    const { items } = await this.#tools.store.findDeliveries({ deliveryIds }, { limit: longestPage, order: 'asc' })
    const statuses = job.which.statuses ?? repeatable
    const left = items.filter(
      ({ id, status, attemptsCount }) => statuses.includes(status) && attemptsCount === attemptsThen.get(id),
    )
    const wasDone = items.filter(({ attemptsCount, id, status }) => {
      return status === 'pending' || status === 'retrying' || attemptsCount !== attemptsThen.get(id)
    })
    const counted = {
      ...job,
      retried: job.retried + wasDone.length,
      leftOut: job.leftOut + page.length - wasDone.length - left.length,
    }
    return this.#requeue(counted, left, job.cursor === null)
  }

  async #requeue(job: RetryJob, some: readonly Delivery[], isLast: boolean): Promise<number> {
    const { dispatcher } = this.#tools
    const able = job.binding === 'current' ? some.filter((delivery) => this.#fitsCurrent(delivery)) : some
    const from = job.which.statuses ?? repeatable
    const versions = job.binding === 'current' ? this.#currentVersions(able) : undefined
    const ids = able.map(({ id }) => id)
    const retried = ids.length === 0 ? 0 : await dispatcher.requeue({ ids }, 'bulk', from, versions)
    const done = this.#withStop({
      ...job,
      retried: job.retried + retried,
      leftOut: job.leftOut + some.length - retried,
      inHand: false,
    })
    this.#jobs.set(job.id, done)
    if (isLast && done.status === 'running') await this.#end(done)
    return some.length
  }

  async #end(job: RetryJob): Promise<void> {
    // What was counted at the start and was not there any more when its turn came.
    const leftOut = Math.max(job.leftOut, job.matched - job.retried)
    await this.#save({ ...job, status: 'done', leftOut, finishedAt: this.#tools.clock.now() })
  }

  /** The current binding can make it when it is still about the same events and still goes to the same place. */
  #fitsCurrent({ bindingId, integrationId, eventType }: Delivery): boolean {
    const binding = this.#tools.bindings.get(bindingId)
    return binding?.integrationId === integrationId && binding.eventType === eventType
  }

  #currentVersions(deliveries: readonly Delivery[]): Record<string, number> {
    const ids = new Set(deliveries.map(({ bindingId }) => bindingId))
    return Object.fromEntries([...ids].map((id) => [id, this.#tools.bindings.get(id)?.version ?? 0]))
  }

  /** Somebody may have stopped it while the store was asked. */
  #withStop(job: RetryJob): RetryJob {
    const { status, stoppedBy, finishedAt } = this.find(job.id)
    return { ...job, status, stoppedBy, finishedAt }
  }

  async #save(job: RetryJob, also: readonly RecordChange[] = []): Promise<void> {
    await this.#tools.store.saveRecords([...also, { collection, id: job.id, body: JSON.stringify(job) }])
    const known = this.#jobs.get(job.id)
    this.#jobs.set(job.id, known && job.status === 'running' ? this.#withStop(job) : job)
  }

  async #pause({ perSecond }: RetryJob, took: number): Promise<void> {
    if (perSecond !== null) return this.#sleep((took / perSecond) * 1000)
    // One turn of the event loop: whatever came meanwhile goes first.
    await new Promise((resolve) => setImmediate(resolve))
  }

  /** Ends early when a job is stopped or the server ends. */
  #sleep(ms: number): Promise<void> {
    if (this.#closing) return Promise.resolve()
    return new Promise((resolve) => {
      const wake = () => {
        callOff()
        this.#wakers.delete(wake)
        resolve()
      }
      const callOff = this.#tools.clock.after(ms, wake)
      this.#wakers.add(wake)
    })
  }
}

/** What failed after a job began, again or for the first time, is for another one. */
function failedBefore(deliveries: readonly Delivery[], moment: number): Delivery[] {
  return deliveries.filter(({ finishedAt }) => finishedAt === null || finishedAt <= moment)
}

function pageSize({ perSecond }: RetryJob): number {
  return Math.max(1, Math.min(longestPage, Math.floor(perSecond ?? longestPage)))
}
