import assert from 'node:assert/strict'
import { hostileTexts } from './suite-events.ts'
import type { Case } from './suite-samples.ts'

/** What a store promises about records. */
export const recordCases: readonly Case[] = [
  {
    name: 'a record is saved, changed, removed, and there after opening again',
    async run({ store, reopen }) {
      await store.saveRecords([
        { collection: 'bindings', id: 'b2', body: '{"name":"Missed"}' },
        { collection: 'bindings', id: 'b1', body: '{"name":"Night"}' },
        { collection: 'keys', id: 'b1', body: '{}' },
      ])
      await store.saveRecords([
        { collection: 'bindings', id: 'b2', body: '{"name":"Missed calls"}' },
        { collection: 'keys', id: 'b1', body: null },
        { collection: 'keys', id: 'never', body: null },
      ])
      await store.saveRecords([])
      const again = await reopen()
      assert.deepEqual(await again.records('bindings'), [
        { id: 'b1', body: '{"name":"Night"}' },
        { id: 'b2', body: '{"name":"Missed calls"}' },
      ])
      assert.equal(await again.record('bindings', 'b1'), '{"name":"Night"}')
      assert.equal(await again.record('keys', 'b1'), null)
      assert.deepEqual(await again.records('keys'), [])
    },
  },
  {
    name: 'all changes of one call are made, or none',
    async run({ store }) {
      const wrong = { collection: 'keys', id: 'k2', body: {} as unknown as string }
      await assert.rejects(store.saveRecords([{ collection: 'keys', id: 'k1', body: '{}' }, wrong]))
      assert.deepEqual(await store.records('keys'), [])
    },
  },
  {
    name: 'pages of a collection hold every id with the beginning asked for, in both directions',
    async run({ store }) {
      const ids = ['a', 'list-1', 'list-1-x', 'list-2', 'list-2-x', 'list-3', 'lisu', 'z', 'список', 'list-\u{10FFFF}']
      await store.saveRecords(ids.map((id) => ({ collection: 'center', id, body: JSON.stringify(id) })))
      await store.saveRecords([{ collection: 'other', id: 'list-9', body: '0' }])
      const expected = ids.filter((id) => id.startsWith('list-')).sort()
      for (const order of ['asc', 'desc'] as const) {
        const found: string[] = []
        let cursor: string | undefined
        do {
          const page = await store.recordsPage('center', {
            prefix: 'list-',
            limit: 2,
            order,
            ...(cursor && { cursor }),
          })
          found.push(...page.items.map(({ id }) => id))
          cursor = page.nextCursor ?? undefined
        } while (cursor !== undefined)
        assert.deepEqual(found, order === 'asc' ? expected : expected.toReversed())
      }
      assert.equal((await store.recordsPage('center', { limit: 100 })).items.length, ids.length)
      assert.deepEqual(await store.recordsPage('nothing', { limit: 5 }), { items: [], nextCursor: null })
    },
  },
  {
    name: 'records may have any text as id and body',
    async run({ store }) {
      const texts = hostileTexts.map((text) => text.toWellFormed())
      await store.saveRecords(texts.map((text) => ({ collection: text, id: text, body: JSON.stringify(text) })))
      for (const text of texts) {
        assert.equal(await store.record(text, text), JSON.stringify(text))
        assert.deepEqual(await store.records(text), [{ id: text, body: JSON.stringify(text) }])
      }
    },
  },
  {
    name: 'a cursor that we did not give is refused',
    async run({ store }) {
      for (const cursor of ['', 'x', 'd', 'r!', 'd-1', "d' or 1=1", `d${'z'.repeat(40)}`, 'D10', '\0']) {
        const refusal = { code: 'cursor-invalid' }
        await assert.rejects(store.findDeliveries({}, { limit: 5, cursor }), refusal)
        await assert.rejects(store.findEvents({}, { limit: 5, cursor }), refusal)
        await assert.rejects(store.recordsPage('bindings', { limit: 5, cursor }), refusal)
      }
    },
  },
]
