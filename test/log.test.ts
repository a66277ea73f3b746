import assert from 'node:assert/strict'
import { test } from 'node:test'
import { request } from 'undici'
import { openLog } from '../src/log.ts'
import { FakeAsterisk } from './tools/fakes/ami.ts'
import { startFake } from './tools/fakes/frame.ts'
import { openOffice } from './tools/office.ts'
import { waitUntil } from './tools/wait-until.ts'

interface Line {
  readonly level: string
  readonly msg: string
  readonly [field: string]: unknown
}

/** A log that is kept instead of being written. */
function keepLog(level = 'debug') {
  const lines: string[] = []
  const log = openLog({ write: (line: string) => void lines.push(line) }, level)
  const parsed = () => lines.map((line) => JSON.parse(line) as Line)
  return {
    log,
    text: () => lines.join(''),
    lines: parsed,
    saying: (message: RegExp) => parsed().filter(({ msg }) => message.test(msg)),
  }
}

const phone = '79000000333'
const missed = { function: 'queue', function_state: 'finish', phone, contact_name: 'Anna Example' }

test('whatever goes wrong, the log holds no secret, no address with a secret in it and no phone', async () => {
  const secrets = [
    '123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'hook-path-secret',
    'query-secret',
    'bearer-secret',
    'ami-secret',
  ]
  const [botToken, pathSecret, querySecret, bearer, amiSecret] = secrets
  const kept = keepLog()
  await using fake = await startFake({
    otherwise: ({ path }) =>
      path.startsWith('/bot')
        ? { does: 'answer', status: 401, body: { ok: false, error_code: 401, description: `Unauthorized ${path}` } }
        : { does: 'answer', status: 500, headers: { 'set-cookie': 'session=cookie-secret' }, body: `for ${phone}` },
  })
  await using office = await openOffice({ log: kept.log })
  const telegram = await office.integration(
    'telegram',
    { bot_token: botToken!, chat_id: '-100123456789', api_base: fake.url },
    { personal_data: 'clear' },
  )
  const webhook = await office.integration('webhook', {
    url: `${fake.url}/${pathSecret}?key=${querySecret}`,
    auth: { type: 'bearer', token: bearer! },
  })
  await office.binding(telegram, { text: 'Missed {{phone}}' })
  await office.binding(webhook, { phone: '{{phone}}' }, { options: { retry: { schedule_s: [0, 0.02] } } })
  await office.post('/sources', {
    kind: 'asterisk-ami',
    name: 'Exchange',
    settings: { host: '127.0.0.1', port: 1, username: 'hookswitch', secret: amiSecret! },
  })
  await office.happens('call_function', missed)
  await office.untilJournal('failed', 2)
  await office.get(`/users/${phone}?q=%2B${phone}`)
  await office.get(`/journal?q=${phone}`)
  await office.get('/journal', `hsk_wrong_${querySecret}`)
  await office.post('/events', `{"event_type": "call_function", "data": {"phone": "${phone}"`)
  office.running.house.journal.deliveries = () => {
    throw new Error(`no row for +${phone}`, { cause: new Error(`${fake.url}/bot${botToken}/sendMessage`) })
  }
  assert.equal((await office.get(`/journal?q=${phone}`)).status, 500)
  await waitUntil('the failure was told', () => kept.saying(/^a request failed$/).length > 0)

  assert.ok(kept.lines().length > 10)
  const told = secrets.concat(phone, 'cookie-secret', office.key, 'Anna Example', '-100123456789')
  assert.deepEqual(
    told.filter((secret) => kept.text().includes(secret)),
    [],
  )
  const [failed] = kept.saying(/^a request failed$/)
  assert.equal(failed?.['route'], '/api/v1/journal')
  assert.match(JSON.stringify(failed?.['err']), /no row for \+?•••.*stack/)
})

test('a destination that refuses our key is told once when it is paused', async () => {
  const kept = keepLog('info')
  await using fake = await startFake({ otherwise: { does: 'answer', status: 401, body: {} } })
  await using office = await openOffice({ log: kept.log })
  const integration = await office.integration('webhook', { url: fake.url })
  await office.binding(integration, { phone: '{{phone}}' })
  for (let time = 0; time < 3; time++) await office.happens('call_function', missed)
  const lines = await waitUntil('the pause was told', () => {
    const told = kept.saying(/paused/)
    return told.length > 0 && told
  })
  assert.deepEqual([lines.length, lines[0]?.level, lines[0]?.['integration']], [1, 'warn', integration])
})

test('a source that breaks off is told once, with its kind', async () => {
  const kept = keepLog('info')
  await using asterisk = await FakeAsterisk.open()
  await using office = await openOffice({ log: kept.log })
  const { body } = await office.post('/sources', {
    kind: 'asterisk-ami',
    name: 'Exchange',
    settings: { host: '127.0.0.1', port: asterisk.port, username: 'hookswitch', secret: asterisk.secret },
  })
  const isConnected = async () => (await office.get(`/sources/${body.id}`)).body.health.connected === true
  await waitUntil('it is listened to', isConnected)
  asterisk.drop()
  const [line] = await waitUntil('it was told', () => {
    const told = kept.saying(/broke off/)
    return told.length > 0 && told
  })
  assert.deepEqual([line?.level, line?.['source'], line?.['kind']], ['warn', body.id, 'asterisk-ami'])
})

test('a request that cannot be served is one line with its route; one that was wrong is none', async () => {
  const kept = keepLog('info')
  await using office = await openOffice({ log: kept.log })
  const { url, house } = office.running
  await office.get('/bindings/none')
  await office.post('/events', '{')
  await house.store.close()
  assert.equal((await office.post('/events', { event_type: 'call_function', data: missed })).status, 503)
  assert.equal((await request(`${url}/livez`)).statusCode, 200)
  // Work in the background tells of the closed store, too; only what requests say is asked for here.
  const ofRequests = () => kept.lines().filter((line) => 'method' in line)
  const lines = await waitUntil('it was told', () => ofRequests().length > 0 && ofRequests())
  assert.deepEqual(
    lines.map(({ level, method, route, status, code }) => [level, method, route, status, code]),
    [['warn', 'POST', '/api/v1/events', 503, 'not-ready']],
  )
})

test('at the level debug each request is told by its route, never by its address', async () => {
  const kept = keepLog('debug')
  await using office = await openOffice({ log: kept.log })
  await office.get(`/users/${phone}`)
  const [line] = await waitUntil('it was told', () => {
    const told = kept.saying(/^answered$/)
    return told.length > 0 && told
  })
  assert.deepEqual([line?.['method'], line?.['route'], line?.['status']], ['GET', '/api/v1/users/:id', 404])
})
