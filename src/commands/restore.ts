import { existsSync } from 'node:fs'
import { readStores } from '../catalogue.ts'
import { CliError, type Command, print } from './command.ts'
import { ProgressLine } from './progress.ts'

/** A copy made by `backup` in the place of the store; the old store stays beside it. */
export const restore: Command = {
  name: 'restore',
  usage: 'FILE',
  summary: 'Puts a backup in the place of the store; the server must be stopped, the old store is kept',
  options: {},
  words: 1,
  async run(given) {
    const [file] = given.words
    if (file === undefined) throw new CliError('give the FILE of a backup')
    if (!existsSync(file)) throw new CliError(`there is no file ${file}`)
    const config = given.config()
    const kind = (await readStores()).find(({ canOpen }) => canOpen(config.store))
    if (!kind?.restore)
      throw new CliError(`${config.store.split(':')[0]}: stores are restored by their own tools, not by Hookswitch`)
    const say = words[given.language]
    const line = new ProgressLine(!given.json)
    const progress = (share: number) => line.showShare(say.restoring, share)
    const { kept } = await kind.restore(config.store, file, { now: Date.now(), progress })
    line.clear()
    const text = [
      say.restored(file),
      ...(kept === null ? [] : [say.kept(kept)]),
      say.keyFile(config.secretKeyFile),
    ].join('\n')
    print(given, text, { restored: file, kept, key_file: config.secretKeyFile })
    return 0
  },
}

const words = {
  en: {
    restoring: 'Restoring',
    restored: (file: string) => `${file} is the store now.`,
    kept: (file: string) => `The store before it is ${file}; remove it when all is well.`,
    keyFile: (file: string) =>
      `Its secrets need the key file they were sealed with at ${file}: hookswitch check tells whether it is there.`,
  },
  ru: {
    restoring: 'Восстанавливаю',
    restored: (file: string) => `Хранилище восстановлено из ${file}.`,
    kept: (file: string) => `Прежнее хранилище — ${file}; удалите его, когда убедитесь, что всё в порядке.`,
    keyFile: (file: string) =>
      `Секреты откроет только файл с ключом, которым они запечатаны: он должен лежать в ${file}. На месте ли он, покажет hookswitch check.`,
  },
} as const
