import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { signInAddress } from '../api/accounts.ts'
import type { SourceEvent } from '../core/event.ts'
import type { Language } from '../core/sentence.ts'
import { type Running, start } from '../start.ts'
import { CliError, type Command, type Given } from './command.ts'
import { DemoReport } from './demo-report.ts'
import { setUpDemo } from './demo-setup.ts'
import { prepareConsole } from './prepare-console.ts'
import { ProgressLine } from './progress.ts'
import { untilStopped } from './serve.ts'

const recordedCall = join(import.meta.dirname, '../../test/data/asterisk/ami_predictive_2015b.log')
const batchSize = 150
/** Slow enough to watch, fast enough to wait for: a day takes about twenty seconds. */
const betweenBatchesMs = 150
const settleMs = 60_000
const dayMs = 24 * 3600 * 1000

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
  const words =
    language === 'ru'
      ? {
          ready: 'готов',
          key: 'Ключ API',
          wall: 'Войти в консоль',
          rules: 'Привязок из рецептов',
          stop: 'Остановить: Ctrl+C',
        }
      : {
          ready: 'is ready',
          key: 'API key',
          wall: 'Sign in to the console',
          rules: 'Bindings made from recipes',
          stop: 'Stop it with Ctrl+C',
        }
  process.stdout.write(
    [
      `Hookswitch ${house.version} ${words.ready}: ${url}`,
      `${words.key}: ${key}`,
      `${words.wall}: ${link}`,
      `${words.rules}: ${bindings}. ${words.stop}.`,
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
  const waitMs = given.flags.has('fast') ? 0 : betweenBatchesMs
  const tell = async (events: readonly SourceEvent[]) => {
    report.took(await engine.accept(events))
    progress.show(report.line(language))
    if (waitMs > 0) await pause(waitMs)
  }
  await eachBatch(await readRecordedCall(catalogue), tell)
  progress.clear()
  if (!given.json) process.stdout.write(`${recordedCallLine(report, language)}\n`)
  // Each run plays a day of its own, going back from yesterday, so that no call of it was told before.
  const date = new Date(running.house.clock.now() - run * dayMs).toISOString().slice(0, 10)
  const settings = { seed: run, calls, date, speed: 0, language }
  const day = catalogue.sources.get('synthetic-day')
  const tools = {
    clock: running.house.clock,
    log: running.house.log,
    signal: new AbortController().signal,
    connect: () => Promise.reject(new Error('not needed')),
    report: () => {},
  }
  await day?.start?.(settings, { ...tools, emit: (events) => eachBatch(events, tell) })
  progress.clear()
}

async function readRecordedCall(catalogue: Running['house']['catalogue']): Promise<SourceEvent[]> {
  const events: SourceEvent[] = []
  const recorded = catalogue.sources.get('asterisk-ami')?.read?.(createReadStream(recordedCall), {})
  for await (const event of recorded ?? []) events.push(event)
  return events
}

function recordedCallLine(report: DemoReport, language: Language): string {
  const { accepted, duplicates } = report.figures()
  const events = accepted + duplicates
  return language === 'ru'
    ? `Записанный звонок Asterisk: событий ${events}, из них новых ${accepted}. Дальше — день колл-центра.`
    : `A recorded Asterisk call: ${events} events, ${accepted} of them new. Now a day of the call center.`
}

function callsAsked({ flags }: Given): number {
  const calls = Number(flags.get('calls') ?? 400)
  if (Number.isInteger(calls) && calls >= 20 && calls <= 2000) return calls
  throw new CliError(`--calls must be a whole number from 20 to 2000, not “${flags.get('calls')}”`)
}

async function eachBatch(
  events: readonly SourceEvent[],
  tell: (events: readonly SourceEvent[]) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < events.length; at += batchSize) await tell(events.slice(at, at + batchSize))
}
