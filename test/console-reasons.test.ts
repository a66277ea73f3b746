import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openBrowser } from './tools/browser.ts'
import { type Fake, startFake } from './tools/fakes/frame.ts'
import { type Office, openOffice } from './tools/office.ts'
import { letIn, looks, settle, visit } from './tools/visitor.ts'

let fake: Fake
let office: Office
let browser: Browser

before(async () => {
  fake = await startFake({ otherwise: { does: 'answer', status: 401, body: {} } })
  office = await openOffice()
  await letIn(office, 'nina', { role: 'admin' })
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await office?.[Symbol.asyncDispose]()
  await fake?.close()
})

test('what became of a message is told in Russian on a Russian page, and in English as soon as the page is English', async () => {
  const hook = await office.integration('webhook', { url: `${fake.url}/hook` }, { name: 'Customer base' })
  const binding = await office.binding(hook, { phone: '{{phone}}' })
  await office.happens('call_function', { function: 'queue', function_state: 'finish', phone: '+70001112333' })
  const [row] = await office.untilJournal('failed', 1, `?binding_id=${binding}`)
  const { page, context, faults } = await visit(browser, office, 'nina', looks[1])
  const inRussian = page.getByText('Сервис ответил кодом 401: данные для входа не подошли')
  for (const path of [`/journal/${row!['delivery_id']}`, `/integrations/${hook}`, '/integrations']) {
    await page.goto(office.url + path)
    await inRussian.first().waitFor()
  }
  await page.goto(`${office.url}/journal/${row!['delivery_id']}`)
  // What is wrong, and the attempt.
  await inRussian.nth(1).waitFor()
  await page.getByRole('button', { name: 'Язык' }).click()
  await page.getByText('English', { exact: true }).click()
  await page.getByText('Answered 401: the credentials were refused').first().waitFor()
  await settle(page)
  assert.equal(await inRussian.count(), 0)
  assert.deepEqual(faults, [])
  await context.close()
})

test('a language that is chosen stays, however late the server hears of it', async () => {
  const { page, context, faults } = await visit(browser, office, 'nina', looks[0])
  await page.goto(`${office.url}/integrations`)
  await settle(page)
  const heard = Promise.withResolvers<void>()
  await page.route('**/api/v1/me', async (route) => {
    await heard.promise
    await route.continue()
  })
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.getByRole('button', { name: 'Language' }).click()
  const again = page.waitForResponse('**/api/v1/integrations?*')
  await page.getByText('Русский', { exact: true }).click()
  await again
  await page.getByRole('heading', { level: 1, name: 'Внешние ресурсы' }).waitFor()
  assert.ok(!asked.includes('/api/v1/session'), 'an answer from before the choice would undo it')
  heard.resolve()
  assert.deepEqual(faults, [])
  await context.close()
})

test('a message that never left is not said to have been refused by its receiver', async () => {
  const chat = await office.integration('wall', { looks_like: 'telegram' }, { name: 'Night shift' })
  const binding = await office.binding(chat, { text: '{{user_name}}' })
  await office.happens('call_function', { function: 'queue', function_state: 'finish', phone: '+70001112333' })
  const [row] = await office.untilJournal('failed', 1, `?binding_id=${binding}`)
  const { page, context, faults } = await visit(browser, office, 'nina', looks[1])
  await page.goto(`${office.url}/journal/${row!['delivery_id']}`)
  const note = page.getByRole('main').getByRole('alert').first()
  await note.getByText('Не отправлено').waitFor()
  assert.match(await note.innerText(), /^Доставить нельзя\s/)
  await note.getByText('Сообщение пустое').waitFor()
  assert.doesNotMatch(await page.getByRole('main').innerText(), /отказ/i)
  await page.getByRole('button', { name: 'Язык' }).click()
  await page.getByText('English', { exact: true }).click()
  await note.getByText('It was not sent').waitFor()
  assert.doesNotMatch(await page.getByRole('main').innerText(), /refus/i)
  assert.deepEqual(faults, [])
  await context.close()
})
