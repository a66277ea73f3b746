import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Office, openOffice } from './tools/office.ts'

let office: Office
before(async () => {
  office = await openOffice()
})
after(() => office[Symbol.asyncDispose]())

interface Kind {
  readonly kind: string
  readonly icon: string | null
  readonly steps?: readonly { readonly name: string }[]
}

test('every kind that came along has an icon in the catalogue and a guide in both languages', async () => {
  const { body } = await office.get('/catalogue')
  for (const room of ['integrations', 'sources'] as const) {
    for (const { kind, icon } of body[room] as Kind[]) {
      assert.match(icon ?? '', /^<svg /, kind)
      const { guide } = (await office.get(`/catalogue/${room}/${kind}/guide`)).body
      assert.match(guide.en, /^# /, kind)
      assert.match(guide.ru, /[а-яё]/i, kind)
    }
  }
})

test('the catalogue names the steps of a kind that takes several', async () => {
  const { body } = await office.get('/catalogue')
  const mail = (body.integrations as Kind[]).find(({ kind }) => kind === 'smtp')
  assert.deepEqual(
    mail?.steps?.map(({ name }) => name),
    ['connect', 'auth', 'send'],
  )
})

test('a kind that does not exist has no guide, and no path leads out of the folder of kinds', async () => {
  for (const kind of ['none', '..%2F..%2Fpackage.json', '%2e%2e'])
    assert.equal((await office.get(`/catalogue/sources/${kind}/guide`)).status, 404)
})
