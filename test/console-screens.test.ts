import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openFakes } from '../src/fakes/open-fakes.ts'
import { openBrowser } from './tools/browser.ts'
import { type Fake, startFake } from './tools/fakes/frame.ts'
import { type Office, openOffice } from './tools/office.ts'
import { assertUsable, letIn, looks, settle, visit } from './tools/visitor.ts'

// Integrations, the wall, sources, settings and the frame around them, as people use them.

const token = 'example-secret-token-1'
let office: Office
let fake: Fake
let browser: Browser

before(async () => {
  fake = await startFake({
    otherwise: ({ path }) => ({
      does: 'answer',
      status: path === '/closed' ? 401 : 200,
      body: { ok: path !== '/closed' },
    }),
  })
  office = await openOffice()
  await letIn(office, 'nina', { role: 'admin' })
  await letIn(office, 'vera', { role: 'viewer', personalData: false })
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await office?.[Symbol.asyncDispose]()
  await fake?.close()
})

async function go(page: Page, path: string): Promise<void> {
  await page.goto(office.url + path)
  await settle(page)
}

test('an integration with mail is tested step by step before it is saved, and a wrong port is told at its step', async () => {
  const fakes = await openFakes({ port: 0, mailPort: 0, now: Date.now })
  const way = fakes.ways.find(({ kind }) => kind === 'smtp')
  const { context, page, faults } = await visit(browser, office, 'nina')
  await go(page, '/integrations/new?text=mail')
  await page.getByRole('link', { name: 'Mail (SMTP)' }).click()
  await page.getByLabel('Name', { exact: false }).first().fill('Letters')
  await page.getByLabel('Mail server').fill('127.0.0.1')
  await page.getByRole('textbox', { name: 'Port' }).fill('9')
  await page.getByRole('button', { name: /Encryption/ }).click()
  await page.getByRole('option', { name: 'None' }).click()
  await page.getByLabel('Sender').fill('robot@example.com')
  await page.getByRole('button', { name: 'Test' }).click()
  const steps = page.getByRole('list', { name: 'Steps' })
  await steps.getByText('Connect to the mail server').waitFor()
  assert.match(await steps.innerText(), /failed[\s\S]*Hand the letter over · not reached/)
  await page.getByRole('textbox', { name: 'Port' }).fill(String(way?.settings['port']))
  await page.getByRole('button', { name: 'Test' }).click()
  await steps.getByText(/Hand the letter over\s*done/).waitFor()
  await assertUsable(page)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.waitForURL(/integrations\/int_/)
  await page.getByRole('heading', { name: 'Letters' }).waitFor()
  assert.deepEqual(faults, [])
  await context.close()
  await fakes.close()
})

test('a token that is refused is explained, the secret stands nowhere in the page, and another takes its place', async () => {
  const id = await office.integration(
    'webhook',
    { url: `${fake.url}/closed`, auth: { type: 'bearer', token } },
    { name: 'Customer base' },
  )
  const { context, page } = await visit(browser, office, 'nina')
  await go(page, `/integrations/${id}`)
  await page.getByRole('button', { name: 'Test' }).click()
  await page.getByText(/^401 Unauthorized ·/).waitFor()
  assert.ok(!(await page.content()).includes(token))
  await page.getByRole('tab', { name: 'cURL' }).click()
  await page.getByText('curl -X POST').waitFor()
  assert.ok(!(await page.content()).includes(token))
  await assertUsable(page)
  await page.getByLabel('Name').first().fill('Customers')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Saved', { exact: true }).waitFor()
  const { body } = await office.get(`/integrations/${id}`)
  assert.deepEqual([body.name, body.settings.auth.token], ['Customers', '•••'])
  await office.post(`/integrations/${id}/test`, {})
  assert.equal(fake.received.at(-1)?.headers['authorization'], `Bearer ${token}`)
  await context.close()
})

test('unsaved changes are not lost by a click on a link', async () => {
  const id = await office.integration('webhook', { url: fake.url }, { name: 'Draft' })
  const { context, page } = await visit(browser, office, 'nina')
  await go(page, `/integrations/${id}`)
  await page.getByLabel('Name').first().fill('Half written')
  await page.getByRole('link', { name: 'Sources' }).click()
  await page.getByRole('alertdialog').waitFor()
  await assertUsable(page)
  await page.getByRole('button', { name: 'Stay' }).click()
  assert.equal(await page.getByLabel('Name').first().inputValue(), 'Half written')
  await page.getByRole('link', { name: 'Sources' }).click()
  await page.getByRole('button', { name: 'Leave' }).click()
  await page.waitForURL(/\/sources/)
  await context.close()
})

test('an integration in use is replaced in its bindings and can be deleted then', async () => {
  const old = await office.integration('wall', { looks_like: 'telegram' }, { name: 'Old chat' })
  const next = await office.integration('wall', { looks_like: 'discord' }, { name: 'New chat' })
  const binding = await office.binding(old, { text: 'x' }, { name: 'Moves along' })
  const { context, page } = await visit(browser, office, 'nina')
  await go(page, '/integrations?text=old')
  await page.getByRole('button', { name: 'Actions: Old chat' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('link', { name: 'Moves along' }).waitFor()
  await dialog.getByRole('button', { name: /Replace with/ }).click()
  await page.getByRole('option', { name: 'New chat' }).click()
  await assertUsable(page)
  await dialog.getByRole('button', { name: 'Move 1 binding' }).click()
  const ask = page.getByRole('alertdialog')
  await ask.getByRole('button', { name: 'Delete' }).click()
  await ask.waitFor({ state: 'detached' })
  assert.equal((await office.get(`/integrations/${old}`)).status, 404)
  assert.equal((await office.get(`/bindings/${binding}`)).body.integration_id, next)
  await context.close()
})

test('a copy keeps the secrets, and a pause tells how many messages wait', async () => {
  const id = await office.integration('webhook', { url: fake.url, auth: { type: 'bearer', token } }, { name: 'First' })
  await office.binding(id, { phone: '{{phone}}' }, { name: 'Waits', event_type: 'quota' })
  const { context, page } = await visit(browser, office, 'nina')
  await go(page, `/integrations/${id}`)
  await page.getByRole('button', { name: 'Pause' }).click()
  await page
    .getByText(/^Paused /)
    .first()
    .waitFor()
  await office.happens('quota', {})
  await office.untilJournal('pending', 1, `?integration_id=${id}`)
  await page.reload()
  await page.getByText('1 message waits').waitFor()
  await page.getByRole('button', { name: 'Resume' }).click()
  await office.untilJournal('delivered', 1, `?integration_id=${id}`)
  await page.getByRole('button', { name: 'Actions: First' }).click()
  await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  await page.waitForURL(/from=/)
  assert.equal(await page.getByLabel('Name').first().inputValue(), 'First (copy)')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.waitForURL(/integrations\/int_/)
  const copy = page.url().split('/').at(-1)!
  await office.post(`/integrations/${copy}/test`, {})
  assert.equal(fake.received.at(-1)?.headers['authorization'], `Bearer ${token}`)
  await context.close()
})

test('the wall draws what a chat would, and nothing in a message can act', async () => {
  const chat = await office.integration('wall', { looks_like: 'telegram' }, { name: 'Chat' })
  const board = await office.integration('wall', { looks_like: 'discord' }, { name: 'Board' })
  const mail = await office.integration('wall', { looks_like: 'mail' }, { name: 'Mail' })
  const type = { event_type: 'task_status' }
  await office.binding(chat, { text: '<b>Task</b> {{note}} {{phone}}' }, { ...type, name: 'To the chat' })
  const card = [{ title: 'Card', description: '**strong** text', color: 3447003 }]
  await office.binding(board, { text: '**Done** {{note}}', embeds: card }, { ...type, name: 'To the board' })
  const letter = {
    text: 'Hello',
    subject: 'About a task',
    to: 'a@example.com',
    attachments: [{ filename: 'list.pdf' }],
  }
  await office.binding(mail, letter, { ...type, name: 'By mail' })
  await office.happens('task_status', { note: '<img src=x onerror=alert(1)> **x**', phone: '+70001112333' })
  await office.untilJournal('delivered', 3, '?event_type=task_status')
  const { context, page, faults } = await visit(browser, office, 'vera')
  await go(page, '/wall')
  await page.locator('strong', { hasText: 'Task' }).waitFor()
  await page.getByText('<img src=x onerror=alert(1)> **x**').first().waitFor()
  assert.equal(await page.locator('main img').count(), 0)
  await page
    .getByText(/\*{8}333/)
    .first()
    .waitFor()
  await page.locator('strong', { hasText: 'strong' }).waitFor()
  await page.getByText('list.pdf').waitFor()
  await assertUsable(page)
  // It arrives by itself, and the filter stands in the address.
  await page.getByRole('button', { name: /Look/ }).click()
  await page.getByRole('option', { name: 'Mail' }).click()
  await page.waitForURL(/looks_like=mail/)
  await page.locator('strong', { hasText: 'Task' }).first().waitFor({ state: 'detached' })
  await office.binding(mail, { text: 'Second', subject: 'Fresh letter' }, { event_type: 'list_change', name: 'Later' })
  await office.happens('list_change', {})
  await page.getByText('Fresh letter').waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('whoever sets up a sender sees what became of a request, and sends a sample event', async () => {
  await office.post('/events', { event_type: 'call_function', data: { success_flag: 'yes' } })
  const { context, page, faults } = await visit(browser, office, 'nina')
  await go(page, '/sources')
  await page.getByRole('link', { name: 'Over HTTP' }).click()
  await page.getByText('data.success_flag').waitFor()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText(/^Event \d+ was taken in/).waitFor()
  await page.getByRole('link', { name: 'See what became of it' }).click()
  await page.waitForURL(/journal\/events\/\d+/)
  assert.deepEqual(faults, [])
  await context.close()
})

test('a source is connected, stopped and deleted', async () => {
  const { context, page } = await visit(browser, office, 'nina')
  await go(page, '/sources/new/asterisk-ami')
  await page.getByLabel('Name').first().fill('North')
  await page.getByLabel('Asterisk address').fill('127.0.0.1')
  await page.getByLabel('AMI user').fill('hookswitch')
  await page.locator('input[type=password]').first().fill('example-secret')
  await page.getByRole('button', { name: 'Connect' }).click()
  await page.waitForURL(/sources\/src_/)
  await page.getByText('No connection').first().waitFor()
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByRole('button', { name: 'Start' }).waitFor()
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await page.waitForURL(/\/sources$/)
  assert.equal((await office.get('/sources')).body.items.length, 0)
  await context.close()
})

test('a viewer sees integrations and sources, and no button that changes them', async () => {
  const { context, page } = await visit(browser, office, 'vera', looks[2])
  for (const path of ['/integrations', '/sources', '/wall']) {
    await go(page, path)
    await assertUsable(page)
    assert.equal(
      await page
        .locator('main')
        .getByRole('link', { name: /Создать|Подключить/ })
        .count(),
      0,
    )
  }
  await context.close()
})

test('a key is made, shown once, used and revoked', async () => {
  const { context, page, faults } = await visit(browser, office, 'nina')
  await go(page, '/settings/keys')
  await page.getByRole('button', { name: 'New key' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Exchange')
  await page.getByRole('radio', { name: /Viewer/ }).check({ force: true })
  await assertUsable(page)
  await page.getByRole('button', { name: 'Create' }).click()
  const key = await page.locator('main code').first().innerText()
  assert.match(key, /^hsk_/)
  assert.equal((await office.get('/journal', key)).status, 200)
  await page.reload()
  await settle(page)
  assert.ok(!(await page.content()).includes(key))
  const row = page.getByRole('row', { name: /Exchange/ })
  await row.getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
  await row.getByText('Revoked').waitFor()
  assert.equal((await office.get('/journal', key)).status, 401)
  assert.deepEqual(faults, [])
  await context.close()
})

test('the company gets its name, and the audit tells who gave it', async () => {
  const { context, page } = await visit(browser, office, 'nina')
  await go(page, '/settings/general')
  await page.getByLabel('Name').fill('Example Talk')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Saved', { exact: true }).waitFor()
  assert.equal((await office.get('/settings/company')).body.name, 'Example Talk')
  await page.getByRole('tab', { name: 'Audit' }).click()
  await page.locator('ins', { hasText: 'Example Talk' }).first().waitFor()
  await context.close()
})

test('somebody is invited, and the link lets them in', async () => {
  const { context, page } = await visit(browser, office, 'nina')
  await go(page, '/settings/access')
  await page.getByRole('button', { name: 'Invite' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Oleg Example')
  await page.getByRole('dialog').getByLabel('Login').fill('oleg')
  await page.getByRole('button', { name: 'Make the link' }).click()
  assert.match(await page.locator('main code').first().innerText(), /\/sign-in#token=/)
  await page.getByText('Invited').waitFor()
  await context.close()
})

test('everything is reached by keyboard alone on the Russian layout', async () => {
  await office.integration('wall', {}, { name: 'Склад' })
  const { context, page } = await visit(browser, office, 'nina', looks[1])
  await go(page, '/')
  // What the board sends while the Russian layout is on: the place of the key stays, the letter does not.
  const press = (code: string, key: string, more: object = {}) =>
    page.evaluate(
      `document.activeElement.dispatchEvent(new KeyboardEvent('keydown', ${JSON.stringify({ code, key, bubbles: true, cancelable: true, ...more })}))`,
    )
  await press('KeyG', 'п')
  await press('KeyS', 'ы')
  await page.waitForURL(/\/sources/)
  await press('KeyK', 'л', { ctrlKey: true })
  await page.getByRole('dialog').waitFor()
  await assertUsable(page)
  await page.keyboard.type('скла')
  // The first that fits is chosen already.
  await page.locator('[role=menuitem][data-focused]', { hasText: 'Склад' }).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/integrations\/int_/)
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await press('KeyK', 'л', { ctrlKey: true })
  // Typed with the other layout on than the name is written in.
  await page.keyboard.type('yfcnhj')
  await page.getByRole('menuitem', { name: 'Настройки' }).waitFor()
  // Once empties the field, once more closes.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await press('KeyK', 'л', { ctrlKey: true })
  await page.keyboard.type('8 (000) 111-22-33')
  await page.locator('[role=menuitem][data-focused]', { hasText: 'телефон' }).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/journal\?q=/)
  await press('Slash', '.', { shiftKey: true })
  await page.getByRole('dialog', { name: 'Горячие клавиши' }).waitFor()
  await assertUsable(page)
  await page.getByRole('switch').click({ force: true })
  await page.keyboard.press('Escape')
  await press('KeyG', 'п')
  await press('KeyB', 'и')
  await page.waitForTimeout(300)
  assert.match(page.url(), /\/journal/)
  await context.close()
})

test('the sign of health tells what is wrong and leads there', async () => {
  const id = await office.integration('webhook', { url: fake.url }, { name: 'Held still' })
  await office.post(`/integrations/${id}/pause`, { reason: 'the price list is being mended' })
  const { context, page } = await visit(browser, office, 'nina')
  await go(page, '/journal')
  await page.getByRole('button', { name: /needs? attention/ }).click()
  await page.getByText('the price list is being mended').waitFor()
  await assertUsable(page)
  await page.getByRole('link', { name: 'Held still' }).click()
  await page.waitForURL(new RegExp(`/integrations/${id}`))
  await page.getByText('Why it is paused').waitFor()
  await context.close()
})

test('on paper a page is whole: no menu, nothing cut off', async () => {
  const { context, page } = await visit(browser, office, 'nina', { language: 'en', theme: 'dark', width: 794 })
  await page.emulateMedia({ media: 'print' })
  for (const path of [
    '/integrations',
    '/journal',
    '/wall',
    '/sources',
    '/sources/api',
    '/settings/audit',
    '/settings/about',
  ]) {
    await go(page, path)
    const wrong = await page.evaluate<string[]>(`(() => {
      const found = [];
      const seen = (one) => one.getClientRects().length > 0;
      for (const one of document.querySelectorAll('nav, header.sticky')) if (seen(one)) found.push(one.tagName);
      for (const one of document.querySelectorAll('main *')) {
        if (!seen(one) || getComputedStyle(one).position === 'absolute') continue;
        const { overflowX, overflowY } = getComputedStyle(one);
        if ([overflowX, overflowY].some((way) => way !== 'visible') && (one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)) found.push('cut: ' + one.className);
        if (one.getBoundingClientRect().right > innerWidth + 1) found.push('beyond the edge: ' + one.tagName + '.' + one.className);
      }
      return found.slice(0, 5);
    })()`)
    assert.deepEqual(wrong, [], path)
    const ground = await page.evaluate('getComputedStyle(document.documentElement).backgroundColor')
    assert.equal(ground, 'rgb(255, 255, 255)', path)
  }
  await context.close()
})

test('an address that leads nowhere says so inside the frame, and a server that is silent is told', async () => {
  const { context, page } = await visit(browser, office, 'nina', looks[3])
  await go(page, '/settings/no/where')
  await page.getByText('There is no such page').waitFor()
  await page.getByRole('link', { name: 'Go to the overview' }).click()
  // This page asks again every ten seconds.
  await go(page, '/sources')
  await context.setOffline(true)
  await page.getByText(/^No connection\. What you see is as of/).waitFor({ timeout: 60_000 })
  await context.setOffline(false)
  await context.close()
})
