import { Form } from '../core/form.ts'
import { isJsonObject, type JsonObject } from '../core/json.ts'
import type { JournalFilter } from '../core/store/journal-filter.ts'
import { type RetryJob, type RetryWish, repeatable } from '../engine/retry-job.ts'
import type { View } from '../journal/view.ts'
import type { House } from './house.ts'
import { noteChange } from './note-change.ts'
import { retryJobDescriptions } from './openapi/retry-jobs.ts'
import { pageOf } from './page.ts'
import type { Asked, Route } from './route.ts'

/** A selection by hand; more than that is a filter. */
const mostSelected = 1000
const mostPerSecond = 1000

/** Sending many deliveries again, as jobs that can be watched and stopped. */
export function retryJobRoutes(house: House): Route[] {
  const { retryJobs } = house.engine
  return [
    {
      method: 'GET',
      path: '/retry-jobs',
      right: 'journal:read',
      summary: 'Lists the jobs that send deliveries again, newest first',
      ...retryJobDescriptions.list,
      personal: true,
      handle: ({ query, view }) => ({ body: pageOf(retryJobs.list(), query, (job) => showRetryJob(job, view, house)) }),
    },
    {
      method: 'POST',
      path: '/retry-jobs',
      right: 'journal:retry',
      summary: 'Sends again everything that a filter finds, at a tempo; with dry_run it only counts',
      ...retryJobDescriptions.create,
      body: 'json',
      handle: (asked) => createRetryJob(asked, house),
    },
    {
      method: 'GET',
      path: '/retry-jobs/:id',
      right: 'journal:read',
      summary: 'Tells how far a retry job is, and where its deliveries stand now',
      ...retryJobDescriptions.read,
      personal: true,
      handle: ({ params, view }) => told(retryJobs.find(params['id']!), view, house),
    },
    {
      method: 'POST',
      path: '/retry-jobs/:id/stop',
      right: 'journal:retry',
      summary: 'Stops a retry job; what it has made due already is sent',
      ...retryJobDescriptions.stop,
      body: 'json',
      handle: async (asked) => {
        const { id, name } = asked.caller
        const before = retryJobs.find(asked.params['id']!)
        const job = await retryJobs.stop(before.id, { id, name })
        if (before.status === 'running')
          await noteChange(
            asked,
            { action: 'retry_job.stop', object: `retry-jobs:${job.id}`, after: counts(job) },
            house,
          )
        return told(job, asked.view, house)
      },
    },
  ]
}

async function createRetryJob(asked: Asked, house: House) {
  const { retryJobs } = house.engine
  const { dryRun, ...wish } = await readWish(asked.body, house)
  if (dryRun) {
    const { matched, integrations } = await retryJobs.count(wish.which)
    return { body: { dry_run: true, matched, integrations: shownIntegrations(integrations, house) } }
  }
  const { id, name } = asked.caller
  const job = await retryJobs.create(wish, { id, name })
  // The filter stays out of the audit log: it may hold a client's number.
  await noteChange(asked, { action: 'retry_job.create', object: `retry-jobs:${job.id}`, after: counts(job) }, house)
  return { status: 201, body: showRetryJob(job, asked.view, house) }
}

async function readWish(body: unknown, { journal }: House): Promise<RetryWish & { readonly dryRun: boolean }> {
  const form = new Form(body)
  const filter = form.take('filter') ?? {}
  if (!isJsonObject(filter)) form.fault('filter', 'must be an object with the filters of the journal')
  const deliveryIds = readSelection(form)
  if (deliveryIds === undefined && !form.has('filter'))
    form.fault('filter', 'is required, unless delivery_ids is given')
  const perSecond = form.number('per_second', { min: 1, max: mostPerSecond, whole: true, fallback: null })
  const binding = form.choice('binding', ['as_fired', 'current'], 'as_fired')
  const dryRun = form.flag('dry_run', false)
  form.finish()
  const asked = await journal.filter(filter as JsonObject)
  const which = { ...asked, ...(deliveryIds && { deliveryIds }), statuses: repeatableOf(asked) }
  const shown = deliveryIds ? { ...(filter as JsonObject), delivery_ids: deliveryIds } : (filter as JsonObject)
  return { filter: shown, which, perSecond, binding, dryRun }
}

/** Of the statuses asked for, those that can be sent again; failed ones when none was named. */
export function repeatableOf({ statuses }: JournalFilter) {
  return statuses?.filter((status) => repeatable.includes(status)) ?? ['failed' as const]
}

function readSelection(form: Form): string[] | undefined {
  const ids = form.take('delivery_ids')
  if (ids === undefined || ids === null) return undefined
  const fits = Array.isArray(ids) && ids.length <= mostSelected && ids.every((id) => typeof id === 'string')
  return fits ? (ids as string[]) : form.fault('delivery_ids', `must be a list of at most ${mostSelected} ids`)
}

async function told(job: RetryJob, view: View, house: House) {
  const { delivered = 0, failed = 0, canceled = 0, skipped = 0, ...open } = await house.engine.retryJobs.results(job)
  const waiting = (open.pending ?? 0) + (open.retrying ?? 0)
  return { body: { ...showRetryJob(job, view, house), results: { waiting, delivered, failed, canceled, skipped } } }
}

/** The API's form of a job. What was searched for may be a client's number. */
function showRetryJob(job: RetryJob, view: View, house: House): JsonObject {
  const { filter } = job
  const shown = view.isClear || filter['q'] === undefined ? filter : { ...filter, q: '•••' }
  return {
    id: job.id,
    status: job.status,
    filter: shown,
    binding: job.binding,
    per_second: job.perSecond,
    ...counts(job),
    integrations: shownIntegrations(job.integrations, house),
    created_at: new Date(job.createdAt).toISOString(),
    created_by: { id: job.createdBy.id, name: job.createdBy.name },
    finished_at: job.finishedAt === null ? null : new Date(job.finishedAt).toISOString(),
    stopped_by: job.stoppedBy && { id: job.stoppedBy.id, name: job.stoppedBy.name },
  }
}

function counts({ matched, retried, leftOut }: RetryJob) {
  return { matched, retried, left_out: leftOut }
}

function shownIntegrations(some: RetryJob['integrations'], { names }: House) {
  return some.map(({ id, count }) => {
    const integration = names.integration(id)
    return { id, name: integration?.name ?? null, kind: integration?.kind ?? null, count }
  })
}
