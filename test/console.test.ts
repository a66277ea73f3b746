import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openBrowser } from './tools/browser.ts'
import { type Fake, startFake } from './tools/fakes/frame.ts'
import { type Office, openOffice } from './tools/office.ts'
import { flaws, letIn, looks, obstacles, opposites, settle, visit } from './tools/visitor.ts'

/** Short addresses, and those that stand in messages already sent. */
const leadsTo: Readonly<Record<string, string>> = {
  '/events/$no': '/journal/events/$no',
  '/settings': '/settings/$section',
}

let office: Office
let fake: Fake
let browser: Browser
let screens: readonly string[]

before(async () => {
  fake = await startFake({
    otherwise: ({ path }) => ({ does: 'answer', status: path === '/refused' ? 400 : 200, body: { ok: true } }),
  })
  office = await openOffice()
  await letIn(office, 'nina', { role: 'admin' })
  await letIn(office, 'vera', { role: 'viewer', personalData: false })
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
  const { body: source } = await office.post('/sources', {
    kind: 'asterisk-ami',
    name: 'Exchange',
    enabled: false,
    settings: { host: '127.0.0.1', username: 'hookswitch', secret: 'example' },
  })
  const { event_no } = await office.happens('call_function', {
    function: 'queue',
    function_state: 'finish',
    success_flag: false,
    phone: '+70001112333',
  })
  const [failed] = await office.untilJournal('failed')
  await office.untilJournal('delivered')
  const { body: job } = await office.post('/retry-jobs', { filter: { status: 'failed' } })
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
    `/events/${event_no}`,
    '/journal/jobs',
    `/journal/jobs/${job.id}`,
    '/wall',
    '/sources',
    '/sources/new/asterisk-ami',
    `/sources/${source.id}`,
    '/settings',
    '/settings/access',
    '/settings/keys',
    '/settings/retention',
    '/settings/audit',
    '/settings/backup',
    '/settings/about',
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

test('no screen is left out of the walk', () => {
  const unseen = (paths: readonly string[], isSeen: (path: string) => boolean) => paths.filter((path) => !isSeen(path))
  const routes = readAll('app/router.tsx', /(?:page\(|path: )\s*'([^']+)'/g)
  const sections = readAll('features/settings/settings-page.tsx', /\{ id: '([a-z]+)', label/g)
  assert.ok(routes.length > 20 && sections.length > 5, 'the routes are not where they were')
  const walked = new Set(screens.map((screen) => routeOf(screen, routes)).flatMap((route) => [route, leadsTo[route!]]))
  // Nobody who is signed in comes here; console-sign-in.test.ts does.
  walked.add('/sign-in')
  assert.deepEqual(
    unseen(routes, (route) => walked.has(route)),
    [],
  )
  // The short address of the settings leads to the first of them.
  assert.deepEqual(
    unseen(sections.slice(1), (section) => screens.includes(`/settings/${section}`)),
    [],
  )
})

// Barriers take long to find: they are looked for in each language, theme and width once, flaws in each two of them together.
for (const look of [...opposites, looks[1]!, looks[2]!]) {
  const inspect = opposites.includes(look) ? obstacles : flaws
  test(`every screen can be read and used: ${look.language}, ${look.theme}, ${look.width} px`, async () => {
    const { context, page, faults } = await visit(browser, office, 'nina', look)
    const wrong: string[] = []
    for (const screen of screens) {
      await page.goto(office.url + screen)
      await settle(page)
      wrong.push(...(await inspect(page)).map((obstacle) => `${screen}: ${obstacle}`))
    }
    await context.close()
    assert.deepEqual([...wrong, ...faults], [])
  })
}

test('a viewer without the right sees masks and no buttons that change something', async () => {
  const { context, page } = await visit(browser, office, 'vera')
  await page.goto(`${office.url}/wall`)
  await page
    .getByText(/Missed \*+333/)
    .first()
    .waitFor()
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
  const { context, page } = await visit(browser, office, 'nina')
  await page.goto(`${office.url}/bindings/recipes`)
  await page.getByRole('link', { name: 'Take it' }).first().click()
  await page.getByRole('button', { name: 'Try it' }).click()
  await page.getByText(/Would (not )?have fired/).waitFor()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.waitForURL(/\/bindings\/(?!new)/)
  const { body } = await office.get('/bindings')
  assert.equal(body.items.length, 3)
  await context.close()
})

test('a client is found in the journal by a phone number in any notation', async () => {
  const { context, page } = await visit(browser, office, 'nina')
  await page.goto(`${office.url}/journal`)
  await page.getByRole('searchbox').fill('8 (000) 111-23-33')
  await page.keyboard.press('Enter')
  await page.waitForURL(/q=/)
  await page.locator('main table').getByText('Missed call').first().waitFor()
  await context.close()
})

function readAll(file: string, pattern: RegExp): readonly string[] {
  const source = readFileSync(new URL(`../console/src/${file}`, import.meta.url), 'utf8')
  return [...source.matchAll(pattern)].map(([, found]) => found!)
}

/** The route that an address leads to: one spelled out goes before one with a place for an id. */
function routeOf(address: string, routes: readonly string[]): string | undefined {
  const path = address.split('?')[0]!
  const fits = (route: string) => new RegExp(`^${route.replaceAll(/\$[a-z]+/g, '[^/]+')}$`).test(path)
  return routes.includes(path) ? path : routes.find(fits)
}
