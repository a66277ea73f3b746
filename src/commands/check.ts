import { existsSync } from 'node:fs'
import { openSeal } from '../access/seal.ts'
import { readCatalogue } from '../catalogue.ts'
import { type Config, settings } from '../config.ts'
import type { Language } from '../core/sentence.ts'
import { realClock } from '../real-clock.ts'
import { openStore } from '../start.ts'
import { checkMachine } from './check-machine.ts'
import { type Command, print } from './command.ts'
import { type Finding, look } from './finding.ts'
import { saidIn } from './said.ts'

/** Settings, store, keys, clock: what is wrong and what to do. */
export const check: Command = {
  name: 'check',
  usage: '',
  summary: 'Looks at settings, kinds, disk, port, store, key file and clock, and says what is wrong and what to do',
  options: {},
  words: 0,
  async run(given) {
    const config = given.config()
    const machine = await checkMachine(config)
    const isRunning = machine.some(
      ({ what, fine, sentence }) => what === 'port' && fine && sentence.startsWith('a Hookswitch'),
    )
    const findings = [await checkKinds(config), ...machine, ...(await checkStore(config, isRunning)), checkClock()]
    const listed = settings.map(({ name, sentence, ...rest }) => ({
      name,
      value: 'secret' in rest && process.env[name] ? '•••' : (process.env[name] ?? rest.default),
      sentence: sentence[config.language],
    }))
    const fine = findings.every((finding) => finding.fine)
    const text = [
      ...listed.map(({ name, value, sentence }) => `${name.padEnd(28)} ${(value || '–').padEnd(34)} ${sentence}`),
      '',
      ...findings.map((finding) => lineOf(finding, given.language)),
    ].join('\n')
    print(given, text, { settings: listed, findings, fine })
    return fine ? 0 : 1
  },
}

function lineOf(finding: Finding, language: Language): string {
  const { what, sentence } = finding
  const name = language === 'ru' ? (russianNames[what] ?? what) : what
  return `${markOf(finding)} ${name}: ${saidIn(language, sentence)}`
}

const russianNames: Readonly<Record<string, string>> = {
  kinds: 'виды',
  folder: 'папка',
  disk: 'диск',
  port: 'порт',
  address: 'адрес',
  store: 'хранилище',
  'key file': 'файл с ключом',
  clock: 'часы',
}

function markOf({ fine, warning }: Finding): string {
  if (!fine) return '✗'
  return warning ? '!' : '✓'
}

async function checkKinds(config: Config): Promise<Finding> {
  return look('kinds', async () => {
    const { eventTypes, integrations, sources } = await readCatalogue(config.kindsFolder)
    return `${eventTypes.size} event types, ${integrations.size} integrations, ${sources.size} sources`
  })
}

async function checkStore(config: Config, isRunning: boolean): Promise<Finding[]> {
  const isNew = config.store.startsWith('sqlite:') && !existsSync(config.store.slice(7).split('?')[0]!)
  if (isNew) return [{ what: 'store', fine: true, sentence: `${config.store} will be made by the first start` }]
  let sealed: Finding | null = null
  const store = await look('store', async () => {
    const opened = await openStore(config.store)
    try {
      await opened.ping()
      sealed = await look('key file', async () => {
        const { warnings } = await openSeal({ file: config.secretKeyFile, records: opened })
        if (warnings.length > 0) throw new Error(warnings.join('; '))
        return `${config.secretKeyFile} opens the secrets of this store`
      })
    } finally {
      await opened.close()
    }
    return `${config.store.replace(/:[^:@/]*@/, ':•••@')} can be read and written`
  })
  // The running server is the owner of the store, and looked at its key file when it started.
  if (!store.fine && isRunning && store.sentence.startsWith('Another Hookswitch'))
    return [{ what: 'store', fine: true, sentence: `${config.store} is used by the Hookswitch that runs` }]
  return sealed ? [store, sealed] : [store]
}

/** Signatures and due times rely on the clock: a year long past means it was never set. */
function checkClock(): Finding {
  const year = new Date(realClock.now()).getUTCFullYear()
  const fine = year >= 2025
  return {
    what: 'clock',
    fine,
    sentence: fine ? new Date(realClock.now()).toISOString() : `it shows the year ${year}; set it, or use NTP`,
  }
}
