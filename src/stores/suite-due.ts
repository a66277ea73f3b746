import assert from 'node:assert/strict'
import {
  type Case,
  delivered,
  dueIds,
  lanesByName,
  nine,
  sampleDelivery,
  sampleEvent,
  saveOne,
} from './suite-samples.ts'

/** What a store promises about deliveries that are due. */
export const dueCases: readonly Case[] = [
  {
    name: 'a new delivery is due with the event it carries',
    async run({ store }) {
      const { no, ids } = await saveOne(store, [sampleDelivery({ bindingVersion: 3, expiresAt: nine + 60_000 })])
      const due = await store.dueDeliveries({
        integrationId: 'telegram',
        now: nine,
        limit: 5,
        perBinding: 5,
        except: [],
      })
      assert.deepEqual(due, [
        {
          id: ids[0],
          bindingId: 'missed',
          bindingVersion: 3,
          integrationId: 'telegram',
          dueAt: nine,
          expiresAt: nine + 60_000,
          attemptsCount: 0,
          tries: 0,
          createdAt: nine,
          trigger: 'auto',
          event: await store.event(no),
        },
      ])
    },
  },
  {
    name: 'nothing is due before its time, at another integration, or when it was skipped',
    async run({ store }) {
      await saveOne(store, [
        sampleDelivery({ dueAt: nine + 1 }),
        sampleDelivery({ integrationId: 'mail' }),
        sampleDelivery({ status: 'skipped', reason: 'quiet hours' }),
      ])
      assert.deepEqual(await dueIds(store, 'telegram', nine), [])
      assert.equal((await dueIds(store, 'telegram', nine + 1)).length, 1)
      assert.deepEqual(await dueIds(store, 'never-heard-of', nine), [])
    },
  },
  {
    name: 'five thousand deliveries of one binding do not hide three of another',
    async run({ store }) {
      const flood = Array.from({ length: 5000 }, () =>
        sampleEvent({ deliveries: [sampleDelivery({ bindingId: 'flood' })] }),
      )
      await store.saveEvents(flood)
      const { ids } = await saveOne(
        store,
        [1, 2, 3].map(() => sampleDelivery({ bindingId: 'rare', dueAt: nine + 10 })),
      )
      const page = await dueIds(store, 'telegram', nine + 10, { limit: 50, perBinding: 50 })
      assert.equal(page.length, 50)
      for (const id of ids) assert.ok(page.includes(id))
      assert.equal((await dueIds(store, 'telegram', nine + 10, { limit: 50, perBinding: 10 })).length, 13)
    },
  },
  {
    name: 'the earliest of a binding come first, and not those in hand',
    async run({ store }) {
      const dues = [nine + 3, nine + 1, nine + 2, nine]
      const { ids } = await saveOne(
        store,
        dues.map((dueAt) => sampleDelivery({ dueAt })),
      )
      const [third, first, second, zeroth] = ids
      assert.deepEqual(await dueIds(store, 'telegram', nine + 2, { perBinding: 2 }), [zeroth, first])
      const except = [zeroth ?? '', 'not-one-of-ours']
      assert.deepEqual(await dueIds(store, 'telegram', nine + 9, { except }), [first, second, third])
    },
  },
  {
    name: 'with more bindings than places every place is filled, each binding once',
    async run({ store }) {
      const deliveries = Array.from({ length: 40 }, (_, at) => sampleDelivery({ bindingId: `binding-${at % 20}` }))
      const { ids } = await saveOne(store, deliveries)
      const page = await store.dueDeliveries({
        integrationId: 'telegram',
        now: nine,
        limit: 10,
        perBinding: 5,
        except: [],
      })
      assert.equal(new Set(page.map(({ bindingId }) => bindingId)).size, 10)
      // Eighteen bindings have everything in hand: the other two fill the places they can.
      const left = new Set([0, 20, 1, 21].map((at) => ids[at] ?? ''))
      const except = ids.filter((id) => !left.has(id))
      assert.deepEqual(new Set(await dueIds(store, 'telegram', nine, { limit: 10, perBinding: 5, except })), left)
    },
  },
  {
    name: 'a lane says how much is open and when the next is due',
    async run({ store }) {
      assert.deepEqual(await store.lanes(), [])
      const { ids } = await saveOne(store, [
        sampleDelivery({ dueAt: nine + 50 }),
        sampleDelivery({ bindingId: 'other', dueAt: nine + 20 }),
        sampleDelivery({ integrationId: 'mail', dueAt: nine + 70 }),
        sampleDelivery({ integrationId: 'quiet', status: 'skipped' }),
      ])
      const telegram = { integrationId: 'telegram', open: 2, nextDueAt: nine + 20 }
      const mail = { integrationId: 'mail', open: 1, nextDueAt: nine + 70 }
      assert.deepEqual(lanesByName(await store.lanes()), [mail, telegram])
      assert.deepEqual(await store.lane('telegram', []), telegram)
      assert.deepEqual(await store.lane('telegram', [ids[1] ?? '']), { ...telegram, nextDueAt: nine + 50 })
      assert.equal(await store.lane('quiet', []), null)
      await store.recordAttempts([delivered(ids[0] ?? ''), delivered(ids[2] ?? '')])
      assert.deepEqual(await store.lanes(), [{ ...telegram, open: 1 }])
      assert.equal(await store.lane('mail', []), null)
    },
  },
]
