import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type HeldClock, holdClock } from './tools/clock.ts'
import { type Office, openOffice, type Reply } from './tools/office.ts'
import { Browser, person, phrase, tokenIn } from './tools/people.ts'

let office: Office
let clock: HeldClock

before(async () => {
  clock = holdClock()
  office = await openOffice({ clock })
})
after(() => office[Symbol.asyncDispose]())
// The guesses of the test before are forgiven.
beforeEach(() => clock.jump(10 * 60_000))

const times = <Result>(count: number, ask: (no: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, no) => ask(no)))
const codes = (replies: readonly Reply[]) => replies.map(({ status, body }) => body?.code ?? String(status))
const count = (all: readonly string[], wanted: string) => all.filter((one) => one === wanted).length

test('sixty guesses at once are ten guesses: the others are told how long to wait', async () => {
  await person(office, 'anna', 'viewer')
  const replies = await times(60, (no) => new Browser(office).signIn({ login: 'anna', password: `guess ${no}` }))
  assert.equal(count(codes(replies), 'sign-in-wrong'), 10)
  assert.equal(count(codes(replies), 'too-many-requests'), 50)
  for (const { status, headers, body } of replies.filter(({ status }) => status !== 401)) {
    assert.deepEqual([status, headers['retry-after'], body.retry_after_s], [429, '6', 6])
  }
})

test('who knows the password uses none of the guesses up, however often they sign in', async () => {
  await person(office, 'often', 'viewer')
  const replies = await times(4, async () => {
    const some = []
    for (let no = 0; no < 6; no += 1) some.push(await new Browser(office).signIn({ login: 'often', password: phrase }))
    return some
  })
  assert.deepEqual(new Set(codes(replies.flat())), new Set(['200']))
})

test('a link of the first administrator that is used ten times at once makes one administrator', async () => {
  await using fresh = await openOffice({})
  const { links, accounts } = fresh.running.house.people
  const token = await links.make('first_admin', null)
  const replies = await times(10, (no) =>
    new Browser(fresh).signIn({ token, login: `boss${no}`, name: 'Boss', password: phrase }),
  )
  assert.deepEqual([count(codes(replies), '200'), count(codes(replies), 'link-used')], [1, 9])
  assert.equal(accounts.list().length, 1)
})

test('of an invitation that is used twice at once, only the request that was let in has set a password', async () => {
  const { body } = await office.post('/accounts', { login: 'wanted', name: 'Wanted' })
  const phrases = ['the first phrase of all', 'the second phrase of all']
  const replies = await Promise.all(
    phrases.map((password) => new Browser(office).signIn({ token: tokenIn(body.link), password })),
  )
  assert.deepEqual(codes(replies).sort(), ['200', 'link-used'])
  const worked = phrases[replies.findIndex(({ status }) => status === 200)]
  for (const password of phrases) {
    const { status } = await new Browser(office).signIn({ login: 'wanted', password })
    assert.equal(status, password === worked ? 200 : 401)
  }
})

test('a link is not used up by a password that is too short, nor by a name that cannot be', async () => {
  const { body } = await office.post('/accounts', { login: 'hasty', name: 'Hasty' })
  const token = tokenIn(body.link)
  assert.equal((await new Browser(office).signIn({ token, password: 'short' })).body.code, 'fields-invalid')
  assert.equal((await new Browser(office).signIn({ token, password: phrase })).status, 200)

  await using fresh = await openOffice({})
  const first = await fresh.running.house.people.links.make('first_admin', null)
  const nameless = await new Browser(fresh).signIn({ token: first, login: 'boss', password: phrase })
  assert.deepEqual(
    nameless.body.errors.map(({ path }: { path: string }) => path),
    ['name'],
  )
  const named = await new Browser(fresh).signIn({ token: first, login: 'boss', name: 'Boss', password: phrase })
  assert.equal(named.status, 200)
})

test('a new password, or a closed account, makes links that were given out before it useless', async () => {
  const { id, browser } = await person(office, 'linked', 'viewer')
  const link = async () => tokenIn((await office.post(`/accounts/${id}/link`)).body.link)
  const codeOf = async (token: string) =>
    (await new Browser(office).signIn({ token, password: 'of a thief' })).body.code
  const before = await link()
  const password = { current: phrase, new: 'another phrase of mine' }
  assert.equal((await browser.ask('PATCH', '/me', { password })).status, 200)
  assert.equal(await codeOf(before), 'link-used')
  const early = await link()
  await office.patch(`/accounts/${id}`, { disabled: true })
  await office.patch(`/accounts/${id}`, { disabled: false })
  assert.equal(await codeOf(early), 'link-used')
})

test('the current password cannot be guessed from an open browser: after ten it waits', async () => {
  const { browser } = await person(office, 'away', 'viewer')
  const guess = (no: number) =>
    browser.ask('PATCH', '/me', { password: { current: `guess ${no}`, new: 'of a thief 1' } })
  const replies = await times(30, guess)
  assert.deepEqual([count(codes(replies), 'fields-invalid'), count(codes(replies), 'too-many-requests')], [10, 20])
  const limited = replies.find(({ status }) => status === 429)!
  assert.equal(limited.headers['retry-after'], String(limited.body.retry_after_s))
  assert.equal((await browser.ask('PATCH', '/me', { theme: 'dark' })).status, 200)
})

test('a change of one’s own is made as a whole or not at all', async () => {
  const { browser } = await person(office, 'whole', 'viewer')
  const password = { current: phrase, new: 'another phrase of mine' }
  const wrongs: readonly (readonly [object, string])[] = [
    [{ password, name: ' ' }, 'name'],
    [{ password, theme: 'loud' }, 'theme'],
    [{ password: { ...password, new: 'short' }, name: 'New Name' }, 'password.new'],
    [{ password: { ...password, current: 'wrong' }, name: 'New Name' }, 'password.current'],
  ]
  for (const [wish, path] of wrongs) {
    const { status, body } = await browser.ask('PATCH', '/me', wish)
    assert.deepEqual([status, body.errors?.map((one: { path: string }) => one.path)], [422, [path]])
  }
  assert.equal((await browser.ask('GET', '/me')).body.name, 'whole')
  assert.equal((await new Browser(office).signIn({ login: 'whole', password: phrase })).status, 200)
  assert.equal((await browser.ask('PATCH', '/me', { password, name: 'New Name' })).body.name, 'New Name')
  assert.equal((await new Browser(office).signIn({ login: 'whole', password: password.new })).status, 200)
})

test('of two new passwords at once, the one that comes second needs the first', async () => {
  const { browser } = await person(office, 'twice', 'viewer')
  const phrases = ['the first phrase of all', 'the second phrase of all']
  const replies = await Promise.all(
    phrases.map((next) => browser.ask('PATCH', '/me', { password: { current: phrase, new: next } })),
  )
  assert.deepEqual(codes(replies).sort(), ['200', 'fields-invalid'])
})

test('preferences are counted in bytes, whatever they are written in', async () => {
  const { browser } = await person(office, 'wordy', 'viewer')
  const keep = (note: string) => browser.ask('PATCH', '/me', { preferences: { note } })
  assert.equal((await keep('a'.repeat(8000))).status, 200)
  assert.equal((await keep('ж'.repeat(4000))).status, 200)
  const tooLong = await keep('ж'.repeat(4200))
  assert.deepEqual([tooLong.status, tooLong.body.errors[0].path], [422, 'preferences'])
})
