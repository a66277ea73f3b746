import assert from 'node:assert/strict'
import { once } from 'node:events'
import { get } from 'node:http'
import { after, before, test } from 'node:test'
import { request } from 'undici'
import { liveHeapBytes } from './tools/live-heap.ts'
import { type Office, openOffice } from './tools/office.ts'
import { readCsv } from './tools/read-csv.ts'
import { waitUntil } from './tools/wait-until.ts'

let office: Office
let wall: string

before(async () => {
  office = await openOffice()
  wall = await office.integration('wall', { looks_like: 'telegram' }, { name: 'Night "shift"; first' })
  await office.binding(wall, { text: 'Call {{phone}}' }, { name: '=HYPERLINK("https://example.com")' })
  for (const data of [
    { phone: '+15550100777', user_name: '@SUM(A1)\nsecond line', call_id: 'c-1' },
    { phone: '8 (000) 222-33-44', user_name: 'Анна, из отдела', call_id: '-c-2' },
    { user_name: '\tTab', call_id: 'c-3' },
  ])
    await office.happens('call_function', { function: 'queue', ...data })
  await office.untilJournal('delivered', 3)
})
after(() => office[Symbol.asyncDispose]())

const file = async (query: string, headers: Record<string, string> = {}) => {
  const reply = await office.ask('GET', `/journal/export${query}`, undefined, headers)
  assert.equal(reply.status, 200, JSON.stringify(reply.body))
  return { text: String(reply.body), headers: reply.headers }
}

/** As it goes over the wire: reading it as text would take the byte order mark off. */
const rawFile = async (query: string, headers: Record<string, string> = {}) => {
  const authorized = { authorization: `Bearer ${office.key}`, ...headers }
  const { body } = await request(`${office.url}/api/v1/journal/export${query}`, { headers: authorized })
  return Buffer.from(await body.arrayBuffer()).toString()
}

test('a CSV file has a header and one line for each delivery, whatever stands in the cells', async () => {
  const { text, headers } = await file('?order=asc')
  assert.match(String(headers['content-type']), /^text\/csv/)
  assert.match(String(headers['content-disposition']), /^attachment; filename="journal-\d{4}-\d\d-\d\d\.csv"$/)
  const rows = readCsv(text, ',')
  const listed = await office.journal('?order=asc')
  assert.deepEqual(
    rows.map((row) => row['delivery_id']),
    listed.map((one) => one['delivery_id']),
  )
  assert.deepEqual(
    rows.map((row) => row['integration']),
    Array(3).fill('Night "shift"; first'),
  )
  assert.equal(rows[1]?.['user_name'], 'Анна, из отдела')
  assert.equal(rows[0]?.['status'], 'delivered')
  assert.equal(rows[0]?.['attempts_count'], '1')
  assert.equal(rows[0]?.['next_attempt_at'], '')
  assert.ok((await rawFile('')).startsWith('delivery_id,'))
})

test('no cell is a formula: what a spreadsheet would run begins with an apostrophe', async () => {
  const rows = readCsv((await file('?order=asc')).text, ',')
  assert.equal(rows[0]?.['binding'], `'=HYPERLINK("https://example.com")`)
  assert.equal(rows[0]?.['phone'], "'+15550100777")
  assert.equal(rows[0]?.['user_name'], "'@SUM(A1)\nsecond line")
  assert.equal(rows[1]?.['correlation_id'], "'-c-2")
  assert.equal(rows[2]?.['user_name'], "'\tTab")
})

test('a Russian spreadsheet gets semicolons and a byte order mark, unless somebody says otherwise', async () => {
  for (const text of [await rawFile('?lang=ru'), await rawFile('', { 'accept-language': 'ru-RU,ru;q=0.9' })]) {
    assert.ok(text.startsWith('\uFEFFdelivery_id;event_no;'))
    assert.equal(readCsv(text, ';').length, 3)
  }
  assert.ok((await rawFile('?lang=ru&separator=,&bom=false')).startsWith('delivery_id,event_no,'))
  assert.ok((await rawFile('?separator=;&bom=true')).startsWith('\uFEFFdelivery_id;'))
  const refused = await office.get('/journal/export?separator=%7C&format=xls&status=lost')
  assert.equal(refused.status, 422)
})

test('NDJSON lines are the journal, with what each event held', async () => {
  const { text, headers } = await file('?format=ndjson&order=asc')
  assert.equal(headers['content-type'], 'application/x-ndjson')
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  const [listed] = await office.journal('?order=asc')
  const { source, correlation_id, data, ...first } = lines[0]
  assert.deepEqual(first, listed)
  assert.deepEqual([source, correlation_id, data.phone], ['api', 'c-1', '+15550100777'])
})

test('the filters of the journal choose what is exported', async () => {
  assert.equal(readCsv((await file('?q=222-33-44')).text, ',').length, 1)
  assert.equal(readCsv((await file('?status=failed')).text, ',').length, 0)
})

test('whoever may not see personal data exports masks', async () => {
  const { key } = (await office.post('/keys', { name: 'Viewer', role: 'viewer' })).body
  for (const query of ['', '?format=ndjson']) {
    const { status, body } = await office.get(`/journal/export${query}`, key)
    assert.equal(status, 200)
    assert.match(String(body), /\*777/)
    assert.ok(!String(body).includes('15550100777') && !String(body).includes('222-33-44'))
  }
})

test('20,000 rows come out whole; while nobody takes them no more than a few pages are read, and events are accepted', async () => {
  await using big = await openOffice()
  const paused = await big.integration('wall', { looks_like: 'slack' })
  await big.post(`/integrations/${paused}/pause`, {})
  await big.binding(paused, { text: 'x' })
  const filler = 'x'.repeat(400)
  for (let batch = 0; batch < 10; batch++) {
    const events = Array.from({ length: 2000 }, () => ({
      event_type: 'call_function',
      data: { function: 'queue', filler },
    }))
    assert.equal((await big.post('/events', events)).status, 202)
  }
  const { store } = big.running.house
  let pages = 0
  const eventsByNo = store.eventsByNo.bind(store)
  const counted = (nos: readonly number[]) => {
    pages++
    return eventsByNo(nos)
  }
  Object.assign(store, { eventsByNo: counted })
  const headers = { authorization: `Bearer ${big.key}` }
  const asked = get(`${big.url}/api/v1/journal/export?format=ndjson`, { headers })
  const [reply] = await once(asked, 'response')
  await big.happens('call_function', { function: 'queue' })
  await waitUntil('the export waits for its reader', async () => {
    const before = pages
    await new Promise((resolve) => setTimeout(resolve, 100))
    return pages === before && pages > 0
  })
  assert.ok(pages < 20, `${pages} pages of 40 were read for nobody`)
  const before = liveHeapBytes()
  let most = 0
  let lines = 0
  let chunks = 0
  for await (const chunk of reply) {
    for (const byte of chunk as Buffer) if (byte === 10) lines++
    if (chunks++ % 20 === 0) most = Math.max(most, liveHeapBytes() - before)
  }
  assert.ok(lines >= 20_000, `${lines} lines`)
  assert.equal(pages, Math.ceil(lines / 500))
  assert.ok(most < 12e6, `${Math.round(most / 1e6)} MB more while 18 MB went by`)
  pages = 0
  const left = get(`${big.url}/api/v1/journal/export?format=ndjson`, { headers })
  await once(left, 'response')
  left.destroy()
  await waitUntil('the export ends with its client', async () => {
    const before = pages
    await new Promise((resolve) => setTimeout(resolve, 100))
    return pages === before
  })
  assert.ok(pages < 20)
})

test('a saved view is its owner’s; a shared one is seen by all and changed by its owner or an admin', async () => {
  const keyOf = async (name: string) => (await office.post('/keys', { name, role: 'viewer' })).body.key
  const [anna, boris] = [await keyOf('Anna'), await keyOf('Boris')]
  const as = (key: string, method: string, path: string, body?: unknown) =>
    office.ask(method, path, body, { authorization: `Bearer ${key}` })
  const mine = (await as(anna, 'POST', '/views', { name: 'Mine', filter: { status: 'failed', q: '2333' } })).body
  const ours = (await as(anna, 'POST', '/views', { name: 'Ours', filter: { name: 'Missed' }, shared: true })).body
  assert.deepEqual([ours.owner.name, ours.shared, ours.filter], ['Anna', true, { name: 'Missed' }])
  const seen = async (key: string) =>
    (await as(key, 'GET', '/views')).body.items.map(({ name }: { name: string }) => name)
  assert.deepEqual(await seen(anna), ['Mine', 'Ours'])
  assert.deepEqual(await seen(boris), ['Ours'])
  assert.equal((await as(boris, 'GET', `/views/${mine.id}`)).status, 404)
  assert.equal((await as(boris, 'PATCH', `/views/${ours.id}`, { name: 'His' })).status, 403)
  assert.equal((await as(boris, 'DELETE', `/views/${ours.id}`)).status, 403)
  const changed = await as(anna, 'PATCH', `/views/${ours.id}`, { filter: { status: 'failed' } })
  assert.deepEqual(changed.body.filter, { status: 'failed' }, 'a filter is replaced as a whole')
  assert.equal((await office.patch(`/views/${ours.id}`, { name: 'Tidied' })).body.name, 'Tidied')
  assert.equal((await as(anna, 'DELETE', `/views/${mine.id}`)).status, 204)
  assert.deepEqual(await seen(anna), ['Tidied'])
})

test('a saved view with a filter that the journal would refuse is refused at once, field by field', async () => {
  const { status, body } = await office.post('/views', { name: '', filter: { status: 'lost', colour: 'red' } })
  assert.equal(status, 422)
  const paths = body.errors.map(({ path }: { path: string }) => path)
  assert.deepEqual(paths, ['name', 'filter.status', 'filter.colour'])
})

test('saved views survive a restart', async () => {
  await using first = await openOffice()
  await first.post('/views', { name: 'Failures', filter: { status: 'failed' }, shared: true })
  await first.stop()
  const second = await openOffice({ folder: first.folder })
  try {
    assert.equal((await second.get('/views')).body.items[0].name, 'Failures')
  } finally {
    await second.stop()
  }
})
