import type { Field } from '../../core/field.ts'
import type { Json } from '../../core/json.ts'
import type { ParseMode } from './plain.ts'

/** A bot and the chat it writes to. */
export interface TelegramSettings {
  readonly bot_token: string
  readonly chat_id: string
  readonly parse_mode: ParseMode
  readonly message_thread_id?: number
  readonly api_base: string
}

/** What a binding says about one message. */
export interface TelegramParameters {
  /** A whole-value template may make it something other than a text. */
  readonly text: Json
  readonly chat_id?: Json
  readonly disable_notification?: Json
}

/** Names are fixed: they are stored, and programs write them. */
export const settings: readonly Field[] = [
  {
    name: 'bot_token',
    type: 'secret',
    required: true,
    label: { en: 'Bot token', ru: 'Токен бота' },
    help: { en: '@BotFather gives it when you make a bot.', ru: 'Его выдаёт @BotFather, когда вы создаёте бота.' },
  },
  {
    name: 'chat_id',
    type: 'text',
    required: true,
    maxLength: 100,
    label: { en: 'Chat', ru: 'Чат' },
    help: {
      en: 'A number (groups begin with a minus), or @name of a public channel. “Find chats” shows those where the bot was added or written to today.',
      ru: 'Номер (у групп он с минусом) или @имя открытого канала. «Найти чаты» покажет те, куда бота добавили или где ему написали за последние сутки.',
    },
  },
  {
    name: 'parse_mode',
    type: 'choice',
    default: 'HTML',
    label: { en: 'Markup', ru: 'Разметка' },
    help: {
      en: 'How to write bold text and links. Values from events are escaped and never act as markup.',
      ru: 'Как выделять жирным и вставлять ссылки. Данные события экранируются и разметкой не станут.',
    },
    choices: [
      { value: 'none', label: { en: 'None', ru: 'Нет' } },
      { value: 'HTML', label: { en: 'HTML', ru: 'HTML' } },
      { value: 'MarkdownV2', label: { en: 'MarkdownV2', ru: 'MarkdownV2' } },
    ],
  },
  {
    name: 'message_thread_id',
    type: 'integer',
    min: 1,
    label: { en: 'Topic', ru: 'Тема' },
    help: { en: 'Its number, in groups with topics.', ru: 'Её номер, если в группе включены темы.' },
  },
  {
    name: 'api_base',
    type: 'url',
    default: 'https://api.telegram.org',
    label: { en: 'Bot API address', ru: 'Адрес Bot API' },
    help: { en: 'Change it for a Bot API server of your own.', ru: 'Замените, если у вас свой сервер Bot API.' },
  },
]

/** Names are fixed, as those of the settings. */
export const parameters: readonly Field[] = [
  { name: 'text', type: 'long_text', required: true, label: { en: 'Message', ru: 'Сообщение' } },
  {
    name: 'chat_id',
    type: 'text',
    label: { en: 'Another chat', ru: 'Другой чат' },
    help: { en: 'Instead of the one of the integration.', ru: 'Вместо указанного в интеграции.' },
  },
  {
    name: 'disable_notification',
    type: 'boolean',
    label: { en: 'Without a sound', ru: 'Без звука' },
  },
]
