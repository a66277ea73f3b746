import assert from 'node:assert/strict'
import type { Store } from '../core/store.ts'
import {
  type Case,
  delivered,
  dueIds,
  first,
  nine,
  sampleAttempt,
  sampleDelivery,
  sampleEvent,
  saveOne,
  toRetry,
} from './suite-samples.ts'

/** What a store promises about deliveries on their way. */
export const deliveryCases: readonly Case[] = [
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
      assert.deepEqual(byName(await store.lanes()), [mail, telegram])
      assert.deepEqual(await store.lane('telegram', []), telegram)
      assert.deepEqual(await store.lane('telegram', [ids[1] ?? '']), { ...telegram, nextDueAt: nine + 50 })
      assert.equal(await store.lane('quiet', []), null)
      await store.recordAttempts([delivered(ids[0] ?? ''), delivered(ids[2] ?? '')])
      assert.deepEqual(await store.lanes(), [{ ...telegram, open: 1 }])
      assert.equal(await store.lane('mail', []), null)
    },
  },
  {
    name: 'a delivered message leaves the lane and keeps its attempt in the journal',
    async run({ store }) {
      const { no, ids } = await saveOne(store, [sampleDelivery()])
      await store.recordAttempts([delivered(first(ids))])
      assert.deepEqual(await dueIds(store, 'telegram', nine + 1e9), [])
      assert.deepEqual(await store.delivery(first(ids)), {
        id: ids[0],
        eventNo: no,
        eventType: 'call_function',
        eventTime: nine - 1000,
        bindingId: 'missed',
        bindingVersion: 1,
        integrationId: 'telegram',
        status: 'delivered',
        reason: null,
        outcome: 'ok',
        statusCode: 200,
        attemptsCount: 1,
        nextAttemptAt: null,
        createdAt: nine,
        finishedAt: nine + 1120,
        durationMs: 120,
        attempts: [sampleAttempt()],
      })
    },
  },
  {
    name: 'a retry comes back at its time with its count, and all attempts are kept in order',
    async run({ store, reopen }) {
      const { ids } = await saveOne(store, [sampleDelivery()])
      const id = first(ids)
      await store.recordAttempts([toRetry(id, nine + 5000, { tries: 0 })])
      assert.deepEqual(await dueIds(store, 'telegram', nine + 4999), [])
      const again = await reopen()
      const due = await again.dueDeliveries({
        integrationId: 'telegram',
        now: nine + 5000,
        limit: 1,
        perBinding: 1,
        except: [],
      })
      assert.deepEqual(
        due.map(({ attemptsCount, tries, dueAt }) => [attemptsCount, tries, dueAt]),
        [[1, 0, nine + 5000]],
      )
      const second = sampleAttempt({ no: 2, durationMs: 80.25, response: null, request: null, trigger: 'manual' })
      await again.recordAttempts([delivered(id, { attempt: second, attemptsCount: 2, durationMs: 80.25 })])
      const kept = await again.delivery(id)
      assert.deepEqual(kept?.attempts, [toRetry(id, 0).attempt, second])
      assert.equal(kept?.durationMs, 80.25)
    },
  },
  {
    name: 'what happens to a delivery in a breath stands in the journal as if it had taken hours',
    async run({ store }) {
      const breath = await saveOne(store, [sampleDelivery()])
      const hours = await saveOne(store, [sampleDelivery()])
      const change = { now: nine + 9000, trigger: 'manual', from: ['failed'] } as const
      const steps = (id: string) => [
        () => store.recordAttempts([toRetry(id, nine + 5000)]),
        () => {
          const attempt = sampleAttempt({ no: 2, outcome: 'permanent', statusCode: 400 })
          const ending = { attempt, status: 'failed', outcome: 'permanent', statusCode: 400, attemptsCount: 2 } as const
          return store.recordAttempts([delivered(id, { ...ending, reason: 'answered 400' })])
        },
        () => store.requeueDeliveries({ ids: [id] }, change),
        () => store.recordAttempts([delivered(id, { attempt: sampleAttempt({ no: 3 }), attemptsCount: 3 })]),
      ]
      await Promise.all(steps(first(breath.ids)).map((step) => step()))
      for (const step of steps(first(hours.ids))) {
        await step()
        await store.delivery(first(hours.ids))
      }
      const one = await store.delivery(first(breath.ids))
      const other = await store.delivery(first(hours.ids))
      assert.deepEqual(
        one?.attempts.map(({ no, outcome }) => [no, outcome]),
        [
          [1, 'retry'],
          [2, 'permanent'],
          [3, 'ok'],
        ],
      )
      assert.deepEqual({ ...one, id: '', eventNo: 0 }, { ...other, id: '', eventNo: 0 })
      assert.deepEqual(await store.lanes(), [])
      assert.equal(await store.countDeliveries({ statuses: ['delivered'] }, 10), 2)
    },
  },
  {
    name: 'a message that came too late is closed without an attempt',
    async run({ store }) {
      const { ids } = await saveOne(store, [sampleDelivery({ expiresAt: nine + 1 })])
      await store.recordAttempts([
        delivered(first(ids), {
          attempt: null,
          status: 'skipped',
          reason: 'expired',
          outcome: null,
          statusCode: null,
          attemptsCount: 0,
          durationMs: null,
        }),
      ])
      const kept = await store.delivery(first(ids))
      assert.deepEqual(
        [kept?.status, kept?.reason, kept?.outcome, kept?.durationMs, kept?.attempts],
        ['skipped', 'expired', null, null, []],
      )
      assert.deepEqual(await store.lanes(), [])
    },
  },
  {
    name: 'an attempt of a delivery that is not there changes nothing and disturbs nobody',
    async run({ store }) {
      const { ids } = await saveOne(store, [sampleDelivery()])
      await store.recordAttempts([delivered('d1'), delivered('nonsense'), delivered(first(ids))])
      assert.equal(await store.delivery('d1'), null)
      assert.equal((await store.delivery(first(ids)))?.status, 'delivered')
    },
  },
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
        byName(await again.lanes()).map(({ integrationId, open }) => [integrationId, open]),
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

function byName<Lane extends { readonly integrationId: string }>(lanes: readonly Lane[]): Lane[] {
  return lanes.toSorted((one, other) => (one.integrationId < other.integrationId ? -1 : 1))
}

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
