import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { type HeldClock, holdClock } from './tools/clock.ts'
import { type Office, openOffice } from './tools/office.ts'
import { Browser, person as personOf, phrase, tokenIn } from './tools/people.ts'

const person = (login: string, role: string, more?: object) => personOf(office, login, role, more)
let office: Office
let clock: HeldClock

before(async () => {
  clock = holdClock()
  office = await openOffice({ clock })
})
after(() => office[Symbol.asyncDispose]())

test('the first administrator is made once, with the link of the terminal', async () => {
  await using fresh = await openOffice({})
  const { links } = fresh.running.house.people
  const [first, second] = [await links.make('first_admin', null), '']
  const browser = new Browser(fresh)
  assert.equal((await browser.ask('GET', '/session')).body.first_run, true)
  const { body: link } = await browser.ask('POST', '/session/link', { token: first })
  assert.deepEqual(link, { purpose: 'first_admin', login: null, name: null })
  const nina = { token: first, login: 'Nina', name: 'Nina Example', password: phrase, language: 'ru' }
  const { status, body } = await browser.signIn(nina)
  assert.equal(status, 200)
  assert.deepEqual([body.me.role, body.me.login, body.me.language, body.first_run], ['admin', 'nina', 'ru', false])
  const late = { ...nina, token: second || (await links.make('first_admin', null)), login: 'eve' }
  assert.equal((await new Browser(fresh).signIn(late)).body.code, 'link-used')
})

test('a person signs in with name and password, in any case of the name, and is told nothing more when one is wrong', async () => {
  await person('anna', 'viewer')
  assert.equal((await new Browser(office).signIn({ login: ' ANNA ', password: phrase })).status, 200)
  const wrongPassword = await new Browser(office).signIn({ login: 'anna', password: 'not it at all' })
  const wrongName = await new Browser(office).signIn({ login: 'nobody-here', password: phrase })
  assert.deepEqual([wrongPassword.body.code, wrongName.body.code], ['sign-in-wrong', 'sign-in-wrong'])
  assert.equal(wrongPassword.body.detail, wrongName.body.detail)
  await clock.move(60_000)
})

test('the cookie cannot be read by scripts, and is not sent along from other sites', async () => {
  const made = await office.post('/accounts', { login: 'cookie', name: 'Cookie' })
  const reply = await new Browser(office).signIn({ token: tokenIn(made.body.link), password: phrase })
  assert.match(String(reply.headers['set-cookie']), /HttpOnly; SameSite=Strict/)
})

test('a session outlives a restart of the server and ends with the sign-out', async () => {
  const first = await openOffice({})
  const admin = {
    login: 'boss',
    name: 'Boss',
    role: 'admin',
    personalData: true,
    language: null,
    isDisabled: false,
  } as const
  await first.running.house.people.accounts.create(admin, phrase)
  const browser = new Browser(first)
  await browser.signIn({ login: 'boss', password: phrase })
  await first.stop()
  await using again = await openOffice({ folder: first.folder })
  const later = new Browser(again)
  later.cookie = browser.cookie
  later.csrf = browser.csrf
  assert.equal((await later.ask('GET', '/me')).body.login, 'boss')
  assert.equal((await later.ask('DELETE', '/session')).status, 204)
  assert.equal((await later.ask('GET', '/me')).status, 401)
})

test('nothing is changed for a signed-in browser without the token of its session, or for another site', async () => {
  const { browser } = await person('careful', 'editor')
  const integration = { kind: 'wall', name: 'Wall', settings: {} }
  const without = await browser.ask('POST', '/integrations', integration, { 'x-csrf-token': '' })
  const foreign = await browser.ask('POST', '/integrations', integration, { 'sec-fetch-site': 'cross-site' })
  const elsewhere = await browser.ask('POST', '/integrations', integration, { origin: 'https://evil.example' })
  const sandboxed = await browser.ask('DELETE', '/session', undefined, { origin: 'null' })
  for (const { status, body } of [without, foreign, elsewhere, sandboxed]) {
    assert.deepEqual([status, body.code], [403, 'csrf-token-wrong'])
  }
  const origin = office.url
  assert.equal((await browser.ask('PATCH', '/me', { theme: 'dark' }, { origin })).status, 200)
  assert.equal((await browser.ask('POST', '/integrations', integration)).status, 201)
})

test('another site cannot sign its visitor in', async () => {
  await person('lured', 'viewer')
  const pair = { login: 'lured', password: phrase }
  for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
    const { status, headers: answered } = await new Browser(office).signIn(pair, headers)
    assert.deepEqual([status, answered['set-cookie']], [403, undefined])
  }
  assert.equal((await new Browser(office).signIn(pair, { origin: office.url })).status, 200)
})

test('a new role and a closed account count at once', async () => {
  const { id, browser } = await person('changing', 'viewer')
  assert.equal((await browser.ask('GET', '/keys')).status, 403)
  await office.patch(`/accounts/${id}`, { role: 'admin' })
  assert.equal((await browser.ask('GET', '/keys')).status, 200)
  await person('another-admin', 'admin')
  await office.patch(`/accounts/${id}`, { disabled: true })
  assert.equal((await browser.ask('GET', '/me')).status, 401)
  assert.equal((await new Browser(office).signIn({ login: 'changing', password: phrase })).body.code, 'sign-in-wrong')
})

test('the last administrator can be neither removed, nor closed, nor made less', async () => {
  await using fresh = await openOffice({})
  const wish = {
    login: 'only',
    name: 'Only',
    role: 'admin',
    personalData: true,
    language: null,
    isDisabled: false,
  } as const
  const { id } = await fresh.running.house.people.accounts.create(wish, phrase)
  const tries = [
    await fresh.remove(`/accounts/${id}`),
    await fresh.patch(`/accounts/${id}`, { disabled: true }),
    await fresh.patch(`/accounts/${id}`, { role: 'viewer' }),
  ]
  assert.deepEqual(
    tries.map(({ body }) => body?.code),
    ['conflict', 'conflict', 'conflict'],
  )
})

test('an invitation works once and for a day, and a new password signs every other browser out', async () => {
  const { id, browser } = await person('invited', 'viewer')
  const { body } = await office.post(`/accounts/${id}/link`)
  const elsewhere = new Browser(office)
  assert.equal((await elsewhere.signIn({ token: tokenIn(body.link), password: 'another phrase of mine' })).status, 200)
  assert.equal((await browser.ask('GET', '/me')).status, 401)
  assert.equal(
    (await new Browser(office).signIn({ token: tokenIn(body.link), password: phrase })).body.code,
    'link-used',
  )
  const old = await office.post(`/accounts/${id}/link`)
  await clock.move(25 * 3600_000)
  assert.equal(
    (await new Browser(office).signIn({ token: tokenIn(old.body.link), password: phrase })).body.code,
    'link-used',
  )
})

test('what a link is for is asked without its token in an address, uses nothing up, and cannot be guessed', async () => {
  const { body: made } = await office.post('/accounts', { login: 'asking', name: 'Asking Example' })
  const token = tokenIn(made.link)
  const ask = (body: unknown) => new Browser(office).ask('POST', '/session/link', body)
  for (let no = 0; no < 12; no += 1) {
    const { status, body } = await ask({ token })
    assert.deepEqual([status, body], [200, { purpose: 'set_password', login: 'asking', name: 'Asking Example' }])
  }
  const inAddress = await new Browser(office).ask('GET', `/session?token=${token}`)
  assert.equal(inAddress.body.link, undefined)
  assert.equal((await ask({})).status, 422)
  const codes = new Set<string>()
  for (let no = 0; no < 12; no += 1) codes.add((await ask({ token: `guess-${no}` })).body.code)
  assert.deepEqual([...codes], ['link-used', 'too-many-requests'])
  await clock.move(60_000)
})

test('people change their own name, language, theme and password, and nothing else', async () => {
  const { browser } = await person('own', 'viewer')
  const { body } = await browser.ask('PATCH', '/me', {
    name: 'Own Name',
    language: 'ru',
    theme: 'dark',
    preferences: { rail: 'narrow' },
  })
  assert.deepEqual(
    [body.name, body.language, body.theme, body.preferences],
    ['Own Name', 'ru', 'dark', { rail: 'narrow' }],
  )
  assert.equal((await browser.ask('PATCH', '/me', { role: 'admin' })).status, 422)
  const wrong = await browser.ask('PATCH', '/me', { password: { current: 'no', new: 'a longer phrase' } })
  assert.equal(wrong.body.errors[0].path, 'password.current')
  const short = await browser.ask('PATCH', '/me', { password: { current: phrase, new: 'short' } })
  assert.equal(short.status, 422)
  assert.equal(
    (await browser.ask('PATCH', '/me', { password: { current: phrase, new: 'a longer phrase' } })).status,
    200,
  )
  assert.equal((await new Browser(office).signIn({ login: 'own', password: 'a longer phrase' })).status, 200)
})

test('people see the browsers in which they are signed in, and sign out of one, or of all others', async () => {
  const { browser: here } = await person('everywhere', 'viewer')
  const others = [new Browser(office), new Browser(office), new Browser(office)]
  for (const other of others)
    await other.signIn({ login: 'everywhere', password: phrase }, { 'user-agent': 'Phone/1.0' })
  const { browser: stranger } = await person('somebody-else', 'viewer')
  const list = async () => (await here.ask('GET', '/me/sessions')).body.items
  const listed = await list()
  assert.equal(listed.length, 4)
  assert.deepEqual(listed.map((one: { current: boolean }) => one.current).filter(Boolean), [true])
  const phone = listed.find((one: { browser: string }) => one.browser === 'Phone/1.0')
  assert.equal((await stranger.ask('DELETE', `/me/sessions/${phone.id}`)).status, 404)
  assert.equal((await here.ask('DELETE', `/me/sessions/${phone.id}`)).status, 204)
  assert.equal((await list()).length, 3)
  assert.equal((await here.ask('DELETE', '/me/sessions')).status, 204)
  assert.deepEqual(
    await Promise.all(others.map(async (other) => (await other.ask('GET', '/me')).status)),
    [401, 401, 401],
  )
  assert.deepEqual([(await list()).length, (await stranger.ask('GET', '/me')).status], [1, 200])
})

test('somebody without the right to personal data signs in and sees masks', async () => {
  const { id, browser } = await person('masked', 'viewer')
  const { event_no } = await office.happens('call_function', {
    function: 'queue',
    function_state: 'finish',
    phone: '+70001112333',
  })
  const phone = async () => (await browser.ask('GET', `/events/${event_no}`)).body.data.phone
  assert.equal(await phone(), '********333')
  await office.patch(`/accounts/${id}`, { personal_data: true })
  assert.equal(await phone(), '+70001112333')
})

test('guessing passwords from one address is stopped and told how long to wait', async () => {
  const clock = holdClock()
  await using fresh = await openOffice({ clock })
  const guess = (no: number) => new Browser(fresh).signIn({ login: 'anna', password: `guess ${no}` })
  for (let no = 0; no < 10; no += 1) assert.equal((await guess(no)).body.code, 'sign-in-wrong')
  const told = await guess(10)
  assert.equal(told.body.code, 'too-many-requests')
  assert.deepEqual([told.headers['retry-after'], told.body.retry_after_s], ['6', 6])
  assert.match(told.body.detail, /in 6 s/)
  await clock.move(5_900)
  assert.equal((await guess(11)).body.code, 'too-many-requests')
  await clock.move(100)
  assert.equal((await guess(12)).body.code, 'sign-in-wrong')
})

test('no password, token or link reaches the audit log', async () => {
  const { body } = await office.get('/audit?limit=500')
  const text = JSON.stringify(body)
  assert.ok(text.includes('account.create') && text.includes('session.begin'))
  assert.doesNotMatch(text, /#token=|argon2|correct horse/)
})

test('whatever stands in a cookie, nobody gets in and the server goes on', async () => {
  await fc.assert(
    fc.asyncProperty(fc.stringMatching(/^[\x21-\x7e]{0,200}$/), async (garbage) => {
      const { status } = await office.ask('GET', '/me', undefined, {
        authorization: '',
        cookie: `hookswitch_session=${garbage}`,
      })
      assert.equal(status, 401)
    }),
    { numRuns: 50 },
  )
})
