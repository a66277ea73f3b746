import assert from 'node:assert/strict'
import type { Store } from '../core/store.ts'
import {
  type Case,
  delivered,
  dueIds,
  first,
  lanesByName,
  nine,
  sampleAttempt,
  sampleDelivery,
  sampleEvent,
  saveOne,
  toRetry,
} from './suite-samples.ts'

/** What a store promises when deliveries are asked for again, shifted or canceled. */
export const changeCases: readonly Case[] = [
  {
    name: 'a failed delivery asked for again is due now with a fresh schedule, and its attempts stay',
    async run({ store }) {
      const { ids } = await saveOne(store, [sampleDelivery({ expiresAt: nine + 100 })])
      const id = first(ids)
      await store.recordAttempts([
        delivered(id, { status: 'failed', outcome: 'permanent', reason: 'bot was removed', tries: 7 }),
      ])
      const later = nine + 3_600_000
      const asked = await store.requeueDeliveries({ ids: [id] }, { now: later, trigger: 'manual', from: ['failed'] })
      assert.deepEqual(asked, [{ id, integrationId: 'telegram' }])
      const due = first(
        await store.dueDeliveries({ integrationId: 'telegram', now: later, limit: 1, perBinding: 1, except: [] }),
      )
      assert.deepEqual([due.attemptsCount, due.tries, due.trigger, due.dueAt], [1, 0, 'manual', later])
      assert.equal(due.expiresAt, null, 'whoever asks again wants it sent')
      const kept = await store.delivery(id)
      assert.deepEqual([kept?.status, kept?.finishedAt, kept?.nextAttemptAt], ['retrying', null, later])
      assert.equal(kept?.attempts.length, 1)
      await store.recordAttempts([toRetry(id, later + 5, { attempt: sampleAttempt({ no: 2 }), attemptsCount: 2 })])
      const next = first(
        await store.dueDeliveries({ integrationId: 'telegram', now: later + 5, limit: 1, perBinding: 1, except: [] }),
      )
      assert.equal(next.trigger, 'auto', 'the one after a manual attempt is owed to the schedule')
    },
  },
  {
    name: 'only deliveries in the named statuses are asked for again',
    async run({ store }) {
      const { done, failed, open, skipped } = await oneOfEach(store)
      const change = { now: nine + 9000, trigger: 'bulk', from: ['failed', 'skipped'] } as const
      const ids = [done, failed, open, skipped, 'd1', 'nonsense']
      const asked = await store.requeueDeliveries({ ids }, change)
      assert.deepEqual(
        asked.map(({ id }) => id),
        [failed, skipped],
      )
      assert.equal((await store.delivery(done))?.status, 'delivered')
      assert.deepEqual(await store.requeueDeliveries({ ids: [] }, change), [])
    },
  },
  {
    name: 'deliveries found by a filter are asked for again oldest first, so many and no more',
    async run({ store }) {
      const { ids } = await saveOne(
        store,
        [1, 2, 3, 4, 5].map(() => sampleDelivery()),
      )
      await store.recordAttempts(ids.map((id) => delivered(id, { status: 'failed', outcome: 'retry' })))
      const change = { now: nine + 9000, trigger: 'bulk', from: ['failed'] } as const
      const filter = { bindingIds: ['missed'], outcomes: ['retry'] } as const
      const one = await store.requeueDeliveries({ filter, limit: 2, except: [ids[0] ?? ''] }, change)
      assert.deepEqual(
        one.map(({ id }) => id),
        [ids[1], ids[2]],
      )
      const other = await store.requeueDeliveries({ filter, limit: 10 }, change)
      assert.deepEqual(
        other.map(({ id }) => id),
        [ids[0], ids[3], ids[4]],
      )
      assert.deepEqual(await store.requeueDeliveries({ filter: { bindingIds: [] }, limit: 10 }, change), [])
    },
  },
  {
    name: 'when the clock was set, what waits keeps the time that was left; what waits for a time of day keeps that',
    async run({ store, reopen }) {
      const { ids } = await saveOne(store, [
        sampleDelivery({ dueAt: nine - 5 }),
        sampleDelivery({ dueAt: nine + 30, expiresAt: nine + 60 }),
        sampleDelivery({ integrationId: 'mail', dueAt: nine }),
        sampleDelivery({ dueAt: nine + 100, reason: 'quiet hours', expiresAt: nine + 500 }),
        sampleDelivery({ dueAt: nine + 1, expiresAt: nine + 2 }),
        sampleDelivery({ status: 'skipped', reason: 'expired', expiresAt: nine }),
      ])
      const [due, waits, retried, quiet, done, skipped] = ids as [string, string, string, string, string, string]
      await store.recordAttempts([toRetry(retried, nine + 40), delivered(done)])
      await store.shiftDue({ after: nine, by: 7000, exceptReason: 'quiet hours' })
      const again = await reopen()
      const everything = { now: nine + 1e9, limit: 9, perBinding: 9, except: [] }
      const open = [
        ...(await again.dueDeliveries({ ...everything, integrationId: 'telegram' })),
        ...(await again.dueDeliveries({ ...everything, integrationId: 'mail' })),
      ]
      assert.deepEqual(
        open.map(({ id, dueAt, expiresAt }) => [id, dueAt, expiresAt]),
        [
          [due, nine - 5, null],
          [quiet, nine + 100, nine + 7500],
          [waits, nine + 7030, nine + 7060],
          [retried, nine + 7040, null],
        ],
      )
      for (const id of [done, skipped]) assert.equal((await again.delivery(id))?.nextAttemptAt, null)
      await again.shiftDue({ after: nine - 1000, by: -7000, exceptReason: 'quiet hours' })
      assert.equal((await again.delivery(waits))?.nextAttemptAt, nine + 30)
      assert.equal((await again.delivery(due))?.nextAttemptAt, nine - 7005)
    },
  },
  {
    name: 'shifting holds for everything given before it and for nothing given after it',
    async run({ store }) {
      const { ids } = await saveOne(store, [sampleDelivery(), sampleDelivery()])
      const [before = '', after = ''] = ids
      await Promise.all([
        store.recordAttempts([toRetry(before, nine + 50)]),
        store.shiftDue({ after: nine, by: 7000, exceptReason: '' }),
        store.recordAttempts([toRetry(after, nine + 50)]),
      ])
      assert.equal((await store.delivery(before))?.nextAttemptAt, nine + 7050)
      assert.equal((await store.delivery(after))?.nextAttemptAt, nine + 50)
    },
  },
  {
    name: 'canceling closes what is open and leaves the rest alone',
    async run({ store }) {
      const { done, failed, open, skipped } = await oneOfEach(store)
      const change = { now: nine + 9000, reason: 'canceled by Anna' }
      assert.deepEqual(await store.cancelDeliveries({ ids: [done, failed, open, skipped] }, change), [open])
      const kept = await store.delivery(open)
      assert.deepEqual(
        [kept?.status, kept?.reason, kept?.finishedAt, kept?.nextAttemptAt],
        ['canceled', 'canceled by Anna', nine + 9000, null],
      )
      assert.deepEqual(await store.lanes(), [])
      const more = await saveOne(store, [sampleDelivery(), sampleDelivery({ integrationId: 'mail' })])
      assert.deepEqual(await store.cancelDeliveries({ filter: { integrationId: 'mail' }, limit: 10 }, change), [
        more.ids[1],
      ])
    },
  },
  {
    name: 'a change over many deliveries and lanes keeps the counts of the lanes true',
    async run({ store, reopen }) {
      const integrations = ['telegram', 'mail', 'crm']
      const saved = await store.saveEvents(
        Array.from({ length: 90 }, (_, at) =>
          sampleEvent({ deliveries: [sampleDelivery({ integrationId: integrations[at % 3] ?? '' })] }),
        ),
      )
      const ids = saved.flatMap(({ deliveryIds }) => deliveryIds)
      await Promise.all([
        store.recordAttempts(ids.slice(0, 30).map((id) => delivered(id))),
        store.recordAttempts(ids.slice(30, 45).map((id) => toRetry(id, nine + 5))),
        store.cancelDeliveries({ ids: ids.slice(45, 60) }, { now: nine, reason: 'x' }),
      ])
      await store.requeueDeliveries({ ids: ids.slice(0, 3) }, { now: nine, trigger: 'manual', from: ['delivered'] })
      const again = await reopen()
      assert.deepEqual(
        lanesByName(await again.lanes()).map(({ integrationId, open }) => [integrationId, open]),
        [
          ['crm', 16],
          ['mail', 16],
          ['telegram', 16],
        ],
      )
      for (const integration of integrations) assert.equal((await dueIds(again, integration, nine + 5)).length, 16)
    },
  },
]

async function oneOfEach(store: Store): Promise<{ done: string; failed: string; open: string; skipped: string }> {
  const { ids } = await saveOne(store, [
    sampleDelivery(),
    sampleDelivery(),
    sampleDelivery(),
    sampleDelivery({ status: 'skipped', reason: 'quiet hours' }),
  ])
  const [done = '', failed = '', open = '', skipped = ''] = ids
  await store.recordAttempts([delivered(done), delivered(failed, { status: 'failed', outcome: 'gone' })])
  return { done, failed, open, skipped }
}
