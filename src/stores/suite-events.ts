import assert from 'node:assert/strict'
import type { NewEvent } from '../core/store/event-store.ts'
import { type Case, dueIds, first, nine, sampleDelivery, sampleEvent, saveOne } from './suite-samples.ts'

/** What a store promises about accepted events. */
export const eventCases: readonly Case[] = [
  {
    name: 'an accepted event is read back exactly as it came',
    async run({ store }) {
      const event = sampleEvent({
        time: nine - 5000,
        correlationId: 'call-7',
        data: '{"phone":"+15550100","nested":{"list":[1,null,"x"]},"__proto__":{"a":1}}',
        trail: ['binding-1', 'binding-2'],
        trace: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      })
      const { no } = first(await store.saveEvents([event]))
      const kept = await store.event(no)
      assert.deepEqual(kept, {
        no,
        id: event.id,
        type: 'call_function',
        time: nine - 5000,
        receivedAt: nine,
        source: 'api',
        correlationId: 'call-7',
        data: JSON.parse(event.data),
        trail: ['binding-1', 'binding-2'],
        trace: event.trace,
      })
      assert.equal(await store.event(no + 1), null)
      const plain = first(await store.saveEvents([sampleEvent()]))
      assert.ok(!('trace' in ((await store.event(plain.no)) ?? { trace: '' })))
    },
  },
  {
    name: 'answers stand in the order of the events, and numbers count up from one',
    async run({ store }) {
      const saved = await store.saveEvents([
        sampleEvent({ id: 'a', deliveries: [sampleDelivery(), sampleDelivery({ bindingId: 'second' })] }),
        sampleEvent({ id: 'b' }),
        sampleEvent({ id: 'c', deliveries: [sampleDelivery()] }),
      ])
      assert.deepEqual(
        saved.map(({ no, id, duplicate, deliveriesCount, deliveryIds }) => [
          no,
          id,
          duplicate,
          deliveriesCount,
          deliveryIds.length,
        ]),
        [
          [1, 'a', false, 2, 2],
          [2, 'b', false, 0, 0],
          [3, 'c', false, 1, 1],
        ],
      )
      const [one, other] = saved[0]?.deliveryIds ?? []
      assert.equal((await store.delivery(one ?? ''))?.bindingId, 'missed')
      assert.equal((await store.delivery(other ?? ''))?.bindingId, 'second')
      assert.deepEqual(await store.saveEvents([]), [])
    },
  },
  {
    name: 'the same source and id is stored once, and says where the first one is',
    async run({ store }) {
      const event = sampleEvent({ id: 'same', deliveries: [sampleDelivery(), sampleDelivery()] })
      const { no } = first(await store.saveEvents([event]))
      const again = first(await store.saveEvents([{ ...event, data: '{"other":true}' }]))
      assert.deepEqual(again, { no, id: 'same', duplicate: true, deliveriesCount: 2, deliveryIds: [] })
      assert.deepEqual((await store.event(no))?.data, JSON.parse(event.data))
      assert.equal(await store.countDeliveries({}, 10), 2)
      const elsewhere = first(await store.saveEvents([{ ...event, source: 'asterisk' }]))
      assert.equal(elsewhere.duplicate, false)
    },
  },
  {
    name: 'a repetition is found at once, after a question, and after a restart, and answered alike',
    async run({ store, reopen }) {
      const event = sampleEvent({ deliveries: [sampleDelivery()] })
      await store.saveEvents([event])
      const answers = [await store.saveEvents([event])]
      await store.lanes()
      answers.push(await store.saveEvents([event]))
      answers.push(await (await reopen()).saveEvents([event]))
      const answer = { no: 1, id: event.id, duplicate: true, deliveriesCount: 1, deliveryIds: [] }
      assert.deepEqual(answers, [[answer], [answer], [answer]])
    },
  },
  {
    name: 'a duplicate inside one batch is found, and the rest of the batch is stored',
    async run({ store }) {
      const event = sampleEvent({ deliveries: [sampleDelivery()] })
      const saved = await store.saveEvents([event, event, sampleEvent({ deliveries: [sampleDelivery()] })])
      assert.deepEqual(
        saved.map(({ no, duplicate, deliveriesCount }) => [no, duplicate, deliveriesCount]),
        [
          [1, false, 1],
          [1, true, 1],
          [2, false, 1],
        ],
      )
      assert.equal(await store.countDeliveries({}, 10), 2)
    },
  },
  {
    name: 'source and id never run into each other',
    async run({ store }) {
      const pairs = [
        ['ab', 'c'],
        ['a', 'bc'],
        ['a\0b', 'c'],
        ['a', 'b\0c'],
        ['1:a', 'b'],
        ['1', ':ab'],
      ] as const
      const saved = await store.saveEvents(pairs.map(([source, id]) => sampleEvent({ source, id })))
      assert.deepEqual(
        saved.map(({ duplicate }) => duplicate),
        pairs.map(() => false),
      )
    },
  },
  {
    name: 'the same event sent by many callers at once is stored once',
    async run({ store }) {
      const event = sampleEvent({ deliveries: [sampleDelivery()] })
      const saved = await Promise.all(Array.from({ length: 50 }, () => store.saveEvents([event])))
      assert.equal(saved.filter(([answer]) => answer?.duplicate === false).length, 1)
      assert.equal(await store.countDeliveries({}, 100), 1)
    },
  },
  {
    name: 'one bad event stores nothing of its own call, and nothing of others is lost',
    async run({ store }) {
      const bad = sampleEvent({ time: Number.NaN })
      const results = await Promise.allSettled([
        store.saveEvents([sampleEvent({ id: 'before' })]),
        store.saveEvents([sampleEvent({ id: 'with-bad', deliveries: [sampleDelivery()] }), bad]),
        store.saveEvents([sampleEvent({ id: 'after' })]),
      ])
      assert.deepEqual(
        results.map(({ status }) => status),
        ['fulfilled', 'rejected', 'fulfilled'],
      )
      const { items } = await store.findEvents({}, { limit: 10, order: 'asc' })
      assert.deepEqual(
        items.map(({ id }) => id),
        ['before', 'after'],
      )
      assert.equal(await store.countDeliveries({}, 10), 0)
      assert.deepEqual(await store.lanes(), [])
      // What was refused is not remembered as seen.
      assert.equal(first(await store.saveEvents([sampleEvent({ id: 'with-bad' })])).duplicate, false)
    },
  },
  {
    name: 'everything is there after the store is opened again, and numbers go on',
    async run({ store, reopen }) {
      const event = sampleEvent({ deliveries: [sampleDelivery()], searchKeys: ['=anna'] })
      const before = first(await store.saveEvents([event]))
      const again = await reopen()
      assert.equal((await again.event(before.no))?.id, event.id)
      assert.equal(first(await again.saveEvents([event])).duplicate, true)
      assert.deepEqual(await dueIds(again, 'telegram', nine), before.deliveryIds)
      const after = await saveOne(again, [sampleDelivery()])
      assert.equal(after.no, before.no + 1)
      assert.equal(
        (await again.findDeliveries({ search: [{ keys: [{ key: '=anna', prefix: false }] }] }, { limit: 5 })).items
          .length,
        1,
      )
      const { items } = await again.findDeliveries({}, { limit: 5 })
      assert.deepEqual(
        items.map(({ id }) => id),
        [...after.ids, ...before.deliveryIds],
      )
    },
  },
  {
    name: 'texts that try to break out are kept letter by letter',
    async run({ store, reopen }) {
      const texts = [...hostileTexts, 'x'.repeat(100_000)]
      const saved = await store.saveEvents(
        texts.map((text) =>
          sampleEvent({
            id: text,
            type: text.slice(0, 50),
            source: text.slice(0, 50),
            correlationId: text,
            data: JSON.stringify({ text }),
            trail: [text],
            searchKeys: [`=${text}`],
            deliveries: [sampleDelivery({ bindingId: text, integrationId: text, reason: text })],
          }),
        ),
      )
      const again = await reopen()
      for (const [at, text] of texts.entries()) {
        const kept = text.toWellFormed()
        const event = await again.event(saved[at]?.no ?? 0)
        assert.equal(event?.id, kept)
        assert.equal(event?.type, kept.slice(0, 50))
        assert.equal(event?.correlationId, kept)
        assert.deepEqual(event?.data, { text })
        assert.deepEqual(event?.trail, [text])
        const [delivery] = await again.deliveriesOf(saved[at]?.no ?? 0)
        assert.deepEqual([delivery?.bindingId, delivery?.integrationId, delivery?.reason], [kept, kept, kept])
        const found = await again.findDeliveries(
          { search: [{ keys: [{ key: `=${text}`, prefix: false }] }] },
          { limit: 5 },
        )
        assert.deepEqual(
          found.items.map(({ eventNo }) => eventNo),
          [saved[at]?.no],
        )
      }
    },
  },
  {
    name: 'times at the ends of the calendar and with fractions are taken',
    async run({ store }) {
      const times = [0, -1, 8.64e15, -8.64e15, 1e300, 1.6]
      const saved = await store.saveEvents(times.map((time) => sampleEvent({ time })))
      const kept = await Promise.all(saved.map(({ no }) => store.event(no)))
      assert.deepEqual(
        kept.map((event) => event?.time),
        [0, -1, 8.64e15, -8.64e15, 8.64e15, 2],
      )
    },
  },
  {
    name: 'too much waiting is refused at once, and what was taken is kept',
    async run({ store }) {
      const data = JSON.stringify({ text: 'x'.repeat(1_000_000) })
      const results = await Promise.allSettled(
        Array.from({ length: 90 }, (_, at) => store.saveEvents([sampleEvent({ id: `heavy-${at}`, data })])),
      )
      const refused = results.filter((result) => result.status === 'rejected')
      assert.ok(refused.length > 0 && refused.length < 90, `${refused.length} of 90 refused`)
      for (const { reason } of refused) assert.equal(reason.code, 'store-busy')
      const { items } = await store.findEvents({}, { limit: 100 })
      assert.equal(items.length, 90 - refused.length)
      assert.equal(first(await store.saveEvents([sampleEvent()])).duplicate, false)
    },
  },
  {
    name: 'numbers and delivery ids only grow, however callers crowd',
    async run({ store }) {
      const calls: Promise<readonly { no: number; deliveryIds: readonly string[] }[]>[] = []
      for (let at = 0; at < 200; at++) calls.push(store.saveEvents(batch(1 + (at % 3))))
      const saved = (await Promise.all(calls)).flat()
      const nos = saved.map(({ no }) => no)
      assert.deepEqual(
        nos,
        nos.map((_, at) => at + 1),
      )
      const { items } = await store.findDeliveries({}, { limit: 1000, order: 'asc' })
      assert.deepEqual(
        items.map(({ id }) => id),
        saved.flatMap(({ deliveryIds }) => deliveryIds),
      )
      assert.equal(new Set(items.map(({ id }) => id)).size, items.length)
    },
  },
]

/** Texts that are trouble for some database, log or shell. */
export const hostileTexts = [
  "'; drop table event; --",
  'a\0b',
  'a\0c',
  '\0',
  '"quoted" \\ back',
  '%_?*[a-z]',
  'Ünïcødé — Анна 王小明 🙂 é',
  '\u{10FFFF}\u{10FFFF}',
  '\uD800 alone',
  '\u202E\u0000\u0007\u001b[31m',
  '__proto__',
  'constructor',
]

function batch(count: number): NewEvent[] {
  return Array.from({ length: count }, () => sampleEvent({ deliveries: [sampleDelivery(), sampleDelivery()] }))
}
