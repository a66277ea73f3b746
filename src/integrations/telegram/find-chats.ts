import type { HttpReply } from '../../core/http.ts'
import type { Helper } from '../../core/integration.ts'
import { isJsonObject, type Json, type JsonObject, own } from '../../core/json.ts'
import { Problem } from '../../core/problem.ts'
import { methodUrl, objectIn, readAnswer, textIn } from './api.ts'
import type { TelegramSettings } from './fields.ts'

/**
 * Shows the chats that had to do with the bot within the last day. Asks without confirming anything, so nobody's updates
 * are taken away; and when a webhook is set, another program reads them, so it says so and leaves it alone.
 */
export const findChats: Helper<TelegramSettings> = {
  name: 'find_chats',
  title: { en: 'Find chats', ru: 'Найти чаты' },
  fills: 'chat_id',
  async run({ settings, http, signal }) {
    const call = async (method: string, body: JsonObject): Promise<Json> => {
      const url = methodUrl(settings.api_base, settings.bot_token, method)
      if (url === null) throw badToken()
      const headers = { 'content-type': 'application/json' }
      return resultOf(await http({ method: 'POST', url, headers, body: JSON.stringify(body), signal }))
    }
    const hook = await call('getWebhookInfo', {})
    if (isJsonObject(hook) && textIn(hook, 'url') !== '') throw taken()
    const updates = await call('getUpdates', {
      timeout: 0,
      allowed_updates: ['message', 'channel_post', 'my_chat_member'],
    })
    return chatsIn(Array.isArray(updates) ? updates : [])
  },
}

function resultOf(reply: HttpReply): Json {
  const answer = readAnswer(reply)
  if (answer?.ok === true) return answer.result
  if (reply.status === 401 || reply.status === 404) throw badToken()
  if (reply.status === 409) throw taken()
  const words = answer?.description || `it answered ${reply.status}`
  throw new Problem('request-invalid', `Telegram did not tell the chats: ${words}`, {
    ru: `Telegram не назвал чаты: ${words}`,
  })
}

function badToken(): Problem {
  const message = 'is not known to Telegram; enter the one that @BotFather shows'
  const ru = 'неизвестен Telegram; введите тот, что показывает @BotFather'
  return new Problem('fields-invalid', `The bot token ${message}`, {
    ru: `Токен бота ${ru}`,
    errors: [{ path: 'settings.bot_token', message, ru }],
  })
}

function taken(): Problem {
  return new Problem(
    'request-invalid',
    'Another program already reads the messages of this bot, so its chats cannot be listed. Enter the chat number by hand, or make a bot for Hookswitch alone.',
    {
      ru: 'Сообщения этого бота уже читает другая программа, поэтому список чатов не получить. Впишите номер чата сами или заведите бота только для Hookswitch.',
    },
  )
}

/** Each chat once, the latest first. */
function chatsIn(updates: readonly Json[]): { value: string; label: string }[] {
  const found = new Map<string, string>()
  for (const update of updates.toReversed()) {
    if (!isJsonObject(update)) continue
    const change = [objectIn(update, 'my_chat_member'), objectIn(update, 'message'), objectIn(update, 'channel_post')]
    for (const chat of change.map((part) => objectIn(part, 'chat'))) {
      const id = own(chat, 'id')
      if (typeof id === 'number' && !found.has(String(id))) found.set(String(id), nameOf(chat))
    }
  }
  return [...found].map(([value, label]) => ({ value, label }))
}

function nameOf(chat: JsonObject): string {
  const title = textIn(chat, 'title') || [textIn(chat, 'first_name'), textIn(chat, 'last_name')].join(' ').trim()
  const name = title || textIn(chat, 'username') || String(own(chat, 'id'))
  return `${name} (${textIn(chat, 'type') || 'chat'})`
}
