import { createWriteStream, existsSync } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Config } from '../config.ts'
import type { Language } from '../core/sentence.ts'
import { openStore } from '../start.ts'
import { CliError, type Command, type Given, print } from './command.ts'
import { ProgressLine } from './progress.ts'
import { type Remote, remoteOptions, runningServer } from './remote.ts'

/** A consistent copy of the store, while the server runs or while it does not. */
export const backup: Command = {
  name: 'backup',
  usage: 'FILE',
  summary: 'Copies the store into FILE while everything goes on; names what else to keep a copy of',
  options: remoteOptions,
  words: 1,
  async run(given) {
    const [file] = given.words
    if (file === undefined) throw new CliError('give the FILE to write')
    if (existsSync(file)) throw new CliError(`there is already a file ${file}; choose another name`)
    const config = given.config()
    const server = await runningServer(given, config)
    if (server) await download(server, file, given)
    else await copy(config, file)
    const { size } = await stat(file)
    print(given, sentencesFor(file, size, config, given.language), {
      file: resolve(file),
      bytes: size,
      online: server !== null,
      not_included: [config.secretKeyFile, config.filesFolder],
    })
    return 0
  },
}

async function copy(config: Config, file: string): Promise<void> {
  const store = await openStore(config.store)
  try {
    await store.backup(file)
  } finally {
    await store.close()
  }
}

/** Under another name until every byte is on the disk: a file with the right name is a whole copy. */
async function download(server: Remote, file: string, { json, language }: Given): Promise<void> {
  const say = words[language]
  const progress = new ProgressLine(!json)
  progress.show(say.copying)
  const { body, bytes } = await server.download('/backup')
  const part = `${file}.part`
  let done = 0
  const count = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      done += chunk.length
      if (bytes !== null) progress.showShare(say.fetching, done / bytes)
      next(null, chunk)
    },
  })
  try {
    await pipeline(body, count, createWriteStream(part, { mode: 0o600, flush: true }))
    if (bytes !== null && done !== bytes) throw new Error(`the copy broke off after ${done} of ${bytes} bytes`)
    await rename(part, file)
    await flush(dirname(resolve(file)))
  } catch (error) {
    await rm(part, { force: true })
    throw error
  } finally {
    progress.clear()
  }
}

async function flush(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync()
  await handle.close()
}

function sentencesFor(file: string, bytes: number, { secretKeyFile, filesFolder }: Config, language: Language): string {
  const say = words[language]
  return [say.copied(file, (bytes / 1e6).toFixed(1)), say.keyFile(secretKeyFile), say.files(filesFolder)].join('\n')
}

const words = {
  en: {
    copying: 'The server makes a copy of the store …',
    fetching: 'Fetching the copy',
    copied: (file: string, megabytes: string) => `The store is copied into ${file} (${megabytes} MB).`,
    keyFile: (file: string) =>
      `Not in it: the secret key file ${file} (without it no token or password in the copy can be read; keep its copy elsewhere)`,
    files: (folder: string) => `and the uploaded files in ${folder}.`,
  },
  ru: {
    copying: 'Сервер делает копию хранилища…',
    fetching: 'Забираю копию',
    copied: (file: string, megabytes: string) => `Хранилище скопировано в ${file} (${megabytes} МБ).`,
    keyFile: (file: string) =>
      `В копии нет файла с ключом ${file} (без него ни токен, ни пароль из копии не прочесть; храните его копию отдельно)`,
    files: (folder: string) => `и загруженных файлов из ${folder}.`,
  },
} as const
