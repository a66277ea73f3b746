import type { Field } from '../../core/field.ts'

/** What a person fills in. */
export interface Settings {
  readonly host: string
  readonly port: number
  readonly tls: boolean
  readonly username: string
  readonly secret: string
  readonly login: 'md5' | 'plain'
  readonly server_id: string
  readonly event_filters: readonly string[]
  readonly inside_contexts: readonly string[]
  readonly emit_all_states: boolean
  readonly close_after_hours: number
}

/** What stands in a field that was left empty. */
export const defaults: Settings = {
  host: 'localhost',
  port: 5038,
  tls: false,
  username: '',
  secret: '',
  login: 'md5',
  server_id: '',
  event_filters: [],
  inside_contexts: ['from-internal'],
  emit_all_states: false,
  close_after_hours: 4,
}

/** The settings with every gap filled. */
export function completed(settings: Partial<Settings>): Settings {
  const given = Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined && value !== null),
  )
  return { ...defaults, ...given }
}

export const fields: readonly Field[] = [
  {
    name: 'host',
    type: 'text',
    required: true,
    maxLength: 255,
    label: { en: 'Asterisk address', ru: 'Адрес Asterisk' },
    help: {
      en: 'Name or IP address of the machine where Asterisk runs.',
      ru: 'Имя или IP-адрес машины, на которой работает Asterisk.',
    },
  },
  {
    name: 'port',
    type: 'integer',
    default: defaults.port,
    min: 1,
    max: 65_535,
    label: { en: 'Port', ru: 'Порт' },
    help: { en: '5038 without TLS, usually 5039 with it.', ru: '5038 без TLS, с TLS обычно 5039.' },
  },
  { name: 'tls', type: 'boolean', default: defaults.tls, label: { en: 'Use TLS', ru: 'Соединяться по TLS' } },
  {
    name: 'username',
    type: 'text',
    required: true,
    maxLength: 255,
    label: { en: 'AMI user', ru: 'Пользователь AMI' },
    help: { en: 'The name in square brackets in manager.conf.', ru: 'Имя в квадратных скобках в manager.conf.' },
  },
  { name: 'secret', type: 'secret', required: true, label: { en: 'Secret', ru: 'Пароль' } },
  {
    name: 'login',
    type: 'choice',
    default: defaults.login,
    choices: [
      {
        value: 'md5',
        label: { en: 'MD5 challenge: the secret is not sent', ru: 'По запросу MD5: пароль не передаётся' },
      },
      {
        value: 'plain',
        label: { en: 'Plain: the secret is sent as it is', ru: 'Открыто: пароль передаётся как есть' },
      },
    ],
    label: { en: 'How to sign in', ru: 'Способ входа' },
  },
  {
    name: 'server_id',
    type: 'text',
    maxLength: 40,
    label: { en: 'Name of this server', ru: 'Имя сервера' },
    help: {
      en: 'Stands in front of call ids. Needed when you connect several servers: Asterisk numbers calls on each one anew.',
      ru: 'Ставится перед номерами звонков. Нужно, если серверов несколько: каждый Asterisk нумерует звонки по-своему.',
    },
  },
  {
    name: 'event_filters',
    type: 'list',
    default: [],
    label: { en: 'Event filters', ru: 'Фильтры событий' },
    help: {
      en: 'Sent to Asterisk after sign-in (action Filter), such as !Event: RTCP. Needs the privilege “system”.',
      ru: 'Передаются Asterisk после входа (действие Filter), например !Event: RTCP. Нужна привилегия system.',
    },
  },
  {
    name: 'inside_contexts',
    type: 'list',
    default: [...defaults.inside_contexts],
    label: { en: 'Contexts of your own phones', ru: 'Контексты внутренних телефонов' },
    help: {
      en: 'A call that begins in one of these dialplan contexts was made by your people; any other call came in.',
      ru: 'Звонок, начавшийся в одном из этих контекстов, сделали ваши сотрудники. Остальные — входящие.',
    },
  },
  {
    name: 'emit_all_states',
    type: 'boolean',
    default: defaults.emit_all_states,
    label: { en: 'Always tell all four states', ru: 'Всегда сообщать все четыре состояния' },
    help: {
      en: 'Off: “connect” and “stop” are told only when somebody really was on the line.',
      ru: 'Если выключено, «connect» и «stop» сообщаются, только когда разговор действительно был.',
    },
  },
  {
    name: 'close_after_hours',
    type: 'number',
    default: defaults.close_after_hours,
    min: 0.1,
    max: 72,
    label: { en: 'Close a call without an end after, hours', ru: 'Закрывать звонок без окончания через, часов' },
    help: {
      en: 'A call whose end never arrives is finished as a system error, so that nothing stays “in progress” for days.',
      ru: 'Звонок, об окончании которого Asterisk не сообщил, завершается как системная ошибка и не висит сутками.',
    },
  },
]
