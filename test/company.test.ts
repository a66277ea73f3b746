import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startFake } from './tools/fakes/frame.ts'
import { openOffice } from './tools/office.ts'

test('a message says the company’s name as soon as somebody sets it, and a restart remembers it', async () => {
  await using fake = await startFake()
  const office = await openOffice({ settings: { HOOKSWITCH_TIME_ZONE: 'Europe/Kyiv' } })
  const hook = await office.integration('webhook', { url: fake.url })
  await office.binding(hook, { from: '{{company_name}}', zone: '{{company_time_zone}}' })
  await office.happens('call_function', { function: 'queue' })
  await office.untilJournal('delivered', 1)
  const change = await office.patch('/settings/company', { name: 'Example Talk', time_zone: 'Europe/Berlin' })
  assert.deepEqual(change.body, {
    name: 'Example Talk',
    time_zone: 'Europe/Berlin',
    language: 'en',
    defaults: { name: 'Hookswitch', time_zone: 'Europe/Kyiv', language: 'en' },
  })
  await office.happens('call_function', { function: 'queue' })
  await office.untilJournal('delivered', 2)
  assert.deepEqual(
    fake.received.map(({ body }) => JSON.parse(body)),
    [
      { from: 'Hookswitch', zone: 'Europe/Kyiv' },
      { from: 'Example Talk', zone: 'Europe/Berlin' },
    ],
  )
  await office.stop()
  await using again = await openOffice({ folder: office.folder })
  assert.equal((await again.get('/settings/company')).body.name, 'Example Talk')
  assert.equal((await again.patch('/settings/company', { time_zone: null })).body.time_zone, 'UTC')
})

test('what cannot be is refused field by field, and a line break cannot get into the subject of a letter', async () => {
  await using office = await openOffice()
  const { status, body } = await office.patch('/settings/company', { time_zone: 'Mars/Base', language: 'xx', logo: 1 })
  assert.equal(status, 422)
  assert.deepEqual(
    body.errors.map(({ path }: { path: string }) => path),
    ['time_zone', 'language', 'logo'],
  )
  const named = await office.patch('/settings/company', { name: ' Talk\r\nBcc: all@example.com ' })
  assert.equal(named.body.name, 'Talk Bcc: all@example.com')
  assert.equal((await office.patch('/settings/company', { name: '' })).body.name, 'Hookswitch')
  const { items } = (await office.get('/audit')).body
  assert.deepEqual([items[0].action, items[0].object], ['company.update', 'settings:company'])
})
