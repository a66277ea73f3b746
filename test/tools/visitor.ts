import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Office } from './office.ts'

/** How a person looks at the console. */
export interface Look {
  readonly language: 'en' | 'ru'
  readonly theme: 'light' | 'dark'
  /** Of the window, in pixels. */
  readonly width: number
}

/** Each two of language, theme and width together: what a person may have before them. */
export const looks: readonly Look[] = [
  { language: 'en', theme: 'light', width: 1280 },
  { language: 'ru', theme: 'dark', width: 1280 },
  { language: 'ru', theme: 'light', width: 390 },
  { language: 'en', theme: 'dark', width: 390 },
]

/** Each language, theme and width once: for what takes long. */
export const opposites: readonly Look[] = [looks[0]!, { language: 'ru', theme: 'dark', width: 390 }]

/** What everybody signs in with here. */
export const phrase = 'correct horse battery'

export interface Person {
  readonly role: 'admin' | 'editor' | 'operator' | 'viewer'
  readonly personalData?: boolean
}

/** Lets somebody sign in to this office's console, under the login given and `phrase`. */
export async function letIn(office: Office, login: string, { role, personalData = true }: Person): Promise<void> {
  const name = `${login[0]?.toUpperCase()}${login.slice(1)} Example`
  await office.running.house.people.accounts.create(
    { login, name, role, personalData, language: null, isDisabled: false },
    phrase,
  )
}

/** A browser window of somebody who signed in. */
export interface Visit {
  readonly context: BrowserContext
  readonly page: Page
  /** What the page threw or complained about in the browser's console; stays empty when all is well. */
  readonly faults: readonly string[]
}

/** Signs `login` in with a window of its own. */
export async function visit(browser: Browser, office: Office, login: string, look: Look = looks[0]!): Promise<Visit> {
  const { language, theme, width } = look
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: language })
  await context.addInitScript(
    `localStorage.setItem('hookswitch.language', '${language}'); localStorage.setItem('hookswitch.theme', '${theme}')`,
  )
  const page = await context.newPage()
  const faults = listenForFaults(page)
  await page.goto(`${office.url}/sign-in`)
  await page.locator('input[autocomplete=username]').fill(login)
  await page.locator('input[type=password]').fill(phrase)
  await page.locator('button[type=submit]').click()
  await page.locator('#content h1').waitFor()
  await page.request.patch(`${office.url}/api/v1/me`, {
    data: { theme, language },
    headers: { 'x-csrf-token': await csrfOf(page, office) },
  })
  return { context, page, faults }
}

/** Collects what goes wrong in a page. A refusal of the server is no fault of the page: it has to show it. */
export function listenForFaults(page: Page): readonly string[] {
  const faults: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) faults.push(message.text())
  })
  page.on('pageerror', (error) => faults.push(error.message))
  return faults
}

async function csrfOf(page: Page, office: Office): Promise<string> {
  return (await (await page.request.get(`${office.url}/api/v1/session`)).json()).csrf_token
}

/** Waits until the screen has its heading and nothing in it is still loading. */
export async function settle(page: Page): Promise<void> {
  await page.locator('main h1, main p').first().waitFor()
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' })
}

/**
 * What keeps somebody from using what is on the screen now, overlays included; empty when nothing does. `within` keeps
 * the slow part to what has just opened, where the rest was looked at before.
 */
export async function obstacles(page: Page, within = 'html'): Promise<readonly string[]> {
  return [...(await barriers(page, within)), ...(await flaws(page))]
}

/** What shuts somebody out: WCAG 2.2, A and AA. */
async function barriers(page: Page, within: string): Promise<string[]> {
  // The announcer of React Aria keeps pointing for some seconds at a busy button that is gone; nobody can come upon it.
  const { violations } = await new AxeBuilder({ page })
    .include(within)
    .exclude('[data-live-announcer]')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.map(({ id, nodes }) => {
    const where = nodes.map(({ target }) => target.join(' ')).slice(0, 3)
    return `${id}: ${where.join(' | ')}`
  })
}

/** What is seen at a glance: a page that scrolls sideways, the name of a sentence in place of the sentence. */
export async function flaws(page: Page): Promise<string[]> {
  const wrong: string[] = []
  const overflow = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  if (overflow > 0) wrong.push(`scrolls ${overflow} px sideways`)
  const unsaid =
    /\b(?:common|journal|bindings|integrations|overview|settings|delivery|rule|signin|editor|check|variables|json|files|fields|fault)\.[a-z_]+\b/.exec(
      await page.locator('body').innerText(),
    )
  if (unsaid) wrong.push(`the sentence ${unsaid[0]} is missing`)
  return wrong
}

/** Fails with the list when something on the screen cannot be used by everybody. */
export async function assertUsable(page: Page): Promise<void> {
  assert.deepEqual(await obstacles(page), [])
}
