import type { IntegrationKind, Sending } from '../../core/integration.ts'
import type { Json } from '../../core/json.ts'
import type { Outcome } from '../../core/outcome.ts'
import { methodUrl, readAnswer } from './api.ts'
import { examples } from './examples.ts'
import { parameters, settings, type TelegramParameters, type TelegramSettings } from './fields.ts'
import { findChats } from './find-chats.ts'
import { russian } from './in-russian.ts'
import { judge } from './outcome.ts'
import { fitText, type ParseMode, plainText } from './plain.ts'

type Delivery = Sending<TelegramSettings, TelegramParameters>

const telegram: IntegrationKind<TelegramSettings, TelegramParameters> = {
  kind: 'telegram',
  title: { en: 'Telegram bot', ru: 'Бот Telegram' },
  summary: {
    en: 'Writes to a Telegram chat, group or channel.',
    ru: 'Пишет в чат, группу или канал Telegram.',
  },
  family: 'chat',
  settings,
  parameters,
  escape: ({ parse_mode }, parameter) => {
    if (parameter !== 'text' || parse_mode === 'none') return 'none'
    return parse_mode === 'MarkdownV2' ? 'telegram_markdown' : 'html'
  },
  // Telegram publishes no figures; about 30 messages a second for a bot is what it is known to take.
  limits: { ratePerSecond: 30 },
  examples,
  russian,
  helpers: [findChats],
  async send(delivery) {
    const { settings, parameters } = delivery
    const text = asText(parameters.text)
    if (text.trim() === '')
      return { kind: 'permanent', reason: 'the message is empty: none of its variables had a value' }
    const message = { chatId: asText(parameters.chat_id) || settings.chat_id, ...fitText(text, settings.parse_mode) }
    return sendMessage(message, delivery)
  },
}

export default telegram

interface Message {
  readonly chatId: string
  readonly text: string
  readonly mode: ParseMode
}

/**
 * One message, sent again at once in the two cases where Telegram itself says how to do better: the chat has a new id,
 * or the markup cannot be read. Each happens at most once.
 */
async function sendMessage(message: Message, delivery: Delivery, hasMoved = false): Promise<Outcome> {
  const { settings, parameters, http, signal, clock } = delivery
  const url = methodUrl(settings.api_base, settings.bot_token, 'sendMessage')
  if (url === null)
    return { kind: 'auth', reason: 'the bot token is not one; enter what @BotFather shows, digits:letters' }
  const body = JSON.stringify(bodyOf(message, delivery))
  const reply = await http({ method: 'POST', url, headers: { 'content-type': 'application/json' }, body, signal })
  const answer = readAnswer(reply)
  const isOwnChat = asText(parameters.chat_id) === ''
  if (answer?.migrateToChatId && !hasMoved) {
    if (isOwnChat) delivery.rememberSetting('chat_id', answer.migrateToChatId)
    return sendMessage({ ...message, chatId: answer.migrateToChatId }, delivery, true)
  }
  if (reply.status === 400 && message.mode !== 'none' && /can't parse entities/.test(answer?.description ?? '')) {
    const plain = plainText(message.text, message.mode)
    return sendMessage({ ...message, ...fitText(plain, 'none') }, delivery, hasMoved)
  }
  return judge(reply, answer, { now: clock.now(), isOwnChat })
}

function bodyOf({ chatId, text, mode }: Message, { settings, parameters }: Delivery): Json {
  const isOwnChat = asText(parameters.chat_id) === ''
  const topic = isOwnChat ? settings.message_thread_id : undefined
  const silent = parameters.disable_notification === true || parameters.disable_notification === 'true'
  return {
    chat_id: /^-?\d{1,15}$/.test(chatId) ? Number(chatId) : chatId,
    text,
    link_preview_options: { is_disabled: true },
    ...(mode !== 'none' && { parse_mode: mode }),
    ...(topic !== undefined && { message_thread_id: topic }),
    ...(silent && { disable_notification: true }),
  }
}

/** What a whole-value template made, as a person would read it. */
function asText(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
