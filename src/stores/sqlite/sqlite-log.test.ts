import assert from 'node:assert/strict'
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Store } from '../../core/store.ts'
import {
  delivered,
  first,
  nine,
  sampleAttempt,
  sampleDelivery,
  sampleEvent,
  saveOne,
  toRetry,
} from '../suite-samples.ts'
import { logFiles } from './log-files.ts'
import sqlite from './sqlite.ts'

// What stands in the log and not yet in the database, when the process is killed or the power is cut.

test('killed before the database has them, events and outcomes are there at the next start, once', async () => {
  await using office = await openFolder()
  const store = await sqlite.open(office.address)
  const hold = new DatabaseSync(office.file)
  hold.exec('begin immediate')
  const { no, ids } = await saveOne(store, [sampleDelivery(), sampleDelivery()])
  await store.recordAttempts([delivered(first(ids))])
  const image = await office.imageOf(office.file)
  assert.equal(eventsIn(image), 0, 'the database has nothing yet')
  hold.close()
  await store.close()

  for (let start = 0; start < 2; start++) {
    const again = await sqlite.open(`sqlite:${image}`)
    assert.deepEqual(await storyOf(again), [
      { eventNo: no, id: ids[0], status: 'delivered', attempts: [1] },
      { eventNo: no, id: ids[1], status: 'pending', attempts: [] },
    ])
    assert.equal((await again.lane('telegram', []))?.open, 1)
    await again.close()
    assert.deepEqual(logFiles(image), [], 'a close in good order leaves no log')
  }
  const last = await sqlite.open(`sqlite:${image}`)
  const next = await saveOne(last, [sampleDelivery()])
  assert.equal(next.no, no + 1)
  assert.ok(!ids.includes(first(next.ids)))
  await last.close()
})

test('whatever the database had when the power was cut, the log brings it up to what was acknowledged', async () => {
  const steps = fc.array(
    fc.record({
      does: fc.constantFrom('save', 'save', 'repeat', 'retry', 'end', 'look', 'cut'),
      which: fc.nat({ max: 20 }),
    }),
    { minLength: 1, maxLength: 20 },
  )
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      await using office = await openFolder()
      const store = await sqlite.open(office.address)
      const cuts = [await office.imageOf(office.file)]
      const ids: string[] = []
      const attempts = new Map<string, number>()
      for (const { does, which } of all) {
        const id = ids[which % Math.max(1, ids.length)]
        if (does === 'save' || does === 'repeat') {
          const event = sampleEvent({
            ...(does === 'repeat' ? { id: `same-${which % 3}` } : {}),
            deliveries: [sampleDelivery(), sampleDelivery({ bindingId: 'other' })].slice(which % 3),
          })
          for (const saved of await store.saveEvents([event])) ids.push(...saved.deliveryIds)
        } else if (does === 'look') await store.lanes()
        else if (does === 'cut') cuts.push(await office.imageOf(office.file))
        else if (id !== undefined) {
          const no = (attempts.get(id) ?? 0) + 1
          attempts.set(id, no)
          const change = { attempt: sampleAttempt({ no }), attemptsCount: no }
          await store.recordAttempts([does === 'retry' ? toRetry(id, nine + no, change) : delivered(id, change)])
        }
      }
      const last = await office.imageOf(office.file)
      const story = await storyOf(store)
      const lane = await store.lane('telegram', [])
      await store.close()
      for (const cut of cuts) {
        // The database as it was at some moment, the log as it was last.
        for (const old of logFiles(cut)) rmSync(old)
        for (const log of logFiles(last)) copyFileSync(log, cut + log.slice(last.length))
        const again = await sqlite.open(`sqlite:${cut}`)
        assert.deepEqual(await storyOf(again), story)
        assert.deepEqual(await again.lane('telegram', []), lane)
        await again.close()
      }
    }),
    { numRuns: 5 },
  )
})

test('the log of a store whose database was taken away is not played into another one', async () => {
  await using office = await openFolder()
  const store = await sqlite.open(office.address)
  await saveOne(store, [sampleDelivery()])
  const image = await office.imageOf(office.file)
  await store.close()
  for (const ending of ['', '-wal', '-shm']) rmSync(image + ending, { force: true })
  await assert.rejects(sqlite.open(`sqlite:${image}`), /log .* belongs to another store/)
  for (const log of logFiles(image)) rmSync(log)
  const fresh = await sqlite.open(`sqlite:${image}`)
  assert.deepEqual(await storyOf(fresh), [])
  await fresh.close()
})

test('a restore over a store that was killed keeps what stood in its log with it', async () => {
  await using office = await openFolder()
  const store = await sqlite.open(office.address)
  await saveOne(store, [sampleDelivery()])
  const backup = join(office.folder, 'backup.db')
  await store.backup(backup)
  await saveOne(store, [sampleDelivery()])
  const image = await office.imageOf(office.file)
  await store.close()
  const restored = await sqlite.restore?.(`sqlite:${image}`, backup, { now: nine, progress: () => {} })
  const kept = restored?.kept ?? ''
  for (const [file, count] of [
    [image, 1],
    [kept, 2],
  ] as const) {
    const opened = await sqlite.open(`sqlite:${file}`)
    assert.equal(await opened.countDeliveries({}, 10), count)
    await opened.close()
  }
})

test('a long log goes on in the next file, and what the database holds durably is removed', async () => {
  await using office = await openFolder()
  const store = await sqlite.open(office.address)
  const data = JSON.stringify({ text: 'z'.repeat(1_000_000) })
  const seen = new Set<string>()
  for (let no = 0; no < 200; no++) {
    await store.saveEvents([sampleEvent({ data })])
    for (const log of logFiles(office.file)) seen.add(basename(log))
  }
  assert.ok(seen.size >= 3, 'several files')
  await store.lanes()
  await store.ping()
  assert.equal(logFiles(office.file).length, 1, 'and only the last is left')
  assert.equal((await store.findEvents({}, { limit: 1000 })).items.length, 200)
  await store.close()
})

test('what is erased is not in any file of the store afterwards, neither in its log', async () => {
  await using office = await openFolder()
  const store = await sqlite.open(office.address)
  const { no } = await saveOne(store, [], { data: '{"phone":"+15550100777"}' })
  await store.rewrite([{ no, id: 'erased', correlationId: null, data: '{}', searchKeys: [], deliveries: [] }])
  await saveOne(store, [])
  await store.wipeFreeSpace()
  const files = readdirSync(office.folder).filter((name) => name.startsWith('office.db'))
  assert.ok(files.length >= 2)
  for (const name of files) assert.ok(!readFileSync(join(office.folder, name), 'latin1').includes('15550100777'), name)
  await store.close()
})

/** What the journal tells of every delivery. */
async function storyOf(store: Store) {
  const { items } = await store.findDeliveries({}, { limit: 1000, order: 'asc' })
  return Promise.all(
    items.map(async ({ id, eventNo, status }) => ({
      eventNo,
      id,
      status,
      attempts: (await store.delivery(id))?.attempts.map(({ no }) => no),
    })),
  )
}

function eventsIn(file: string): unknown {
  using database = new DatabaseSync(file)
  return database.prepare('select count(*) as count from event').get()?.['count']
}

async function openFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'hookswitch-log-'))
  const file = join(folder, 'office.db')
  let images = 0
  return {
    folder,
    file,
    address: `sqlite:${file}`,
    /** The files as a crash leaves them now: the database, then what stands beside it. */
    async imageOf(from: string): Promise<string> {
      const image = join(folder, `image-${++images}.db`)
      for (const ending of ['', '-wal']) if (existsSync(from + ending)) copyFileSync(from + ending, image + ending)
      for (const log of logFiles(from)) copyFileSync(log, image + log.slice(from.length))
      return image
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}
