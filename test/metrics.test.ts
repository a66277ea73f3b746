import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { request } from 'undici'
import { startFake } from './tools/fakes/frame.ts'
import { type Office, openOffice } from './tools/office.ts'
import { figure, parseMetrics } from './tools/parse-metrics.ts'
import { waitUntil } from './tools/wait-until.ts'

const missed = { function: 'queue', function_state: 'finish', success_flag: false, phone: '+15550100' }
let office: Office

before(async () => {
  office = await openOffice()
})
after(() => office[Symbol.asyncDispose]())

async function scrape(headers: Record<string, string> = {}): Promise<{ status: number; type: string; text: string }> {
  const reply = await request(`${office.url}/metrics`, { headers })
  return { status: reply.statusCode, type: String(reply.headers['content-type']), text: await reply.body.text() }
}

test('the figures can be read, each has a help text, and the server tells about itself', async () => {
  const { status, type, text } = await scrape()
  assert.equal(status, 200)
  assert.equal(type, 'text/plain; version=0.0.4; charset=utf-8')
  const names = parseMetrics(text).map(({ name }) => name)
  for (const name of [
    'hookswitch_queue_depth',
    'hookswitch_oldest_job_age_seconds',
    'hookswitch_event_loop_lag_seconds',
    'hookswitch_build_info',
    'process_cpu_seconds_total',
    'process_resident_memory_bytes',
  ])
    assert.ok(names.includes(name), name)
  assert.equal(figure(text, 'hookswitch_store_up'), 1)
  assert.equal(figure(text, 'hookswitch_build_info', { version: office.running.house.version }), 1)
  assert.ok(figure(text, 'process_cpu_seconds_total')! > 0.1)
})

test('promtool finds nothing wrong with the figures', async (t) => {
  const found = spawnSync('promtool', ['--version'])
  if (found.error) return t.skip('promtool is not installed on this machine')
  await office.happens('call_function', missed)
  const checked = spawnSync('promtool', ['check', 'metrics'], { input: (await scrape()).text, encoding: 'utf8' })
  assert.equal(`${checked.stdout}${checked.stderr}`, '')
  assert.equal(checked.status, 0)
})

test('events and deliveries move the counters of their kind', async () => {
  await using crm = await startFake({
    otherwise: ({ path }) => ({ does: 'answer', status: path === '/refused' ? 400 : 200, body: {} }),
  })
  const integration = await office.integration('webhook', { url: crm.url })
  const refusing = await office.integration('webhook', { url: `${crm.url}/refused` })
  const bindings = [
    await office.binding(integration, { phone: '{{phone}}' }),
    await office.binding(refusing, { phone: '{{phone}}' }),
    await office.binding(integration, { phone: '{{phone}}' }, { options: { expire_s: 1 } }),
  ]
  const before = (await scrape()).text
  const longAgo = new Date(Date.now() - 90_000).toISOString()
  const event = { event_type: 'call_function', data: missed, event_time: longAgo, event_id: 'once', source: 'crm' }
  for (let time = 0; time < 2; time++) await office.post('/events', event)
  for (const id of bindings.slice(0, 2))
    await waitUntil('it is finished', async () => (await office.journal(`?binding_id=${id}`))[0]?.['finished_at'])
  const { text } = await scrape()
  const moved = (name: string, labels: Record<string, string>) =>
    (figure(text, name, labels) ?? 0) - (figure(before, name, labels) ?? 0)
  assert.equal(moved('hookswitch_events_received_total', { source: 'crm', type: 'call_function' }), 1)
  assert.equal(moved('hookswitch_deliveries_total', { connector: 'webhook', class: 'ok' }), 1)
  assert.equal(moved('hookswitch_deliveries_total', { connector: 'webhook', class: 'permanent' }), 1)
  assert.equal(moved('hookswitch_deliveries_total', { connector: 'webhook', class: 'skipped' }), 1)
  assert.equal(moved('hookswitch_delivery_seconds_count', { connector: 'webhook' }), 1)
  const lag = figure(text, 'hookswitch_source_lag_seconds', { source: 'crm' })!
  assert.ok(lag >= 90 && lag < 100, `${lag} s`)
  for (const id of bindings) await office.remove(`/bindings/${id}`)
})

test('what waits is counted with its age, and what a person paused does not ring the bell', async () => {
  await using crm = await startFake({
    otherwise: { does: 'answer', status: 429, headers: { 'retry-after': '3600' }, body: {} },
  })
  const integration = await office.integration('webhook', { url: crm.url })
  const binding = await office.binding(integration, { phone: '{{phone}}' })
  await office.happens('call_function', missed)
  await crm.waitForRequests(1)
  const slowed = await waitUntil('the destination asked to slow down', async () => {
    const { text } = await scrape()
    return figure(text, 'hookswitch_rate_paused', { connector: 'webhook' }) === 1 && text
  })
  assert.equal(figure(slowed, 'hookswitch_queue_depth'), 1)
  await office.happens('call_function', missed)
  const older = await waitUntil('it waits', async () => {
    const { text } = await scrape()
    return figure(text, 'hookswitch_oldest_job_age_seconds')! > 0.02 && text
  })
  assert.equal(figure(older, 'hookswitch_queue_depth'), 2)
  await office.post(`/integrations/${integration}/pause`)
  const { text } = await scrape()
  assert.equal(figure(text, 'hookswitch_oldest_job_age_seconds'), 0)
  assert.equal(figure(text, 'hookswitch_queue_depth'), 2)
  assert.equal(figure(text, 'hookswitch_integrations_paused', { connector: 'webhook' }), 1)
  await office.remove(`/bindings/${binding}`)
})

test('a source that cannot reach its exchange is told as not connected', async () => {
  const { body } = await office.post('/sources', {
    kind: 'asterisk-ami',
    name: 'Exchange',
    settings: { host: '127.0.0.1', port: 1, username: 'hookswitch', secret: 'example-secret' },
  })
  assert.equal(figure((await scrape()).text, 'hookswitch_source_connected', { source: 'asterisk-ami' }), 0)
  await office.remove(`/sources/${body.id}`)
  assert.equal(figure((await scrape()).text, 'hookswitch_source_connected', { source: 'asterisk-ami' }), undefined)
})

test('whatever senders and people write, no phone, address or name gets into a label, and labels stay few', async () => {
  const integration = await office.integration(
    'webhook',
    { url: 'http://127.0.0.1:9/secret-path' },
    { name: '+15550100' },
  )
  const binding = await office.binding(integration, { phone: '{{phone}}' }, { name: 'Call 79000000333 back' })
  const hostile = ['+15550100', '79000000333', 'tel:+7 900 000 03 33', 'https://pbx.example.com/?q=1', 'x"} 1\nevil 1']
  for (const [at, source] of hostile.entries())
    await office.post('/events', { event_type: 'call_function', source, event_id: `+1555010${at}`, data: missed })
  const many = Array.from({ length: 120 }, (_, at) => ({
    event_type: 'call_function',
    source: `pbx-${String.fromCharCode(97 + (at % 26))}${at}`,
    data: missed,
  }))
  await office.post('/events', many)
  const { text } = await scrape()
  const samples = parseMetrics(text).flatMap((family) => family.samples)
  const labels = samples.flatMap(({ labels: { le: _bound, ...named } }) => Object.values(named))
  assert.deepEqual(
    labels.filter((label) => /\d{5,}|555|9000|example|127\.0|secret|Call/.test(label)),
    [],
  )
  const sources = parseMetrics(text)
    .find(({ name }) => name === 'hookswitch_events_received_total')!
    .samples.map((one) => one.labels['source'])
  assert.ok(sources.length <= 51, `${sources.length} sources`)
  assert.ok(sources.includes('other'))
  await office.remove(`/bindings/${binding}`)
})

test('figures are for this machine and for keys that may read them', async () => {
  const { body } = await office.post('/keys', { name: 'Prometheus', role: 'viewer' })
  const ingest = (await office.post('/keys', { name: 'Exchange', role: 'ingest' })).body
  const cases: readonly (readonly [name: string, headers: Record<string, string>, status: number])[] = [
    ['from this machine', {}, 200],
    ['with a key', { 'x-forwarded-for': '192.0.2.1', authorization: `Bearer ${body.key}` }, 200],
    ['passed on by a proxy', { 'x-forwarded-for': '192.0.2.1' }, 401],
    ['passed on by another proxy', { forwarded: 'for=192.0.2.1' }, 401],
    ['with a key that may only send events', { authorization: `Bearer ${ingest.key}` }, 403],
    ['with a wrong key', { authorization: 'Bearer nonsense' }, 401],
  ]
  for (const [name, headers, status] of cases) assert.equal((await scrape(headers)).status, status, name)
})

test('a server that people reach at another address asks everybody for a key', async () => {
  await using proxied = await openOffice({ settings: { HOOKSWITCH_PUBLIC_URL: 'https://calls.example.com' } })
  const status = async (headers: Record<string, string>) =>
    (await request(`${proxied.url}/metrics`, { headers })).statusCode
  assert.equal(await status({}), 401)
  assert.equal(await status({ authorization: `Bearer ${proxied.key}` }), 200)
})

test('the manual lists every figure that there is, in both languages, and no other', async () => {
  const { text } = await scrape()
  const told = new Set(parseMetrics(text).map(({ name }) => name))
  // This one is there only while a source is set up.
  told.add('hookswitch_source_connected')
  for (const language of ['en', 'ru']) {
    const page = readFileSync(join(import.meta.dirname, `../docs/${language}/metrics.md`), 'utf8')
    const listed = [...page.matchAll(/^\| `([a-z_]+)/gm)].map(([, name]) => name)
    assert.deepEqual(listed.toSorted(), [...told].sort(), language)
  }
})

test('promtool takes the alarms of the manual as they are printed', (t) => {
  const found = spawnSync('promtool', ['--version'])
  if (found.error) return t.skip('promtool is not installed on this machine')
  for (const language of ['en', 'ru']) {
    const page = readFileSync(join(import.meta.dirname, `../docs/${language}/metrics.md`), 'utf8')
    const [, rules = ''] = /```yaml\n(groups:[\s\S]*?)```/.exec(page) ?? []
    const folder = mkdtempSync(join(tmpdir(), 'hookswitch-rules-'))
    writeFileSync(join(folder, 'rules.yml'), rules)
    const checked = spawnSync('promtool', ['check', 'rules', join(folder, 'rules.yml')], { encoding: 'utf8' })
    rmSync(folder, { recursive: true })
    assert.match(checked.stdout, /SUCCESS: 5 rules found/, checked.stderr)
  }
})
