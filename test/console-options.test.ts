import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openBrowser } from './tools/browser.ts'
import { type Office, openOffice } from './tools/office.ts'
import { assertUsable, letIn, looks, settle, visit } from './tools/visitor.ts'

let office: Office
let browser: Browser
let wall: string

before(async () => {
  office = await openOffice()
  await letIn(office, 'nina', { role: 'admin' })
  wall = await office.integration('wall', { looks_like: 'telegram' }, { name: 'Team chat' })
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await office?.[Symbol.asyncDispose]()
})

test('quiet hours have days and a clock of their own, and attempts a schedule in words', async () => {
  const id = await office.binding(wall, { text: '{{phone}}' }, { name: 'Missed', enabled: false })
  const { context, page, faults } = await visit(browser, office, 'nina', looks[0]!)
  await page.goto(`${office.url}/bindings/${id}`)
  await settle(page)
  await page.getByText('Repeat guard, hours, delay, digest, attempts').click()
  await page.getByText('Quiet hours', { exact: true }).click()
  for (const day of ['Saturday', 'Sunday']) await page.getByRole('button', { name: day, exact: true }).click()
  const zone = page.getByRole('combobox', { name: 'By the clock of' })
  await zone.fill('Almaty')
  await page.getByRole('option', { name: 'Asia/Almaty' }).click()
  await page.getByText('Own schedule of attempts', { exact: true }).click()
  const schedule = page.getByRole('textbox', { name: 'Waits before each attempt' })
  assert.equal(await schedule.inputValue(), '0 s, 1 min, 10 min, 1 h')
  await schedule.fill('0 s, 5 min, soon')
  await page.getByText('Write lengths of time with commas between').waitFor()
  await schedule.fill('0, 90 s, 2 ч')
  await page.getByText('3 attempts, the last one').waitFor()
  assert.equal(await schedule.inputValue(), '0, 90 s, 2 ч', 'what is typed stays as it was typed')
  await assertUsable(page)
  await page.keyboard.press('Control+s')
  await page.getByText('Saved', { exact: false }).first().waitFor()
  const { options } = (await office.get(`/bindings/${id}`)).body
  assert.deepEqual(options.retry, { schedule_s: [0, 90, 7200] })
  assert.deepEqual(options.quiet_hours, {
    from: '22:00',
    to: '08:00',
    time_zone: 'Asia/Almaty',
    days: [1, 2, 3, 4, 5],
    action: 'wait',
  })
  await page.reload()
  await settle(page)
  assert.equal(await schedule.inputValue(), '0 s, 90 s, 2 h')
  assert.equal(await page.getByRole('button', { name: 'Sunday', exact: true }).getAttribute('aria-pressed'), 'false')
  assert.deepEqual(faults, [])
  await context.close()
})

test('options stay in sight while somebody takes the last one away, and are folded for the next visitor', async () => {
  const id = await office.binding(wall, { text: '{{phone}}' }, { name: 'Rated', enabled: false })
  const { context, page, faults } = await visit(browser, office, 'nina', looks[0]!)
  await page.goto(`${office.url}/bindings/${id}`)
  await settle(page)
  const repeats = page.getByRole('checkbox', { name: 'Not more often than' })
  assert.equal(await repeats.count(), 0, 'what is folded is not drawn')
  await page.getByText('Repeat guard, hours, delay, digest, attempts').click()
  for (const times of [1, 0]) {
    await page.getByText('Not more often than', { exact: true }).click()
    await page.getByRole('textbox', { name: 'Messages' }).waitFor({ state: times ? 'visible' : 'detached' })
  }
  await repeats.waitFor({ state: 'attached' })
  assert.deepEqual(faults, [])
  await context.close()
})
