import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openStore } from '../src/start.ts'
import { holdClock } from './tools/clock.ts'
import { openOffice } from './tools/office.ts'
import { environmentIn, runCommand } from './tools/process.ts'
import { waitUntil } from './tools/wait-until.ts'

const main = join(import.meta.dirname, '../src/main.ts')
const dayMs = 24 * 3600 * 1000
let folder: string

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hookswitch-operations-'))
})
after(() => rm(folder, { recursive: true, force: true }))

const call = { function: 'queue', function_state: 'finish', success_flag: false }

// ── retention ─────────────────────────────────────────────────────────────────

test('the journal forgets successes, failures and events each after its own time, hour by hour', async () => {
  const clock = holdClock()
  await using office = await openOffice({ clock, settings: { HOOKSWITCH_RETENTION_DAYS: '3' } })
  const wall = await office.integration('wall', { looks_like: 'slack' })
  await office.binding(wall, { text: '{{phone}}' })
  assert.deepEqual((await office.get('/settings/retention')).body, {
    successes_days: 3,
    failures_days: 3,
    events_days: 3,
  })
  const set = await office.patch('/settings/retention', { failures_days: 5, events_days: 2 })
  assert.deepEqual(set.body, { successes_days: 3, failures_days: 5, events_days: 2 })
  const delivered = await office.happens('call_function', { ...call, phone: '+15550100777' })
  const failed = await office.happens('call_function', call)
  const bare = await office.happens('quota', {})
  await office.untilJournal('delivered')
  await office.untilJournal('failed')
  const exists = async () => {
    const nos = [delivered, failed, bare].map(({ event_no }) => office.get(`/events/${event_no}`))
    return (await Promise.all(nos)).map(({ status }) => status === 200)
  }
  const left = async (...there: boolean[]) =>
    waitUntil(`the journal to hold ${there}`, async () => {
      // The sweep goes on between two looks at the clock.
      await clock.move(1000)
      return String(await exists()) === String(there)
    })
  await clock.move(2.1 * dayMs)
  await left(true, true, false)
  await clock.move(dayMs)
  await left(false, true, false)
  assert.equal((await office.journal('?q=0777')).length, 0)
  await clock.move(2 * dayMs)
  await left(false, false, false)
  const next = await office.happens('quota', {})
  assert.equal(next.event_no, bare.event_no + 1)
})

test('days that make no sense are refused, null goes back to the setting, and what was set survives a restart', async () => {
  await using office = await openOffice()
  const { status, body } = await office.patch('/settings/retention', { events_days: 0, failures_days: 1.5, other: 1 })
  assert.deepEqual(
    [status, body.errors.map(({ path }: { path: string }) => path).sort()],
    [422, ['events_days', 'failures_days', 'other']],
  )
  await office.patch('/settings/retention', { events_days: 7, failures_days: 400 })
  await office.patch('/settings/retention', { events_days: null })
  await office.stop()
  const again = await openOffice({ folder: office.folder })
  try {
    assert.deepEqual((await again.get('/settings/retention')).body, {
      successes_days: 90,
      failures_days: 400,
      events_days: 90,
    })
    const rows = (await again.get('/audit')).body.items
    assert.equal(rows.filter(({ action }: { action: string }) => action === 'retention.update').length, 2)
  } finally {
    await again.stop()
  }
})

test('answers kept for repeated requests are forgotten after a day', async () => {
  const clock = holdClock()
  await using office = await openOffice({ clock })
  const repeat = { 'idempotency-key': 'once' }
  await office.post('/users', { name: 'Anna Example' }, repeat)
  const { store } = office.running.house
  assert.equal((await store.records('idempotency')).length, 1)
  await clock.move(23 * 3600 * 1000)
  assert.equal((await store.records('idempotency')).length, 1)
  await waitUntil('the answer to be forgotten', async () => {
    await clock.move(3600 * 1000)
    return (await store.records('idempotency')).length === 0
  })
})

// ── backup and restore ────────────────────────────────────────────────────────

test('a backup of a running server is fetched whole, and restored it is the store of that moment', async () => {
  await using office = await openOffice()
  const wall = await office.integration('wall', { looks_like: 'slack' })
  await office.binding(wall, { text: '{{phone}}' })
  const { event_no } = await office.happens('call_function', { ...call, phone: '+15550100777' })
  await office.untilJournal('delivered')
  const file = join(folder, 'online.db')
  const there = ['--url', office.url, '--key', office.key]
  const made = await runCommand(['backup', file, '--json', ...there], { folder })
  assert.equal(made.code, 0, made.err)
  const told = JSON.parse(made.out)
  assert.deepEqual([told.online, told.bytes], [true, readFileSync(file).length])
  assert.match(told.not_included[0], /secret\.key$/)
  assert.deepEqual(
    readdirSync(office.folder).filter((name) => name.startsWith('.backup')),
    [],
    'nothing is left behind',
  )
  assert.equal((await runCommand(['backup', file, ...there], { folder })).code, 2, 'no file is overwritten')
  const home = join(folder, 'restored')
  await mkdir(home)
  const restored = await runCommand(['restore', file, '--json'], { folder: home })
  assert.equal(restored.code, 0, restored.err)
  assert.equal(JSON.parse(restored.out).kept, null)
  const store = await openStore(`sqlite:${join(home, 'hookswitch.db')}`)
  assert.equal((await store.event(event_no))?.data['phone'], '+15550100777')
  assert.equal(await store.countDeliveries({}, 10), 1)
  await store.close()
})

test('only who may see personal data and change settings gets a copy', async () => {
  await using office = await openOffice()
  const { key } = (await office.post('/keys', { name: 'Blind admin', role: 'admin', personal_data: false })).body
  assert.equal((await office.get('/backup', key)).status, 403)
  const erase = await office.ask('POST', '/erase', { phone: '+15550100777' }, { authorization: `Bearer ${key}` })
  assert.equal(erase.status, 403)
})

test('without a server the store itself is copied; restoring keeps the store that was there', async () => {
  const home = await mkdtemp(join(folder, 'offline-'))
  await storeWith(home, 'first')
  assert.equal((await runCommand(['backup', join(home, 'copy.db')], { folder: home })).code, 0)
  await storeWith(home, 'second')
  const restored = await runCommand(['restore', join(home, 'copy.db'), '--json'], { folder: home })
  assert.equal(restored.code, 0, restored.err)
  const { kept } = JSON.parse(restored.out)
  assert.match(kept, /hookswitch\.db\.before-restore-\d{8}T\d{6}Z$/)
  assert.deepEqual(await marksIn(join(home, 'hookswitch.db')), ['first'])
  assert.deepEqual(await marksIn(kept), ['first', 'second'])
})

test('a running server, a damaged file, a foreign one and a newer one are refused before anything is touched', async () => {
  const home = await mkdtemp(join(folder, 'refused-'))
  await storeWith(home, 'here')
  const file = join(home, 'hookswitch.db')
  const copy = join(home, 'copy.db')
  await runCommand(['backup', copy], { folder: home })
  const cases: [string, () => Promise<void>, RegExp][] = [
    ['cut.db', () => truncate(join(home, 'cut.db'), 20_000), /not a healthy backup/],
    [
      'letter.db',
      () => writeFile(join(home, 'letter.db'), 'A letter to a friend. '.repeat(500)),
      /not a healthy backup/,
    ],
    ['newer.db', async () => newer(join(home, 'newer.db')), /written by a newer Hookswitch/],
  ]
  for (const [name, spoil, sentence] of cases) {
    await copyFile(copy, join(home, name))
    await spoil()
    const { code, err } = await runCommand(['restore', join(home, name)], { folder: home })
    assert.equal(code, 1, name)
    assert.match(err, sentence)
  }
  const store = await openStore(`sqlite:${file}`)
  const busy = await runCommand(['restore', copy], { folder: home })
  assert.equal(busy.code, 1)
  assert.match(busy.err, /Another Hookswitch already uses the store/)
  await store.close()
  assert.deepEqual(await marksIn(file), ['here'])
  assert.ok(!readdirSync(home).some((name) => name.includes('before-restore')))
})

test('a restore killed at any moment leaves the old store or the new one, whole', { timeout: 120_000 }, async () => {
  const home = await mkdtemp(join(folder, 'killed-'))
  const file = join(home, 'hookswitch.db')
  await storeWith(home, 'new', 3000)
  const copy = join(home, 'copy.db')
  await runCommand(['backup', copy], { folder: home })
  await storeWith(home, 'old')
  const old = await readFile(file)
  let killed = 0
  let wholeMs = await wholeRestore(home, copy, old, file)
  for (let round = 0; round < 10 || killed < 3; round++) {
    assert.ok(round < 40, `${killed} of ${round} were killed in time`)
    for (const name of readdirSync(home)) if (name !== 'copy.db') await rm(join(home, name))
    await writeFile(file, old)
    const child = spawn(process.execPath, [main, 'restore', copy], { env: environmentIn(home), stdio: 'ignore' })
    const began = performance.now()
    const timer = setTimeout(() => child.kill('SIGKILL'), wholeMs * (0.5 + (round % 10) * 0.06))
    const [, signal] = await once(child, 'exit')
    clearTimeout(timer)
    if (signal === 'SIGKILL') killed++
    // It was faster than the one before: a machine is not always equally busy.
    else wholeMs = performance.now() - began
    const marks = await marksIn(file)
    assert.ok(String(marks) === 'new' || String(marks) === 'new,old', String(marks))
    const kept = readdirSync(home).filter((name) => name.includes('before-restore'))
    if (String(marks) === 'new') assert.deepEqual(await marksIn(join(home, kept[0]!)), ['new', 'old'])
  }
})

/** How long a whole restore takes here. */
async function wholeRestore(home: string, copy: string, old: Buffer, file: string): Promise<number> {
  await writeFile(file, old)
  const began = performance.now()
  await runCommand(['restore', copy], { folder: home })
  return performance.now() - began
}

/** Writes one event with this mark, and more bytes around it. */
async function storeWith(home: string, mark: string, filler = 0): Promise<void> {
  const store = await openStore(`sqlite:${join(home, 'hookswitch.db')}`)
  await store.saveRecords([{ collection: 'marks', id: mark, body: '{}' }])
  const records = Array.from({ length: filler }, (_, at) => ({
    collection: 'filler',
    id: `${at}`,
    body: JSON.stringify('x'.repeat(2000)),
  }))
  await store.saveRecords(records)
  await store.close()
}

async function marksIn(file: string): Promise<string[]> {
  const store = await openStore(`sqlite:${file}`)
  try {
    return (await store.records('marks')).map(({ id }) => id)
  } finally {
    await store.close()
  }
}

/** The version of the schema stands at byte 60: https://www.sqlite.org/fileformat.html */
async function newer(file: string): Promise<void> {
  const bytes = await readFile(file)
  bytes.writeUInt32BE(9999, 60)
  await writeFile(file, bytes)
}

// ── forgetting a client ───────────────────────────────────────────────────────

test('a client is erased from the journal and from every byte on the disk; rows and counts stay', {
  timeout: 60_000,
}, async () => {
  await using office = await openOffice()
  const wall = await office.integration('wall', { looks_like: 'telegram' }, { personal_data: 'clear' })
  await office.binding(wall, { text: 'Call from {{phone}} {{user_name}} {{client_name}}' })
  const others = { ...call, phone: '+15550100999', user_name: 'Ksenia' }
  await office.happens('call_function', others)
  for (const phone of ['+1 (555) 010-0777', '15550100777', '001-555-010-07-77'])
    await office.happens('call_function', {
      ...call,
      phone,
      user_name: 'Ksenia',
      call_id: `c-${phone}`,
      note: `ring ${phone} back`,
    })
  await office.happens('call_function', { ...others, note: 'asked about 1 555 010 07 77' })
  await office.post('/events', { event_type: 'call_function', event_id: 'pbx-15550100777-1', data: call })
  await office.untilJournal('delivered', 6)
  await office.post(
    '/bindings/preview',
    { event_type: 'call_function', integration_id: wall, parameters: { text: '{{phone}}' }, event_no: 3 },
    { 'idempotency-key': 'kept' },
  )
  assert.equal((await office.journal('?q=0777')).length > 0, true)
  const before = (await office.get('/journal/stats')).body.by_status
  const told = await office.post('/erase', { phone: '+1 555 010 0777' })
  assert.equal(told.status, 200, JSON.stringify(told.body))
  assert.deepEqual([told.body.events, told.body.still_in], [5, []])
  assert.deepEqual((await office.get('/journal/stats')).body.by_status, before)
  assert.equal((await office.journal('?q=0777')).length, 0)
  assert.equal((await office.journal('?q=0999')).length, 2)
  const events = (await office.get('/events?order=asc')).body.items
  assert.equal(events[1].data.phone, '[erased]')
  assert.equal(events[1].data.user_name, 'Ksenia', 'what the operator is called stays')
  assert.equal(events[4].data.note, 'asked about [erased]')
  assert.equal(events[4].data.phone, '+15550100999')
  const [first] = await office.journal(`?number=${events[1].event_no}`)
  const story = (await office.get(`/deliveries/${first?.['delivery_id']}`)).body
  assert.deepEqual([story.status, story.attempts.length], ['delivered', 1])
  // In any notation; an id may hold three sevens by chance.
  assert.doesNotMatch(JSON.stringify(story), /5550100777|010-0777|010-07-77|010 07 77/)
  const again = (await office.post('/erase', { phone: '15550100777' })).body
  assert.deepEqual([again.events, again.deliveries], [0, 0], 'a second time there is nothing left')
  const rows = (await office.get('/audit?limit=5')).body.items
  assert.equal(rows[0].object, 'phones:********777')
  await office.stop()
  const digits =
    /5[^0-9a-z]{0,3}5[^0-9a-z]{0,3}5[^0-9a-z]{0,3}0[^0-9a-z]{0,3}1[^0-9a-z]{0,3}0[^0-9a-z]{0,3}0[^0-9a-z]{0,3}7[^0-9a-z]{0,3}7[^0-9a-z]{0,3}7|7770010555/
  for (const name of readdirSync(office.folder).filter((one) => one.startsWith('hookswitch.db')))
    assert.doesNotMatch(readFileSync(join(office.folder, name), 'latin1'), digits, name)
})

test('what still waits to be sent about a client is given up, and bindings that name the number are told', async () => {
  await using office = await openOffice()
  const wall = await office.integration('wall', { looks_like: 'slack' })
  await office.post(`/integrations/${wall}/pause`, {})
  const vip = { conditions: { all: [{ param: 'phone', op: 'eq', value: '+15550100777' }] }, name: 'VIP' }
  const binding = await office.binding(wall, { text: '{{phone}}' }, vip)
  await office.happens('call_function', { ...call, phone: '+15550100777' })
  const there = ['--url', office.url, '--key', office.key]
  const { code, out, err } = await runCommand(['erase', '--phone', '8 555 010 07 77', ...there], { folder })
  assert.equal(code, 0, err)
  assert.match(out, /1 events, 1 deliveries, 0 attempts/)
  assert.match(out, new RegExp(`bindings ${binding} “VIP”`))
  const [row] = await office.journal()
  assert.deepEqual([row?.['status'], row?.['reason']], ['canceled', 'the client’s personal data was erased'])
  for (const phone of ['12', 'anna', '1'.repeat(20)])
    assert.equal((await office.post('/erase', { phone })).status, 422, phone)
  assert.equal((await runCommand(['erase'], { folder })).code, 2)
})

test('without a server a client is erased in the store itself', async () => {
  const home = await mkdtemp(join(folder, 'erase-'))
  const office = await openOffice({ folder: home })
  await office.happens('call_function', { ...call, phone: '+15550100777' })
  await office.stop()
  const { code, out, err } = await runCommand(['erase', '--phone', '+15550100777', '--json'], { folder: home })
  assert.equal(code, 0, err)
  assert.equal(JSON.parse(out).events, 1)
  assert.ok(!existsSync(join(home, 'hookswitch.db-wal')))
  assert.ok(!readFileSync(join(home, 'hookswitch.db'), 'latin1').includes('5550100777'))
})
