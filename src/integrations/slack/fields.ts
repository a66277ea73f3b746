import type { Field } from '../../core/field.ts'
import type { Json } from '../../core/json.ts'
import type { FieldError } from '../../core/problem.ts'

/** Either an incoming webhook, or a token and the channel to write to. */
export interface SlackSettings {
  readonly webhook_url?: string
  readonly token?: string
  readonly channel?: string
  readonly api_base: string
}

export interface SlackParameters {
  /** A whole-value template may make it something other than a text. */
  readonly text: Json
  /** A list of blocks, one block, an object with `blocks` as Slack's Block Kit Builder gives it, or any of these as JSON text. */
  readonly blocks?: Json
  readonly channel?: Json
}

/** Names are fixed: they are stored, and programs write them. */
export const settings: readonly Field[] = [
  {
    name: 'webhook_url',
    type: 'url',
    secret: true,
    maxLength: 2000,
    label: { en: 'Incoming webhook address', ru: 'Адрес входящего вебхука' },
    help: {
      en: 'The simplest way: one address that writes to one channel. Leave it empty when you use a token.',
      ru: 'Самый простой способ: один адрес пишет в один канал. Если используете токен, оставьте пустым.',
    },
  },
  {
    name: 'token',
    type: 'secret',
    maxLength: 1000,
    label: { en: 'Bot token', ru: 'Токен бота' },
    help: {
      en: 'xoxb-…, of an app with the right chat:write. Lets bindings choose the channel.',
      ru: 'xoxb-… от приложения с правом chat:write. С ним привязки могут выбирать канал.',
    },
  },
  {
    name: 'channel',
    type: 'text',
    maxLength: 100,
    label: { en: 'Channel', ru: 'Канал' },
    help: {
      en: 'With a token: the channel’s ID such as C0123456789, at the end of “About”. Invite the bot there with /invite.',
      ru: 'Для токена: ID канала вида C0123456789, он внизу окна «О канале». Пригласите туда бота командой /invite.',
    },
  },
  {
    name: 'api_base',
    type: 'url',
    default: 'https://slack.com/api',
    label: { en: 'Web API address', ru: 'Адрес Web API' },
    help: { en: 'Change it for a proxy of your own.', ru: 'Замените, если ходите через свой прокси.' },
  },
]

export const parameters: readonly Field[] = [
  {
    name: 'text',
    type: 'long_text',
    required: true,
    label: { en: 'Message', ru: 'Сообщение' },
    help: {
      en: 'With blocks, it is what notifications show.',
      ru: 'Если есть блоки, этот текст виден в уведомлениях.',
    },
  },
  {
    name: 'blocks',
    type: 'json',
    label: { en: 'Blocks', ru: 'Блоки' },
    help: {
      en: 'A JSON list of up to 50 blocks, as Block Kit Builder gives it.',
      ru: 'Список JSON до 50 блоков, как его выдаёт Block Kit Builder.',
    },
  },
  {
    name: 'channel',
    type: 'text',
    label: { en: 'Another channel', ru: 'Другой канал' },
    help: {
      en: 'Instead of the one of the integration. Only with a token.',
      ru: 'Вместо указанного в интеграции. Только с токеном.',
    },
  },
]

/** What the fields alone cannot tell: one of the two ways is needed, and only one. */
export function checkSettings({ webhook_url, token, channel }: SlackSettings): readonly FieldError[] {
  if (webhook_url === undefined && token === undefined) {
    return [
      {
        path: 'webhook_url',
        message: 'is required, or a token and a channel instead of it',
        ru: 'нужно заполнить либо вместо него указать токен и канал',
      },
    ]
  }
  if (webhook_url !== undefined && token !== undefined) {
    return [
      {
        path: 'token',
        message: 'and webhook_url cannot be used together; keep one of them',
        ru: 'вместе с webhook_url не используется; оставьте что-то одно',
      },
    ]
  }
  if (webhook_url !== undefined) {
    return channel === undefined
      ? []
      : [
          {
            path: 'channel',
            message: 'goes with a token; an incoming webhook always writes to its own channel',
            ru: 'нужен только с токеном; входящий вебхук всегда пишет в свой канал',
          },
        ]
  }
  const errors: FieldError[] = []
  if (!isToken(token))
    errors.push({
      path: 'token',
      message: 'must be what Slack shows, such as xoxb-…, without spaces',
      ru: 'нужно то, что показывает Slack, например xoxb-…, без пробелов',
    })
  if (channel === undefined)
    errors.push({ path: 'channel', message: 'is required with a token', ru: 'с токеном нужно заполнить' })
  return errors
}

/** Anything else cannot travel in a header. */
function isToken(token: string | undefined): boolean {
  return token !== undefined && /^[\x21-\x7e]+$/.test(token)
}
