import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import type { AuditFilter } from '../../core/store/audit-store.ts'
import { delivered, first, sampleDelivery, sampleEvent, saveOne } from '../suite-samples.ts'
import sqlite from './sqlite.ts'
import { sqliteStore } from './sqlite-store.ts'
import { Thread } from './thread.ts'

const writingForever = join(import.meta.dirname, 'write-forever.fixture.ts')

test('every event that was acknowledged survives kill -9, whole', async () => {
  await using office = await openFolder()
  const acknowledged = new Set<string>()
  for (let round = 1; round <= 5; round++) {
    for (const id of await writeUntilKilled(office.address, { round, count: 400 * round })) acknowledged.add(id)
    const store = await sqlite.open(office.address)
    const { items } = await store.findEvents({}, { limit: 1_000_000 })
    const kept = new Set(items.map(({ id }) => id))
    for (const id of acknowledged) assert.ok(kept.has(id), `${id} was acknowledged and is gone`)
    assert.equal(await store.countDeliveries({}, 1e7), items.length * 2, 'an event without its deliveries')
    const open = await store.countDeliveries({ statuses: ['pending', 'retrying'] }, 1e7)
    assert.equal((await store.lane('telegram', []))?.open ?? 0, open, 'the count of the lane')
    await store.close()
  }
  assert.equal(check(office.file), 'ok')
})

test('an export, a sweep and erasing look for their rows beside the writer and beside sending', async () => {
  await using office = await openFolder()
  const asked: string[] = []
  const open = async (name: 'writer' | 'engine' | 'journal' | 'keeper') => {
    const thread = new Thread(name === 'writer' || name === 'keeper' ? name : 'reader')
    const ask = thread.ask.bind(thread)
    await ask('open', office.file)
    thread.ask = (question, ...given) => {
      if (question !== 'checkpoint') asked.push(`${name}: ${question}`)
      return ask(question, ...given)
    }
    return thread
  }
  const writer = await open('writer')
  const threads = { writer, engine: await open('engine'), journal: await open('journal'), keeper: await open('keeper') }
  const store = sqliteStore(threads, { release() {} })
  const { no } = await saveOne(store, [sampleDelivery()])
  asked.length = 0
  await store.findDeliveries({}, { limit: 500 })
  await store.eventsByNo([no])
  await store.removeOld({ successes: 0, failures: 0, events: 0 }, { limit: 500 })
  await store.mentions('15550100777', { limit: 200 })
  assert.deepEqual(
    asked,
    ['findDeliveries', 'eventsByNo', 'findOld', 'mentions'].map((one) => `journal: ${one}`),
  )
  await store.close()
})

test('the lock of a killed process is free at once', async () => {
  await using office = await openFolder()
  await writeUntilKilled(office.address, { round: 1, count: 50 })
  const store = await sqlite.open(office.address)
  await assert.rejects(sqlite.open(office.address), /Another Hookswitch already uses the store at .*office\.db/)
  await store.close()
})

test('a second process is refused while the first one lives', async () => {
  await using office = await openFolder()
  const store = await sqlite.open(office.address)
  const child = spawn(process.execPath, [writingForever, office.address, '1'], { stdio: ['ignore', 'ignore', 'pipe'] })
  const [said] = await Promise.all([lines(child.stderr), once(child, 'exit')])
  assert.match(said.join('\n'), /Another Hookswitch already uses the store/)
  await store.close()
})

test('a thousand callers at once share a handful of transactions', async () => {
  await using office = await openFolder()
  const store = await sqlite.open(office.address)
  const before = commitsIn(office.file)
  await Promise.all(
    Array.from({ length: 1000 }, () => store.saveEvents([sampleEvent({ deliveries: [sampleDelivery()] })])),
  )
  const commits = commitsIn(office.file) - before
  assert.ok(commits >= 1 && commits <= 10, `${commits} transactions`)
  await store.close()
})

test('a full disk is told to the caller, loses nothing, and the store goes on when there is room again', async () => {
  await using office = await openFolder()
  const store = await sqlite.open(`${office.address}?max_pages=120`)
  const ballast = Array.from({ length: 20 }, (_, at) => ({
    collection: 'ballast',
    id: `${at}`,
    body: 'x'.repeat(8000),
  }))
  await store.saveRecords(ballast)
  const data = JSON.stringify({ text: 'y'.repeat(4000) })
  const saved: number[] = []
  const refusal = await fill(async () => {
    const answers = await store.saveEvents([1, 2, 3].map(() => sampleEvent({ data, deliveries: [sampleDelivery()] })))
    saved.push(...answers.map(({ no }) => no))
  })
  assert.equal(refusal.code, 'store-full')
  assert.match(refusal.message, /disk/)
  assert.equal((await store.findEvents({}, { limit: 1000 })).items.length, saved.length)
  assert.equal(await store.countDeliveries({}, 1000), saved.length)

  await store.saveRecords(ballast.map((record) => ({ ...record, body: null })))
  const next = await saveOne(store, [sampleDelivery()], { data })
  assert.equal(next.no, saved.length + 1, 'the refused events took no numbers')
  assert.equal((await store.lane('telegram', []))?.open, saved.length + 1)
  await store.close()
  assert.equal(check(office.file), 'ok')
})

test('a store written by a newer Hookswitch is refused and left alone', async () => {
  await using office = await openFolder()
  await (await sqlite.open(office.address)).close()
  change(office.file, 'pragma user_version = 9999')
  await assert.rejects(sqlite.open(office.address), /was written by a newer Hookswitch \(version 9999/)
  await assert.rejects(sqlite.open(office.address), /newer/, 'and it is not held by the one that was refused')
})

test('an empty file becomes a store, a database of another program does not', async () => {
  await using office = await openFolder()
  writeFileSync(office.file, '')
  const store = await sqlite.open(office.address)
  await store.ping()
  await store.close()
  assert.deepEqual(migrationsIn(office.file), [1, 2, 3, 4])

  const foreign = join(office.folder, 'foreign.db')
  change(foreign, 'create table songs (title text)')
  await assert.rejects(sqlite.open(`sqlite:${foreign}`), /a database of another program/)
  const text = join(office.folder, 'notes.txt')
  writeFileSync(text, 'buy milk '.repeat(1000))
  await assert.rejects(sqlite.open(`sqlite:${text}`), /not a database|cannot be used/)
})

test('an audit log that was written before it could be searched is searched after the update, a broken row aside', async () => {
  await using office = await openFolder()
  const older = await sqlite.open(office.address)
  const row = (id: string, action: string) => ({
    collection: 'audit',
    id,
    body: JSON.stringify({ id, at: 1, who: { id: 'key1' }, action, object: 'bindings:bnd_1' }),
  })
  await older.saveRecords([row('01', 'binding.create'), row('02', 'key.create')])
  await older.close()
  change(
    office.file,
    `drop index audit_actor; drop index audit_area; drop index audit_object;
    delete from migration where no = 4;
    pragma user_version = 3;
    insert into record (collection, id, body) values ('audit', '03', '{"id":')`,
  )
  const store = await sqlite.open(office.address)
  const idsOf = async (filter: AuditFilter) => (await store.findAudit(filter, { limit: 9 })).items.map(({ id }) => id)
  assert.deepEqual(await idsOf({ actor: 'key1' }), ['02', '01'])
  assert.deepEqual(await idsOf({ action: 'binding' }), ['01'])
  assert.deepEqual(
    (await store.newestAudit('object', { prefix: 'bindings:' })).map(({ id }) => id),
    ['02'],
  )
  assert.equal((await store.records('audit')).length, 3)
  await store.close()
  assert.deepEqual(migrationsIn(office.file), [1, 2, 3, 4])
  assert.equal(check(office.file), 'ok')
})

test('a number is never given twice, also when the newest events were deleted', async () => {
  await using office = await openFolder()
  const store = await sqlite.open(office.address)
  await store.saveEvents([sampleEvent(), sampleEvent(), sampleEvent()])
  await store.close()
  change(office.file, 'delete from event where no > 1')
  const again = await sqlite.open(office.address)
  assert.equal(first(await again.saveEvents([sampleEvent()])).no, 4)
  await again.close()
})

test('nobody else on the machine can read the files', { skip: process.platform === 'win32' }, async () => {
  await using office = await openFolder()
  const address = `sqlite:${join(office.folder, 'deep', 'er', 'office.db')}`
  const store = await sqlite.open(address)
  await saveOne(store, [sampleDelivery()])
  const copy = join(office.folder, 'copy.db')
  await store.backup(copy)
  for (const file of ['deep/er/office.db', 'deep/er/office.db-wal', 'deep/er/office.db.lock', 'copy.db'])
    assert.equal(statSync(join(office.folder, file)).mode & 0o077, 0, file)
  await store.close()
})

test('the log is moved into the database while events keep coming', async () => {
  await using office = await openFolder()
  const store = await sqlite.open(office.address)
  const data = JSON.stringify({ text: 'z'.repeat(20_000) })
  let written = 0
  while (statSync(office.file).size < 8_000_000 && written < 20_000) {
    const saved = await store.saveEvents(
      Array.from({ length: 100 }, () => sampleEvent({ data, deliveries: [sampleDelivery()] })),
    )
    await store.recordAttempts(saved.map(({ deliveryIds }) => delivered(first(deliveryIds))))
    written += 100
  }
  assert.ok(written < 20_000, 'nothing was moved')
  await store.close()
})

test('only addresses that begin with sqlite: and name a file are ours', () => {
  assert.ok(sqlite.canOpen('sqlite:./data/hookswitch.db'))
  assert.ok(sqlite.canOpen('sqlite:/var/lib/hookswitch/store.db?max_pages=100'))
  for (const address of ['postgres://example.com/hookswitch', 'sqlite:', 'data/hookswitch.db'])
    assert.equal(sqlite.canOpen(address), false, address)
})

// ── tools ─────────────────────────────────────────────────────────────────────

async function openFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'hookswitch-sqlite-'))
  const file = join(folder, 'office.db')
  return {
    folder,
    file,
    address: `sqlite:${file}`,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Lets another process write without end, kills it after so many acknowledgements, and returns what was acknowledged. */
async function writeUntilKilled(
  address: string,
  { round, count }: { round: number; count: number },
): Promise<string[]> {
  const child = spawn(process.execPath, [writingForever, address, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const acknowledged: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line)
    if (acknowledged.length === count) child.kill('SIGKILL')
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  assert.equal(child.signalCode, 'SIGKILL')
  // The last line may be cut in the middle.
  return acknowledged.filter((line) => line.endsWith('.')).map((line) => line.slice(0, -1))
}

async function lines(input: NodeJS.ReadableStream): Promise<string[]> {
  const found: string[] = []
  for await (const line of createInterface({ input })) found.push(line)
  return found
}

/** Does something again and again until it is refused. */
async function fill(once: () => Promise<void>): Promise<{ code: string; message: string }> {
  for (let times = 0; times < 1000; times++) {
    try {
      await once()
    } catch (refusal) {
      return refusal as { code: string; message: string }
    }
  }
  throw new Error('it never got full')
}

/** Commits in the log: frames that carry the size of the database, https://www.sqlite.org/fileformat2.html#walformat */
function commitsIn(file: string): number {
  const log = readFileSync(`${file}-wal`)
  const frameBytes = 24 + 8192
  let commits = 0
  for (let at = 32; at + frameBytes <= log.length; at += frameBytes) if (log.readUInt32BE(at + 4) !== 0) commits++
  return commits
}

function check(file: string): unknown {
  using database = new DatabaseSync(file)
  return database.prepare('pragma integrity_check').get()?.['integrity_check']
}

function change(file: string, sql: string): void {
  using database = new DatabaseSync(file)
  database.exec(sql)
}

function migrationsIn(file: string): unknown[] {
  using database = new DatabaseSync(file)
  return database
    .prepare('select no from migration order by no')
    .all()
    .map((row) => row['no'])
}
