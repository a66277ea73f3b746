import assert from 'node:assert/strict'
import { type AuditFilter, auditCollection } from '../core/store/audit-store.ts'
import type { Store } from '../core/store.ts'
import { hostileTexts } from './suite-events.ts'
import { type Case, nine } from './suite-samples.ts'

interface Row {
  readonly id: string
  readonly at: number
  readonly who: { readonly id: string }
  readonly action: string
  readonly object: string
}

const people = ['key_1', 'acc_1', 'acc_10']
const actions = ['binding.update', 'binding.create', 'bindings.update', 'binding', 'phone.unmask', 'integration.pause']
const objects = ['bindings:bnd_1', 'bindings:bnd_10', 'bindings', 'bindings2:x', 'bindingsx', 'events:1', 'demo']

/** Every combination of who, action and object comes up; the clock steps back once. */
const rows: readonly Row[] = Array.from({ length: 300 }, (_, at) => ({
  id: String(at + 1).padStart(12, '0'),
  at: nine + (at < 150 ? at : at - 20) * 1000,
  who: { id: people[at % people.length]! },
  action: actions[(at >> 1) % actions.length]!,
  object: objects[at % objects.length]!,
}))

const filters: Readonly<Record<string, AuditFilter>> = {
  everything: {},
  'one person': { actor: 'acc_1' },
  nobody: { actor: 'acc' },
  'one action': { action: 'binding.update' },
  'an area of actions': { action: 'binding' },
  'an area with a longer name': { action: 'bindings' },
  'no such action': { action: 'binding.' },
  'one object': { object: 'bindings:bnd_1' },
  'everything of a sort': { object: 'bindings' },
  'an object without an id': { object: 'demo' },
  'no such object': { object: 'bindings:' },
  'a period': { from: nine + 100_000, to: nine + 160_000 },
  'since a moment': { from: nine + 250_000 },
  'an empty period': { from: nine + 9000, to: nine + 9000 },
  'all at once': { actor: 'key_1', action: 'binding', object: 'bindings', from: nine + 10_000, to: nine + 200_000 },
}

/** What a store promises about the audit log. */
export const auditCases: readonly Case[] = [
  {
    name: 'the audit log is found by who, action, object and time, page by page, in both directions',
    async run({ store }) {
      await save(store, rows)
      await store.saveRecords([{ collection: 'other', id: '000000000001', body: JSON.stringify(rows[0]) }])
      for (const [name, filter] of Object.entries(filters)) {
        const expected = rows.filter((row) => fits(row, filter)).map(({ id }) => id)
        for (const order of ['asc', 'desc'] as const)
          assert.deepEqual(
            await allPages(store, filter, order),
            order === 'asc' ? expected : expected.toReversed(),
            `${name}, ${order}`,
          )
      }
    },
  },
  {
    name: 'rows that are written while somebody pages through the audit log shift nothing',
    async run({ store }) {
      await save(store, rows.slice(0, 100))
      const first = await store.findAudit({ actor: 'acc_1' }, { limit: 5 })
      await save(store, rows.slice(100))
      const second = await store.findAudit({ actor: 'acc_1' }, { limit: 5, cursor: first.nextCursor! })
      const expected = rows.slice(0, 100).filter((row) => fits(row, { actor: 'acc_1' }))
      assert.deepEqual(
        [...first.items, ...second.items].map(({ id }) => id),
        expected
          .map(({ id }) => id)
          .toReversed()
          .slice(0, 10),
      )
    },
  },
  {
    name: 'the newest row of each person, area and object is told',
    async run({ store }) {
      assert.deepEqual(await store.newestAudit('actor', {}), [])
      await save(store, rows)
      const areaOf = ({ action }: Row) => action.split('.')[0]!
      const objectOf = ({ object }: Row) => object
      assert.deepEqual(
        await newest(store, 'actor', {}),
        lastBy(rows, ({ who }) => who.id),
      )
      assert.deepEqual(await newest(store, 'area', {}), lastBy(rows, areaOf))
      assert.deepEqual(await newest(store, 'object', {}), lastBy(rows, objectOf))
      const ofBindings = rows.filter(({ object }) => object.startsWith('bindings:'))
      assert.deepEqual(await newest(store, 'object', { prefix: 'bindings:' }), lastBy(ofBindings, objectOf))
      const some = ['binding.update', 'phone.unmask']
      assert.deepEqual(
        await newest(store, 'object', { prefix: 'bindings:', actions: some }),
        lastBy(
          ofBindings.filter(({ action }) => some.includes(action)),
          objectOf,
        ),
      )
      for (const among of [{ prefix: 'files:' }, { actions: [] }, { prefix: '\u{10FFFF}' }])
        assert.deepEqual(await newest(store, 'object', among), [])
    },
  },
  {
    name: 'a row of the audit log that cannot be read is not found and stands in the way of nothing',
    async run({ store }) {
      await save(store, rows.slice(0, 10))
      for (const [id, body] of [
        ['000000000011', '{"id":'],
        ['000000000012', '[]'],
        ['000000000013', '17'],
      ] as const)
        await store.saveRecords([{ collection: auditCollection, id, body }])
      assert.equal((await store.records(auditCollection)).length, 13)
      assert.deepEqual(
        await newest(store, 'actor', {}),
        lastBy(rows.slice(0, 10), ({ who }) => who.id),
      )
      const ofBindings = rows.slice(0, 10).filter((row) => fits(row, { object: 'bindings' }))
      assert.deepEqual(
        await allPages(store, { object: 'bindings' }, 'asc'),
        ofBindings.map(({ id }) => id),
      )
    },
  },
  {
    name: 'any text may be asked for in the audit log',
    async run({ store }) {
      const texts = hostileTexts.map((text) => text.toWellFormed())
      const odd = texts.map((text, at) => ({ ...rows[at]!, who: { id: text }, action: text, object: text }))
      await save(store, odd)
      for (const text of hostileTexts)
        for (const filter of [{ actor: text }, { action: text }, { object: text }])
          assert.ok((await store.findAudit(filter, { limit: 100 })).items.length <= texts.length)
      const refusal = { code: 'cursor-invalid' }
      await assert.rejects(store.findAudit({ actor: 'acc_1' }, { limit: 5, cursor: "r' or 1=1" }), refusal)
    },
  },
]

async function save(store: Store, some: readonly Row[]): Promise<void> {
  await store.saveRecords(some.map((row) => ({ collection: auditCollection, id: row.id, body: JSON.stringify(row) })))
}

/** The filter, the naive way. */
function fits({ at, who, action, object }: Row, asked: AuditFilter): boolean {
  return (
    (asked.actor === undefined || who.id === asked.actor) &&
    (asked.action === undefined || action === asked.action || action.split('.')[0] === asked.action) &&
    (asked.object === undefined || object === asked.object || object.split(':')[0] === asked.object) &&
    at >= (asked.from ?? 0) &&
    at < (asked.to ?? Number.POSITIVE_INFINITY)
  )
}

async function allPages(store: Store, filter: AuditFilter, order: 'asc' | 'desc'): Promise<string[]> {
  const found: string[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<Store['findAudit']>> = await store.findAudit(filter, {
      limit: 7,
      order,
      ...(cursor === null ? {} : { cursor }),
    })
    found.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor
  } while (cursor !== null)
  return found
}

async function newest(store: Store, ...asked: Parameters<Store['newestAudit']>): Promise<string[]> {
  return (await store.newestAudit(...asked)).map(({ id }) => id)
}

/** The id of the last row for each value, in order of the values. */
function lastBy(some: readonly Row[], partOf: (row: Row) => string): string[] {
  const last = new Map(some.map((row) => [partOf(row), row.id]))
  return [...last].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, id]) => id)
}
