import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type DeliveryStatus, deliveryStatuses, triggers } from '../core/delivery.ts'
import type { OutcomeKind } from '../core/outcome.ts'
import { searchKeys, searchTerms } from '../core/search-keys.ts'
import type { NewDelivery, NewEvent } from '../core/store/event-store.ts'
import type { JournalFilter, SearchKey } from '../core/store/journal-filter.ts'
import type { Page, PageOf } from '../core/store/page.ts'
import type { Store } from '../core/store.ts'
import { JournalModel } from './suite-model.ts'
import {
  type Case,
  delivered,
  endings,
  nine,
  sampleAttempt,
  sampleDelivery,
  sampleEvent,
  saveOne,
} from './suite-samples.ts'

/** What a store promises about questions about the past. */
export const journalCases: readonly Case[] = [
  {
    name: 'every filter alone finds its deliveries, and so do any together',
    async run({ another }) {
      await fc.assert(
        fc.asyncProperty(worlds, fc.array(filters, { minLength: 40, maxLength: 40 }), async (world, asked) => {
          const store = await another()
          const model = await build(store, world)
          for (const filter of [...oneByOne(model), ...asked]) await compare(store, model, filter)
        }),
        { numRuns: 4, endOnFailure: true },
      )
    },
  },
  {
    name: 'thousands of rows are filtered and paged as a few are',
    async run({ store }) {
      const model = new JournalModel()
      for (let part = 0; part < 18; part++) await addPart(store, model, part)
      for (const filter of bigQuestions) {
        const expected = model.findDeliveries(filter).map(({ id }) => id)
        assert.deepEqual(
          await allDeliveries(store, filter, { limit: 700, order: 'asc' }),
          expected,
          JSON.stringify(filter),
        )
        const { items } = await store.findDeliveries(filter, { limit: 50 })
        assert.deepEqual(
          items.map(({ id }) => id),
          expected.toReversed().slice(0, 50),
          JSON.stringify(filter),
        )
        assert.deepEqual(await allEvents(store, filter, { limit: 900 }), model.findEvents(filter).toReversed())
        assert.equal(await store.countDeliveries(filter, 300), Math.min(expected.length, 300))
      }
    },
  },
  {
    name: 'paging never loses or repeats a row while new ones arrive',
    async run({ store }) {
      const some = (count: number) =>
        store.saveEvents(Array.from({ length: count }, () => sampleEvent({ deliveries: [sampleDelivery()] })))
      await some(50)
      const there = await allDeliveries(store, {}, { limit: 100, order: 'asc' })
      const down = await allDeliveries(store, {}, { limit: 7 }, () => some(3))
      assert.deepEqual(down, there.toReversed(), 'newest first: what was there when the first page was read')
      const up = await allDeliveries(store, {}, { limit: 9, order: 'asc' }, () => some(4))
      assert.deepEqual(up.slice(0, there.length), there)
      assert.equal(new Set(up).size, up.length)
      assert.equal(up.length, await store.countDeliveries({}, 1e6), 'oldest first: also what came meanwhile')
    },
  },
  {
    name: 'a caller is found by any way to write the number, by its last digits, by name and by call id',
    async run({ store }) {
      const anna = await saveOne(store, [sampleDelivery()], {
        searchKeys: searchKeys(['+7 000 555-01-23', 'Anna Petrova', 'c-77/9']),
      })
      await saveOne(store, [sampleDelivery()], { searchKeys: searchKeys(['+7 000 555-01-24', 'Ann Smith', 'c-78/9']) })
      for (const typed of [
        '+7 (000) 555 01 23',
        '80005550123',
        '550123',
        '0123',
        'anna',
        'PETROVA',
        'petrova anna',
        'c-77',
        'C-77/9',
        'anna 0123',
        '*50123',
        '5550123*',
        '* 00 555-01-23 *',
      ]) {
        const { items } = await store.findDeliveries({ search: searchTerms(typed) }, { limit: 5 })
        assert.deepEqual(
          items.map(({ id }) => id),
          anna.ids,
          typed,
        )
      }
      const both = await store.findDeliveries({ search: searchTerms('*70005*') }, { limit: 5 })
      assert.equal(both.items.length, 2, 'digits anywhere in a number')
      for (const typed of ['9999', '5501', '*9999*', '*01*', 'anna smith', 'nna', '%', '_'])
        assert.equal(await store.countDeliveries({ search: searchTerms(typed) }, 5), 0, typed)
      assert.equal(await store.countDeliveries({ search: [{ keys: [] }] }, 5), 0)
      assert.equal(await store.countDeliveries({ search: [] }, 5), 2)
    },
  },
  {
    name: 'percentiles are those of the time from acceptance to the end',
    async run({ store }) {
      const { ids } = await saveOne(
        store,
        Array.from({ length: 100 }, () => sampleDelivery()),
      )
      await store.recordAttempts(ids.map((id, at) => delivered(id, { finishedAt: nine + (at + 1) * 10 })))
      await saveOne(store, [sampleDelivery({ integrationId: 'mail' })], { receivedAt: nine + 3_600_000 })
      assert.deepEqual(await store.countByHour({}), [
        { hour: nine, status: 'delivered', integrationId: 'telegram', count: 100, p50Ms: 500, p95Ms: 950, p99Ms: 990 },
        {
          hour: nine + 3_600_000,
          status: 'pending',
          integrationId: 'mail',
          count: 1,
          p50Ms: null,
          p95Ms: null,
          p99Ms: null,
        },
      ])
    },
  },
]

// ── worlds: events that came in some order, and what became of their deliveries ──

interface World {
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

// The clock mostly goes on, sometimes stands, and sometimes goes back.
const worlds: fc.Arbitrary<World> = fc.record({
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

const filters: fc.Arbitrary<JournalFilter> = fc.record(
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

async function build(store: Store, world: World): Promise<JournalModel> {
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
function oneByOne(model: JournalModel): JournalFilter[] {
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

async function compare(store: Store, model: JournalModel, filter: JournalFilter): Promise<void> {
  const what = JSON.stringify(filter)
  const deliveries = model.findDeliveries(filter).map(({ id }) => id)
  assert.deepEqual(await allDeliveries(store, filter, { limit: 13, order: 'asc' }), deliveries, what)
  assert.deepEqual(await allDeliveries(store, filter, { limit: 17 }), deliveries.toReversed(), what)
  assert.equal(await store.countDeliveries(filter, 20), Math.min(20, deliveries.length), what)
  const events = model.findEvents(filter)
  assert.deepEqual(await allEvents(store, filter, { limit: 11, order: 'asc' }), events, what)
  assert.deepEqual(await allEvents(store, filter, { limit: 19 }), events.toReversed(), what)
  assert.equal(await store.countEvents(filter, 20), Math.min(20, events.length), what)
  const counts = (await store.countByHour(filter)).map((cell) => JSON.stringify(cell))
  assert.deepEqual(
    counts.sort(),
    model
      .countByHour(filter)
      .map((cell) => JSON.stringify(cell))
      .sort(),
    what,
  )
}

// ── a big one, for the ways that a store takes when there is much ─────────────

const bigQuestions: readonly JournalFilter[] = [
  {},
  { eventType: 'rating' },
  { statuses: ['failed'] },
  { search: [{ keys: [{ key: '=everybody', prefix: false }] }] },
  { search: [{ keys: [{ key: '=every', prefix: true }] }], bindingIds: ['vip'] },
  { search: [{ keys: [{ key: '=everybody', prefix: false }] }], eventType: 'call_function' },
  { search: [{ keys: [{ key: '=everybody', prefix: false }] }, { keys: [{ key: '=tenth', prefix: true }] }] },
  { search: [{ keys: [{ key: '=tenth', prefix: false }] }], statuses: ['pending'], from: nine + 2500, to: nine + 9100 },
  { search: [{ keys: [{ key: '#55', within: true }] }] },
  {
    search: [
      {
        keys: [
          { key: '#321', within: true },
          { key: '=tenth', prefix: false },
        ],
      },
    ],
    statuses: ['pending'],
  },
  { search: [{ keys: [{ key: '#9', within: true }] }, { keys: [{ key: '=every', prefix: true }] }] },
  { from: nine + 12_000, eventType: 'call_function', statuses: ['failed', 'pending'] },
  { statusCodes: [{ from: 200, to: 299 }], search: [{ keys: [{ key: '=everybody', prefix: false }] }] },
]

async function addPart(store: Store, model: JournalModel, part: number): Promise<void> {
  const events = Array.from({ length: 1000 }, (_, nth) => {
    const at = part * 1000 + nth
    return sampleEvent({
      receivedAt: nine + at,
      type: at % 50 === 0 ? 'rating' : 'call_function',
      searchKeys: ['=everybody', `#${at * 37}`, ...(at % 10 === 0 ? ['=tenth'] : [])],
      deliveries: [sampleDelivery({ bindingId: at % 100 === 0 ? 'vip' : 'missed' })],
    })
  })
  const saved = await store.saveEvents(events)
  for (const [nth, event] of events.entries()) model.add(event, saved[nth]!)
  const failed = saved.map((_, nth) => part * 1000 + nth).filter((at) => at % 7 === 0)
  const ending = { status: 'failed', outcome: 'permanent', finishedAt: nine + 50_000 } as const
  await store.recordAttempts(failed.map((at) => delivered(model.deliveries[at]?.id ?? '', ending)))
  const answer = { statusCode: 200, attemptsCount: 1, durationMs: 120, triggers: ['auto'] } as const
  for (const at of failed) model.change(at, { ...ending, ...answer })
}

// ── reading all pages ─────────────────────────────────────────────────────────

function allDeliveries(
  store: Store,
  filter: JournalFilter,
  page: Page,
  between?: () => Promise<unknown>,
): Promise<string[]> {
  return allPages(
    page,
    between,
    (next) => store.findDeliveries(filter, next),
    ({ id }) => id,
  )
}

function allEvents(store: Store, filter: JournalFilter, page: Page): Promise<number[]> {
  return allPages(
    page,
    undefined,
    (next) => store.findEvents(filter, next),
    ({ no }) => no,
  )
}

async function allPages<Item, Key>(
  page: Page,
  between: (() => Promise<unknown>) | undefined,
  read: (page: Page) => Promise<PageOf<Item>>,
  keyOf: (item: Item) => Key,
): Promise<Key[]> {
  const found: Key[] = []
  let cursor: string | null = null
  do {
    const { items, nextCursor }: PageOf<Item> = await read({ ...page, ...(cursor === null ? {} : { cursor }) })
    assert.ok(items.length <= page.limit)
    found.push(...items.map(keyOf))
    cursor = nextCursor
    // A few new rows each time, and in the end none, so that reading upwards ends.
    if (found.length < 120) await between?.()
  } while (cursor !== null)
  return found
}
