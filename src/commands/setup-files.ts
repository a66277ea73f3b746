import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { importSetup, type Step } from '../api/setup/import-setup.ts'
import { writeSetup } from '../api/setup/write-setup.ts'
import type { Language } from '../core/sentence.ts'
import { viewFor } from '../journal/view.ts'
import { CliError, type Command, print } from './command.ts'
import { inHouse, offlineCaller } from './offline.ts'
import { remoteOptions, runningServer } from './remote.ts'
import { saidIn } from './said.ts'

/** What people set up, as a file that can be read, kept in a repository and applied elsewhere. */
export const exportSetup: Command = {
  name: 'export',
  usage: '[FILE]',
  summary: 'Writes integrations, sources, people, bindings and shared views as YAML, without secrets',
  options: remoteOptions,
  words: 1,
  async run(given) {
    const [file] = given.words
    const config = given.config()
    const server = await runningServer(given, config)
    const setup = server
      ? await text((await server.download('/export')).body)
      : await inHouse(config, async (house) => writeSetup(house, viewFor(true, house.catalogue)))
    if (file === undefined) process.stdout.write(setup)
    else {
      await writeFile(file, setup)
      print(given, words[given.language].exported(file), { file, bytes: Buffer.byteLength(setup) })
    }
    return 0
  },
}

/** The reverse of `export`. */
export const importSetupFile: Command = {
  name: 'import',
  usage: 'FILE [--dry-run] | -',
  summary:
    'Brings what people set up to what FILE says; removes nothing, keeps secrets, changes nothing the second time',
  options: {
    ...remoteOptions,
    'dry-run': { type: 'boolean', sentence: 'Only print what would change' },
  },
  words: 1,
  async run(given) {
    const [file] = given.words
    if (file === undefined || (file !== '-' && !existsSync(file)))
      throw new CliError('give a FILE that export wrote, or - for standard input')
    const written = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8')
    const dryRun = given.flags.has('dry-run')
    const config = given.config()
    const server = await runningServer(given, config)
    const items = server
      ? ((await server.post(`/import?dry_run=${dryRun}`, written, { contentType: 'application/yaml' }))[
          'items'
        ] as Step[])
      : await inHouse(config, (house) =>
          importSetup(
            written,
            { dryRun, caller: offlineCaller, address: null, view: viewFor(true, house.catalogue) },
            house,
          ),
        )
    const lines = items.flatMap((step) => linesOf(step, given.language))
    print(given, [...lines, summaryOf(items, dryRun, given.language)].join('\n'), { dry_run: dryRun, items })
    return 0
  },
}

const marks = { created: '+', changed: '~', unchanged: '=' } as const

function linesOf({ section, name, action, changes, notes }: Step, language: Language): string[] {
  return [
    `${marks[action]} ${section} “${name}”`,
    ...changes.map(({ path, before, after }) => `    ${path}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`),
    ...notes.map((note) => `    ! ${saidIn(language, note)}`),
  ]
}

function summaryOf(items: readonly Step[], dryRun: boolean, language: Language): string {
  const say = words[language]
  const count = (action: Step['action']) => items.filter((one) => one.action === action).length
  const said = say.summary(count('created'), count('changed'), count('unchanged'))
  return dryRun ? `${said} ${say.dryRun}` : said
}

const words = {
  en: {
    exported: (file: string) => `What people set up is in ${file}; secrets are not.`,
    summary: (created: number, changed: number, unchanged: number) =>
      `${created} new, ${changed} changed, ${unchanged} as they were.`,
    dryRun: 'Nothing was written: this was a dry run.',
  },
  ru: {
    exported: (file: string) => `Всё, что настроили люди, — в ${file}; секретов там нет.`,
    summary: (created: number, changed: number, unchanged: number) =>
      `Новых ${created}, изменено ${changed}, без изменений ${unchanged}.`,
    dryRun: 'Ничего не записано: это была проба.',
  },
} as const
