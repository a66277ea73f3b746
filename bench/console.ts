/**
 * How soon the journal's page can be used, and how smoothly it scrolls by a wheel that turns without a pause, in a real Chromium,
 * also with its processor slowed down to a quarter: an old laptop on the same network. There is no graphics card here: the
 * browser paints by the processor, so the same rows without any script are scrolled beside it. The server is a process of its own
 * on loopback; its journal is full.
 *
 *     node bench/console.ts [--rows 100000] [--rounds 3] [--json FILE]
 *
 * The page can be used when its first row is there and nothing has held up the browser for more than 50 ms since.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { prepareConsole } from '../src/commands/prepare-console.ts'
import { readConfig } from '../src/config.ts'
import type { AttemptRecord } from '../src/core/store/delivery-store.ts'
import type { NewEvent } from '../src/core/store/event-store.ts'
import type { Store } from '../src/core/store.ts'
import { start } from '../src/start.ts'
import { openBrowser } from '../test/tools/browser.ts'
import { end, startHookswitch } from './tools/child.ts'

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'string' },
  },
})
const rowCount = Number(options.rows)
const rounds = Number(options.rounds)
const slowdown = 4
/** A screen five times a second. */
const scrollSpeed = 4000
const scrollMs = 5000
/** More than is scrolled through in that time. */
const bareRows = 800
const groupSize = 1000
const [login, phrase] = ['bench', 'correct horse battery']

/** Every screen, and the link that leads there from the one before. */
const links = {
  'the bindings': 'nav a[href="/bindings"]',
  'a binding': 'main a[href^="/bindings/bnd"]',
  'the integrations': 'nav a[href="/integrations"]',
  'the wall': 'nav a[href="/wall"]',
  'the sources': 'nav a[href="/sources"]',
  'the settings': 'nav a[href="/settings"]',
  'the overview': 'nav a[href="/"]',
  'the journal': 'nav a[href="/journal"]',
}

/** What one visit of the page measured, in milliseconds since its address was opened. */
interface Visit {
  readonly firstRow: number
  readonly usable: number
}

/** What scrolling measured. */
interface Scroll {
  /** How far it came. */
  readonly pixels: number
  readonly frames: number
  /** Share of frames that came more than a frame late. */
  readonly late: number
  readonly longestFrame: number
}

const folder = mkdtempSync(join(tmpdir(), 'hookswitch-console-'))
await prepareConsole('en', true)
await fill()
const server = await startHookswitch(folder)
const browser = await openBrowser()
try {
  const state = await signIn(browser, server.url)
  const cold: Visit[] = []
  const warm: Visit[] = []
  const screens = new Map<string, number[]>()
  const scrolls: Scroll[] = []
  const slowScrolls: Scroll[] = []
  const bareScrolls: Scroll[] = []
  for (let round = 0; round < rounds; round++) {
    const context = await browser.newContext({ storageState: state, viewport: { width: 1280, height: 900 } })
    await context.addInitScript({ path: join(import.meta.dirname, 'tools/in-page.js') })
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    const slowDown = (rate: number) => session.send('Emulation.setCPUThrottlingRate', { rate })
    await slowDown(slowdown)
    cold.push(await visit(page, server.url))
    warm.push(await visit(page, server.url))
    await walk(page, screens)
    await visit(page, server.url)
    slowScrolls.push(await scroll(page, session))
    await page.evaluate(`bench.leaveBareRows(${bareRows})`)
    bareScrolls.push(await scroll(page, session))
    await slowDown(1)
    await visit(page, server.url)
    scrolls.push(await scroll(page, session))
    await context.close()
  }
  print({ cold, warm, screens }, [
    ['the journal', scrolls],
    [`the journal, CPU ÷ ${slowdown}`, slowScrolls],
    [`the same rows without a script, CPU ÷ ${slowdown}`, bareScrolls],
  ])
} finally {
  await browser.close()
  await end(server.child)
  rmSync(folder, { recursive: true, force: true })
}

/** Makes somebody who may sign in, and a journal of delivered messages. */
async function fill(): Promise<void> {
  const config = readConfig({ HOOKSWITCH_STORE: `sqlite:${join(folder, 'hookswitch.db')}` })
  const { house, stop } = await start({ config, idle: true })
  await house.people.accounts.create(
    { login, name: 'Bench', role: 'admin', personalData: true, language: 'en', isDisabled: false },
    phrase,
  )
  const integration = await house.engine.integrations.create({
    kind: 'webhook',
    name: 'Customer base',
    enabled: true,
    settings: { url: 'https://crm.example.com/hook', method: 'POST', auth: { type: 'none' } },
    personalData: 'clear',
    limits: { ratePerSecond: null, concurrency: null },
  })
  const binding = await house.engine.bindings.create({
    name: 'Missed calls',
    enabled: true,
    eventType: 'call_function',
    integrationId: integration.id,
    conditions: null,
    parameters: { text: 'Missed {{phone}}' },
    options: { delayS: 0, throttle: null, quietHours: null, digest: null, retry: null, expireS: null },
  })
  const { sample } = house.catalogue.eventTypes.get('call_function')!
  const firstAt = Date.now() - rowCount * 1000
  for (let at = 0; at < rowCount; at += groupSize) {
    const count = Math.min(groupSize, rowCount - at)
    await save(
      Array.from({ length: count }, (_, more): NewEvent => {
        const time = firstAt + (at + more) * 1000
        const phone = `+1555${String(at + more).padStart(7, '0')}`
        return {
          id: `evt-${at + more}`,
          type: 'call_function',
          time,
          receivedAt: time,
          source: 'bench',
          correlationId: null,
          data: JSON.stringify({ ...sample.data, phone }),
          trail: [],
          searchKeys: [],
          deliveries: [
            {
              bindingId: binding.id,
              bindingVersion: binding.version,
              integrationId: integration.id,
              status: 'pending',
              reason: null,
              dueAt: time,
              expiresAt: null,
            },
          ],
        }
      }),
      house.store,
    )
  }
  await stop()
}

async function save(events: readonly NewEvent[], store: Store): Promise<void> {
  const saved = await store.saveEvents(events)
  await store.recordAttempts(
    saved.flatMap(({ deliveryIds }, at) => deliveryIds.map((id) => attemptOf(id, events[at]!.time, at))),
  )
}

/** Nine of ten were delivered. */
function attemptOf(deliveryId: string, at: number, no: number): AttemptRecord {
  const failed = no % 10 === 0
  const [outcome, statusCode] = failed ? (['permanent', 400] as const) : (['ok', 200] as const)
  return {
    deliveryId,
    attempt: {
      no: 1,
      at,
      trigger: 'auto',
      durationMs: 12,
      outcome,
      statusCode,
      request: { method: 'POST', url: 'https://crm.example.com/hook', headers: {}, body: { text: 'Missed' } },
      response: { status: statusCode, headers: {}, body: { ok: !failed } },
      error: failed ? 'answered 400' : null,
      parameters: { text: 'Missed' },
      emptyVariables: [],
    },
    status: failed ? 'failed' : 'delivered',
    reason: failed ? 'answered 400' : null,
    outcome,
    statusCode,
    attemptsCount: 1,
    tries: 1,
    nextAttemptAt: null,
    finishedAt: at + 12,
    durationMs: 12,
  }
}

/** Signs in once; what the browser then keeps serves every later visit. */
async function signIn(chromium: Browser, url: string): Promise<Awaited<ReturnType<BrowserContext['storageState']>>> {
  const context = await chromium.newContext({ locale: 'en' })
  const page = await context.newPage()
  await page.goto(`${url}/sign-in`)
  await page.locator('input[autocomplete=username]').fill(login)
  await page.locator('input[type=password]').fill(phrase)
  await page.locator('button[type=submit]').click()
  await page.locator('#content h1').waitFor()
  const state = await context.storageState()
  await context.close()
  return state
}

/** Turns the wheel over the rows without a pause. */
async function scroll(page: Page, session: CDPSession): Promise<Scroll> {
  await page.evaluate('bench.watchFrames()')
  await session.send('Input.synthesizeScrollGesture', {
    x: 640,
    y: 500,
    yDistance: (-scrollSpeed * scrollMs) / 1000,
    speed: scrollSpeed,
    gestureSourceType: 'mouse',
  })
  return (await page.evaluate('bench.framesSeen()')) as Scroll
}

/** What bench/tools/in-page.js noted. */
interface Noted {
  readonly firstRow: number
  readonly longTasks: readonly { readonly from: number; readonly ms: number }[]
}

async function visit(page: Page, url: string): Promise<Visit> {
  // Told by the page: looking for it from here would use the processor that is measured.
  const isThere = page.waitForEvent('console', { timeout: 60_000 })
  await page.goto(`${url}/journal`, { waitUntil: 'commit' })
  await isThere
  // Whatever still wants to hold up the page has begun by then.
  await page.waitForTimeout(1500)
  const { firstRow, longTasks } = (await page.evaluate('bench')) as Noted
  const lastEnd = Math.max(0, ...longTasks.map(({ from, ms }) => from + ms))
  return { firstRow, usable: Math.max(firstRow, lastEnd) }
}

/** Opens one screen after another, each for the first time since the console was loaded. */
async function walk(page: Page, screens: Map<string, number[]>): Promise<void> {
  for (const [name, link] of Object.entries(links)) {
    const taken = (await page.evaluate(`bench.open(${JSON.stringify(link)})`)) as number
    screens.set(name, [...(screens.get(name) ?? []), taken])
  }
}

function print(
  {
    cold,
    warm,
    screens,
  }: {
    readonly cold: readonly Visit[]
    readonly warm: readonly Visit[]
    readonly screens: ReadonlyMap<string, readonly number[]>
  },
  scrolled: readonly (readonly [name: string, scrolls: readonly Scroll[]])[],
): void {
  const told = (name: string, numbers: readonly number[], unit = 'ms') =>
    console.log(
      `${name.padEnd(58)} │ ${median(numbers).toFixed(0)} ${unit} [${Math.min(...numbers).toFixed(0)} … ${Math.max(...numbers).toFixed(0)}]`,
    )
  console.log(
    `${rowCount} rows in the journal, a processor ${slowdown} times as slow, ${rounds} rounds: median [least … most]`,
  )
  told(
    'first row, nothing of the page kept before',
    cold.map(({ firstRow }) => firstRow),
  )
  told(
    'usable, nothing of the page kept before',
    cold.map(({ usable }) => usable),
  )
  told(
    'first row, opened again',
    warm.map(({ firstRow }) => firstRow),
  )
  told(
    'usable, opened again',
    warm.map(({ usable }) => usable),
  )
  for (const [name, taken] of screens) told(`from another screen to ${name}`, taken)
  for (const [name, some] of scrolled) {
    const each = (what: (scroll: Scroll) => number) => some.map(what)
    told(
      `${name}: scrolled`,
      each((one) => one.pixels),
      'px',
    )
    told(
      `${name}: frames`,
      each((one) => one.frames),
      'frames',
    )
    told(
      `${name}: late ones`,
      each((one) => one.late * 100),
      '%',
    )
    told(
      `${name}: longest frame`,
      each((one) => one.longestFrame),
    )
  }
  const [late = Number.NaN, lateSlow = Number.NaN, lateBare = Number.NaN] = scrolled.map(([, some]) =>
    median(some.map((one) => one.late * 100)),
  )
  const figures = {
    usableCold: median(cold.map(({ usable }) => usable)),
    usableWarm: median(warm.map(({ usable }) => usable)),
    slowestScreen: Math.max(...[...screens.values()].map(median)),
    late,
    lateSlow,
    lateBare,
  }
  if (options.json) writeFileSync(options.json, `${JSON.stringify(figures, null, 2)}\n`)
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN
}
