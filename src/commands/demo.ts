import { setTimeout as pause } from 'node:timers/promises'
import { signInAddress } from '../api/accounts.ts'
import type { House } from '../api/house.ts'
import type { SourceEvent } from '../core/event.ts'
import type { Language } from '../core/sentence.ts'
import { demoBatch, eachBatch, recordedCallEvents, tellDay } from '../demo-events.ts'
import { demoCalls, makeDemo } from '../demo-set-up.ts'
import { type Running, start } from '../start.ts'
import { CliError, type Command, type Given } from './command.ts'
import { DemoReport } from './demo-report.ts'
import { prepareConsole } from './prepare-console.ts'
import { ProgressLine } from './progress.ts'
import { untilStopped } from './serve.ts'

const keyName = 'demo'
const settleMs = 60_000

/** What the demo keeps apart from a real installation, unless told otherwise. */
const demoSettings = {
  HOOKSWITCH_STORE: 'sqlite:./data/demo/hookswitch.db',
  HOOKSWITCH_ALLOW_NETS: '127.0.0.0/8,::1/128',
}

/** The main job without an account anywhere: a recorded call and a day of a call center become messages on a wall. */
export const demo: Command = {
  name: 'demo',
  usage: '',
  summary: 'Starts the server with a demo call center: real and synthetic traffic becomes messages on a wall',
  options: {
    calls: { type: 'string', sentence: 'How many incoming calls the synthetic day has; default 400' },
    fast: { type: 'boolean', sentence: 'Plays the day as fast as it is taken in' },
    exit: { type: 'boolean', sentence: 'Stops after the report instead of staying up' },
  },
  words: 0,
  async run(given) {
    const calls = callsAsked(given)
    const config = given.config(demoSettings)
    await prepareConsole(config.language, given.json)
    const running = await start({ config })
    try {
      await show(running, { language: config.language, calls, given })
      if (!given.flags.has('exit')) await untilStopped(running)
    } finally {
      await running.stop()
    }
    return 0
  },
}

/** Sets up, plays, reports. */
async function show(running: Running, { language, calls, given }: Showing): Promise<void> {
  const { key, bindings, run } = await setUpDemo(running.house, language)
  sayHello(running, key, await demoLink(running, language), bindings, language, given)
  const report = new DemoReport(running.house)
  await play(running, report, { language, calls, run, given })
  await report.settle(settleMs)
  process.stdout.write(given.json ? `${JSON.stringify(report.figures())}\n` : report.text(language))
}

interface Showing {
  readonly language: Language
  /** How many incoming calls the synthetic day has. */
  readonly calls: number
  readonly given: Given
}

/** Makes what the demo needs, once. Every run gets a fresh key; the key of the run before is revoked. */
async function setUpDemo(house: House, language: Language): Promise<{ key: string; bindings: number; run: number }> {
  const before = house.keys.list().filter(({ name }) => name === keyName)
  for (const { id, revokedAt } of before) if (revokedAt === null) await house.keys.revoke(id)
  const { key } = await house.keys.create({ name: keyName, role: 'admin', personalData: true, expiresAt: null })
  // Everything in this store is a demo, so nothing of it needs a mark.
  if (house.engine.integrations.list().length === 0)
    await makeDemo(house, { language, mark: '', idMark: '', onMade: () => {} })
  return { key, bindings: house.engine.bindings.list().length, run: before.length + 1 }
}

/** A demo account, made once, and a link that signs it in at once. */
async function demoLink({ house, url }: Running, language: Language): Promise<string> {
  const { accounts, links } = house.people
  const wish = { login: 'demo', name: 'Demo', role: 'admin', personalData: true, language, isDisabled: false } as const
  const { id } = accounts.list().find(({ login }) => login === wish.login) ?? (await accounts.create(wish))
  return signInAddress(await links.make('sign_in', id), { publicUrl: url })
}

function sayHello(
  { url, house }: Running,
  key: string,
  link: string,
  bindings: number,
  language: Language,
  { json }: Given,
): void {
  if (json) return
  const say = words[language]
  process.stdout.write(
    [
      `Hookswitch ${house.version} ${say.ready}: ${url}`,
      `${say.key}: ${key}`,
      `${say.wall}: ${link}`,
      `${say.rules}: ${bindings}. ${say.stop}.`,
      '',
      '',
    ].join('\n'),
  )
}

/** The recorded call first, then the synthetic day. */
async function play(
  running: Running,
  report: DemoReport,
  { language, calls, run, given }: Showing & { readonly run: number },
): Promise<void> {
  const { catalogue, engine } = running.house
  const progress = new ProgressLine(!given.json)
  const waitMs = given.flags.has('fast') ? 0 : demoBatch.everyMs
  const tell = async (events: readonly SourceEvent[]) => {
    report.took(await engine.accept(events))
    progress.show(report.line(language))
    if (waitMs > 0) await pause(waitMs)
  }
  await eachBatch(await recordedCallEvents(catalogue), tell)
  progress.clear()
  if (!given.json) process.stdout.write(`${recordedCallLine(report, language)}\n`)
  const { clock, log } = running.house
  const signal = new AbortController().signal
  const emit = (events: readonly SourceEvent[]) => eachBatch(events, tell)
  await tellDay({ run, calls, language }, { catalogue, clock, log, signal, emit })
  progress.clear()
}

function recordedCallLine(report: DemoReport, language: Language): string {
  const { accepted, duplicates } = report.figures()
  return words[language].recordedCall(accepted + duplicates, accepted)
}

function callsAsked({ flags }: Given): number {
  const calls = Number(flags.get('calls') ?? demoCalls)
  if (Number.isInteger(calls) && calls >= 20 && calls <= 2000) return calls
  throw new CliError(`--calls must be a whole number from 20 to 2000, not “${flags.get('calls')}”`)
}

const words = {
  en: {
    ready: 'is ready',
    key: 'API key',
    wall: 'Sign in to the console',
    rules: 'Bindings made from recipes',
    stop: 'Stop it with Ctrl+C',
    recordedCall: (events: number, fresh: number) =>
      `A recorded Asterisk call: ${events} events, ${fresh} of them new. Now a day of the call center.`,
  },
  ru: {
    ready: 'готов',
    key: 'Ключ API',
    wall: 'Войти в консоль',
    rules: 'Привязок из рецептов',
    stop: 'Остановить: Ctrl+C',
    recordedCall: (events: number, fresh: number) =>
      `Записанный звонок Asterisk: событий ${events}, из них новых ${fresh}. Дальше — день колл-центра.`,
  },
} as const
