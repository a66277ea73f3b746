import assert from 'node:assert/strict'
import { type Case, delivered, dueIds, first, nine, sampleDelivery, sampleEvent, saveOne } from './suite-samples.ts'

/** What a store promises about being opened, copied and closed. */
export const lifeCases: readonly Case[] = [
  {
    name: 'an open store answers, a closed one says that it is not ready',
    async run({ store }) {
      await store.ping()
      await store.close()
      await store.close()
      const refusal = { code: 'not-ready' }
      await assert.rejects(store.ping(), refusal)
      await assert.rejects(store.saveEvents([sampleEvent()]), refusal)
      await assert.rejects(store.recordAttempts([delivered('d1')]), refusal)
      await assert.rejects(store.lanes(), refusal)
      await assert.rejects(store.findDeliveries({}, { limit: 1 }), refusal)
      await assert.rejects(store.records('bindings'), refusal)
    },
  },
  {
    name: 'closing keeps everything that was handed over before',
    async run({ store, reopen }) {
      const calls = Array.from({ length: 300 }, () =>
        store.saveEvents([sampleEvent({ deliveries: [sampleDelivery()] })]),
      )
      const again = await reopen()
      const saved = await Promise.all(calls)
      assert.equal(await again.countDeliveries({}, 1000), saved.length)
    },
  },
  {
    name: 'a copy taken under load opens as a store that holds one moment of it',
    async run({ store, openFile, path }) {
      const before = await saveOne(store, [sampleDelivery()], { searchKeys: ['=anna'] })
      await store.saveRecords([{ collection: 'bindings', id: 'b1', body: '{}' }])
      let isCopied = false
      const copying = store.backup(path('copy.db')).finally(() => {
        isCopied = true
      })
      while (!isCopied) await saveOne(store, [sampleDelivery(), sampleDelivery()])
      await copying
      await assert.rejects(store.backup(path('copy.db')))
      const copy = await openFile(path('copy.db'))
      assert.equal((await copy.event(before.no))?.no, before.no)
      assert.equal(await copy.record('bindings', 'b1'), '{}')
      const events = (await copy.findEvents({}, { limit: 100_000 })).items.length
      assert.equal(await copy.countDeliveries({}, 1e6), 1 + (events - 1) * 2, 'no event without its deliveries')
      const next = await saveOne(copy, [sampleDelivery()])
      assert.equal(next.no, events + 1)
      const ours = (await store.findDeliveries({}, { limit: 100_000 })).items.map(({ id }) => id)
      assert.ok(!ours.includes(first(next.ids)), 'the copy never gives an id that the original has given')
    },
  },
  {
    name: 'a store with a single owner refuses a second one, and lets it in when the first is closed',
    async run({ store, openAgain }) {
      const second = await openAgain().catch((refusal: Error) => refusal)
      if (!(second instanceof Error)) {
        // A store for many owners: both see the same.
        const { no } = await saveOne(store, [])
        assert.equal((await second.event(no))?.no, no)
        return
      }
      assert.match(second.message, /Another Hookswitch already uses the store/)
      const { no } = await saveOne(store, [])
      await store.close()
      const next = await openAgain()
      assert.equal((await next.event(no))?.no, no)
    },
  },
  {
    name: 'a crowd of writers and readers sees whole events only',
    async run({ store }) {
      const writing = Promise.all(
        Array.from({ length: 40 }, () =>
          store.saveEvents([1, 2, 3].map(() => sampleEvent({ deliveries: [sampleDelivery()] }))),
        ),
      )
      for (let look = 0; look < 20; look++) assert.equal((await store.countDeliveries({}, 1e6)) % 3, 0)
      await writing
      assert.equal((await dueIds(store, 'telegram', nine, { perBinding: 1000 })).length, 120)
    },
  },
]
