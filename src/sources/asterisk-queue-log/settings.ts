import type { Field } from '../../core/field.ts'

/** What a person fills in. */
export interface Settings {
  readonly path: string
  readonly state_path: string
  readonly server_id: string
  readonly from_start: boolean
  readonly time_zone: string
  readonly beside_ami: boolean
  readonly poll_ms: number
  readonly stale_after_s: number
}

/** What stands in a field that was left empty. */
export const defaults: Settings = {
  path: '/var/log/asterisk/queue_log',
  state_path: '',
  server_id: '',
  from_start: false,
  time_zone: 'UTC',
  beside_ami: false,
  poll_ms: 1000,
  stale_after_s: 14_400,
}

/** The settings with every gap filled. */
export function completed(settings: Partial<Settings>): Settings {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined && value !== null && value !== '')
  return { ...defaults, ...Object.fromEntries(given) }
}

/** The file that keeps the place up to which the log was read. */
export function stateFileOf({ path, state_path }: Settings): string {
  return state_path === '' ? `${path}.hookswitch` : state_path
}

export const fields: readonly Field[] = [
  {
    name: 'path',
    type: 'text',
    required: true,
    default: defaults.path,
    maxLength: 1024,
    label: { en: 'Log file', ru: 'Файл журнала' },
    help: {
      en: 'The queue_log of Asterisk, as seen from the machine where Hookswitch runs.',
      ru: 'Файл queue_log, каким его видит машина с Hookswitch.',
    },
  },
  {
    name: 'state_path',
    type: 'text',
    maxLength: 1024,
    label: { en: 'Position file', ru: 'Файл с местом чтения' },
    help: {
      en: 'Remembers how far the log was read, and the calls in progress with their phones. Empty: the log’s name with .hookswitch. Hookswitch must be able to write in its folder.',
      ru: 'Здесь хранится, докуда прочитан журнал, и текущие звонки вместе с номерами. Если не указать, файл ляжет рядом с журналом и получит окончание .hookswitch. У Hookswitch должно быть право писать в эту папку.',
    },
  },
  {
    name: 'server_id',
    type: 'text',
    maxLength: 40,
    label: { en: 'Name of this server', ru: 'Имя сервера' },
    help: {
      en: 'Stands in front of call ids. Needed with several servers: Asterisk numbers calls on each one anew. Write the same as in the AMI source of this server.',
      ru: 'Ставится перед номерами звонков. Нужно, если серверов несколько: каждый Asterisk нумерует звонки по-своему. Если этот сервер подключён и по AMI, имя там должно быть то же.',
    },
  },
  {
    name: 'from_start',
    type: 'boolean',
    default: defaults.from_start,
    label: { en: 'Read what is already in the file', ru: 'Прочитать и то, что уже записано' },
    help: {
      en: 'Counts at the very first start only. Off: only lines that come later. On: bindings will fire for old calls.',
      ru: 'Действует только при самом первом запуске. Если выключено, читаются только новые строки. Если включено, привязки сработают и на старые звонки.',
    },
  },
  {
    name: 'time_zone',
    type: 'text',
    default: defaults.time_zone,
    maxLength: 64,
    label: { en: 'Time zone of the log', ru: 'Часовой пояс журнала' },
    help: {
      en: 'Only for lines that begin with a date, such as 2026-03-16 09:41:07. A name such as Europe/Berlin. Lines that begin with seconds need none.',
      ru: 'Нужен, только если строки начинаются с даты: 2026-03-16 09:41:07. Пишется именем, например Europe/Moscow. Строкам с числом секунд пояс не нужен.',
    },
  },
  {
    name: 'beside_ami',
    type: 'boolean',
    default: defaults.beside_ami,
    label: { en: 'This server is connected through AMI too', ru: 'Этот сервер подключён и по AMI' },
    help: {
      en: 'Then the log only fills the gaps: waits in queues and talks that AMI did not tell while it was disconnected. Nothing is told twice.',
      ru: 'Тогда журнал лишь восполняет пробелы: ожидание в очередях и разговоры, о которых AMI не сообщил, пока не было связи. Повторов не будет.',
    },
  },
  {
    name: 'poll_ms',
    type: 'integer',
    default: defaults.poll_ms,
    min: 50,
    max: 60_000,
    label: { en: 'Look for new lines every, milliseconds', ru: 'Проверять новые строки каждые, мс' },
  },
  {
    name: 'stale_after_s',
    type: 'integer',
    default: defaults.stale_after_s,
    min: 60,
    max: 604_800,
    label: { en: 'Close a call without an end after, seconds', ru: 'Закрывать звонок без окончания через, секунд' },
    help: {
      en: 'A call about which the log says nothing for so long is finished as a system error.',
      ru: 'Звонок, о котором в журнале столько времени ни строки, завершается как системная ошибка.',
    },
  },
]
