import { isIP } from 'node:net'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import type { Language, Sentence } from './core/sentence.ts'

/** One setting of the server: an environment variable, or a flag of the same name (`--listen` for `HOOKSWITCH_LISTEN`). */
export interface Setting {
  readonly name: string
  readonly default: string
  readonly sentence: Sentence
  /** Never printed. */
  readonly secret?: boolean
}

/** Every setting there is. `hookswitch check` prints them, the manual lists them. */
export const settings = [
  {
    name: 'HOOKSWITCH_LISTEN',
    default: '127.0.0.1:8787',
    sentence: { en: 'Address and port of the server', ru: 'Адрес и порт сервера' },
  },
  {
    name: 'HOOKSWITCH_STORE',
    default: 'sqlite:./data/hookswitch.db',
    sentence: {
      en: 'Where everything is kept: sqlite:FILE or postgres://…',
      ru: 'Где всё хранится: sqlite:ФАЙЛ или postgres://…',
    },
  },
  {
    name: 'HOOKSWITCH_SECRET_KEY_FILE',
    default: '',
    sentence: {
      en: 'The key that seals secrets; made on first start beside the store',
      ru: 'Ключ, которым запечатаны секреты; создаётся при первом запуске рядом с хранилищем',
    },
  },
  {
    name: 'HOOKSWITCH_ADMIN_KEY',
    default: '',
    secret: true,
    sentence: { en: 'An API key with every right, for automation', ru: 'Ключ API со всеми правами, для автоматизации' },
  },
  {
    name: 'HOOKSWITCH_PUBLIC_URL',
    default: '',
    sentence: {
      en: 'The address people open, for links in messages; the listen address when empty',
      ru: 'Адрес, который открывают люди, — для ссылок в сообщениях; если пусто, берётся адрес сервера',
    },
  },
  {
    name: 'HOOKSWITCH_ALLOW_NETS',
    default: '',
    sentence: {
      en: 'Private networks that outbound requests may reach, as CIDRs with commas',
      ru: 'Частные сети, куда разрешены исходящие запросы: CIDR через запятую',
    },
  },
  {
    name: 'HOOKSWITCH_TRUSTED_PROXIES',
    default: '',
    sentence: {
      en: 'Proxies whose X-Forwarded-For is believed, as CIDRs with commas; none when empty',
      ru: 'Прокси, чьему X-Forwarded-For верить: CIDR через запятую; если пусто — никому',
    },
  },
  {
    name: 'HOOKSWITCH_KINDS',
    default: '',
    sentence: {
      en: 'A folder with kinds of your own',
      ru: 'Папка с вашими собственными видами интеграций и источников',
    },
  },
  {
    name: 'HOOKSWITCH_FILE_FOLDERS',
    default: '',
    sentence: {
      en: 'Folders of this machine that file integrations may write into, with commas; none when empty',
      ru: 'Папки этой машины, куда могут писать интеграции с файлами, через запятую; если пусто — никуда',
    },
  },
  {
    name: 'HOOKSWITCH_RETENTION_DAYS',
    default: '90',
    sentence: { en: 'How many days the journal is kept', ru: 'Сколько дней хранится журнал' },
  },
  {
    name: 'HOOKSWITCH_TIME_ZONE',
    default: 'UTC',
    sentence: { en: 'Time zone of the call center (IANA name)', ru: 'Часовой пояс колл-центра (имя IANA)' },
  },
  {
    name: 'HOOKSWITCH_LANGUAGE',
    default: 'en',
    sentence: { en: 'Language of messages and of the terminal: en or ru', ru: 'Язык сообщений и терминала: en или ru' },
  },
] as const satisfies readonly Setting[]

/** The settings, read and checked. */
export interface Config {
  readonly host: string
  readonly port: number
  readonly store: string
  readonly secretKeyFile: string
  readonly adminKey: string | undefined
  readonly publicUrl: string
  readonly allowNets: readonly string[]
  /** Networks of proxies that tell who asks. */
  readonly trustedProxies: readonly string[]
  readonly kindsFolder: string | null
  /** Where uploaded files lie: beside the store. */
  readonly filesFolder: string
  /** Folders that integrations may write into. */
  readonly fileFolders: readonly string[]
  readonly retentionDays: number
  readonly timeZone: string
  readonly language: Language
}

/** A setting that cannot be used. The message is one line for the person who starts the server. */
export class ConfigError extends Error {}

/** Reads the settings from the environment, flags first. Throws `ConfigError` on an unknown `HOOKSWITCH_*` name or a bad value. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  flags: ReadonlyMap<string, string> = new Map(),
): Config {
  const known = new Map<string, string>(settings.map((setting) => [setting.name, setting.default]))
  for (const name of Object.keys(environment)) {
    if (name.startsWith('HOOKSWITCH_') && !known.has(name))
      throw new ConfigError(`${name} is not a setting; the settings are ${[...known.keys()].join(', ')}`)
  }
  const value = (name: (typeof settings)[number]['name']): string =>
    flags.get(flagOf(name)) ?? (environment[name] || known.get(name) || '')
  const { host, port } = readListen(value('HOOKSWITCH_LISTEN'))
  const store = value('HOOKSWITCH_STORE')
  const kinds = value('HOOKSWITCH_KINDS')
  return {
    host,
    port,
    store,
    secretKeyFile: resolve(value('HOOKSWITCH_SECRET_KEY_FILE') || beside(store, 'secret.key')),
    adminKey: value('HOOKSWITCH_ADMIN_KEY') || undefined,
    publicUrl:
      readPublicUrl(value('HOOKSWITCH_PUBLIC_URL')) || `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    allowNets: readNets('HOOKSWITCH_ALLOW_NETS', value),
    trustedProxies: readNets('HOOKSWITCH_TRUSTED_PROXIES', value),
    kindsFolder: kinds === '' ? null : resolve(kinds),
    filesFolder: resolve(beside(store, 'files')),
    fileFolders: readFolders(value('HOOKSWITCH_FILE_FOLDERS')),
    retentionDays: readDays(value('HOOKSWITCH_RETENTION_DAYS')),
    timeZone: readZone(value('HOOKSWITCH_TIME_ZONE')),
    language: readLanguage(value('HOOKSWITCH_LANGUAGE')),
  }
}

/** The settings as the server reads them, for people: nothing secret, and no password in an address. */
export function shownSettings(config: Config): readonly { readonly name: string; readonly value: string }[] {
  const values: Record<(typeof settings)[number]['name'], string> = {
    HOOKSWITCH_LISTEN: `${config.host}:${config.port}`,
    HOOKSWITCH_STORE: config.store.replace(/^(\w+:\/\/[^:/@]*):[^@]*@/, '$1:•••@'),
    HOOKSWITCH_SECRET_KEY_FILE: config.secretKeyFile,
    HOOKSWITCH_ADMIN_KEY: config.adminKey === undefined ? '' : '•••',
    HOOKSWITCH_PUBLIC_URL: config.publicUrl,
    HOOKSWITCH_ALLOW_NETS: config.allowNets.join(','),
    HOOKSWITCH_TRUSTED_PROXIES: config.trustedProxies.join(','),
    HOOKSWITCH_KINDS: config.kindsFolder ?? '',
    HOOKSWITCH_FILE_FOLDERS: config.fileFolders.join(','),
    HOOKSWITCH_RETENTION_DAYS: String(config.retentionDays),
    HOOKSWITCH_TIME_ZONE: config.timeZone,
    HOOKSWITCH_LANGUAGE: config.language,
  }
  return settings.map(({ name }) => ({ name, value: values[name] }))
}

/** The flag of a setting: `HOOKSWITCH_TIME_ZONE` is `time-zone`. */
export function flagOf(name: string): string {
  return name.replace('HOOKSWITCH_', '').toLowerCase().replaceAll('_', '-')
}

function readListen(text: string): { host: string; port: number } {
  const [, host = '', port = ''] = /^(?:\[?([^\]]*?)\]?:)?(\d+)$/.exec(text) ?? []
  if (port === '' || Number(port) > 65_535)
    throw new ConfigError(`HOOKSWITCH_LISTEN must be HOST:PORT such as 127.0.0.1:8787, not “${text}”`)
  return { host: host || '127.0.0.1', port: Number(port) }
}

/** The key file and uploaded files lie beside a SQLite store, else in ./data. */
function beside(store: string, name: string): string {
  const folder = store.startsWith('sqlite:') ? dirname(store.slice('sqlite:'.length).split('?')[0]!) : './data'
  return join(folder, name)
}

function readFolders(text: string): string[] {
  const folders = text
    .split(',')
    .map((folder) => folder.trim())
    .filter(Boolean)
  const wrong = folders.find((folder) => !isAbsolute(folder) || resolve(folder) === resolve('/'))
  if (wrong !== undefined)
    throw new ConfigError(`HOOKSWITCH_FILE_FOLDERS must list folders such as /srv/recordings, not “${wrong}”`)
  return folders.map((folder) => resolve(folder))
}

function readPublicUrl(text: string): string {
  if (text === '') return ''
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text.replace(/\/+$/, '')
  throw new ConfigError(`HOOKSWITCH_PUBLIC_URL must be an http or https address, not “${text}”`)
}

function readNets<Name extends string>(name: Name, value: (name: Name) => string): string[] {
  const nets = value(name)
    .split(',')
    .map((net) => net.trim())
    .filter(Boolean)
  const wrong = nets.find((net) => !isNet(net))
  if (wrong !== undefined) throw new ConfigError(`${name} must list networks such as 10.0.0.0/8, not “${wrong}”`)
  return nets
}

function isNet(net: string): boolean {
  const [address = '', bits = ''] = net.split('/')
  const version = isIP(address)
  return version !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)
}

function readDays(text: string): number {
  const days = Number(text)
  if (Number.isInteger(days) && days >= 1 && days <= 3650) return days
  throw new ConfigError(`HOOKSWITCH_RETENTION_DAYS must be a whole number of days from 1 to 3650, not “${text}”`)
}

function readZone(text: string): string {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: text })
    return text
  } catch {
    throw new ConfigError(`HOOKSWITCH_TIME_ZONE must be an IANA time zone such as Europe/Kyiv, not “${text}”`)
  }
}

function readLanguage(text: string): Language {
  if (text === 'en' || text === 'ru') return text
  throw new ConfigError(`HOOKSWITCH_LANGUAGE must be en or ru, not “${text}”`)
}
