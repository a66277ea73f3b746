import type { DeliveryStatus } from '../core/delivery.ts'
import { Form } from '../core/form.ts'
import { isJsonObject, type JsonObject } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import { repeatable } from '../engine/retry-job.ts'
import type { House } from './house.ts'
import { noteChange } from './note-change.ts'
import { deliveryDescriptions } from './openapi/deliveries.ts'
import { reasonsFor, sayStory } from './reasons.ts'
import { repeatableOf } from './retry-jobs.ts'
import type { Asked, Route } from './route.ts'

/** What can be brought forward. */
const waiting: readonly DeliveryStatus[] = ['pending', 'retrying']
/** The filter stays out of the audit log: it may hold a client's number. */
const retriedMany = { action: 'delivery.retry_many', object: 'deliveries' } as const

/** One delivery's story, and what a person can do about it. */
export function deliveryRoutes(house: House): Route[] {
  const { journal, engine, catalogue } = house
  const story = async (asked: Asked) =>
    sayStory(await journal.story(asked.params['id']!, asked.view), reasonsFor(asked, catalogue))
  return [
    {
      method: 'GET',
      path: '/deliveries/:id',
      right: 'journal:read',
      summary: 'Tells one delivery: the event, what was sent, every attempt and answer',
      ...deliveryDescriptions.story,
      personal: true,
      handle: async (asked) => ({ body: await story(asked) }),
    },
    {
      method: 'POST',
      path: '/deliveries/retry',
      right: 'journal:retry',
      summary: 'Sends again everything that a filter finds; with dry_run it only counts',
      ...deliveryDescriptions.retryMany,
      body: 'json',
      handle: async (asked) => {
        const result = await retryMany(asked.body, house)
        if (result['dry_run'] !== true) await noteChange(asked, { ...retriedMany, after: result }, house)
        return { status: 202, body: result }
      },
    },
    {
      method: 'POST',
      path: '/deliveries/:id/retry',
      right: 'journal:retry',
      summary: 'Sends one delivery again, now',
      ...deliveryDescriptions.retry,
      body: 'json',
      handle: async (asked) => {
        const id = asked.params['id']!
        const delivery = await found(id, house)
        if (delivery.status === 'delivered')
          throw new Problem('delivery-finished', 'It was delivered; sending it again would make a second message')
        await engine.dispatcher.requeue({ ids: [id] }, 'manual', [...repeatable, ...waiting])
        await noteChange(asked, { action: 'delivery.retry', object: `deliveries:${id}` }, house)
        return { status: 202, body: await story(asked) }
      },
    },
    {
      method: 'POST',
      path: '/deliveries/:id/cancel',
      right: 'journal:cancel',
      summary: 'Gives up a delivery that is still waiting',
      ...deliveryDescriptions.cancel,
      body: 'json',
      handle: async (asked) => {
        const id = asked.params['id']!
        const delivery = await found(id, house)
        if (!waiting.includes(delivery.status))
          throw new Problem('delivery-finished', `It is ${delivery.status} already`)
        if (engine.dispatcher.isFlying(id))
          throw new Problem('delivery-busy', 'It is being sent right now; look again in a moment')
        await engine.dispatcher.cancel({ ids: [id] }, `canceled by ${asked.caller.name}`)
        await noteChange(asked, { action: 'delivery.cancel', object: `deliveries:${id}` }, house)
        return { body: await story(asked) }
      },
    },
  ]
}

async function found(id: string, { store }: House) {
  const delivery = await store.delivery(id)
  if (!delivery) throw new Problem('not-found', `There is no delivery ${id}`)
  return delivery
}

/** Counts first; then makes everything found due, each delivery once, in pages, so that new events are never held up. */
async function retryMany(body: unknown, house: House): Promise<JsonObject> {
  const form = new Form(body)
  const given = form.take('filter')
  if (!isJsonObject(given)) form.fault('filter', 'is required: an object with the filters of the journal')
  const dryRun = form.flag('dry_run', false)
  form.finish()
  const asked = await house.journal.filter(given as JsonObject)
  const which = { ...asked, statuses: repeatableOf(asked) }
  const matched = await house.journal.count(which)
  if (dryRun) return { matched, retried: 0, dry_run: true }
  return { matched, retried: await house.engine.retryJobs.retryNow(which), dry_run: false }
}
