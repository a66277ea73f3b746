import type { Role } from '../core/roles.ts'
import { accountRoles } from '../core/roles.ts'
import { type AccountBook, bookInHouse, bookOfServer, type ShownAccount } from './account-book.ts'
import { CliError, type Command, type Given, print } from './command.ts'
import { inHouse } from './offline.ts'
import { remoteOptions, runningServer } from './remote.ts'

/** People who sign in to the console. Asks the running server; without one it works on the store, and takes no key. */
export const accounts: Command = {
  name: 'accounts',
  usage: 'create LOGIN | list | link LOGIN | disable LOGIN | enable LOGIN',
  summary: 'People who sign in: makes and closes accounts, makes a link for a forgotten password',
  options: {
    name: { type: 'string', sentence: 'Of create: the name for people; default: the login' },
    role: { type: 'string', sentence: `Of create: one of ${accountRoles.join(', ')}; default viewer` },
    'personal-data': { type: 'boolean', sentence: 'Of create: the person sees personal data in clear' },
    ...remoteOptions,
  },
  words: 2,
  async run(given) {
    const work = workOf(given)
    const config = given.config()
    const server = await runningServer(given, config)
    if (server) return work(bookOfServer(server))
    return inHouse(config, (house) => work(bookInHouse(house)))
  },
}

/** What was asked for, before any store is opened. */
function workOf(given: Given): (book: AccountBook) => Promise<number> {
  const [action, login] = given.words
  if (action === 'list') return (book) => list(book, given)
  const work = { create, link, disable: closing(true), enable: closing(false) }[action ?? '']
  if (!work) throw new CliError('say create LOGIN, list, link LOGIN, disable LOGIN, or enable LOGIN')
  if (login === undefined) throw new CliError(`give the LOGIN: accounts ${action} LOGIN`)
  const role = roleIn(given)
  return (book) => work(book, { login, role, given })
}

interface Wanted {
  readonly login: string
  readonly role: Role
  readonly given: Given
}

function roleIn({ flags }: Given): Role {
  const role = accountRoles.find((one) => one === (flags.get('role') ?? 'viewer'))
  if (role) return role
  throw new CliError(`--role must be one of ${accountRoles.join(', ')}`)
}

async function create(book: AccountBook, { login, role, given }: Wanted): Promise<number> {
  const personalData = given.flags.has('personal-data') || role === 'admin'
  const account = await book.create({
    login,
    name: given.flags.get('name') ?? login,
    role,
    personal_data: personalData,
  })
  return sayLink(words[given.language].made(named(account), account.role), account, book, given)
}

async function link(book: AccountBook, { login, given }: Wanted): Promise<number> {
  const account = await find(book, login)
  return sayLink(words[given.language].keepsPassword(named(account)), account, book, given)
}

async function sayLink(first: string, account: ShownAccount, book: AccountBook, given: Given): Promise<number> {
  const address = await book.link(account)
  const text = `${first}\n${words[given.language].openLink(address)}`
  print(given, text, { account, link: address })
  return 0
}

function closing(disabled: boolean) {
  return async (book: AccountBook, { login, given }: Wanted): Promise<number> => {
    const account = await book.close(await find(book, login), disabled)
    const say = words[given.language]
    print(given, (disabled ? say.closedNow : say.openNow)(named(account)), { account })
    return 0
  }
}

async function list(book: AccountBook, given: Given): Promise<number> {
  const say = words[given.language]
  const all = await book.list()
  const lines = all.map((account) => {
    const { login, role, name, last_sign_in_at } = account
    return `${login.padEnd(20)} ${role.padEnd(9)} ${say[stateOf(account)].padEnd(8)} ${name}${last_sign_in_at ? say.lastHere(last_sign_in_at) : ''}`
  })
  print(given, lines.join('\n') || say.none, { accounts: all })
  return 0
}

function stateOf({ disabled, has_password }: ShownAccount): 'closed' | 'open' | 'invited' {
  if (disabled) return 'closed'
  return has_password ? 'open' : 'invited'
}

function named({ name, login }: ShownAccount): string {
  return name === login ? login : `${name} (${login})`
}

async function find(book: AccountBook, login: string): Promise<ShownAccount> {
  const wanted = login.trim().toLowerCase()
  const account = (await book.list()).find((one) => one.login === wanted || one.id === wanted)
  if (account) return account
  throw new Error(`there is no account “${login}”; accounts list shows them`)
}

const words = {
  en: {
    made: (who: string, role: Role) => `${who} is made with the role ${role}.`,
    keepsPassword: (who: string) => `${who} keeps the old password until a new one is set.`,
    openLink: (address: string) => `Open this link to set a password; it works once, for a day: ${address}`,
    closedNow: (who: string) => `${who} is closed and signed out everywhere`,
    openNow: (who: string) => `${who} may sign in again`,
    lastHere: (time: string) => `, last here ${time}`,
    none: 'There is no account yet',
    closed: 'closed',
    open: 'open',
    invited: 'invited',
  },
  ru: {
    made: (who: string, role: Role) => `Учётная запись готова: ${who}, роль ${role}.`,
    keepsPassword: (who: string) => `${who}: старый пароль действует, пока не задан новый.`,
    openLink: (address: string) =>
      `Чтобы задать пароль, откройте ссылку; она сработает один раз, в течение суток: ${address}`,
    closedNow: (who: string) => `Учётная запись закрыта, все сеансы завершены: ${who}`,
    openNow: (who: string) => `Учётная запись снова открыта: ${who}`,
    lastHere: (time: string) => `, последний вход ${time}`,
    none: 'Учётных записей пока нет',
    closed: 'закрыта',
    open: 'открыта',
    invited: 'новая',
  },
} as const
