/**
 * Makes the pictures of the README and the manual: `node scripts/pictures.ts [--language en] [--to FOLDER]`.
 *
 * A demo call center is played in each language, a destination that refuses is added so that there is something to mend,
 * and a real browser looks at the main screens.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { request } from 'undici'
import { openBrowser } from '../test/tools/browser.ts'
import { settle } from '../test/tools/visitor.ts'

type Language = 'en' | 'ru'

/** A picture: its file, the screen, how wide, how dark, and what is done before. */
interface Picture {
  readonly name: string
  readonly path: string
  readonly width?: number
  readonly height?: number
  readonly theme?: 'light' | 'dark'
  readonly before?: (page: Page) => Promise<void>
}

/** The demo, ready to be looked at. */
interface Stage {
  readonly url: string
  readonly key: string
  readonly link: string
  readonly stop: () => Promise<void>
}

const { values: options } = parseArgs({
  options: {
    language: { type: 'string', multiple: true, default: ['en', 'ru'] },
    to: { type: 'string', default: join(import.meta.dirname, '../docs/images') },
    only: { type: 'string' },
  },
})

const browser = await openBrowser()
const refusing = await startRefusing()
try {
  for (const language of options.language as Language[]) await take(language)
} finally {
  await browser.close()
  refusing.close()
}

async function take(language: Language): Promise<void> {
  const stage = await playDemo(language)
  try {
    const pictures = await listPictures(stage, language)
    const wanted = pictures.filter(({ name }) => options.only === undefined || name.includes(options.only))
    mkdirSync(join(options.to, language), { recursive: true })
    const state = await signIn(browser, stage, language)
    for (const picture of wanted) await takeOne(picture, { stage, state, language })
  } finally {
    await stage.stop()
  }
}

type Cookies = Awaited<ReturnType<Awaited<ReturnType<Browser['newContext']>>['storageState']>>

async function signIn(open: Browser, { link }: Stage, language: Language): Promise<Cookies> {
  const context = await open.newContext({ locale: language })
  const page = await context.newPage()
  await page.goto(link)
  await page.locator('main h1').first().waitFor()
  const state = await context.storageState()
  await context.close()
  return state
}

async function takeOne(
  { name, path, width = 1280, height = 800, theme = 'light', before }: Picture,
  { stage, state, language }: { readonly stage: Stage; readonly state: Cookies; readonly language: Language },
): Promise<void> {
  const context = await browser.newContext({
    storageState: state,
    viewport: { width, height },
    locale: language,
    reducedMotion: 'reduce',
    colorScheme: theme,
  })
  await context.addInitScript(
    `localStorage.setItem('hookswitch.language', '${language}'); localStorage.setItem('hookswitch.theme', '${theme}')`,
  )
  const page = await context.newPage()
  await page.goto(stage.url + path)
  await settle(page)
  await page.waitForLoadState('networkidle').catch(() => {})
  await before?.(page)
  const file = join(options.to, language, `${name}.png`)
  await page.screenshot({ path: file })
  console.log(file)
  await context.close()
}

async function listPictures(stage: Stage, language: Language): Promise<Picture[]> {
  const { items: bindings } = await ask(stage, '/bindings?limit=50')
  const { items: failed } = await ask(stage, '/journal?status=failed&limit=1')
  const { items: delivered } = await ask(stage, '/journal?status=delivered&limit=1')
  const rated = bindings.find(({ conditions }: { conditions: unknown }) =>
    JSON.stringify(conditions).includes('answer'),
  )
  const editor = `/bindings/${(rated ?? bindings[0]).id}`
  const tryIt = { en: 'Try it', ru: 'Проверить' }[language]
  return [
    { name: 'overview', path: '/' },
    { name: 'overview-dark', path: '/', theme: 'dark' },
    { name: 'bindings', path: '/bindings' },
    { name: 'recipes', path: '/bindings/recipes' },
    {
      name: 'binding',
      path: editor,
      width: 1440,
      height: 1060,
      before: async (page) => {
        await page.getByRole('button', { name: tryIt, exact: true }).click()
        await page.locator('#section-integration').evaluate('(section) => section.scrollIntoView()')
        await page.getByText(/Would have fired|работала бы/).waitFor()
      },
    },
    { name: 'binding-phone', path: editor, width: 390, height: 844 },
    { name: 'integrations', path: '/integrations' },
    { name: 'kinds', path: '/integrations/new' },
    { name: 'journal', path: '/journal' },
    { name: 'journal-phone', path: '/journal', width: 390, height: 844 },
    { name: 'delivery', path: `/journal/${(failed[0] ?? delivered[0]).delivery_id}`, height: 1000 },
    { name: 'event', path: `/journal/events/${(failed[0] ?? delivered[0]).event_no}`, height: 1000 },
    { name: 'wall', path: '/wall' },
    { name: 'sources', path: '/sources' },
    { name: 'people', path: '/settings/access' },
  ]
}

/** Plays the demo until its report, then lets a destination refuse a few messages. */
async function playDemo(language: Language): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'hookswitch-pictures-'))
  const child = spawn(process.execPath, ['src/main.ts', 'demo', '--calls', '150', '--fast'], {
    cwd: join(import.meta.dirname, '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      HOOKSWITCH_LANGUAGE: language,
      HOOKSWITCH_STORE: `sqlite:${join(folder, 'demo.db')}`,
      HOOKSWITCH_LISTEN: '127.0.0.1:0',
    },
  })
  const stop = async () => {
    await ended(child)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const stage = { ...(await readDemo(child)), stop }
    await addTrouble(stage, language)
    return stage
  } catch (error) {
    await stop()
    throw error
  }
}

async function readDemo(child: ChildProcess): Promise<Omit<Stage, 'stop'>> {
  let [link, key] = ['', '']
  for await (const line of createInterface({ input: child.stdout! })) {
    link ||= /http\S+sign-in#token=\S+/.exec(line)?.[0] ?? ''
    key ||= /hsk_\S+/.exec(line)?.[0] ?? ''
    if (/p99/.test(line)) return { link, key, url: new URL(link).origin }
  }
  throw new Error('the demo ended before it told its report')
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

async function addTrouble(stage: Stage, language: Language): Promise<void> {
  const names = {
    en: { integration: 'Customer base', binding: 'Missed call to the customer base' },
    ru: { integration: 'База клиентов', binding: 'Пропущенный звонок в базу клиентов' },
  }[language]
  const { port } = refusing.address() as AddressInfo
  const { id } = await ask(stage, '/integrations', {
    kind: 'webhook',
    name: names.integration,
    settings: { url: `http://127.0.0.1:${port}/clients` },
  })
  await ask(stage, '/bindings', {
    name: names.binding,
    event_type: 'call_function',
    integration_id: id,
    conditions: {
      all: [
        { param: 'function', op: 'eq', value: 'queue' },
        { param: 'function_state', op: 'eq', value: 'finish' },
        { param: 'success_flag', op: 'eq', value: false },
      ],
    },
    parameters: { phone: '{{phone}}', waited: '{{alert_duration}}', queue: '{{queue_name}}' },
  })
  await ask(
    stage,
    '/events',
    Array.from({ length: 14 }, (_, nth) => ({
      event_type: 'call_function',
      event_id: `missed-${nth}`,
      data: {
        function: 'queue',
        function_state: 'finish',
        success_flag: false,
        phone: `+7000111${String(2200 + nth * 7)}`,
        alert_duration: 31 + nth,
        queue_name: language === 'ru' ? 'Продажи' : 'Sales',
      },
    })),
  )
  await untilFailed(stage, 14)
}

async function untilFailed(stage: Stage, count: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const { items } = await ask(stage, '/journal?status=failed&limit=100')
    if (items.length >= count) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the refused messages did not show in the journal')
}

/** A destination that has no such address, and says so. */
async function startRefusing(): Promise<Server> {
  const server = createServer((_, reply) => {
    reply.writeHead(422, { 'content-type': 'application/json' })
    reply.end(JSON.stringify({ error: 'unknown field: waited', hint: 'expected: wait_seconds' }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

// biome-ignore lint/suspicious/noExplicitAny: whatever the API answers.
async function ask({ url, key }: Pick<Stage, 'url' | 'key'>, path: string, body?: unknown): Promise<any> {
  const reply = await request(`${url}/api/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (reply.statusCode >= 300) throw new Error(`${path}: ${reply.statusCode} ${await reply.body.text()}`)
  return reply.body.json()
}
