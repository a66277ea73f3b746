import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import type { OldBefore } from '../core/store/removal-store.ts'
import type { Store } from '../core/store.ts'
import {
  type Case,
  delivered,
  first,
  nine,
  sampleAttempt,
  sampleDelivery,
  sampleEvent,
  saveOne,
  toRetry,
} from './suite-samples.ts'

const dayMs = 24 * 3600 * 1000
const never: OldBefore = { successes: 0, failures: 0, events: 0 }
const search = (key: string) => ({ search: [{ keys: [{ key, prefix: false }] }] })

/** What a store promises about removing what is old and what a person asked to be forgotten. */
export const removalCases: readonly Case[] = [
  {
    name: 'old successes go, with their attempts; failures, younger ones and open ones stay as long as they are told to',
    async run({ store }) {
      const old = await saveOne(store, [sampleDelivery(), sampleDelivery(), sampleDelivery(), sampleDelivery()])
      const young = await saveOne(store, [sampleDelivery()], { receivedAt: nine + dayMs })
      const [success = '', failure = '', open = '', canceled = ''] = old.ids
      await store.recordAttempts([delivered(success), failed(failure), delivered(first(young.ids))])
      await store.recordAttempts([toRetry(open, nine + 60_000)])
      await store.cancelDeliveries({ ids: [canceled] }, { now: nine, reason: 'a person' })
      assert.deepEqual(await removeAll(store, { ...never, successes: nine + 1 }), { deliveries: 2, events: 0 })
      const left = (await store.findDeliveries({}, { limit: 10, order: 'asc' })).items.map(({ id }) => id)
      assert.deepEqual(left, [failure, open, first(young.ids)])
      assert.equal(await store.delivery(success), null)
      assert.equal((await store.lane('telegram', []))?.open, 1)
      await removeAll(store, { successes: nine + 1, failures: nine + 1, events: nine + dayMs })
      assert.deepEqual(await store.deliveriesOf(old.no).then((all) => all.map(({ id }) => id)), [open])
      assert.ok(await store.event(old.no), 'an event stays with its open delivery')
    },
  },
  {
    name: 'an event without deliveries goes when it is old, and with it everything it was found and known by',
    async run({ store }) {
      const shape = { id: 'call-1', searchKeys: ['#0015', '=anna'] }
      const gone = await saveOne(store, [sampleDelivery()], shape)
      const kept = await saveOne(store, [], { receivedAt: nine + dayMs, searchKeys: ['=anna'] })
      await store.recordAttempts([delivered(first(gone.ids))])
      const before = { successes: nine + 1, failures: nine + 1, events: nine + 1 }
      assert.deepEqual(await removeAll(store, before), { deliveries: 1, events: 1 })
      assert.equal(await store.event(gone.no), null)
      const found = await store.findEvents(search('=anna'), { limit: 10 })
      assert.deepEqual(
        found.items.map(({ no }) => no),
        [kept.no],
      )
      assert.deepEqual(await removeAll(store, before), { deliveries: 0, events: 0 })
      const [again] = await store.saveEvents([sampleEvent(shape)])
      assert.equal(again?.duplicate, false, 'a removed event is not remembered as a duplicate')
    },
  },
  {
    name: 'numbers of events and ids of deliveries are never given again, also when all were removed before a restart',
    async run({ store, reopen }) {
      const one = await saveOne(store, [sampleDelivery()])
      await store.recordAttempts([delivered(first(one.ids))])
      await removeAll(store, { successes: nine + 1, failures: nine + 1, events: nine + 1 })
      const next = await saveOne(await reopen(), [sampleDelivery()])
      assert.ok(next.no > one.no)
      assert.notEqual(first(next.ids), first(one.ids))
    },
  },
  {
    name: 'a repeated event still says how many deliveries the first had, when some of them are removed',
    async run({ store }) {
      const shape = { id: 'call-7' }
      const { ids } = await saveOne(store, [sampleDelivery(), sampleDelivery()], shape)
      await store.recordAttempts([delivered(first(ids))])
      await removeAll(store, { ...never, successes: nine + 1 })
      const [again] = await store.saveEvents([sampleEvent(shape)])
      assert.deepEqual([again?.duplicate, again?.deliveriesCount], [true, 2])
    },
  },
  {
    name: 'removal goes in slices, and each goes on where the one before ended, past what stays',
    async run({ store }) {
      const all = Array.from({ length: 300 }, () => sampleEvent({ deliveries: [sampleDelivery()] }))
      const saved = await store.saveEvents(all)
      const finished = saved.map(({ deliveryIds }, at) => (at % 3 === 0 ? failed : delivered)(first(deliveryIds)))
      await store.recordAttempts(finished)
      const before = { successes: nine + 1, failures: 0, events: nine + 1 }
      let cursor: string | null = null
      let slices = 0
      do {
        const slice = { limit: 40, ...(cursor === null ? {} : { cursor }) }
        const removed: Awaited<ReturnType<Store['removeOld']>> = await store.removeOld(before, slice)
        assert.ok(removed.deliveries + removed.events <= 42, 'a slice stays small')
        cursor = removed.nextCursor
        slices++
      } while (cursor !== null)
      assert.ok(slices >= 10)
      assert.equal(await store.countDeliveries({}, 1000), 100)
      assert.equal((await store.findEvents({}, { limit: 500 })).items.length, 100)
    },
  },
  {
    name: 'a number is found wherever it is mentioned, also in what was sent for another event',
    async run({ store }) {
      const inData = await saveOne(store, [], { data: '{"note":"call +1 (555) 010-0777 back"}' })
      const inAnswer = await saveOne(store, [sampleDelivery()], { data: '{"phone":"+15550100999"}' })
      const inId = await saveOne(store, [], { id: 'c-15550100777-1', data: '{}' })
      await saveOne(store, [], { data: '{"phone":"+15550100778"}' })
      const attempt = sampleAttempt({ parameters: { list: '15550100777, 15550100999' } })
      await store.recordAttempts([delivered(first(inAnswer.ids), { attempt })])
      const nos: number[] = []
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<Store['mentions']>> = await store.mentions('15550100777', {
          limit: 2,
          ...(cursor === null ? {} : { cursor }),
        })
        nos.push(...page.items.map(({ event }) => event.no))
        if (page.items.some(({ event }) => event.no === inAnswer.no))
          assert.deepEqual(page.items.find(({ deliveries }) => deliveries.length > 0)?.deliveries[0]?.attempts, [
            attempt,
          ])
        cursor = page.nextCursor
      } while (cursor !== null)
      assert.deepEqual(nos, [inData.no, inAnswer.no, inId.no])
    },
  },
  {
    name: 'what was rewritten cannot be read any more, not even in a copy of the files',
    async run({ store, path }) {
      const saved = await saveOne(store, [sampleDelivery()], {
        data: '{"phone":"+15550100777"}',
        searchKeys: ['#77700105551', '=anna'],
      })
      const id = first(saved.ids)
      const attempt = sampleAttempt({ parameters: { text: 'Missed +15550100777' } })
      await store.recordAttempts([delivered(id, { attempt, reason: 'no answer from 15550100777' })])
      await store.rewrite([
        {
          no: saved.no,
          id: 'erased',
          correlationId: null,
          data: '{"phone":"[erased]"}',
          searchKeys: ['=anna'],
          deliveries: [{ id, reason: null, attempts: [{ ...attempt, parameters: { text: '[erased]' } }] }],
        },
      ])
      await store.wipeFreeSpace()
      assert.deepEqual((await store.event(saved.no))?.data, { phone: '[erased]' })
      const after = await store.delivery(id)
      assert.deepEqual(after?.attempts[0]?.parameters, { text: '[erased]' })
      assert.deepEqual([after?.status, after?.reason, after?.attempts.length], ['delivered', null, 1])
      assert.equal((await store.findEvents(search('#77700105551'), { limit: 5 })).items.length, 0)
      assert.equal((await store.findEvents(search('=anna'), { limit: 5 })).items.length, 1)
      await store.backup(path('after.db'))
      const copy = await readFile(path('after.db'), 'latin1')
      assert.ok(!copy.includes('15550100777') && !copy.includes('77700105551'))
    },
  },
]

function failed(id: string) {
  return delivered(id, { status: 'failed', outcome: 'permanent', statusCode: 400, reason: 'answered 400' })
}

async function removeAll(store: Store, before: OldBefore): Promise<{ deliveries: number; events: number }> {
  const total = { deliveries: 0, events: 0 }
  let cursor: string | null = null
  do {
    const removed: Awaited<ReturnType<Store['removeOld']>> = await store.removeOld(before, {
      limit: 100,
      ...(cursor === null ? {} : { cursor }),
    })
    total.deliveries += removed.deliveries
    total.events += removed.events
    cursor = removed.nextCursor
  } while (cursor !== null)
  return total
}
