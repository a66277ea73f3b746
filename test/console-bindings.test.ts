import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import type { JsonObject } from '../src/core/json.ts'
import { openBrowser } from './tools/browser.ts'
import { type Office, openOffice } from './tools/office.ts'
import { assertUsable, letIn, obstacles, opposites, settle, visit } from './tools/visitor.ts'
import { waitUntil } from './tools/wait-until.ts'

let browser: Browser
let office: Office

before(async () => {
  browser = await openBrowser()
  office = await openOffice()
  await letIn(office, 'nina', { role: 'admin' })
  const wall = await office.integration('wall', { looks_like: 'telegram' }, { name: 'Team chat' })
  const missed = { all: [{ param: 'function', op: 'eq', value: 'queue' }] }
  await office.binding(wall, { text: 'Missed {{phone}}' }, { name: 'Missed call', conditions: missed })
  await office.binding(wall, { text: 'Rated {{answer}}' }, { name: 'Low rating', conditions: missed })
  await office.binding(wall, { text: 'All of them' }, { name: 'Everything', enabled: false })
  for (let at = 0; at < 3; at++) await office.happens('call_function', { function: 'queue', phone: '+70001112333' })
})
after(async () => {
  await browser?.close()
  await office?.[Symbol.asyncDispose]()
})

const bindings = async (): Promise<JsonObject[]> => (await office.get('/bindings')).body.items
const enabledOnes = async () =>
  (await bindings())
    .filter((one) => one['enabled'])
    .map((one) => String(one['name']))
    .sort()
const row = (page: Page, name: string) => page.locator('main li').filter({ hasText: name })

test('several bindings are turned off and on together, and deleted ones come back', async () => {
  const { context, page, faults } = await visit(browser, office, 'nina')
  await page.goto(`${office.url}/bindings`)
  for (const name of ['Missed call', 'Low rating'])
    await page.getByRole('checkbox', { name: `Select ${name}` }).click({ force: true })
  const bulk = page.getByRole('toolbar')
  await bulk.getByText('2 selected').waitFor()
  await bulk.getByRole('button', { name: 'Turn off' }).click()
  await waitUntil('both are off', async () => (await enabledOnes()).length === 0)
  await bulk.getByRole('button', { name: 'Turn on' }).click()
  await waitUntil('both are on', async () => (await enabledOnes()).join() === 'Low rating,Missed call')
  await bulk.getByRole('button', { name: 'Delete' }).click()
  await page.getByText('2 bindings were deleted').waitFor()
  assert.deepEqual(
    (await bindings()).map((one) => one['name']),
    ['Everything'],
  )
  await page.getByRole('button', { name: 'Undo' }).click()
  await row(page, 'Missed call').waitFor()
  assert.deepEqual(await enabledOnes(), ['Low rating', 'Missed call'])
  assert.deepEqual(faults, [])
  await context.close()
})

test('a binding without conditions is switched on after it was told how often it would fire', async () => {
  const { context, page } = await visit(browser, office, 'nina')
  await page.goto(`${office.url}/bindings?text=everything`)
  await page.getByRole('switch', { name: /Everything/ }).click({ force: true })
  const dialog = page.getByRole('alertdialog')
  await dialog.getByText('about 3 a day').waitFor()
  await assertUsable(page)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  assert.ok(!(await enabledOnes()).includes('Everything'))
  await page.getByRole('switch', { name: /Everything/ }).click({ force: true })
  await dialog.getByRole('button', { name: 'Turn on' }).click()
  await waitUntil('it is on', async () => (await enabledOnes()).includes('Everything'))
  await context.close()
})

test('a switch that the server refuses goes back, and says why', async () => {
  const { context, page } = await visit(browser, office, 'nina')
  await page.goto(`${office.url}/bindings`)
  await page.route('**/api/v1/bindings/bnd_*', (route) =>
    route.fulfill({ status: 503, json: { code: 'store-busy', detail: 'The store is busy' } }),
  )
  const theSwitch = page.getByRole('switch', { name: /Missed call/ })
  await theSwitch.click({ force: true })
  await page.getByText('The store is busy').waitFor()
  assert.equal(await theSwitch.isChecked(), true)
  await context.close()
})

test('an import shows the difference before anything changes', async () => {
  const { context, page } = await visit(browser, office, 'nina')
  const [missed] = (await bindings()).filter((one) => one['name'] === 'Missed call')
  const file = JSON.stringify({
    hookswitch: 1,
    bindings: [
      { ...missed, version: undefined, integration: 'Team chat', parameters: { text: 'Call back {{phone}}' } },
      { name: 'From a file', event_type: 'quota', integration: 'Team chat', parameters: { text: 'Quota' } },
    ],
  })
  await page.goto(`${office.url}/bindings`)
  await page.getByRole('button', { name: 'Other ways to create' }).click()
  await page.getByRole('menuitem', { name: 'Import a file' }).click()
  await page.getByRole('textbox', { name: 'Or paste it here' }).fill(file)
  await page.getByRole('button', { name: 'Show the difference' }).click()
  await page.getByText('1 new, 1 changed, 0 as they are').waitFor()
  await page.getByText('parameters.text').waitFor()
  await page.getByText('+ Call back {{phone}}').waitFor()
  assert.equal((await bindings()).length, 3, 'nothing changed yet')
  await assertUsable(page)
  await page.getByRole('button', { name: 'Apply' }).click()
  await row(page, 'From a file').waitFor()
  assert.equal((await bindings()).length, 4)
  await context.close()
})

test('what is exported can be imported again and changes nothing', async () => {
  const { context, page } = await visit(browser, office, 'nina')
  await page.goto(`${office.url}/bindings?text=missed`)
  await page.getByRole('checkbox', { name: 'Select all' }).click({ force: true })
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('toolbar').getByRole('button', { name: 'Export' }).click(),
  ])
  const text = await new Response((await download.createReadStream()) as never).text()
  const { body } = await office.post('/import?dry_run=true', text, { 'content-type': 'application/yaml' })
  assert.deepEqual(
    body.items.map((one: JsonObject) => [one['name'], one['action']]),
    [['Missed call', 'unchanged']],
  )
  await context.close()
})

test('search and filters stand in the address; what finds nothing can be cleared', async () => {
  const { context, page } = await visit(browser, office, 'nina')
  await page.goto(`${office.url}/bindings?state=on&text=answer`)
  await row(page, 'Low rating').waitFor()
  assert.equal(await page.locator('main li').count(), 1, 'found by a field that its message uses')
  await page.goto(`${office.url}/bindings?text=nothing-like-this`)
  await page.getByRole('link', { name: 'Clear filters' }).click()
  await row(page, 'Everything').waitFor()
  await context.close()
})

test('a recipe is found by its type, read as it would arrive, and taken to where a person chose', async () => {
  const other = await office.integration('wall', { looks_like: 'slack' }, { name: 'Supervisors' })
  const { context, page } = await visit(browser, office, 'nina')
  await page.goto(`${office.url}/bindings/recipes?type=quota&to=${other}`)
  const cards = page.locator('main li')
  await cards.first().waitFor()
  assert.ok((await cards.count()) < 29)
  assert.doesNotMatch(await cards.first().innerText(), /\{\{/)
  await cards.first().getByRole('link', { name: 'Take it' }).click()
  await page.waitForURL(/bindings\/new/)
  await page.getByRole('button', { name: 'Save', exact: true }).first().click()
  await page.waitForURL(/\/bindings\/bnd_/)
  const made = (await bindings()).find((one) => one['integration_id'] === other)
  assert.equal(made?.['event_type'], 'quota')
  await context.close()
})

test('the list and the recipes can be read and used in every look, with a menu open', async () => {
  const wrong: string[] = []
  for (const look of opposites) {
    const { context, page, faults } = await visit(browser, office, 'nina', look)
    for (const path of ['/bindings', '/bindings/recipes']) {
      await page.goto(office.url + path)
      await settle(page)
      wrong.push(...(await obstacles(page)).map((one) => `${path}: ${one}`))
    }
    await page.goto(`${office.url}/bindings`)
    await page.locator('main li button[aria-haspopup]').first().click()
    await page.getByRole('menu').waitFor()
    wrong.push(...(await obstacles(page)).map((one) => `menu: ${one}`), ...faults)
    await context.close()
  }
  assert.deepEqual(wrong, [])
})
