import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Office, openOffice } from './tools/office.ts'
import { runCommand } from './tools/process.ts'

let office: Office
let folder: string

before(async () => {
  office = await openOffice()
  folder = await mkdtemp(join(tmpdir(), 'hookswitch-setup-'))
  const telegram = await office.integration(
    'telegram',
    { bot_token: '123456:example-token-of-nobody', chat_id: '-100200' },
    { name: 'Night shift' },
  )
  const hook = {
    url: 'https://crm.example.com/hooks/calls',
    headers: { 'X-Api-Key': 'example-header-secret', 'X-Office': 'north' },
    signing_secret: 'example-signing-secret',
  }
  await office.integration('webhook', hook, { name: 'CRM' })
  await office.binding(
    telegram,
    { text: 'Missed:\n{{phone}}' },
    { name: 'Missed calls', conditions: { all: [{ param: 'success_flag', op: 'eq', value: false }] } },
  )
  await office.post('/users', { id: 'agent-1', name: 'Anna Example', extension: '118' })
  const exchange = { host: 'pbx.example.com', username: 'hookswitch', secret: 'example-ami-secret' }
  await office.post('/sources', { kind: 'asterisk-ami', name: 'Exchange', enabled: false, settings: exchange })
  await office.post('/views', { name: 'Failures', filter: { status: 'failed' }, shared: true })
  await office.post('/views', { name: 'Mine', filter: { q: 'anna' } })
})
after(async () => {
  await office[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

const exported = async (from: Office): Promise<string> => (await from.get('/export')).body
const imported = async (to: Office, text: string, dryRun = false) =>
  to.ask('POST', `/import?dry_run=${dryRun}`, text, { 'content-type': 'application/yaml' })
const actions = (body: { items: { section: string; action: string }[] }) =>
  body.items.map(({ section, action }) => `${section} ${action}`)

test('an exported set-up holds no secret, and applied to the same server it changes nothing', async () => {
  const text = await exported(office)
  for (const secret of ['example-token', 'header-secret', 'signing-secret', 'ami-secret', '•••'])
    assert.ok(!text.includes(secret), secret)
  assert.match(text, /X-Office: north/)
  assert.ok(!text.includes('Mine'), 'what one person keeps for themself stays theirs')
  const { status, body } = await imported(office, text)
  assert.equal(status, 200, JSON.stringify(body))
  assert.ok(body.items.length >= 6)
  assert.deepEqual([...new Set(body.items.map(({ action }: { action: string }) => action))], ['unchanged'])
  assert.equal(await exported(office), text)
})

test('a dry run tells every difference and writes nothing; the import does what it told', async () => {
  const text = await exported(office)
  const changed = text
    .replace('name: Anna Example', 'name: Anna Example-Smith')
    .replace('X-Office: north', 'X-Office: south')
  const told = (await imported(office, changed, true)).body
  const differing = told.items.filter(({ action }: { action: string }) => action === 'changed')
  assert.deepEqual(
    differing.flatMap(({ changes }: { changes: unknown[] }) => changes),
    [
      { path: 'settings.headers.X-Office', before: 'north', after: 'south' },
      { path: 'name', before: 'Anna Example', after: 'Anna Example-Smith' },
    ],
  )
  assert.equal(await exported(office), text)
  assert.deepEqual(actions((await imported(office, changed)).body), actions(told))
  assert.equal(await exported(office), changed)
  const rows = (await office.get('/audit?limit=10')).body.items
  assert.ok(
    rows.some(({ action, object }: Record<string, string>) => action === 'user.import' && object === 'users:agent-1'),
  )
  const crm = office.running.house.engine.integrations.list().find(({ name }) => name === 'CRM')
  assert.equal(crm?.settings['signing_secret'], 'example-signing-secret', 'a secret that is not in the file stays')
  assert.equal((crm?.settings['headers'] as Record<string, string> | undefined)?.['X-Api-Key'], 'example-header-secret')
})

test('on another server everything is made by name; what lacks its secret is switched off and says so', async () => {
  const text = await exported(office)
  await using other = await openOffice()
  const dry = (await imported(other, text, true)).body
  const russian = await other.post('/import?dry_run=true', text, {
    'content-type': 'application/yaml',
    'accept-language': 'ru',
  })
  assert.match(JSON.stringify(russian.body), /"выключено, пока не заданы секреты \(bot_token\)"/)
  const { status, body } = await imported(other, text)
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual(actions(body), actions(dry))
  assert.ok(body.items.every(({ action }: { action: string }) => action === 'created'))
  const notes = body.items.flatMap(({ name, notes }: { name: string; notes: string[] }) =>
    notes.map((note) => `${name}: ${note}`),
  )
  assert.deepEqual(notes, [
    'Night shift: switched off until somebody gives it its secrets (bot_token)',
    'Exchange: switched off until somebody gives it its secrets (secret)',
  ])
  const { items: bindings } = (await other.get('/bindings')).body
  const { items: integrations } = (await other.get('/integrations')).body
  const telegram = integrations.find(({ name }: { name: string }) => name === 'Night shift')
  assert.equal(telegram.enabled, false)
  assert.equal(bindings[0].integration_id, telegram.id)
  assert.equal(bindings[0].parameters.text, 'Missed:\n{{phone}}')
  const again = (await imported(other, text)).body
  assert.ok(
    again.items.every(({ action }: { action: string }) => action === 'unchanged'),
    JSON.stringify(again),
  )
})

test('one wrong entry and nothing is written; every wrong field is named', async () => {
  const text = await exported(office)
  const wrong = `${text.replace('Anna Example-Smith', 'Anna Renamed').replace('op: eq', 'op: nearly')}  - name: Broken\n    filter:\n      status: lost\n`
  const { status, body } = await imported(office, wrong)
  assert.equal(status, 422)
  const paths = body.errors.map(({ path }: { path: string }) => path)
  assert.ok(
    paths.some((path: string) => path.startsWith('bindings[0].conditions')),
    paths.join(),
  )
  assert.ok(
    paths.some((path: string) => path.startsWith('views[1].')),
    paths.join(),
  )
  assert.equal(await exported(office), text)
})

test('what is not a set-up is refused with a sentence', async () => {
  const cases: [string, number, RegExp][] = [
    ['a: [', 400, /not valid YAML/],
    ['just words', 422, /must be a set-up/],
    ['hookswitch: 2', 422, /must be 1/],
    ['hookswitch: 1\nbinding: []', 422, /binding is not known here/],
    ['hookswitch: 1\nbindings: {}', 422, /must be a list/],
    ['hookswitch: 1\nusers: [{name: A}, {name: A}]', 422, /more than once/],
    [
      'hookswitch: 1\nbindings: [{name: B, event_type: quota, integration: Nowhere}]',
      422,
      /not exactly one integration “Nowhere”/,
    ],
    [`a: &a [x, x]\nb: [${'*a, '.repeat(200)}*a]`, 400, /not valid YAML/],
  ]
  for (const [text, status, sentence] of cases) {
    const reply = await imported(office, text)
    assert.equal(reply.status, status, text)
    assert.match(reply.body.detail, sentence)
  }
})

test('the command line exports and imports, with a running server and without one', async () => {
  const there = ['--url', office.url, '--key', office.key]
  const file = join(folder, 'setup.yaml')
  const out = await runCommand(['export', file, ...there], { folder })
  assert.equal(out.code, 0, out.err)
  const text = await readFile(file, 'utf8')
  assert.equal(text, await exported(office))
  const same = await runCommand(['import', file, '--dry-run', ...there], { folder })
  assert.match(same.out, /0 new, 0 changed, \d+ as they were\. Nothing was written/)
  const offline = await runCommand(['import', file, '--json'], { folder })
  assert.equal(offline.code, 0, offline.err)
  assert.ok(JSON.parse(offline.out).items.every(({ action }: { action: string }) => action === 'created'))
  const second = await runCommand(['import', '-'], { folder, input: text })
  assert.match(second.out, /0 new, 0 changed/)
  const back = await runCommand(['export'], { folder })
  assert.match(back.out, /name: Missed calls/)
  await writeFile(file, 'hookswitch: 1\nusers: [{}]')
  const refused = await runCommand(['import', file], { folder })
  assert.equal(refused.code, 1)
  assert.match(refused.err, /Nothing was changed: users\[0\]\.name is required/)
  assert.equal((await runCommand(['import', '/no/such/file'], { folder })).code, 2)
})
