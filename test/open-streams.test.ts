import assert from 'node:assert/strict'
import { get, type IncomingMessage } from 'node:http'
import { test } from 'node:test'
import { holdClock } from './tools/clock.ts'
import { type Office, openOffice } from './tools/office.ts'
import { Browser, person, phrase, tokenIn } from './tools/people.ts'
import { waitUntil } from './tools/wait-until.ts'

const dayMs = 24 * 3600_000
const phone = '+70001112333'

/** What happens to somebody while their live tail is open. Each must end it before anything more is told. */
const ends: Readonly<Record<string, (at: { office: Office; id: string; browser: Browser }) => Promise<unknown>>> = {
  'the account is closed': ({ office, id }) => office.patch(`/accounts/${id}`, { disabled: true }),
  'the account is removed': ({ office, id }) => office.remove(`/accounts/${id}`),
  'the person gets another role': ({ office, id }) => office.patch(`/accounts/${id}`, { role: 'operator' }),
  'the right to personal data is taken': ({ office, id }) => office.patch(`/accounts/${id}`, { personal_data: false }),
  'the person signs out': ({ browser }) => browser.ask('DELETE', '/session'),
  'the session is ended from another browser': async ({ office, browser }) => {
    const elsewhere = new Browser(office)
    await elsewhere.signIn({ login: 'anna', password: phrase })
    const { body } = await elsewhere.ask('GET', '/me/sessions')
    const other = body.items.find((one: { current: boolean }) => !one.current)
    assert.equal((await elsewhere.ask('DELETE', `/me/sessions/${other.id}`)).status, 204)
    assert.equal((await browser.ask('GET', '/me')).status, 401)
  },
  'a new password is set by a link': async ({ office, id }) => {
    const { body } = await office.post(`/accounts/${id}/link`)
    await new Browser(office).signIn({ token: tokenIn(body.link), password: 'another phrase of mine' })
  },
}

for (const [what, happens] of Object.entries(ends)) {
  test(`a live tail under the cookie tells nothing more once ${what}`, async () => {
    await using office = await openOffice({})
    const { id, browser } = await person(office, 'anna', 'viewer', { personal_data: true })
    const heard = await listen(office, { cookie: browser.cookie })
    await call(office)
    await waitUntil('the first call', () => heard.text().includes(phone))
    await happens({ office, id, browser })
    const told = heard.text()
    await call(office)
    await waitUntil('the stream to end', () => heard.isOver())
    assert.equal(heard.text(), told)
  })
}

test('a live tail goes on for everybody else, and comes back with the new right of the person', async () => {
  await using office = await openOffice({})
  const { id, browser } = await person(office, 'anna', 'viewer', { personal_data: true })
  const other = await person(office, 'oleg', 'viewer', { personal_data: true })
  const [hers, his] = [await listen(office, { cookie: browser.cookie }), await listen(office, other.browser)]
  await office.patch(`/accounts/${id}`, { personal_data: false })
  await waitUntil('hers to end', () => hers.isOver())
  const again = await listen(office, { cookie: browser.cookie })
  await call(office)
  await waitUntil('both to hear of it', () => his.text().includes(phone) && again.text().includes('********333'))
  assert.ok(!again.text().includes(phone))
  assert.ok(!his.isOver())
  for (const one of [his, again]) one.close()
})

test('a live tail under a key ends when the key is revoked, and when it expires', async () => {
  const clock = holdClock()
  await using office = await openOffice({ clock })
  const expires_at = new Date(clock.now() + 30 * dayMs).toISOString()
  const made = async () =>
    (await office.post('/keys', { name: 'Wall', role: 'viewer', personal_data: true, expires_at })).body
  const [revoked, expiring] = [await made(), await made()]
  const first = await listen(office, { authorization: `Bearer ${revoked.key}` })
  const second = await listen(office, { authorization: `Bearer ${expiring.key}` })
  await office.remove(`/keys/${revoked.id}`)
  await waitUntil('the first to end', () => first.isOver())
  assert.ok(!second.isOver())
  clock.jump(30 * dayMs - 90_000)
  await clock.move(60_000)
  assert.ok(!second.isOver())
  await clock.move(30_000)
  await waitUntil('the second to end', () => second.isOver())
})

test('a live tail ends with its session: fourteen days after the last visit, however much is told meanwhile', async () => {
  const clock = holdClock()
  await using office = await openOffice({ clock })
  const { browser } = await person(office, 'anna', 'viewer')
  const heard = await listen(office, { cookie: browser.cookie })
  clock.jump(13 * dayMs)
  assert.equal((await browser.ask('GET', '/me')).status, 200)
  clock.jump(14 * dayMs - 90_000)
  await call(office)
  await clock.move(60_000)
  assert.ok(!heard.isOver())
  await clock.move(30_000)
  await waitUntil('the stream to end', () => heard.isOver())
  assert.equal((await browser.ask('GET', '/me')).status, 401)
})

function call(office: Office) {
  return office.happens('call_function', { function: 'queue', function_state: 'finish', phone })
}

/** Opens the live tail. */
async function listen(office: Office, { cookie, authorization }: { cookie?: string; authorization?: string }) {
  const headers = { ...(cookie && { cookie }), ...(authorization && { authorization }) }
  const response = await new Promise<IncomingMessage>((resolve, reject) =>
    get(`${office.url}/api/v1/journal/stream`, { headers }, resolve).once('error', reject),
  )
  assert.equal(response.statusCode, 200)
  let text = ''
  let isOver = false
  response.setEncoding('utf8')
  response.on('data', (chunk) => {
    text += chunk
  })
  response.once('close', () => {
    isOver = true
  })
  // Broken off is one way to end.
  response.on('error', () => undefined)
  await waitUntil('the stream to be ready', () => text.includes('event: ready'))
  return { text: () => text, isOver: () => isOver, close: () => response.destroy() }
}
