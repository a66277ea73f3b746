import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { signInAddress } from '../src/api/accounts.ts'
import { openBrowser } from './tools/browser.ts'
import { type Fake, startFake } from './tools/fakes/frame.ts'
import { type Office, openOffice } from './tools/office.ts'
import { assertUsable, letIn, listenForFaults, obstacles, opposites, phrase, settle, visit } from './tools/visitor.ts'
import { waitUntil } from './tools/wait-until.ts'

let browser: Browser
let fake: Fake
let answers = 400

before(async () => {
  browser = await openBrowser()
  fake = await startFake({ otherwise: () => ({ does: 'answer', status: answers, body: { ok: true } }) })
})
after(async () => {
  await browser?.close()
  await fake?.close()
})

/** An office in which a third of what happened went wrong. */
async function troubledOffice(): Promise<{ office: Office; hook: string }> {
  const office = await openOffice()
  await letIn(office, 'nina', { role: 'admin' })
  await letIn(office, 'vera', { role: 'viewer', personalData: false })
  answers = 400
  const hook = await office.integration('webhook', { url: `${fake.url}/hook` }, { name: 'Customer base' })
  const wall = await office.integration('wall', { looks_like: 'telegram' }, { name: 'Team chat' })
  await office.binding(hook, { phone: '{{phone}}' }, { name: 'To the base' })
  await office.binding(wall, { text: 'Missed {{phone}}' }, { name: 'Missed call' })
  for (let at = 0; at < 3; at++)
    await office.happens('call_function', { function: 'queue', function_state: 'finish', phone: `+7000111000${at}` })
  await office.untilJournal('failed', 3)
  await office.untilJournal('delivered', 3)
  return { office, hook }
}

test('from the first start a newcomer gets to a message with one link and two buttons', async () => {
  await using office = await openOffice()
  const link = signInAddress(await office.running.house.people.links.make('first_admin', null), {
    publicUrl: office.url,
  })
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en' })
  const page = await context.newPage()
  const faults = listenForFaults(page)
  await page.goto(link)
  await page.locator('input[autocomplete=username]').fill('nina')
  await page.locator('input[autocomplete=name]').fill('Nina Example')
  for (const box of await page.locator('input[type=password]').all()) await box.fill(phrase)
  await page.locator('button[type=submit]').click()
  await page.getByText('0 of 3').waitFor()
  await assertUsable(page)
  await page.getByRole('button', { name: 'Run the demo call center' }).click()
  await page.getByRole('progressbar').waitFor()
  await page.getByRole('link', { name: 'Message wall' }).last().click()
  await page.waitForURL(/\/wall$/)
  await page.getByText('Demo: ').filter({ visible: true }).first().waitFor({ timeout: 60_000 })

  await page.goto(office.url)
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await page.getByText('Stopped after').waitFor()
  await page.getByText('0 of 3').waitFor()
  await page.getByRole('button', { name: 'Remove the demo set-up' }).click()
  await page.getByRole('alertdialog').waitFor()
  await assertUsable(page)
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove the demo set-up' }).click()
  await page.getByRole('button', { name: 'Run the demo call center' }).waitFor()
  assert.deepEqual((await office.get('/bindings')).body.items, [])
  assert.deepEqual(faults, [])
  await context.close()
})

test('a group that needs attention is retried from the overview, counted first', async () => {
  const { office, hook } = await troubledOffice()
  await using _ = office
  const { context, page, faults } = await visit(browser, office, 'nina')
  await page.getByText('Cannot be delivered').waitFor()
  answers = 200
  await page.getByRole('button', { name: 'Retry 3' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('3 messages will be sent again to “Customer base”.').waitFor()
  await assertUsable(page)
  await dialog.getByRole('button', { name: 'Retry 3' }).click()
  await page.getByText('3 messages are being sent again').waitFor()
  await office.untilJournal('delivered', 3, `?integration_id=${hook}`)
  await page.reload()
  await page.getByText('Everything works').waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('a group is acknowledged and taken back, and its integration paused and resumed', async () => {
  const { office, hook } = await troubledOffice()
  await using _ = office
  const { context, page } = await visit(browser, office, 'nina')
  const pausedNow = async () => (await office.get(`/integrations/${hook}`)).body.health.paused
  await page.getByRole('button', { name: 'Pause Customer base' }).click()
  await page.getByRole('button', { name: 'Resume Customer base' }).click()
  await waitUntil('it goes on', async () => !(await pausedNow()))
  await page.getByRole('button', { name: 'Acknowledge' }).click()
  await page.getByText('Everything works').waitFor()
  await page.getByRole('button', { name: 'Show 1 acknowledged' }).click()
  await page.getByText('Nina Example knows').waitFor()
  await page.getByRole('button', { name: 'Needs attention after all' }).click()
  await page.getByRole('button', { name: 'Acknowledge' }).waitFor()
  await page.getByRole('link', { name: 'Open', exact: true }).click()
  await page.waitForURL(/\/journal\?.*outcome=permanent/)
  await context.close()
})

test('the period stands in the address, and the chart has a table that says the same', async () => {
  const { office } = await troubledOffice()
  await using _ = office
  const { context, page } = await visit(browser, office, 'nina')
  await page
    .getByRole('button', { name: '7 d' })
    .or(page.getByRole('radio', { name: '7 d' }))
    .first()
    .click()
  await page.waitForURL(/period=7d/)
  await page.locator('canvas').waitFor()
  await page.getByRole('button', { name: 'Show as table' }).click()
  const row = page.getByRole('region', { name: 'Deliveries over time' }).locator('tbody tr').first()
  assert.deepEqual((await row.locator('td').allInnerTexts()).slice(1, 5), ['3', '3', '0', '3'])
  await page.reload()
  await page.locator('canvas').waitFor()
  assert.match(page.url(), /period=7d/)
  await context.close()
})

test('the chart is drawn in a browser whose language is no language: Chromium under LANG=C says en-US@posix', async () => {
  const { office } = await troubledOffice()
  await using _ = office
  const { context, page, faults } = await visit(browser, office, 'nina')
  await page.addInitScript(`Object.defineProperty(navigator, 'language', { value: 'en-US@posix', configurable: true })`)
  await page.goto(office.url)
  await page.locator('main canvas').waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('a figure that cannot be loaded leaves the others in place', async () => {
  const { office } = await troubledOffice()
  await using _ = office
  const { context, page } = await visit(browser, office, 'nina')
  await page.route('**/api/v1/overview/attention', (route) => route.fulfill({ status: 500, body: '{}' }))
  await page.reload()
  await page.getByText('This could not be loaded').waitFor()
  await page.getByText('Worst integrations').waitFor()
  await page.getByRole('link', { name: 'Customer base' }).first().waitFor()
  await context.close()
})

test('a viewer looks and changes nothing', async () => {
  const { office } = await troubledOffice()
  await using _ = office
  const { context, page } = await visit(browser, office, 'vera')
  await page.getByText('Cannot be delivered').waitFor()
  for (const name of [/^Retry/, /^Pause/, 'Acknowledge'])
    assert.equal(await page.getByRole('button', { name }).count(), 0, String(name))
  await context.close()
})

test('the overview can be read and used in every look', async () => {
  const { office } = await troubledOffice()
  await using _ = office
  const wrong: string[] = []
  for (const look of opposites) {
    const { context, page, faults } = await visit(browser, office, 'nina', look)
    await page.goto(office.url)
    await settle(page)
    await page.locator('canvas').waitFor()
    wrong.push(...(await obstacles(page)), ...faults)
    await context.close()
  }
  assert.deepEqual(wrong, [])
})
