import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { openBrowser } from './tools/browser.ts'
import { type Fake, startFake } from './tools/fakes/frame.ts'
import { type Office, openOffice } from './tools/office.ts'

const phrase = 'correct horse battery'
const person = { personalData: true, language: null, isDisabled: false } as const
let office: Office
let fake: Fake
let browser: Browser
let screens: readonly string[]

before(async () => {
  fake = await startFake({
    otherwise: ({ path }) => ({ does: 'answer', status: path === '/refused' ? 400 : 200, body: { ok: true } }),
  })
  office = await openOffice()
  const { accounts } = office.running.house.people
  await accounts.create({ ...person, login: 'nina', name: 'Nina Example', role: 'admin' }, phrase)
  await accounts.create({ ...person, login: 'vera', name: 'Vera Example', role: 'viewer', personalData: false }, phrase)
  const wall = await office.integration('wall', { looks_like: 'telegram' })
  const hook = await office.integration('webhook', { url: `${fake.url}/refused` })
  const binding = await office.binding(
    wall,
    { text: 'Missed {{phone}}' },
    {
      name: 'Missed call',
      conditions: {
        all: [
          { param: 'function', op: 'eq', value: 'queue' },
          { any: [{ param: 'success_flag', op: 'eq', value: false }] },
        ],
      },
    },
  )
  await office.binding(hook, { phone: '{{phone}}' }, { name: 'To the customer base' })
  const { event_no } = await office.happens('call_function', {
    function: 'queue',
    function_state: 'finish',
    success_flag: false,
    phone: '+70001112333',
  })
  const [failed] = await office.untilJournal('failed')
  await office.untilJournal('delivered')
  screens = [
    '/',
    '/bindings',
    '/bindings/recipes',
    '/bindings/new',
    `/bindings/${binding}`,
    '/integrations',
    '/integrations/new',
    '/integrations/new/webhook',
    `/integrations/${hook}`,
    '/journal',
    '/journal?status=canceled',
    `/journal/${failed!['delivery_id']}`,
    `/journal/events/${event_no}`,
    '/wall',
    '/sources',
    '/settings/general',
    '/settings/access',
    '/settings/keys',
    '/settings/retention',
    '/settings/me',
    '/settings/no/where',
  ]
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await office?.[Symbol.asyncDispose]()
  await fake?.close()
})

interface Look {
  readonly language: 'en' | 'ru'
  readonly theme: 'light' | 'dark'
  readonly width: number
}

/** A browser in which somebody has signed in. */
async function enter(
  login: string,
  { language, theme, width }: Look,
): Promise<{ context: BrowserContext; page: Page; faults: string[] }> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: language })
  await context.addInitScript(
    `localStorage.setItem('hookswitch.language', '${language}'); localStorage.setItem('hookswitch.theme', '${theme}')`,
  )
  const page = await context.newPage()
  const faults: string[] = []
  page.on(
    'console',
    (message) => message.type() === 'error' && !/status of 4\d\d/.test(message.text()) && faults.push(message.text()),
  )
  page.on('pageerror', (error) => faults.push(error.message))
  await page.goto(`${office.url}/sign-in`)
  await page.locator('input[autocomplete=username]').fill(login)
  await page.locator('input[type=password]').fill(phrase)
  await page.locator('button[type=submit]').click()
  await page.locator('#content h1').waitFor()
  await page.request.patch(`${office.url}/api/v1/me`, {
    data: { theme, language },
    headers: { 'x-csrf-token': await csrfOf(page) },
  })
  return { context, page, faults }
}

async function csrfOf(page: Page): Promise<string> {
  return (await (await page.request.get(`${office.url}/api/v1/session`)).json()).csrf_token
}

async function settle(page: Page): Promise<void> {
  await page.locator('main h1, main p').first().waitFor()
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' })
}

const looks: readonly Look[] = [
  { language: 'en', theme: 'light', width: 1280 },
  { language: 'ru', theme: 'dark', width: 1280 },
  { language: 'ru', theme: 'light', width: 390 },
  { language: 'en', theme: 'dark', width: 390 },
]

for (const look of looks) {
  test(`every screen can be read and used: ${look.language}, ${look.theme}, ${look.width} px`, async () => {
    const { context, page, faults } = await enter('nina', look)
    const wrong: string[] = []
    for (const screen of screens) {
      await page.goto(office.url + screen)
      await settle(page)
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
        .analyze()
      for (const { id, nodes } of violations)
        wrong.push(
          `${screen}: ${id}: ${nodes
            .map(({ target }) => target.join(' '))
            .slice(0, 3)
            .join(' | ')}`,
        )
      const overflow = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      )
      if (overflow > 0) wrong.push(`${screen}: scrolls ${overflow} px sideways`)
      const text = await page.locator('main').innerText()
      const unsaid =
        /\b(?:common|journal|bindings|integrations|overview|settings|delivery|rule|signin)\.[a-z_]+\b/.exec(text)
      if (unsaid) wrong.push(`${screen}: the sentence ${unsaid[0]} is missing`)
    }
    await context.close()
    assert.deepEqual([...wrong, ...faults], [])
  })
}

test('a viewer without the right sees masks and no buttons that change something', async () => {
  const { context, page } = await enter('vera', looks[0]!)
  await page.goto(`${office.url}/wall`)
  await page.getByText('Missed').first().waitFor()
  assert.match(await page.locator('main').innerText(), /Missed \*+333/)
  await page.goto(`${office.url}/bindings`)
  await page.getByText('Missed call').first().waitFor()
  assert.equal(await page.getByRole('link', { name: 'Create' }).count(), 0)
  await context.close()
})

test('a wrong password is told in plain words', async () => {
  const page = await browser.newPage({ locale: 'en' })
  await page.goto(office.url)
  await page.locator('input[autocomplete=username]').fill('nina')
  await page.locator('input[type=password]').fill('not it')
  await page.locator('button[type=submit]').click()
  await page.getByText('The login or the password is wrong.').waitFor()
  await page.close()
})

test('a manager makes a binding from a recipe, tries it on the past and saves it', async () => {
  const { context, page } = await enter('nina', looks[0]!)
  await page.goto(`${office.url}/bindings/recipes`)
  await page.getByRole('link', { name: 'Take it' }).first().click()
  await page.getByRole('button', { name: 'Try on the last 7 days' }).click()
  await page.getByText(/Would (not )?have fired/).waitFor()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.waitForURL(/\/bindings\/(?!new)/)
  const { body } = await office.get('/bindings')
  assert.equal(body.items.length, 3)
  await context.close()
})

test('a client is found in the journal by a phone number in any notation', async () => {
  const { context, page } = await enter('nina', looks[0]!)
  await page.goto(`${office.url}/journal`)
  await page.getByRole('searchbox').fill('8 (000) 111-23-33')
  await page.keyboard.press('Enter')
  await page.waitForURL(/q=/)
  await page.locator('main table').getByText('Missed call').first().waitFor()
  await context.close()
})
