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
    if (file === undefined || !existsSync(file))
      throw new CliError(`give the FILE of a backup; ${file ?? 'none'} is not there`)
    const config = given.config()
    const kind = (await readStores()).find(({ canOpen }) => canOpen(config.store))
    if (!kind?.restore)
      throw new CliError(`${config.store.split(':')[0]}: stores are restored by their own tools, not by Hookswitch`)
    const line = new ProgressLine(!given.json)
    const progress = (share: number) => line.showShare('Restoring', share)
    const { kept } = await kind.restore(config.store, file, { now: Date.now(), progress })
    line.clear()
    const text = [
      `${file} is the store now.`,
      ...(kept === null ? [] : [`The store before it is ${kept}; remove it when all is well.`]),
      `Its secrets need the key file they were sealed with at ${config.secretKeyFile}: hookswitch check tells whether it is there.`,
    ].join('\n')
    print(given, text, { restored: file, kept, key_file: config.secretKeyFile })
    return 0
  },
}
