import assert from 'node:assert/strict'
import {
  appendFileSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
  type writevSync,
} from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { EventLog } from './event-log.ts'
import { logFiles, recordsAfter } from './log-files.ts'
import { frameHead } from './log-frames.ts'

const store = 4711

test('what was added is read back in order, through several files, from any record on', async () => {
  await using folder = await openFolder()
  const log = new EventLog(folder.file, { store, last: 0, longest: 60 })
  const texts = ['one', 'two', '', 'x'.repeat(300), 'five']
  for (const text of texts) {
    if (log.isLong) assert.equal(log.end()?.last, texts.indexOf(text))
    log.append([Buffer.from(text.slice(0, 2)), Buffer.from(text.slice(2))], true)
  }
  assert.equal(logFiles(folder.file).length, 3)
  assert.deepEqual(read(folder.file), texts)
  assert.deepEqual(read(folder.file, 3), texts.slice(3))
  assert.deepEqual(read(folder.file, 5), [])
  assert.deepEqual(read(folder.file, 90), [], 'a database that is ahead of what a power cut left')
})

test('a log that broke off at any byte of its last record holds all before it, and that is no error', async () => {
  await using folder = await openFolder()
  const log = new EventLog(folder.file, { store, last: 7 })
  for (const text of ['one', 'two']) log.append([Buffer.from(text)], true)
  const path = logFiles(folder.file)[0] ?? ''
  const whole = statSync(path).size
  log.append([Buffer.from('the last')], true)
  const bytes = readFileSync(path)
  for (let length = 0; length < bytes.length; length++) {
    writeFileSync(path, bytes)
    truncateSync(path, length)
    if (length >= whole) assert.deepEqual(read(folder.file, 7), ['one', 'two'], `${length} bytes`)
    else assert.doesNotThrow(() => read(folder.file, 7), `${length} bytes`)
  }
  for (let at = whole; at < bytes.length; at++) {
    const torn = Buffer.from(bytes)
    torn[at] = ~(torn[at] ?? 0)
    writeFileSync(path, torn)
    assert.deepEqual(read(folder.file, 7), ['one', 'two'], `byte ${at}`)
  }
  writeFileSync(path, bytes)
  appendFileSync(path, Buffer.alloc(5000))
  assert.deepEqual(read(folder.file, 7), ['one', 'two', 'the last'], 'zeros behind the end')
})

test('a gap in what was on the disk is told, one that a power cut can leave ends the log', async () => {
  await using folder = await openFolder()
  const log = new EventLog(folder.file, { store, last: 0 })
  log.append([Buffer.from('one')], true)
  const path = logFiles(folder.file)[0] ?? ''
  const second = statSync(path).size
  log.append([Buffer.from('outcomes')], false)
  log.append([Buffer.from('more outcomes')], false)
  const before = readFileSync(path)
  before[second + 30] = ~(before[second + 30] ?? 0)
  writeFileSync(path, before)
  assert.deepEqual(read(folder.file), ['one'], 'nobody was told that the second is on the disk')
  before[second + 30] = ~(before[second + 30] ?? 0)
  writeFileSync(path, before)

  log.append([Buffer.from('an event')], true)
  log.append([Buffer.from('another')], true)
  const after = readFileSync(path)
  after[second + 30] = ~(after[second + 30] ?? 0)
  writeFileSync(path, after)
  assert.throws(() => read(folder.file), /log .*office\.db\.log-1 is damaged: record 2 is gone.*Restore a backup/)
  assert.deepEqual(read(folder.file, 2), ['more outcomes', 'an event', 'another'], 'the database has it already')
})

test('a record inside an event is no record', async () => {
  await using folder = await openFolder()
  const forged = Buffer.concat([
    frameHead({ seq: 2, synced: 1, store: 1 }, [Buffer.from('forged')]),
    Buffer.from('forged'),
  ])
  const log = new EventLog(folder.file, { store, last: 0 })
  log.append([Buffer.from('one')], true)
  log.append([Buffer.concat([forged, forged])], true)
  const path = logFiles(folder.file)[0] ?? ''
  truncateSync(path, statSync(path).size - 1)
  assert.deepEqual(read(folder.file), ['one'])
})

test('the log of another store is refused, one that broke off in its first bytes is empty', async () => {
  await using folder = await openFolder()
  new EventLog(folder.file, { store: 1, last: 0 }).append([Buffer.from('theirs')], true)
  assert.throws(() => read(folder.file), /belongs to another store.*move the log away/)
  truncateSync(logFiles(folder.file)[0] ?? '', 9)
  assert.deepEqual(read(folder.file), [])
})

test('a disk that has no room takes nothing of a record, and the next one stands where it would have stood', async () => {
  await using folder = await openFolder()
  let room = 100
  const write: typeof writevSync = (handle, pieces, position) => {
    const bytes = Buffer.concat(pieces as readonly Uint8Array[])
    if (room === 0) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
    const written = writeSync(handle, bytes, 0, Math.min(room, bytes.length), position ?? null)
    room -= written
    return written
  }
  const log = new EventLog(folder.file, { store, last: 0, write })
  assert.equal(log.append([Buffer.from('one')], true), 1)
  const size = statSync(logFiles(folder.file)[0] ?? '').size
  for (let times = 0; times < 3; times++) {
    assert.throws(() => log.append([Buffer.alloc(200)], true), /no space left/)
    assert.equal(statSync(logFiles(folder.file)[0] ?? '').size, size, 'cut back')
    room = 20
  }
  room = 1000
  assert.equal(log.append([Buffer.from('two')], true), 2)
  assert.deepEqual(read(folder.file), ['one', 'two'])
  log.end()
  room = 0
  assert.throws(() => log.append([Buffer.from('three')], true), /no space left/)
  assert.equal(logFiles(folder.file).length, 1, 'no empty file stays behind')
  room = 1000
  assert.equal(log.append([Buffer.from('three')], true), 3)
  assert.deepEqual(read(folder.file), ['one', 'two', 'three'])
})

function read(file: string, applied = 0): string[] {
  return [...recordsAfter(file, { store, applied })].map(({ payload }) => payload.toString())
}

async function openFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'hookswitch-log-'))
  return {
    file: join(folder, 'office.db'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}
