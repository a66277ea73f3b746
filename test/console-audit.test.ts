import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from './tools/browser.ts'
import { type Office, openOffice } from './tools/office.ts'
import { assertUsable, letIn, looks, settle, visit } from './tools/visitor.ts'

// The audit in the console: who changed what, found by who, what, to what and when.

let office: Office
let browser: Browser
let hook: string
let binding: string

before(async () => {
  office = await openOffice()
  await letIn(office, 'nina', { role: 'admin' })
  await letIn(office, 'eva', { role: 'editor' })
  const { key } = (await office.post('/keys', { name: 'Night robot', role: 'editor' })).body
  const asRobot = { authorization: `Bearer ${key}` }
  hook = await office.integration('webhook', { url: 'http://127.0.0.1:9' }, { name: 'Price list' })
  binding = await office.binding(hook, {}, { name: 'Missed calls' })
  await office.ask('PATCH', `/bindings/${binding}`, { name: 'Missed calls at night' }, asRobot)
  const gone = await office.binding(hook, {}, { name: 'Of yesterday' })
  await office.remove(`/bindings/${gone}`)
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await office?.[Symbol.asyncDispose]()
})

async function go(page: Page, path: string): Promise<void> {
  await page.goto(office.url + path)
  await settle(page)
}

async function choose(page: Page, menu: RegExp, choice: string): Promise<void> {
  await page.getByRole('button', { name: menu }).click()
  await page.getByRole('menuitem', { name: choice, exact: true }).click()
  await settle(page)
}

/** The actions of all rows, newest first. */
async function actions(page: Page): Promise<readonly string[]> {
  const cells = await page
    .getByRole('table', { name: /Audit|Аудит/ })
    .locator('tbody td:nth-child(3)')
    .allInnerTexts()
  return cells.map((text) => text.split(/\s/)[0]!)
}

test('the audit is narrowed by who and what; the address keeps it, and the filters are cleared again', async () => {
  const { context, page, faults } = await visit(browser, office, 'nina')
  await go(page, '/settings/audit')
  const all = await actions(page)
  await choose(page, /^Who/, 'Night robot')
  await page.waitForURL(/actor=/)
  await page.getByText('Missed calls at night').first().waitFor()
  assert.deepEqual(await actions(page), ['binding.update'])
  await page.reload()
  await settle(page)
  assert.deepEqual(await actions(page), ['binding.update'], 'the address keeps it')
  await choose(page, /^What/, 'API keys')
  await page.getByText('Nothing matches').waitFor()
  await assertUsable(page)
  await page.getByRole('main').getByRole('button', { name: 'Clear filters' }).last().click()
  await page.getByRole('table').waitFor()
  assert.deepEqual(await actions(page), all)
  assert.doesNotMatch(page.url(), /\?/)
  await choose(page, /^What/, 'Bindings')
  await choose(page, /^Period/, 'Last 7 days')
  await page.waitForURL(/action=binding&period=7d|period=7d&action=binding/)
  assert.deepEqual(await actions(page), ['binding.delete', 'binding.create', 'binding.update', 'binding.create'])
  await page.getByRole('button', { name: 'Remove filter Period: Last 7 days' }).click()
  await page.waitForURL(/\?action=binding$/)
  await page.getByRole('button', { name: /^Who/ }).click()
  await page.getByRole('menu').waitFor()
  await assertUsable(page)
  assert.deepEqual(faults, [])
  await context.close()
})

test('a row leads to what it is about while that is there', async () => {
  const { context, page } = await visit(browser, office, 'nina')
  await go(page, '/settings/audit?action=binding')
  const table = page.getByRole('table', { name: 'Audit' })
  await table.getByRole('link', { name: 'Missed calls at night' }).first().waitFor()
  assert.equal(await table.getByRole('link').count(), 2, 'the binding that is gone has no link')
  await table.getByRole('link').first().click()
  await page.waitForURL(new RegExp(`/bindings/${binding}$`))
  await context.close()
})

test('a binding and an integration lead to their own changes', async () => {
  const { context, page } = await visit(browser, office, 'nina')
  await go(page, `/bindings/${binding}`)
  await choose(page, /^Actions$/, 'Changes')
  await page.waitForURL(/\/settings\/audit\?object=bindings/)
  await page.getByText('Object: Missed calls at night').waitFor()
  assert.deepEqual(await actions(page), ['binding.update', 'binding.create'])
  await go(page, `/integrations/${hook}`)
  await choose(page, /^Actions: Price list$/, 'Changes')
  await page.getByText('Object: Price list').waitFor()
  assert.deepEqual(await actions(page), ['integration.create'])
  await context.close()
})

test('who may not read the audit is not led there', async () => {
  const { context, page } = await visit(browser, office, 'eva')
  await go(page, `/bindings/${binding}`)
  await page.getByRole('button', { name: 'Actions', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Versions' }).waitFor()
  assert.equal(await page.getByRole('menuitem', { name: 'Changes' }).count(), 0)
  await context.close()
})

test('a filter in the address that makes no sense is told, and can be taken away', async () => {
  const { context, page } = await visit(browser, office, 'nina')
  await go(page, '/settings/audit?from=yesterday')
  await page.getByText(/from must be a time/).waitFor()
  await page.getByRole('button', { name: 'Remove filter From: yesterday' }).click()
  await page.getByRole('table').waitFor()
  await context.close()
})

for (const look of looks)
  test(`the audit with its filters is usable in ${look.language}, ${look.theme}, at ${look.width} px`, async () => {
    const { context, page } = await visit(browser, office, 'nina', look)
    await go(page, `/settings/audit?object=bindings:${binding}&period=30d`)
    await page.getByRole('table').waitFor()
    await assertUsable(page)
    if (process.env['SHOTS']) await page.screenshot({ path: `/tmp/audit-${look.language}-${look.width}.png` })
    await go(page, '/settings/audit?action=file')
    await page.getByText(look.language === 'ru' ? 'Ничего не найдено' : 'Nothing matches').waitFor()
    await assertUsable(page)
    await context.close()
  })
