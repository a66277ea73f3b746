import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConfigError, readConfig } from '../src/config.ts'
import { type Office, openOffice } from './tools/office.ts'
import { Browser, person, phrase } from './tools/people.ts'

test('behind a proxy that is believed, somebody who guesses passwords keeps nobody else from signing in', async () => {
  await using office = await openOffice({ settings: { HOOKSWITCH_TRUSTED_PROXIES: '127.0.0.1/32' } })
  await person(office, 'anna', 'viewer')
  for (let no = 0; no < 40; no++) await signIn(office, `nobody-${no}`, 'a guess', '203.0.113.7')
  assert.equal((await signIn(office, 'anna', phrase, '203.0.113.7')).status, 429)
  assert.equal((await signIn(office, 'anna', phrase, '203.0.113.8')).status, 200)
})

test('a header that anybody can write changes nothing unless its proxy is named', async () => {
  for (const trusted of ['', '198.51.100.0/24']) {
    await using office = await openOffice({ settings: { HOOKSWITCH_TRUSTED_PROXIES: trusted } })
    await person(office, 'anna', 'viewer')
    for (let no = 0; no < 40; no++) await signIn(office, `nobody-${no}`, 'a guess', `203.0.113.${no}`)
    assert.equal((await signIn(office, 'anna', phrase, '203.0.113.99')).status, 429, `trusted: “${trusted}”`)
  }
})

test('wrong keys that post events are counted for each sender behind the proxy, too', async () => {
  await using office = await openOffice({ settings: { HOOKSWITCH_TRUSTED_PROXIES: '127.0.0.0/8' } })
  const post = (sender: string, key: string) =>
    office.ask(
      'POST',
      '/events',
      { event_type: 'quota', data: {} },
      { authorization: `Bearer ${key}`, 'x-forwarded-for': sender },
    )
  const statuses = []
  for (let no = 0; no < 60; no++) statuses.push((await post('203.0.113.7', `hsk_wrong_${no}`)).status)
  assert.equal(statuses.at(-1), 429)
  assert.equal((await post('203.0.113.8', 'hsk_wrong')).status, 401)
  assert.equal((await post('203.0.113.8', office.key)).status, 202)
})

test('what is no network is refused at the start, with the name of the setting', () => {
  for (const wrong of ['nginx', '10.0.0.1', '10.0.0.0/33', '::1/129', '10.0.0/8'])
    assert.throws(
      () => readConfig({ HOOKSWITCH_TRUSTED_PROXIES: wrong }),
      (error) => error instanceof ConfigError && error.message.startsWith('HOOKSWITCH_TRUSTED_PROXIES must list'),
    )
})

function signIn(office: Office, login: string, password: string, sender: string) {
  return new Browser(office).signIn({ login, password }, { 'x-forwarded-for': sender })
}
