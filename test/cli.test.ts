import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { settings } from '../src/config.ts'
import { type Office, openOffice } from './tools/office.ts'
import { runCommand } from './tools/process.ts'

const recordedCall = join(import.meta.dirname, 'data/asterisk/ami_predictive_2015b.log')
let office: Office
let folder: string

before(async () => {
  office = await openOffice()
  folder = await mkdtemp(join(tmpdir(), 'hookswitch-cli-'))
})
after(async () => {
  await office[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

const hookswitch = (argv: string[], input?: string, environment = {}) =>
  runCommand(argv, { folder, environment, ...(input === undefined ? {} : { input }) })
const there = () => ['--url', office.url, '--key', office.key]

test('an event is sent from arguments, and from standard input in any form', async () => {
  const one = await hookswitch([
    'send',
    'call_function',
    'function=queue',
    'connect_time=47',
    'phone=+70001112233',
    'success_flag=false',
    ...there(),
  ])
  assert.deepEqual([one.code, one.out], [0, '1 accepted, 0 already known\n'], one.err)
  const { items } = (await office.get('/events?limit=1')).body
  assert.deepEqual(items[0].data, { function: 'queue', connect_time: 47, phone: '+70001112233', success_flag: false })
  const lines = '{"event_type":"quota","event_id":"a"}\n{"event_type":"quota","event_id":"b"}\n'
  const two = await hookswitch(['send', '-', '--json', ...there()], lines)
  assert.deepEqual(JSON.parse(two.out).accepted, 2)
})

test('what the server refuses is told in its own words, with exit code 1', async () => {
  const { code, err } = await hookswitch(['send', 'no_such_type', ...there()])
  assert.equal(code, 1)
  assert.match(err, /There is no event type “no_such_type”/)
})

test('a recording is replayed through its source, and a second time adds nothing', async () => {
  const first = await hookswitch(['replay', recordedCall, '--source', 'asterisk-ami', '--json', ...there()])
  assert.equal(first.code, 0, first.err)
  const told = JSON.parse(first.out)
  assert.ok(told.accepted > 5)
  assert.equal(told.duplicates, 0)
  const second = JSON.parse(
    (await hookswitch(['replay', recordedCall, '--source', 'asterisk-ami', '--json', ...there()])).out,
  )
  assert.deepEqual([second.accepted, second.duplicates], [0, told.events])
})

test('wrong use is one clear line and exit code 2', async () => {
  const cases: [string[], RegExp][] = [
    [['fly'], /there is no command “fly”/],
    [['replay', '/no/such/file', '--source', 'asterisk-ami'], /there is no file/],
    [['replay', recordedCall, '--source', 'telegram', ...there()], /cannot read recordings/],
    [['serve', '--listen', 'nowhere'], /HOOKSWITCH_LISTEN/],
    [['serve', '--no-such-flag'], /no-such-flag/],
  ]
  for (const [argv, line] of cases) {
    const { code, err } = await hookswitch(argv)
    assert.equal(code, 2, argv.join(' '))
    assert.match(err, line)
    assert.equal(err.trim().split('\n').length, 1, err)
  }
})

test('an unknown setting or a bad value stops the start with one clear line', async () => {
  const unknown = await hookswitch(['serve'], undefined, { HOOKSWITCH_LISTN: 'x' })
  assert.deepEqual([unknown.code, /HOOKSWITCH_LISTN is not a setting/.test(unknown.err)], [2, true])
  const bad = await hookswitch(['serve'], undefined, { HOOKSWITCH_TIME_ZONE: 'Mars/Base' })
  assert.match(bad.err, /IANA time zone/)
})

test('keys are made, listed and revoked without a server', async () => {
  const made = JSON.parse((await hookswitch(['keys', 'create', 'pbx', '--role', 'ingest', '--json'])).out)
  assert.match(made.key, /^hsk_/)
  const listed = await hookswitch(['keys', 'list'])
  assert.match(listed.out, new RegExp(`${made.id} +ingest +valid +pbx`))
  assert.ok(!listed.out.includes(made.key))
  assert.equal((await hookswitch(['keys', 'revoke', made.id])).code, 0)
  assert.match((await hookswitch(['keys', 'list'])).out, /revoked/)
})

test('check prints every setting and says what is wrong and what to do', async () => {
  const fine = await hookswitch(['check', '--json'])
  const told = JSON.parse(fine.out)
  assert.equal(fine.code, 0, fine.out)
  assert.deepEqual(
    told.settings.map(({ name }: { name: string }) => name),
    settings.map(({ name }) => name),
  )
  assert.ok(!fine.out.includes('process-admin-key'), 'the admin key is not printed')
  await writeFile(join(folder, 'broken.db'), 'this is not a database, it is a letter to a friend')
  const broken = await hookswitch(['check'], undefined, { HOOKSWITCH_STORE: `sqlite:${join(folder, 'broken.db')}` })
  assert.equal(broken.code, 1)
  assert.match(broken.out, /✗ store: /)
})

test('the demo shows what happened: events, fired bindings, messages, failures and latency', {
  timeout: 120_000,
}, async () => {
  const environment = { HOOKSWITCH_STORE: `sqlite:${join(folder, 'demo', 'demo.db')}`, HOOKSWITCH_ADMIN_KEY: '' }
  const { code, out, err } = await hookswitch(
    ['demo', '--fast', '--exit', '--json', '--calls', '40'],
    undefined,
    environment,
  )
  assert.equal(code, 0, err)
  const figures = JSON.parse(out)
  assert.ok(figures.accepted > 500, out)
  assert.ok(figures.delivered > 50, out)
  assert.equal(
    figures.fired,
    figures.delivered + Object.values<number>(figures.skipped).reduce((sum, count) => sum + count, 0),
    out,
  )
  assert.deepEqual(figures.failed, {})
  assert.ok(figures.p50Ms >= 0 && figures.p99Ms >= figures.p50Ms)
})
