import type { Field } from '../../core/field.ts'
import type { Json } from '../../core/json.ts'
import type { FieldError } from '../../core/problem.ts'

export interface DiscordSettings {
  readonly webhook_url: string
  readonly thread_id?: string
}

export interface DiscordParameters {
  /** A whole-value template may make it something other than a text. */
  readonly content: Json
  readonly username?: Json
  /** One embed, a list of them, or either as JSON text. */
  readonly embeds?: Json
}

/** Names are fixed: they are stored, and programs write them. */
export const settings: readonly Field[] = [
  {
    name: 'webhook_url',
    type: 'url',
    secret: true,
    required: true,
    maxLength: 2000,
    label: { en: 'Webhook address', ru: 'Адрес вебхука' },
    help: {
      en: 'Channel settings → Integrations → Webhooks → Copy webhook URL. Whoever knows it can write to the channel, so it is kept as a secret.',
      ru: 'Настройки канала → Интеграции → Вебхуки → «Копировать URL вебхука». Кто его знает, тот может писать в канал, поэтому он хранится как секрет.',
    },
  },
  {
    name: 'thread_id',
    type: 'text',
    maxLength: 30,
    label: { en: 'Thread', ru: 'Ветка' },
    help: {
      en: 'The number of a thread or of a forum post in that channel. Leave it empty to write to the channel itself.',
      ru: 'Номер ветки или публикации форума в этом канале. Если пусто — сообщения идут в сам канал.',
    },
  },
]

export const parameters: readonly Field[] = [
  {
    name: 'content',
    type: 'long_text',
    required: true,
    label: { en: 'Message', ru: 'Сообщение' },
    help: {
      en: 'Discord’s markdown works. Values from events are escaped and never act as markup, and nobody is pinged.',
      ru: 'Разметка Discord работает. Данные события экранируются и разметкой не станут, упоминания никого не зовут.',
    },
  },
  {
    name: 'username',
    type: 'text',
    label: { en: 'Sender', ru: 'От чьего имени' },
    help: { en: 'Instead of the name of the webhook.', ru: 'Вместо имени вебхука.' },
  },
  {
    name: 'embeds',
    type: 'json',
    label: { en: 'Embeds', ru: 'Карточки (embeds)' },
    help: {
      en: 'One card as a JSON object, or a list of up to 10: title, description, url, color (a number), fields.',
      ru: 'Одна карточка — объект JSON, или список до 10 штук: title, description, url, color (число), fields.',
    },
  },
]

/**
 * What the fields alone cannot tell. On Discord's own hosts the address has to be that of a webhook; anywhere else it may
 * be any, because a proxy decides about its paths.
 */
export function checkSettings({ webhook_url, thread_id }: DiscordSettings): readonly FieldError[] {
  const errors: FieldError[] = []
  const { hostname, pathname } = new URL(webhook_url)
  if (/\/(slack|github)\/?$/.test(pathname)) {
    errors.push({
      path: 'webhook_url',
      message: `must be the webhook itself; take ${pathname.match(/\/\w+\/?$/)} off its end`,
      ru: `нужен сам вебхук; уберите с конца ${pathname.match(/\/\w+\/?$/)}`,
    })
  } else if (isDiscord(hostname) && !/\/webhooks\/\d+\/[\w-]+\/?$/.test(pathname)) {
    errors.push({
      path: 'webhook_url',
      message: 'must be what “Copy webhook URL” gives: …/api/webhooks/NUMBER/TOKEN',
      ru: 'нужно то, что даёт «Копировать URL вебхука»: …/api/webhooks/НОМЕР/ТОКЕН',
    })
  }
  if (thread_id !== undefined && !/^\d+$/.test(thread_id)) {
    errors.push({
      path: 'thread_id',
      message: 'must be the number of a thread; “Copy thread ID” gives it',
      ru: 'нужен номер ветки; его даёт «Копировать ID ветки»',
    })
  }
  return errors
}

function isDiscord(hostname: string): boolean {
  return /(^|\.)(discord|discordapp)\.com$/.test(hostname)
}
