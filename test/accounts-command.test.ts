import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Office, openOffice } from './tools/office.ts'
import { Browser, person, phrase, tokenIn } from './tools/people.ts'
import { runCommand } from './tools/process.ts'

const inFolder = ({ folder }: Office) => {
  return async (...argv: string[]) => runCommand(['accounts', ...argv], { folder })
}
const toServer = (office: Office) => {
  const run = inFolder(office)
  return (...argv: string[]) => run(...argv, '--url', office.url, '--key', office.key)
}
const linkIn = (text: string) => /http\S+#token=\S+/.exec(text)?.[0] ?? assert.fail(`no link in: ${text}`)

test('an administrator who forgot the password gets in again from the terminal of the server, without any key', async () => {
  const before = await openOffice({})
  const { browser: earlier } = await person(before, 'nina', 'admin')
  await before.stop()
  const { code, out, err } = await inFolder(before)('link', 'nina')
  assert.equal(code, 0, err)
  await using office = await openOffice({ folder: before.folder })
  const signedIn = Object.assign(new Browser(office), { cookie: earlier.cookie })
  assert.equal((await signedIn.ask('GET', '/me')).status, 200)
  const again = new Browser(office)
  assert.equal((await again.signIn({ token: tokenIn(linkIn(out)), password: 'what I remember now' })).status, 200)
  assert.equal((await again.ask('GET', '/me')).body.role, 'admin')
  assert.equal((await signedIn.ask('GET', '/me')).status, 401, 'who had the old password is signed out')
  const [row] = (await office.get('/audit')).body.items.filter(
    (one: { action: string }) => one.action === 'account.link',
  )
  assert.equal(row.who.id, 'cli')
  assert.ok(!JSON.stringify(row).includes(tokenIn(linkIn(out))))
})

test('people are made, listed, closed and opened while the server runs', async () => {
  await using office = await openOffice({})
  const accounts = toServer(office)
  const made = await accounts('create', 'Anna', '--name', 'Anna Example', '--role', 'operator', '--personal-data')
  assert.equal(made.code, 0, made.err)
  const anna = new Browser(office)
  const { body } = await anna.signIn({ token: tokenIn(linkIn(made.out)), password: phrase })
  assert.deepEqual(
    [body.me.login, body.me.name, body.me.role, body.me.personal_data],
    ['anna', 'Anna Example', 'operator', true],
  )

  const listed = await accounts('list')
  assert.match(listed.out, /^anna +operator +open +Anna Example/m)
  assert.equal((await accounts('disable', 'anna')).code, 0)
  assert.equal((await anna.ask('GET', '/me')).status, 401)
  assert.match((await accounts('list')).out, /^anna +operator +closed +Anna Example/m)
  assert.equal((await accounts('enable', 'ANNA')).code, 0)
  assert.equal((await new Browser(office).signIn({ login: 'anna', password: phrase })).status, 200)
  const told = JSON.parse((await accounts('list', '--json')).out)
  assert.deepEqual([told.accounts.length, told.accounts[0].login, told.accounts[0].disabled], [1, 'anna', false])
})

test('the first administrator can be made from the terminal', async () => {
  const before = await openOffice({})
  await before.stop()
  const { out, err } = await inFolder(before)('create', 'nina', '--role', 'admin', '--json')
  const { link, account } = JSON.parse(out || assert.fail(err))
  assert.deepEqual([account.role, account.personal_data, account.has_password], ['admin', true, false])
  await using office = await openOffice({ folder: before.folder })
  assert.equal((await new Browser(office).signIn({ token: tokenIn(link), password: phrase })).body.me.role, 'admin')
})

test('what cannot be done is one line that says why', async () => {
  await using office = await openOffice({})
  const accounts = toServer(office)
  await accounts('create', 'nina', '--role', 'admin')
  const cases: [string[], number, RegExp][] = [
    [[], 2, /create LOGIN, list, link LOGIN, disable LOGIN, or enable LOGIN/],
    [['create'], 2, /give the LOGIN/],
    [['create', 'oleg', '--role', 'ingest'], 2, /--role must be one of admin, editor, operator, viewer/],
    [['create', 'nina'], 1, /is taken by somebody else/],
    [['create', 'no spaces please'], 1, /login/],
    [['link', 'nobody'], 1, /there is no account “nobody”; accounts list shows them/],
    [['disable', 'nina'], 1, /last administrator/],
  ]
  for (const [argv, code, line] of cases) {
    const told = await accounts(...argv)
    assert.deepEqual([told.code, told.err.trim().split('\n').length], [code, 1], `${argv.join(' ')}: ${told.err}`)
    assert.match(told.err, line)
  }
})

test('beside a running server, and without a key, it says how to go on', async () => {
  await using office = await openOffice({})
  const environment = { HOOKSWITCH_LISTEN: new URL(office.url).host, HOOKSWITCH_ADMIN_KEY: '' }
  const { code, err } = await runCommand(['accounts', 'list'], { folder: office.folder, environment })
  assert.equal(code, 2)
  assert.match(
    err,
    /a server runs at http\S+: give an API key with --key, set HOOKSWITCH_ADMIN_KEY, or stop the server/,
  )
})
