import { setFlagsFromString } from 'node:v8'
import { signInAddress } from '../api/accounts.ts'
import { type Running, start } from '../start.ts'
import type { Command, Given } from './command.ts'
import { prepareConsole } from './prepare-console.ts'
import { saidIn } from './said.ts'

/** The server, without demo data. */
export const serve: Command = {
  name: 'serve',
  usage: '',
  summary: 'Starts the server',
  options: {},
  words: 0,
  async run(given) {
    const config = given.config()
    await prepareConsole(config.language, given.json)
    const running = await start({ config })
    const stopped = untilStopped(running)
    letYoungGenerationGrow()
    sayWelcome(running, given, await firstAdminLink(running))
    await stopped
    return 0
  },
}

/** As far as Node lets it by itself, once there is work: bin/hookswitch.cjs kept it small while modules were read. */
function letYoungGenerationGrow(): void {
  setFlagsFromString('--semi-space-growth-factor=2')
}

/** While nobody has an account: the link that makes the first administrator. Made anew at each start. */
async function firstAdminLink({ house, url }: Running): Promise<string | null> {
  const { accounts, links } = house.people
  return accounts.areNone ? signInAddress(await links.make('first_admin', null), { publicUrl: url }) : null
}

/** The address, and the first key on the first start: it is shown this once. */
function sayWelcome({ url, firstKey, warnings, house }: Running, { json, language }: Given, link: string | null): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ url, first_key: firstKey?.key ?? null, sign_in: link, warnings })}\n`)
    return
  }
  const say = words[language]
  const lines = [
    `Hookswitch ${house.version} ${say.ready}: ${url}`,
    ...(firstKey ? [`${say.firstKey}: ${firstKey.key}`] : []),
    ...(link ? [`${say.firstAdmin}: ${link}`] : []),
    ...warnings.map((warning) => `${say.warning}: ${saidIn(language, warning)}`),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

const words = {
  en: {
    ready: 'is ready',
    firstKey: 'Your API key, shown this once',
    firstAdmin: 'Make the first administrator',
    warning: 'Warning',
  },
  ru: {
    ready: 'готов',
    firstKey: 'Ваш ключ API, больше его не покажут',
    firstAdmin: 'Создать первого администратора',
    warning: 'Внимание',
  },
} as const

/**
 * Waits for SIGINT or SIGTERM, then finishes what is in flight. A second signal ends at once. Called before the server says
 * that it is ready, so that whoever reads that may stop it.
 */
export function untilStopped(running: Pick<Running, 'stop'>): Promise<void> {
  return new Promise((resolve, reject) => {
    // Timers of the machine do not keep a process alive; the open server does.
    const stop = () => {
      process.once('SIGINT', () => process.exit(130))
      process.once('SIGTERM', () => process.exit(143))
      running.stop().then(resolve, reject)
    }
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
  })
}
