import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from './tools/browser.ts'
import { type Fake, startFake } from './tools/fakes/frame.ts'
import { type Office, openOffice } from './tools/office.ts'
import { assertUsable, letIn, looks, settle, visit } from './tools/visitor.ts'
import { waitUntil } from './tools/wait-until.ts'

let fake: Fake
let office: Office
let browser: Browser
let isBroken = true

const calls = (count: number, more = {}) =>
  Array.from({ length: count }, (_, at) => ({
    event_type: 'call_function',
    correlation_id: `call-${at}`,
    data: { function: 'queue', function_state: 'finish', phone: `+7000111${1000 + at}`, call_id: `c-${at}`, ...more },
  }))

before(async () => {
  fake = await startFake({
    otherwise: () => ({ does: 'answer', status: isBroken ? 400 : 200, body: { error: 'no such customer' } }),
  })
  office = await openOffice()
  await letIn(office, 'nina', { role: 'admin' })
  await letIn(office, 'vera', { role: 'viewer', personalData: false })
  const hook = await office.integration('webhook', { url: `${fake.url}/hook` }, { name: 'Customer base' })
  const wall = await office.integration('wall', { looks_like: 'telegram' }, { name: 'Night shift' })
  await office.binding(
    hook,
    { phone: '{{phone}}', operator: '{{user_name}}' },
    { name: 'To the customer base', conditions: { param: 'queue_name', op: 'not_exists' } },
  )
  await office.binding(
    wall,
    { text: 'Call from {{phone}}' },
    { name: 'To the chat', conditions: { param: 'queue_name', op: 'eq', value: 'VIP' } },
  )
  await office.post('/events', calls(200))
  await waitUntil('200 failures', async () => (await office.get('/journal/count?status=failed')).body.count === 200)
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

test('a failing integration is found and mended, and its 200 deliveries are sent again by a job to the end', async () => {
  const { context, page, faults } = await visit(browser, office, 'nina')
  await go(page, '/journal')
  await page.getByRole('button', { name: 'Views', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Failed, last 24 hours' }).click()
  await page.getByText('200 found').waitFor()
  await page.locator('tbody tr').first().click()
  await page.getByRole('dialog').getByText('By the answer that came, sending the same again will not help').waitFor()
  assert.match(page.url(), /open=d/)
  await page.getByRole('dialog').getByRole('link', { name: 'Whole page' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  isBroken = false
  await page.getByRole('button', { name: 'Retry all failed' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('200 deliveries will be sent again.').waitFor()
  assert.match(await dialog.innerText(), /Customer base\s+200/)
  await dialog.getByRole('button', { name: /Tempo/ }).click()
  await page.getByRole('option', { name: '200 a second' }).click()
  await dialog.getByRole('button', { name: 'Retry 200' }).click()
  await page.waitForURL(/\/journal\/jobs\/retry_/)
  await page.getByText('200 of 200 sent again').waitFor()
  await page.getByText('Done', { exact: true }).waitFor()
  const delivered = page.locator('li', { hasText: 'Delivered' }).getByRole('link')
  await waitUntil('all delivered', async () => (await delivered.innerText()) === '200')
  await delivered.click()
  await page.getByText('200 found').waitFor()
  assert.match(page.url(), /retry_job=retry_\w+&status=delivered/)
  await go(page, '/journal/jobs')
  await page.getByText('200 of 200 sent again').waitFor()
  await context.close()
  assert.deepEqual(faults, [])
})

test('a phone number in any notation leads to its delivery, with what was sent and what was empty', async () => {
  const { context, page } = await visit(browser, office, 'nina')
  await go(page, '/journal')
  await page.keyboard.press('/')
  await page.keyboard.type('8 (000) 111-10-07')
  await page.keyboard.press('Enter')
  await page.getByText('1 found').waitFor()
  await page.keyboard.press('Tab')
  await page.locator('body').click({ position: { x: 5, y: 400 } })
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('dialog')
  await drawer.getByText('+70001111007').first().waitFor()
  await drawer.getByText('user_name · empty').waitFor()
  await drawer.getByText('bulk retry').waitFor()
  await context.close()
})

test('why a rule did not answer an event stands there in words, with what the event held', async () => {
  const { context, page } = await visit(browser, office, 'nina')
  await go(page, '/journal?grain=events')
  await page.locator('main tr[data-row] a').first().click()
  await page.getByText('queue is “VIP” (was not there)', { exact: true }).waitFor()
  const trail = page.getByRole('navigation', { name: 'Where you are' })
  await trail.getByRole('link', { name: 'Events', exact: true }).click()
  await page.waitForURL(/grain=events/)
  await context.close()
})

test('digits that end no number are looked for inside numbers with one press', async () => {
  const { context, page } = await visit(browser, office, 'nina')
  await go(page, '/journal?q=0-111')
  await page.getByRole('button', { name: 'Search inside numbers: *0111*' }).click()
  await page.waitForURL((url) => url.searchParams.get('q') === '*0111*')
  await page.locator('main tbody tr').first().waitFor()
  assert.equal(await page.getByText('Nothing matches').count(), 0)
  await context.close()
})

test('new rows wait and move nothing while somebody points at a row, obey the filters, and come on top when asked', async () => {
  const { context, page } = await visit(browser, office, 'nina')
  await go(page, '/journal?q=c-new')
  await page.getByText('Nothing matches').waitFor()
  await go(page, '/journal')
  await page.getByText('Live', { exact: true }).waitFor()
  const first = page.locator('tbody tr').first()
  await first.hover()
  const before = await first.innerText()
  await office.post('/events', calls(3, { queue_name: 'VIP', call_id: 'c-new' }))
  await page.getByRole('button', { name: '3 new' }).waitFor()
  assert.equal(await first.innerText(), before)
  await page.getByRole('button', { name: '3 new' }).click()
  await waitUntil('them on top', async () => (await page.locator('tbody').innerText()).includes('To the chat'))
  await page.mouse.move(5, 5)
  await office.post('/events', calls(1, { queue_name: 'VIP', call_id: 'c-top' }))
  await waitUntil(
    'a row at once',
    async () => (await page.locator('tbody tr').count()) > 0 && (await page.getByText('204 found').count()) === 1,
  )
  await go(page, '/journal?q=c-other')
  await office.post('/events', calls(1, { queue_name: 'VIP', call_id: 'c-else' }))
  await office.post('/events', calls(1, { queue_name: 'VIP', call_id: 'c-other' }))
  await page.locator('tbody tr, button:has-text("1 new")').first().waitFor()
  await context.close()
})

test('a viewer without the right sees only masks: in the list, the drawer, the page, the export, the stream and cURL', async () => {
  const { context, page } = await visit(browser, office, 'vera')
  await go(page, '/journal')
  await page.locator('tbody tr').first().waitFor()
  const texts = [await page.locator('main').innerText()]
  assert.equal(await page.getByRole('button', { name: 'Retry all failed' }).count(), 0)
  assert.equal(await page.locator('tbody input').count(), 0)
  await page.locator('tbody tr', { hasText: 'To the customer base' }).first().click()
  const drawer = page.getByRole('dialog')
  await drawer.getByText('Integration data').waitFor()
  texts.push(await drawer.innerText())
  assert.equal(await drawer.getByRole('button', { name: 'Retry' }).isDisabled(), true)
  await drawer.getByText('Your role may not retry.').waitFor()
  await page.evaluate(`navigator.clipboard.writeText = async (text) => { globalThis.copied = text }`)
  await drawer.getByRole('button', { name: 'cURL' }).click()
  texts.push(await page.evaluate<string>('globalThis.copied'))
  assert.match(texts.at(-1)!, /^curl -X POST/)
  texts.push(await page.evaluate<string>(`fetch('/api/v1/journal/export?format=ndjson').then((reply) => reply.text())`))
  const told = page.evaluate<string>(`new Promise((resolve) => {
    const stream = new EventSource('/api/v1/journal/stream?with=phone')
    let text = ''
    const add = ({ data }) => { text += data; if (text.includes('delivered')) { stream.close(); resolve(text) } }
    stream.addEventListener('event', add)
    stream.addEventListener('delivery', add)
    stream.addEventListener('ready', () => { globalThis.isListening = true })
  })`)
  await page.waitForFunction('globalThis.isListening')
  await office.post('/events', calls(1, { queue_name: 'VIP' }))
  texts.push(await told)
  for (const text of texts) {
    assert.match(text, /\*{5,}\d{3}/)
    assert.doesNotMatch(text, /0001111\d/)
  }
  await context.close()
})

test('a view is saved and shared, and a colleague finds it', async () => {
  const nina = await visit(browser, office, 'nina')
  await go(nina.page, '/journal?status=delivered&code=2xx')
  await nina.page.getByRole('button', { name: 'Views', exact: true }).click()
  await nina.page.getByRole('menuitem', { name: 'Save this view' }).click()
  await nina.page.getByRole('textbox', { name: 'Name' }).fill('Answered well')
  await nina.page.getByText('Share with everybody').click()
  await nina.page.getByRole('button', { name: 'Save', exact: true }).click()
  await nina.page.getByRole('dialog').waitFor({ state: 'detached' })
  const vera = await visit(browser, office, 'vera')
  await go(vera.page, '/journal')
  await vera.page.getByRole('button', { name: 'Views', exact: true }).click()
  await vera.page.getByRole('menuitem', { name: 'Answered well' }).click()
  await vera.page.getByRole('button', { name: 'Remove filter Answer code: 2xx' }).waitFor()
  assert.match(vera.page.url(), /status=delivered/)
  await vera.page.getByRole('button', { name: 'Remove filter Answer code: 2xx' }).click()
  await waitUntil('the filter to go', () => !vera.page.url().includes('code='))
  await Promise.all([nina.context.close(), vera.context.close()])
})

test('while rows are late, the frame stands and says so; then the list is drawn with everything it needs, and not restyled', async () => {
  const { context, page, faults } = await visit(browser, office, 'nina')
  const late = Promise.withResolvers<void>()
  await page.route('**/api/v1/journal?*', async (route) => {
    await late.promise
    await route.continue()
  })
  await page.goto(`${office.url}/journal`)
  await page.getByRole('link', { name: 'Integrations', exact: true }).first().waitFor()
  await page.locator('main [aria-busy=true]').waitFor()
  late.resolve()
  await page.locator('main tr[data-row]').first().waitFor()
  assert.deepEqual(
    await page.locator('style').evaluateAll((styles) => styles.map(({ id }) => id)),
    ['react-aria-pressable-style'],
    'React Aria finds the style that it would add after the first drawing',
  )
  assert.deepEqual(faults, [])
  await context.close()
})

test('hidden columns and density are kept with the account', async () => {
  const first = await visit(browser, office, 'nina')
  await go(first.page, '/journal')
  await first.page.getByRole('columnheader', { name: 'Attempts' }).waitFor()
  await first.page.getByRole('button', { name: 'Columns and density' }).click()
  await first.page.getByRole('menuitem', { name: 'Attempts' }).click()
  await first.page.getByRole('columnheader', { name: 'Attempts' }).waitFor({ state: 'detached' })
  await waitUntil('it is kept', async () =>
    JSON.stringify(await first.page.evaluate(`fetch('/api/v1/me').then((reply) => reply.json())`)).includes('attempts'),
  )
  await first.context.close()
  const second = await visit(browser, office, 'nina')
  await go(second.page, '/journal')
  await second.page.getByRole('columnheader', { name: 'Phone' }).waitFor()
  assert.equal(await second.page.getByRole('columnheader', { name: 'Attempts' }).count(), 0)
  await second.context.close()
})

test('a click on a row opens it and on a link follows it; with Ctrl or the middle button in a new tab; marking text and ticking open nothing', async () => {
  const { context, page, faults } = await visit(browser, office, 'nina')
  await go(page, '/journal?period=7d')
  const row = page.locator('tbody tr[data-row]').first()
  const link = row.getByRole('link').first()
  const href = await link.getAttribute('href')
  const inNewTab = async (click: () => Promise<void>) => {
    const [tab] = await Promise.all([context.waitForEvent('page'), click()])
    await tab.waitForURL(`**${href}`)
    await tab.close()
  }
  await inNewTab(() => link.click({ modifiers: ['ControlOrMeta'] }))
  await inNewTab(() => link.click({ button: 'middle' }))
  await row.getByRole('checkbox').click()
  await page.getByText('1 selected').waitFor()
  await row.getByRole('checkbox').click()
  const { x, y, height } = (await row.locator('td').nth(3).boundingBox())!
  await page.mouse.move(x + 9, y + height / 2)
  await page.mouse.down()
  await page.mouse.move(x + 50, y + height / 2, { steps: 4 })
  await page.mouse.up()
  assert.notEqual(await page.evaluate('String(getSelection())'), '')
  assert.doesNotMatch(page.url(), /open=/)
  await page.evaluate('getSelection().removeAllRanges()')
  await link.click()
  await page.getByRole('dialog').locator('dl').first().waitFor()
  assert.match(page.url(), /[?&]open=/)
  await go(page, '/journal?grain=events')
  const event = page.locator('tbody tr[data-row]').first()
  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    event.getByRole('link').click({ modifiers: ['ControlOrMeta'] }),
  ])
  await tab.close()
  assert.match(page.url(), /grain=events/, 'the list stays')
  await event.locator('td').nth(2).click()
  await page.waitForURL(/\/journal\/events\/\d+$/)
  await page.setViewportSize({ width: 390, height: 800 })
  await go(page, '/journal?period=7d')
  await page.evaluate('window.isSamePage = true')
  await page.locator('main li a').first().click()
  await page.waitForURL(/\/journal\/d/)
  assert.equal(await page.evaluate('window.isSamePage'), true, 'the page was not loaded anew')
  assert.deepEqual(faults, [])
  await context.close()
})

test('thousands of rows are walked while only those near the window are drawn', async () => {
  for (let part = 0; part < 3; part++) await office.post('/events', calls(1000, { queue_name: 'Walk', part }))
  const { context, page } = await visit(browser, office, 'nina')
  await go(page, '/journal?grain=events&unanswered=true')
  await page.getByText('3,000 found').waitFor()
  for (let last = 0; last < 3000; ) {
    await page.evaluate('window.scrollTo(0, document.documentElement.scrollHeight)')
    await page.waitForTimeout(50)
    assert.ok((await page.locator('tbody tr').count()) < 120)
    last = Number(await page.locator('table').getAttribute('aria-rowcount')) - 1
  }
  await waitUntil('the first event of all', async () => {
    await page.evaluate('window.scrollTo(0, document.documentElement.scrollHeight)')
    const rows = await page.locator('tbody tr[aria-rowindex]').last().getAttribute('aria-rowindex')
    return rows === '3001'
  })
  await context.close()
})

for (const look of [looks[1]!, looks[2]!])
  test(`the journal and what opens over it can be used by everybody: ${look.language}, ${look.theme}, ${look.width} px`, async () => {
    const { context, page, faults } = await visit(browser, office, 'nina', look)
    const [row] = await office.journal()
    const screens = ['/journal?status=delivered&period=7d', '/journal?grain=events']
    for (const screen of screens) {
      await go(page, screen)
      await assertUsable(page)
    }
    await go(page, `/journal?open=${row!['delivery_id']}`)
    await page.getByRole('dialog').locator('dl').first().waitFor()
    await assertUsable(page)
    await go(page, '/journal')
    await page.getByRole('button', { name: 'Ещё фильтры' }).click()
    await page.getByRole('dialog').waitFor()
    await assertUsable(page)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Виды' }).click()
    await page.getByRole('menu').waitFor()
    await assertUsable(page)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Повторить неудачные' }).click()
    await page.getByRole('dialog').getByRole('radiogroup').waitFor()
    await assertUsable(page)
    await context.close()
    assert.deepEqual(faults, [])
  })
