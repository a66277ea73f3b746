import type { Field } from '../../core/field.ts'
import type { Json } from '../../core/json.ts'

export type Security = 'none' | 'starttls' | 'tls'

export interface SmtpSettings {
  readonly host: string
  readonly port?: number
  readonly security: Security
  readonly user?: string
  readonly password?: string
  readonly from: string
  readonly timeout_ms: number
}

/** Any of them may be something other than a text: a whole-value template keeps its JSON type. */
export interface SmtpParameters {
  readonly to: Json
  readonly cc?: Json
  readonly bcc?: Json
  readonly reply_to?: Json
  readonly subject: Json
  readonly text?: Json
  readonly html?: Json
  readonly attachments?: Json
}

const usualPorts: Readonly<Record<Security, number>> = { none: 25, starttls: 587, tls: 465 }

/** The port as set, else the usual one for the way of encryption. */
export function portOf({ port, security }: Pick<SmtpSettings, 'port' | 'security'>): number {
  return port ?? usualPorts[security]
}

/** Names are fixed: they are stored, and programs write them. */
export const settings: readonly Field[] = [
  {
    name: 'host',
    type: 'text',
    required: true,
    maxLength: 253,
    label: { en: 'Mail server', ru: 'Почтовый сервер' },
    help: { en: 'For example smtp.example.com.', ru: 'Например, smtp.example.com.' },
  },
  {
    name: 'port',
    type: 'integer',
    min: 1,
    max: 65_535,
    label: { en: 'Port', ru: 'Порт' },
    help: {
      en: '587 with STARTTLS, 465 with TLS, 25 without encryption, unless you say otherwise.',
      ru: 'Если не указан: 587 для STARTTLS, 465 для TLS, 25 без шифрования.',
    },
  },
  {
    name: 'security',
    type: 'choice',
    default: 'starttls',
    label: { en: 'Encryption', ru: 'Шифрование' },
    help: {
      en: 'With STARTTLS nothing is sent before encryption has begun. “None” sends the password in clear.',
      ru: 'При STARTTLS ничего не уйдёт, пока шифрование не началось. Без шифрования пароль передаётся открыто.',
    },
    choices: [
      { value: 'starttls', label: { en: 'STARTTLS', ru: 'STARTTLS' } },
      { value: 'tls', label: { en: 'TLS from the start', ru: 'TLS с самого начала' } },
      { value: 'none', label: { en: 'None', ru: 'Нет' } },
    ],
  },
  {
    name: 'user',
    type: 'text',
    maxLength: 320,
    label: { en: 'User name', ru: 'Имя пользователя' },
    help: { en: 'Empty: no sign-in.', ru: 'Пусто — без авторизации.' },
  },
  { name: 'password', type: 'secret', label: { en: 'Password', ru: 'Пароль' } },
  {
    name: 'from',
    type: 'text',
    required: true,
    maxLength: 500,
    label: { en: 'Sender', ru: 'Отправитель' },
    help: {
      en: 'robot@example.com, or with a name: Call center <robot@example.com>.',
      ru: 'robot@example.com или с именем: Колл-центр <robot@example.com>.',
    },
  },
  {
    name: 'timeout_ms',
    type: 'integer',
    default: 60_000,
    min: 1000,
    max: 110_000,
    label: { en: 'How long to wait for the server, ms', ru: 'Сколько ждать ответа сервера, мс' },
  },
]

const several = {
  en: 'One or several, with commas. At most 50 in all.',
  ru: 'Один или несколько, через запятую. Всего не больше 50.',
}

export const parameters: readonly Field[] = [
  { name: 'to', type: 'text', required: true, label: { en: 'To', ru: 'Кому' }, help: several },
  { name: 'cc', type: 'text', label: { en: 'Copy', ru: 'Копия' }, help: several },
  { name: 'bcc', type: 'text', label: { en: 'Hidden copy', ru: 'Скрытая копия' }, help: several },
  { name: 'reply_to', type: 'text', label: { en: 'Reply to', ru: 'Кому отвечать' } },
  { name: 'subject', type: 'text', required: true, label: { en: 'Subject', ru: 'Тема' } },
  { name: 'text', type: 'long_text', label: { en: 'Text', ru: 'Текст' } },
  {
    name: 'html',
    type: 'long_text',
    label: { en: 'Text as HTML', ru: 'Текст в HTML' },
    help: {
      en: 'Values from events are escaped and never act as markup.',
      ru: 'Данные события экранируются и разметкой не станут.',
    },
  },
  {
    name: 'attachments',
    type: 'files',
    label: { en: 'Attachments', ru: 'Вложения' },
    help: {
      en: 'At most 20 files, 18 MB in all. A link is fetched when the letter is sent.',
      ru: 'Не больше 20 файлов, всего до 18 МБ. Файл по ссылке скачивается при отправке письма.',
    },
  },
]
