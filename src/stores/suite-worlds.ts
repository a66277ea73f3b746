import fc from 'fast-check'
import { type DeliveryStatus, deliveryStatuses, triggers } from '../core/delivery.ts'
import type { OutcomeKind } from '../core/outcome.ts'
import type { NewDelivery, NewEvent } from '../core/store/event-store.ts'
import type { JournalFilter, SearchKey } from '../core/store/journal-filter.ts'
import type { Store } from '../core/store.ts'
import { JournalModel } from './suite-model.ts'
import { delivered, endings, nine, sampleAttempt, sampleEvent } from './suite-samples.ts'

/** Events that came in some order, and what became of their deliveries. */
export interface World {
  readonly events: readonly NewEvent[]
  readonly endings: readonly { readonly at: number; readonly to: number; readonly tookMs: number }[]
}

const types = ['call_function', 'user_status', 'rating']
const bindings = ['missed', 'night', 'vip', 'crm']
const integrations = ['telegram', 'mail', 'crm']
const keys = ['=anna', '=ann', '=an', '=boris', '#3210', '#321', '#99', '=ann a', '=\u{10FFFF}a']
const codes = [200, 204, 404, 503, null]
const outcomes: readonly OutcomeKind[] = ['ok', 'accepted', 'permanent', 'gone', 'rate', 'auth']

const newDeliveries: fc.Arbitrary<NewDelivery> = fc.record({
  bindingId: fc.constantFrom(...bindings),
  bindingVersion: fc.integer({ min: 1, max: 3 }),
  integrationId: fc.constantFrom(...integrations),
  status: fc.constantFrom('pending', 'pending', 'skipped'),
  reason: fc.constant(null),
  dueAt: fc.constant(nine),
  expiresAt: fc.constant(null),
})

/** The clock mostly goes on, sometimes stands, and sometimes goes back. */
export const worlds: fc.Arbitrary<World> = fc.record({
  events: fc
    .array(
      fc.record({
        stepMs: fc.oneof(
          { weight: 8, arbitrary: fc.integer({ min: 0, max: 600_000 }) },
          { weight: 1, arbitrary: fc.integer({ min: -2_000_000, max: 0 }) },
        ),
        type: fc.constantFrom(...types),
        source: fc.constantFrom('api', 'asterisk'),
        searchKeys: fc.uniqueArray(fc.constantFrom(...keys), { maxLength: 3 }),
        deliveries: fc.array(newDeliveries, { maxLength: 4 }),
      }),
      { minLength: 60, maxLength: 90 },
    )
    .map((steps) => {
      let receivedAt = nine
      return steps.map(({ stepMs, ...event }) => {
        receivedAt += stepMs
        return sampleEvent({ ...event, receivedAt })
      })
    }),
  endings: fc.array(
    fc.record({ at: fc.nat(200), to: fc.nat(endings.length - 1), tookMs: fc.integer({ min: 0, max: 90_000 }) }),
    { minLength: 40, maxLength: 120 },
  ),
})

const times = fc.integer({ min: nine - 1_000_000, max: nine + 20_000_000 })

const searchKey: fc.Arbitrary<SearchKey> = fc.oneof(
  fc.record({ key: fc.constantFrom(...keys, '=', '#', '=b', '=zoe'), prefix: fc.boolean() }),
  fc.record({ key: fc.constantFrom('#0', '#55', '#2100', '#%', '#'), within: fc.constant<true>(true) }),
)

const searches = fc.array(
  fc.record({
    keys: fc.array(searchKey, { minLength: 1, maxLength: 2 }),
  }),
  { maxLength: 2 },
)

/** Any parts of a filter together, with values that worlds have and with some that none has. */
export const filters: fc.Arbitrary<JournalFilter> = fc.record(
  {
    from: times,
    to: times,
    eventType: fc.constantFrom(...types, 'unheard-of'),
    bindingIds: fc.subarray([...bindings, 'unheard-of']),
    integrationId: fc.constantFrom(...integrations, 'unheard-of'),
    statuses: fc.subarray<DeliveryStatus>([...deliveryStatuses]),
    outcomes: fc.subarray([...outcomes]),
    eventNo: fc.integer({ min: 0, max: 95 }),
    statusCodes: fc.subarray([{ from: 200, to: 299 }, { from: 404, to: 404 }, { from: 500, to: 599 }, null]),
    minAttempts: fc.integer({ min: 0, max: 3 }),
    maxAttempts: fc.integer({ min: 0, max: 3 }),
    minDurationMs: fc.integer({ min: 0, max: 900 }),
    triggers: fc.subarray([...triggers]),
    unanswered: fc.constant(true as const),
    search: searches,
  },
  { requiredKeys: [] },
)

/** Makes the world in the store, and beside it the model that knows the right answers. */
export async function buildWorld(store: Store, world: World): Promise<JournalModel> {
  const model = new JournalModel()
  for (let at = 0; at < world.events.length; at += 10) {
    const events = world.events.slice(at, at + 10)
    const saved = await store.saveEvents(events)
    for (const [nth, event] of events.entries()) model.add(event, saved[nth]!)
  }
  for (const ending of world.endings) await end(store, model, ending)
  return model
}

async function end(store: Store, model: JournalModel, { at, to, tookMs }: World['endings'][number]): Promise<void> {
  const delivery = model.deliveries[at]
  const ending = endings[to]
  if (delivery === undefined || ending === undefined) return
  const finishedAt = ending.status === 'retrying' ? null : delivery.createdAt + tookMs
  const nextAttemptAt = ending.status === 'retrying' ? nine : null
  const trigger = triggers[tookMs % triggers.length]!
  const answer = {
    statusCode: codes[tookMs % codes.length] ?? null,
    durationMs: tookMs % 1000,
    attemptsCount: delivery.attemptsCount + 1,
  }
  const attempt = sampleAttempt({ no: answer.attemptsCount, trigger })
  await store.recordAttempts([delivered(delivery.id, { ...ending, ...answer, attempt, finishedAt, nextAttemptAt })])
  model.change(at, { ...ending, ...answer, finishedAt, triggers: [...delivery.triggers, trigger] })
}

/** Each part of a filter by itself, with every value that is there. */
export function eachPartAlone(model: JournalModel): JournalFilter[] {
  const middle = model.events[30]?.event.receivedAt ?? nine
  return [
    {},
    { from: middle },
    { to: middle },
    { from: middle, to: middle },
    ...types.map((eventType) => ({ eventType })),
    ...bindings.map((bindingId) => ({ bindingIds: [bindingId] })),
    { bindingIds: [] },
    ...integrations.map((integrationId) => ({ integrationId })),
    ...deliveryStatuses.map((status) => ({ statuses: [status] })),
    ...outcomes.map((outcome) => ({ outcomes: [outcome] })),
    { eventNo: 7 },
    ...[{ from: 200, to: 299 }, { from: 404, to: 404 }, null].map((range) => ({ statusCodes: [range] })),
    { statusCodes: [] },
    ...[0, 1, 2].flatMap((count) => [{ minAttempts: count }, { maxAttempts: count }]),
    { minDurationMs: 500 },
    ...triggers.map((trigger) => ({ triggers: [trigger] })),
    { unanswered: true },
    { unanswered: true, statuses: ['failed'] },
    { deliveryIds: [] },
    ...namedSome(model),
    ...keys.flatMap((key) => [true, false].map((prefix) => ({ search: [{ keys: [{ key, prefix }] }] }))),
  ]
}

/** Every third delivery by its id, some that nobody has, alone and with more. */
function namedSome({ deliveries }: JournalModel): JournalFilter[] {
  const deliveryIds = [...deliveries.filter((_, at) => at % 3 === 0).map(({ id }) => id), 'd1', 'nobody'].toReversed()
  const search = [{ keys: [{ key: '=an', prefix: true }] }]
  return [
    { deliveryIds },
    { deliveryIds, statuses: ['delivered'] },
    { deliveryIds, search },
    { deliveryIds, eventNo: 7 },
  ]
}
