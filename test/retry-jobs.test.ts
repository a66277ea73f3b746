import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pino } from 'pino'
import { request } from 'undici'
import type { RetryWish } from '../src/engine/retry-job.ts'
import { RetryJobs } from '../src/engine/retry-jobs.ts'
import { holdClock } from './tools/clock.ts'
import { type Fake, startFake } from './tools/fakes/frame.ts'
import { type Office, openOffice } from './tools/office.ts'
import { killAll, processKey, startServer } from './tools/process.ts'
import { waitUntil } from './tools/wait-until.ts'

after(killAll)

const silent = pino({ level: 'silent' })
const who = { id: 'nina', name: 'Nina Example' }

/** A customer base that refuses everything until it is mended. */
async function brokenBase(): Promise<Fake & { mend: () => void }> {
  let isBroken = true
  const fake = await startFake({ otherwise: () => ({ does: 'answer', status: isBroken ? 400 : 200, body: {} }) })
  const mend = () => {
    isBroken = false
  }
  return Object.assign(fake, { mend })
}

/** So many calls whose messages were all refused. */
async function fail(office: Office, fake: Fake, count: number, more = {}): Promise<{ hook: string; binding: string }> {
  const hook = await office.integration('webhook', { url: fake.url }, { name: 'Customer base' })
  const binding = await office.binding(hook, { text: 'Call {{call_id}}' }, more)
  const calls = Array.from({ length: count }, (_, at) => ({
    event_type: 'call_function',
    data: { call_id: `c-${at}`, phone: `+1555010${at % 10}` },
  }))
  await office.post('/events', calls)
  await waitUntil(
    `${count} failures`,
    async () => (await office.get('/journal/count?status=failed')).body.count >= count,
  )
  return { hook, binding }
}

async function untilDone(office: Office, id: string): Promise<Record<string, unknown>> {
  return waitUntil('the job is done', async () => {
    const { body } = await office.get(`/retry-jobs/${id}`)
    return body.status === 'done' && body.results.waiting === 0 && body
  })
}

test('a job sends failures again at its tempo, tells how far it is and what came of it', async () => {
  const clock = holdClock()
  await using fake = await brokenBase()
  await using office = await openOffice({ clock })
  const { hook } = await fail(office, fake, 5)
  const counted = await office.post('/retry-jobs', { filter: { status: 'failed' }, dry_run: true })
  assert.deepEqual(
    [counted.status, counted.body],
    [
      200,
      { dry_run: true, matched: 5, integrations: [{ id: hook, name: 'Customer base', kind: 'webhook', count: 5 }] },
    ],
  )
  fake.mend()
  const made = await office.post('/retry-jobs', { filter: { integration_id: hook }, per_second: 2 })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  const progress = async () => (await office.get(`/retry-jobs/${made.body.id}`)).body
  for (const expected of [2, 4, 5]) {
    await waitUntil(`${expected} delivered`, async () => (await progress()).results.delivered === expected)
    const { retried, matched } = await progress()
    assert.deepEqual([retried, matched], [expected, 5])
    await clock.move(1000)
  }
  const done = await untilDone(office, made.body.id)
  assert.deepEqual(done['results'], { waiting: 0, delivered: 5, failed: 0, canceled: 0, skipped: 0 })
  assert.deepEqual([done['left_out'], done['per_second'], done['binding']], [0, 2, 'as_fired'])
  assert.equal((await office.journal(`?retry_job=${made.body.id}&trigger=bulk`)).length, 5)
  assert.equal((await office.journal('?retry_job=retry_none')).length, 0)
  const { body: list } = await office.get('/retry-jobs')
  assert.deepEqual(
    list.items.map(({ id }: { id: string }) => id),
    [made.body.id],
  )
  const { body: audit } = await office.get('/audit')
  assert.ok(
    audit.items.some(
      ({ action, object }: Record<string, string>) =>
        action === 'retry_job.create' && object === `retry-jobs:${made.body.id}`,
    ),
  )
})

test('a job can be stopped: what it has not come to stays failed', async () => {
  const clock = holdClock()
  await using fake = await brokenBase()
  await using office = await openOffice({ clock })
  await fail(office, fake, 6)
  fake.mend()
  const { id } = (await office.post('/retry-jobs', { filter: {}, per_second: 2 })).body
  await office.untilJournal('delivered', 2)
  const { status, body } = await office.post(`/retry-jobs/${id}/stop`, {})
  assert.deepEqual([status, body.status, body.retried, body.stopped_by.id], [200, 'stopped', 2, 'settings'])
  await clock.move(60_000)
  assert.equal((await office.get('/journal/count?status=failed')).body.count, 4)
  assert.equal((await office.post(`/retry-jobs/${id}/stop`, {})).body.retried, 2, 'stopping again changes nothing')
})

test('a job goes on after a restart where it was', async () => {
  const clock = holdClock()
  await using fake = await brokenBase()
  const first = await openOffice({ clock })
  await fail(first, fake, 5)
  fake.mend()
  const { id } = (await first.post('/retry-jobs', { filter: {}, per_second: 2 })).body
  await first.untilJournal('delivered', 2)
  await first.stop()
  await using office = await openOffice({ clock, folder: first.folder })
  await waitUntil('the rest', async () => {
    await clock.move(1000)
    return (await office.get(`/retry-jobs/${id}`)).body.status === 'done'
  })
  await office.untilJournal('delivered', 5)
  assert.deepEqual(await bulkAttempts(office), [1, 1, 1, 1, 1])
})

test('a message is made as it was, or with the binding of today where that goes to the same place', async () => {
  await using fake = await brokenBase()
  await using office = await openOffice()
  const { hook, binding } = await fail(office, fake, 2)
  const elsewhere = await office.integration('wall', { looks_like: 'slack' })
  const moved = await office.binding(hook, { text: 'Moved' }, { name: 'Moved' })
  await office.happens('call_function', { call_id: 'c-9' })
  await office.untilJournal('failed', 4)
  await office.patch(`/bindings/${binding}`, { parameters: { text: 'Now {{call_id}}' } })
  await office.patch(`/bindings/${moved}`, { integration_id: elsewhere, parameters: { text: 'Elsewhere' } })
  fake.mend()
  const asFired = (await office.post('/retry-jobs', { filter: { number: 1 } })).body
  await untilDone(office, asFired.id)
  const current = (await office.post('/retry-jobs', { filter: {}, binding: 'current' })).body
  const done = await untilDone(office, current.id)
  assert.deepEqual([done['matched'], done['retried'], done['left_out']], [3, 2, 1])
  const told = async (no: number) => {
    const [row] = await office.journal(`?number=${no}&binding_id=${binding}`)
    const { parameters, binding: made } = (await office.get(`/deliveries/${row!['delivery_id']}`)).body
    return [parameters.text, made.version]
  }
  assert.deepEqual(
    [await told(1), await told(2)],
    [
      ['Call c-0', 1],
      ['Now c-1', 2],
    ],
  )
})

test('only the selection is sent again when there is one', async () => {
  await using fake = await brokenBase()
  await using office = await openOffice()
  await fail(office, fake, 3)
  fake.mend()
  const [one, two] = (await office.journal()).map((row) => row['delivery_id'])
  const { id } = (await office.post('/retry-jobs', { delivery_ids: [one, two, 'nobody'] })).body
  const done = await untilDone(office, id)
  assert.deepEqual([done['matched'], done['retried']], [2, 2])
  assert.equal((await office.get('/journal/count?status=failed')).body.count, 1)
})

test('what fails again at once is not taken a second time', async () => {
  await using fake = await brokenBase()
  await using office = await openOffice()
  await fail(office, fake, 5)
  const { id } = (await office.post('/retry-jobs', { filter: {} })).body
  const done = await untilDone(office, id)
  assert.deepEqual([done['retried'], (done['results'] as { failed: number }).failed], [5, 5])
  assert.deepEqual((await office.post('/deliveries/retry', { filter: {} })).body, {
    matched: 5,
    retried: 5,
    dry_run: false,
  })
  await waitUntil('a second round', async () => (await office.journal('?status=failed&min_attempts=3')).length === 5)
  assert.deepEqual(await bulkAttempts(office), [2, 2, 2, 2, 2])
})

for (const crash of ['before', 'after'] as const)
  test(`after a crash right ${crash} a page is made due, each delivery is sent again once`, async () => {
    await using fake = await brokenBase()
    await using office = await openOffice()
    await fail(office, fake, 4)
    fake.mend()
    const { store, clock, engine } = office.running.house
    const { bindings, dispatcher } = engine
    const wish: RetryWish = { filter: {}, which: { statuses: ['failed'] }, binding: 'as_fired', perSecond: 2 }
    // The process "ends" inside the first page: nothing of this instance is used afterwards.
    const crashed = Promise.withResolvers<void>()
    const dying = await RetryJobs.open({
      store,
      clock,
      log: silent,
      bindings,
      dispatcher: {
        async requeue(...asked) {
          if (crash === 'after') await dispatcher.requeue(...asked)
          crashed.resolve()
          return new Promise(() => {})
        },
      },
    })
    const { id } = await dying.create(wish, who)
    await crashed.promise
    if (crash === 'after') await office.untilJournal('delivered', 2)
    const next = await RetryJobs.open({ store, clock, log: silent, bindings, dispatcher })
    next.start()
    await waitUntil('the end', () => next.find(id).status === 'done')
    const { matched, retried, leftOut } = next.find(id)
    assert.deepEqual([matched, retried, leftOut], [4, 4, 0])
    await office.untilJournal('delivered', 4)
    assert.deepEqual(await bulkAttempts(office), [1, 1, 1, 1])
  })

test('killed in the middle of a job, the server goes on with it after the start', async () => {
  await using fake = await brokenBase()
  const folder = await mkdtemp(join(tmpdir(), 'hookswitch-retry-'))
  const ask = async (url: string, method: 'GET' | 'POST', path: string, body?: unknown) => {
    const reply = await request(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${processKey}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the answer holds.
    return (await reply.body.json()) as any
  }
  const first = await startServer(folder)
  const hook = await ask(first.url, 'POST', '/integrations', {
    kind: 'webhook',
    name: 'Base',
    settings: { url: fake.url },
  })
  await ask(first.url, 'POST', '/bindings', {
    name: 'B',
    event_type: 'call_function',
    integration_id: hook.id,
    parameters: { text: 'x' },
  })
  await ask(
    first.url,
    'POST',
    '/events',
    Array.from({ length: 60 }, () => ({ event_type: 'call_function', data: { function: 'ivr' } })),
  )
  await waitUntil('60 failures', async () => (await ask(first.url, 'GET', '/journal/count?status=failed')).count === 60)
  fake.mend()
  const { id } = await ask(first.url, 'POST', '/retry-jobs', { filter: {}, per_second: 15 })
  await waitUntil('a part of it', async () => (await ask(first.url, 'GET', `/retry-jobs/${id}`)).retried >= 15)
  await first.end('SIGKILL')
  const second = await startServer(folder)
  const done = await waitUntil('the end', async () => {
    const job = await ask(second.url, 'GET', `/retry-jobs/${id}`)
    return job.status === 'done' && job.results.delivered === 60 && job
  })
  assert.deepEqual([done.matched, done.retried, done.left_out], [60, 60, 0])
  const { items } = await ask(second.url, 'GET', '/journal?limit=100')
  const stories = await Promise.all(
    items.map((row: { delivery_id: string }) => ask(second.url, 'GET', `/deliveries/${row.delivery_id}`)),
  )
  assert.deepEqual([...new Set(stories.map(bulkIn))], [1])
  await second.end('SIGTERM')
  await rm(folder, { recursive: true, force: true })
})

test('a viewer sees the jobs without what was searched for, and starts and stops none', async () => {
  await using fake = await brokenBase()
  await using office = await openOffice()
  await fail(office, fake, 1)
  const { id } = (await office.post('/retry-jobs', { filter: { q: '+15550100' } })).body
  const viewer = (await office.post('/keys', { name: 'Viewer', role: 'viewer' })).body.key
  assert.deepEqual((await office.get(`/retry-jobs/${id}`, viewer)).body.filter, { q: '•••' })
  assert.deepEqual((await office.get(`/retry-jobs/${id}`)).body.filter, { q: '+15550100' })
  const header = { authorization: `Bearer ${viewer}` }
  assert.equal((await office.post('/retry-jobs', { filter: {} }, header)).status, 403)
  assert.equal((await office.post(`/retry-jobs/${id}/stop`, {}, header)).status, 403)
  await office.post('/erase', { phone: '+1 555 0100' })
  assert.deepEqual((await office.get(`/retry-jobs/${id}`)).body.filter, { q: '[erased]' })
})

test('a wish that makes no sense is refused, field by field', async () => {
  await using office = await openOffice()
  const cases: [unknown, string[]][] = [
    [{}, ['filter']],
    [{ filter: [] }, ['filter']],
    [{ filter: { status: 'lost' } }, ['status']],
    [{ filter: {}, per_second: 0 }, ['per_second']],
    [
      { filter: {}, per_second: 1e9, binding: 'new', delivery_ids: [1], tempo: 3 },
      ['binding', 'delivery_ids', 'per_second', 'tempo'],
    ],
  ]
  for (const [body, paths] of cases) {
    const reply = await office.post('/retry-jobs', body)
    assert.equal(reply.status, 422, JSON.stringify(body))
    assert.deepEqual(reply.body.errors.map(({ path }: { path: string }) => path).sort(), paths)
  }
  assert.equal((await office.get('/retry-jobs/none')).status, 404)
})

// ── tools ─────────────────────────────────────────────────────────────────────

/** How many bulk attempts each delivery had. */
async function bulkAttempts(office: Office): Promise<number[]> {
  const rows = await office.journal('?limit=100')
  return Promise.all(rows.map(async (row) => bulkIn((await office.get(`/deliveries/${row['delivery_id']}`)).body)))
}

function bulkIn(story: { attempts: { trigger: string }[] }): number {
  return story.attempts.filter(({ trigger }) => trigger === 'bulk').length
}
