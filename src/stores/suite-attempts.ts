import assert from 'node:assert/strict'
import {
  type Case,
  delivered,
  dueIds,
  first,
  nine,
  sampleAttempt,
  sampleDelivery,
  saveOne,
  toRetry,
} from './suite-samples.ts'

/** What a store promises about attempts and what became of their deliveries. */
export const attemptCases: readonly Case[] = [
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
]
