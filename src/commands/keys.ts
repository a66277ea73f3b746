import { type KeyRecord, openKeys } from '../access/keys.ts'
import { type Role, roles } from '../core/roles.ts'
import { realClock } from '../real-clock.ts'
import { openStore } from '../start.ts'
import { CliError, type Command, type Given, print } from './command.ts'

/** API keys, straight in the store: for the first key, or when every key is lost. The server must not be running on a SQLite store. */
export const keys: Command = {
  name: 'keys',
  usage: 'create NAME [--role ROLE] | list | revoke ID',
  summary: 'Makes, lists and revokes API keys',
  options: {
    role: { type: 'string', sentence: `One of ${roles.join(', ')}; default admin` },
    'personal-data': { type: 'boolean', sentence: 'The key may see personal data in clear' },
    expires: { type: 'string', sentence: 'When it expires, such as 2027-01-01T00:00:00Z' },
  },
  words: 2,
  async run(given) {
    const [action, name] = given.words
    const store = await openStore(given.config().store)
    try {
      const book = await openKeys({ records: store, clock: realClock })
      if (action === 'create') return await create(book, name, given)
      if (action === 'revoke' && name !== undefined) return sayRevoked(given, await book.revoke(name))
      if (action === 'list') return list(book.list(), given)
      throw new CliError('say create NAME, list, or revoke ID')
    } finally {
      await store.close()
    }
  },
}

async function create(
  book: Awaited<ReturnType<typeof openKeys>>,
  name: string | undefined,
  given: Given,
): Promise<number> {
  if (name === undefined) throw new CliError('give the new key a NAME')
  const role = (given.flags.get('role') ?? 'admin') as Role
  if (!roles.includes(role)) throw new CliError(`--role must be one of ${roles.join(', ')}`)
  const expires = given.flags.get('expires')
  const expiresAt = expires === undefined ? null : Date.parse(expires)
  if (Number.isNaN(expiresAt)) throw new CliError('--expires must be a time such as 2027-01-01T00:00:00Z')
  const personalData = given.flags.has('personal-data') || role === 'admin'
  const { key, record } = await book.create({ name, role, personalData, expiresAt })
  print(given, words[given.language].made(key), { key, id: record.id, name, role })
  return 0
}

function sayRevoked(given: Given, record: KeyRecord): number {
  print(given, words[given.language].revokedNow(record), { id: record.id, name: record.name, revoked: true })
  return 0
}

function list(records: readonly KeyRecord[], given: Given): number {
  const say = words[given.language]
  if (given.json) print(given, '', records)
  for (const { id, name, role, revokedAt, expiresAt } of given.json ? [] : records) {
    const state = revokedAt ? say.revoked : expiresAt ? say.until(new Date(expiresAt).toISOString()) : say.valid
    process.stdout.write(`${id}  ${role.padEnd(9)} ${state.padEnd(10)} ${name}\n`)
  }
  return 0
}

const words = {
  en: {
    made: (key: string) => `Your API key, shown this once: ${key}`,
    revokedNow: ({ id, name }: KeyRecord) => `${id} (${name}) is revoked`,
    revoked: 'revoked',
    until: (time: string) => `until ${time}`,
    valid: 'valid',
  },
  ru: {
    made: (key: string) => `Ваш ключ API, больше его не покажут: ${key}`,
    revokedNow: ({ id, name }: KeyRecord) => `Ключ ${id} (${name}) отозван`,
    revoked: 'отозван',
    until: (time: string) => `до ${time}`,
    valid: 'действует',
  },
} as const
