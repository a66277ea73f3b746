import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from './tools/browser.ts'
import { type Office, openOffice } from './tools/office.ts'
import { letIn, phrase, visit } from './tools/visitor.ts'

let office: Office
let browser: Browser

before(async () => {
  office = await openOffice()
  await letIn(office, 'nina', { role: 'admin' })
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await office?.[Symbol.asyncDispose]()
})

const idOf = (login: string) => office.running.house.people.accounts.list().find((one) => one.login === login)!.id
const signIn = async (page: Page, login: string) => {
  await page.locator('input[autocomplete=username]').fill(login)
  await page.locator('input[type=password]').fill(phrase)
  await page.locator('button[type=submit]').click()
}

test('who is signed out in the middle of work signs in over the page, and nothing that was written is lost', async () => {
  const { context, page, faults } = await visit(browser, office, 'nina')
  await page.goto(`${office.url}/integrations/new/wall`)
  const name = page.getByRole('textbox', { name: 'Name' })
  await name.fill('A name that took a while to find')
  await office.running.house.people.sessions.endAll(idOf('nina'))
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Your sign-in has ended' })
  await dialog.waitFor()
  await dialog.locator('input[type=password]').fill('not it')
  await dialog.locator('button[type=submit]').click()
  await dialog.getByText('The login or the password is wrong.').waitFor()
  await dialog.locator('input[type=password]').fill(phrase)
  await dialog.locator('button[type=submit]').click()
  await dialog.waitFor({ state: 'detached' })
  assert.equal(await name.inputValue(), 'A name that took a while to find')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.waitForURL(/\/integrations\/(?!new)/)
  assert.equal((await office.get('/integrations')).body.items[0].name, 'A name that took a while to find')
  assert.deepEqual(faults, [])
  await context.close()
})

test('a page that only listens notices that the session was ended', async () => {
  const { context, page } = await visit(browser, office, 'nina')
  await page.goto(`${office.url}/journal?status=failed`)
  await page.locator('main h1').waitFor()
  await office.running.house.people.sessions.endAll(idOf('nina'))
  await page.getByRole('alertdialog', { name: 'Your sign-in has ended' }).waitFor()
  await context.close()
})

test('who opens a page without being signed in comes to it after signing in, and to no other site', async () => {
  const places = {
    '/journal?status=failed': '/journal?status=failed',
    '/sign-in?to=//evil.example/x': '/',
    '/sign-in?to=/%5Cevil.example': '/',
    '/sign-in?to=https://evil.example': '/',
    '/sign-in?to=javascript:alert(1)': '/',
  }
  for (const [from, to] of Object.entries(places)) {
    const context = await browser.newContext({ locale: 'en' })
    const page = await context.newPage()
    await page.goto(office.url + from)
    await signIn(page, 'nina')
    await page.locator('#content h1').waitFor()
    assert.equal(page.url(), office.url + to)
    await context.close()
  }
})

test('an invitation is opened without its token in any address that is asked for', async () => {
  const { body } = await office.post('/accounts', { login: 'anna', name: 'Anna Example' })
  const [, token] = body.link.split('#token=')
  const context = await browser.newContext({ locale: 'en' })
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(`${request.url()} ${JSON.stringify(request.headers())}`))
  await page.goto(`${office.url}/sign-in#token=${token}`)
  await page.getByRole('heading', { name: 'Welcome, Anna Example' }).waitFor()
  await page.locator('input[type=password]').fill(phrase)
  await page.locator('button[type=submit]').click()
  await page.locator('#content h1').waitFor()
  assert.ok(asked.length > 3)
  assert.deepEqual(
    asked.filter((one) => one.includes(token)),
    [],
  )
  await context.close()
})

test('people sign out of all their other browsers', async () => {
  const [here, there] = [await visit(browser, office, 'nina'), await visit(browser, office, 'nina')]
  await here.page.goto(`${office.url}/settings/me`)
  await here.page.getByRole('button', { name: 'Sign out in all other browsers' }).click()
  await here.page.getByRole('button', { name: 'Sign out in all other browsers' }).waitFor({ state: 'detached' })
  assert.equal((await there.page.request.get(`${office.url}/api/v1/me`)).status(), 401)
  assert.equal((await here.page.request.get(`${office.url}/api/v1/me`)).status(), 200)
  for (const { context } of [here, there]) await context.close()
})
