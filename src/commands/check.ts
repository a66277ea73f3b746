import { existsSync } from 'node:fs'
import { openSeal } from '../access/seal.ts'
import { readCatalogue } from '../catalogue.ts'
import { type Config, settings } from '../config.ts'
import { realClock } from '../real-clock.ts'
import { openStore } from '../start.ts'
import { type Command, print } from './command.ts'

/** One thing that was looked at. */
interface Finding {
  readonly what: string
  readonly fine: boolean
  readonly sentence: string
}

/** Settings, store, keys, clock: what is wrong and what to do. */
export const check: Command = {
  name: 'check',
  usage: '',
  summary: 'Looks at settings, kinds, store, key file and clock, and says what is wrong and what to do',
  options: {},
  words: 0,
  async run(given) {
    const config = given.config()
    const findings = [await checkKinds(config), ...(await checkStore(config)), checkClock()]
    const listed = settings.map(({ name, sentence, ...rest }) => ({
      name,
      value: 'secret' in rest && process.env[name] ? '•••' : (process.env[name] ?? rest.default),
      sentence: sentence[config.language],
    }))
    const fine = findings.every((finding) => finding.fine)
    const text = [
      ...listed.map(({ name, value, sentence }) => `${name.padEnd(28)} ${(value || '–').padEnd(34)} ${sentence}`),
      '',
      ...findings.map((finding) => `${finding.fine ? '✓' : '✗'} ${finding.what}: ${finding.sentence}`),
    ].join('\n')
    print(given, text, { settings: listed, findings, fine })
    return fine ? 0 : 1
  },
}

async function checkKinds(config: Config): Promise<Finding> {
  return look('kinds', async () => {
    const { eventTypes, integrations, sources } = await readCatalogue(config.kindsFolder)
    return `${eventTypes.size} event types, ${integrations.size} integrations, ${sources.size} sources`
  })
}

async function checkStore(config: Config): Promise<Finding[]> {
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

async function look(what: string, at: () => Promise<string>): Promise<Finding> {
  try {
    return { what, fine: true, sentence: await at() }
  } catch (error) {
    return { what, fine: false, sentence: error instanceof Error ? error.message : String(error) }
  }
}
