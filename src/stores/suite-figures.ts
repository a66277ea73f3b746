import assert from 'node:assert/strict'
import { deliveryStatuses } from '../core/delivery.ts'
import { latencyBucket } from '../core/latency.ts'
import { type Case, delivered, first, nine, sampleDelivery, sampleEvent, saveOne, toRetry } from './suite-samples.ts'

const hourMs = 3_600_000
const minuteMs = 60_000

/** What a store promises about counts. */
export const figureCases: readonly Case[] = [
  {
    name: 'events are counted by slot, type and source, also those that nothing fired on',
    async run({ store }) {
      const at = (minutes: number, type: string, source = 'api') =>
        sampleEvent({ receivedAt: nine + minutes * minuteMs, type, source })
      await store.saveEvents([
        at(-1, 'call_function'),
        at(0, 'call_function'),
        at(59, 'call_function'),
        at(59, 'quota', 'crm'),
        at(60, 'call_function'),
        at(200, 'quota', 'crm'),
      ])
      const { events, deliveries, fired } = await store.tally({ from: nine, to: nine + 3 * hourMs, slotMs: hourMs })
      assert.deepEqual([deliveries, fired.slots], [[], []])
      assert.deepEqual(
        events.toSorted((one, other) => one.slot - other.slot || one.eventType.localeCompare(other.eventType)),
        [
          { slot: nine, eventType: 'call_function', source: 'api', count: 2 },
          { slot: nine, eventType: 'quota', source: 'crm', count: 1 },
          { slot: nine + hourMs, eventType: 'call_function', source: 'api', count: 1 },
        ],
      )
      const nothing = await store.tally({ from: nine - 9 * hourMs, to: nine - 5 * hourMs, slotMs: hourMs })
      assert.deepEqual(nothing, { events: [], deliveries: [], fired: { bindingIds: [], slots: [] } })
    },
  },
  {
    name: 'deliveries are counted by slot, binding, integration, status and outcome, with when and how long',
    async run({ store }) {
      const save = async (minutes: number) =>
        (
          await saveOne(store, [sampleDelivery(), sampleDelivery({ bindingId: 'vip', status: 'skipped' })], {
            receivedAt: nine + minutes * minuteMs,
          })
        ).ids[0]!
      const [one, two, three, four] = [await save(-30), await save(1), await save(2), await save(7)]
      await store.recordAttempts([
        delivered(one, { finishedAt: nine }),
        delivered(two, { finishedAt: nine + minuteMs + 40 }),
        delivered(three, { finishedAt: nine + 2 * minuteMs + 40 }),
        toRetry(four, nine + hourMs),
      ])
      const { deliveries, fired } = await store.tally({ from: nine, to: nine + 10 * minuteMs, slotMs: 5 * minuteMs })
      const integrationId = 'telegram'
      assert.deepEqual(
        deliveries.filter(({ status }) => status !== 'skipped'),
        [
          {
            slot: nine,
            integrationId,
            status: 'delivered',
            outcome: 'ok',
            count: 2,
            firstAt: nine + minuteMs,
            lastAt: nine + 2 * minuteMs,
            took: [latencyBucket(40), 2],
          },
          {
            slot: nine + 5 * minuteMs,
            integrationId,
            status: 'retrying',
            outcome: 'retry',
            count: 1,
            firstAt: nine + 7 * minuteMs,
            lastAt: nine + 7 * minuteMs,
            took: [],
          },
        ],
      )
      const counts = fired.slots.flatMap(({ slot, cells }) =>
        Array.from({ length: cells.length / 3 }, (_, at) => {
          const [binding = -1, status = -1, count] = cells.subarray(at * 3, at * 3 + 3)
          return [(slot - nine) / minuteMs, fired.bindingIds[binding], deliveryStatuses[status], count].join(' ')
        }),
      )
      assert.deepEqual(counts.toSorted(), [
        '0 missed delivered 2',
        '0 vip skipped 2',
        '5 missed retrying 1',
        '5 vip skipped 1',
      ])
    },
  },
  {
    name: 'the newest event of each type and source is known, and when each binding fired last',
    async run({ store }) {
      assert.deepEqual(await store.latestEvents(), [])
      assert.deepEqual(await store.lastFired(), [])
      const { ids } = await saveOne(store, [sampleDelivery()], { receivedAt: nine })
      await store.recordAttempts([delivered(first(ids))])
      await saveOne(store, [sampleDelivery({ bindingId: 'vip' })], { receivedAt: nine + 10 })
      await saveOne(store, [sampleDelivery()], { receivedAt: nine + 20 })
      await saveOne(store, [], { receivedAt: nine + 30, type: 'quota', source: 'crm' })
      assert.deepEqual(await store.latestEvents(), [
        { eventType: 'call_function', source: 'api', receivedAt: nine + 20 },
        { eventType: 'quota', source: 'crm', receivedAt: nine + 30 },
      ])
      assert.deepEqual(
        (await store.lastFired()).toSorted((one, other) => one.at - other.at),
        [
          { bindingId: 'vip', at: nine + 10 },
          { bindingId: 'missed', at: nine + 20 },
        ],
      )
    },
  },
  {
    name: 'it says how much room it takes',
    async run({ store }) {
      await saveOne(store, [sampleDelivery()])
      const { bytes, freeBytes } = await store.space()
      assert.ok(bytes > 1000)
      assert.ok(freeBytes === null || freeBytes > 0)
    },
  },
]
