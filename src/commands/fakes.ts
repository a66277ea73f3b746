import type { Language } from '../core/sentence.ts'
import type { Fakes } from '../fakes/open-fakes.ts'
import { realClock } from '../real-clock.ts'
import { CliError, type Command, type Given } from './command.ts'
import { untilStopped } from './serve.ts'

const usualPort = 8788

/** Every kind of integration without an account anywhere: local services that check messages as the real ones do. */
export const fakes: Command = {
  name: 'fakes',
  usage: '',
  summary: 'Runs local stand-ins for Telegram, Discord, Slack, mail and webhooks, and shows what they receive',
  options: {
    port: { type: 'string', sentence: `Port of the page and the services; default ${usualPort}, 0 for any free one` },
    'mail-port': { type: 'string', sentence: 'Port of the mail server; default the next one' },
  },
  words: 0,
  async run(given) {
    const { language } = given.config()
    const port = portOf(given, 'port', usualPort)
    const mailPort = portOf(given, 'mail-port', port === 0 ? 0 : port + 1)
    const { openFakes } = await import('../fakes/open-fakes.ts')
    const running = await openFakes({ port, mailPort, now: realClock.now }).catch(explain)
    const { url, ways, absent } = running
    const stopped = untilStopped({ stop: running.close })
    process.stdout.write(given.json ? `${JSON.stringify({ url, ways, absent })}\n` : textOf(running, language))
    await stopped
    return 0
  },
}

function portOf({ flags }: Given, flag: string, usual: number): number {
  const text = flags.get(flag)
  if (text === undefined) return usual
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new CliError(`--${flag} must be a port from 0 to 65535, not “${text}”`)
  return port
}

function explain(error: NodeJS.ErrnoException & { port?: number }): never {
  if (error.code !== 'EADDRINUSE') throw error
  throw new Error(`port ${error.port} is taken; choose another one with --port or --mail-port`, { cause: error })
}

function textOf({ url, ways, absent }: Fakes, language: Language): string {
  const say = words[language]
  const blocks = ways.map(({ kind, title, settings }) => {
    const longest = Math.max(...Object.keys(settings).map((name) => name.length))
    const lines = Object.entries(settings).map(([name, value]) => `  ${name.padEnd(longest)}  ${String(value)}`)
    return [`${title[language]} — ${say.kind} ${kind}`, ...lines, ''].join('\n')
  })
  const missing = absent.map(({ reason }) => `${reason[language]}\n`)
  return [`${say.ready}: ${url}`, say.reach, '', ...blocks, ...missing, say.stop, ''].join('\n')
}

const words = {
  en: {
    ready: 'The fakes are ready; what they receive is shown at',
    reach: 'Hookswitch reaches them when it runs with HOOKSWITCH_ALLOW_NETS=127.0.0.0/8, as the demo does.',
    kind: 'kind',
    stop: 'Stop them with Ctrl+C.',
  },
  ru: {
    ready: 'Подставные сервисы готовы; что они получают, видно здесь',
    reach: 'Hookswitch достучится до них, если запущен с HOOKSWITCH_ALLOW_NETS=127.0.0.0/8, как в демо.',
    kind: 'вид',
    stop: 'Остановить: Ctrl+C.',
  },
} as const
