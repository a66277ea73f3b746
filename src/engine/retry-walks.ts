import type { Clock } from '../core/clock.ts'
import type { Delivery } from '../core/delivery.ts'
import type { Log } from '../core/log.ts'
import type { JournalStore } from '../core/store/journal-store.ts'
import type { Bindings } from './bindings.ts'
import type { Dispatcher } from './dispatcher.ts'
import { type RetryJob, repeatable } from './retry-job.ts'
import type { RetryJobBook } from './retry-job-book.ts'
import { idOfPage, pageOf, type RetryPages } from './retry-pages.ts'

/** Deliveries that are taken in hand together, at most. */
export const longestPage = 500
/** After the store could not do it. */
const afterTroubleMs = 1000

interface Tools {
  readonly store: Pick<JournalStore, 'findDeliveries'>
  readonly clock: Clock
  readonly log: Log
  readonly bindings: Pick<Bindings, 'get'>
  readonly dispatcher: Pick<Dispatcher, 'requeue'>
  readonly book: RetryJobBook
  readonly pages: RetryPages
}

/** Walks over the journal, one for each job that runs: page after page is taken in hand and made due, at the job's tempo. */
export class RetryWalks {
  readonly #tools: Tools
  readonly #book: RetryJobBook
  readonly #running = new Map<string, Promise<void>>()
  readonly #wakers = new Set<() => void>()
  #closing = false

  constructor(tools: Tools) {
    this.#tools = tools
    this.#book = tools.book
  }

  /** Begins the walk of a job, or goes on with it; nobody waits for its end. */
  setOff(job: RetryJob): void {
    const run = this.#run(job.id).finally(() => this.#running.delete(job.id))
    this.#running.set(job.id, run)
  }

  /** Resolves after the page in hand of a job that was stopped. */
  async halted(id: string): Promise<void> {
    for (const wake of this.#wakers) wake()
    await this.#running.get(id)
  }

  /** Ends after the pages in hand; what is left goes on at the next start. */
  async close(): Promise<void> {
    this.#closing = true
    for (const wake of this.#wakers) wake()
    await Promise.all(this.#running.values())
  }

  /** Page after page until there is none, somebody stops it, or the server ends. Never rejects. */
  async #run(id: string): Promise<void> {
    while (!this.#closing && this.#book.find(id).status === 'running') {
      try {
        const job = this.#book.find(id)
        const took = job.inHand ? await this.#finishPage(job) : await this.#takePage(job)
        if (took > 0) await this.#pause(job, took)
      } catch (error) {
        this.#tools.log.error({ err: error, job: id }, 'a retry job could not go on; it is tried again in a second')
        await this.#sleep(afterTroubleMs)
      }
    }
    const job = this.#book.find(id)
    if (this.#closing && job.status === 'running')
      await this.#book
        .save(job)
        .catch((error: unknown) =>
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
    await this.#book.save(next, [pageOf(idOfPage(job.id, job.pages), some)])
    return this.#requeue(this.#book.withStop(next), some, last)
  }

  /** The page that was in hand when the server ended: only what was not made due then is made due now. */
  async #finishPage(job: RetryJob): Promise<number> {
    const page = await this.#tools.pages.read(idOfPage(job.id, job.pages - 1))
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
    const done = this.#book.withStop({
      ...job,
      retried: job.retried + retried,
      leftOut: job.leftOut + some.length - retried,
      inHand: false,
    })
    this.#book.note(done)
    if (isLast && done.status === 'running') await this.#end(done)
    return some.length
  }

  async #end(job: RetryJob): Promise<void> {
    // What was counted at the start and was not there any more when its turn came.
    const leftOut = Math.max(job.leftOut, job.matched - job.retried)
    await this.#book.save({ ...job, status: 'done', leftOut, finishedAt: this.#tools.clock.now() })
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
export function failedBefore(deliveries: readonly Delivery[], moment: number): Delivery[] {
  return deliveries.filter(({ finishedAt }) => finishedAt === null || finishedAt <= moment)
}

function pageSize({ perSecond }: RetryJob): number {
  return Math.max(1, Math.min(longestPage, Math.floor(perSecond ?? longestPage)))
}
