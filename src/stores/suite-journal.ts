import assert from 'node:assert/strict'
import fc from 'fast-check'
import { searchKeys, searchTerms } from '../core/search-keys.ts'
import type { JournalFilter } from '../core/store/journal-filter.ts'
import type { Store } from '../core/store.ts'
import { addToCrowd, crowdFilters } from './suite-crowd.ts'
import { JournalModel } from './suite-model.ts'
import { allDeliveries, allEvents } from './suite-pages.ts'
import { type Case, delivered, nine, sampleDelivery, sampleEvent, saveOne } from './suite-samples.ts'
import { buildWorld, eachPartAlone, filters, worlds } from './suite-worlds.ts'

/** What a store promises about questions about the past. */
export const journalCases: readonly Case[] = [
  {
    name: 'every filter alone finds its deliveries, and so do any together',
    async run({ another }) {
      await fc.assert(
        fc.asyncProperty(worlds, fc.array(filters, { minLength: 40, maxLength: 40 }), async (world, asked) => {
          const store = await another()
          const model = await buildWorld(store, world)
          for (const filter of [...eachPartAlone(model), ...asked]) await compare(store, model, filter)
        }),
        { numRuns: 4, endOnFailure: true },
      )
    },
  },
  {
    name: 'thousands of rows are filtered and paged as a few are',
    async run({ store }) {
      const model = new JournalModel()
      for (let part = 0; part < 18; part++) await addToCrowd(store, model, part)
      for (const filter of crowdFilters) {
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
