import type { IntegrationExample } from '../../core/integration.ts'

const settings = {
  bot_token: '123456:example-token-of-no-bot',
  chat_id: '-1001234567890',
  parse_mode: 'HTML',
  api_base: 'https://api.telegram.org',
}
const url = 'https://api.telegram.org/bot123456:example-token-of-no-bot/sendMessage'
const parameters = { text: '<b>Missed</b> +15550100' }

const refusal = (status: number, description: string, more: object = {}) => ({
  status,
  body: { ok: false, error_code: status, description, ...more },
})

/** Answers of the Bot API and what becomes of the delivery. */
export const examples: readonly IntegrationExample[] = [
  {
    name: 'a message arrives',
    settings,
    parameters,
    request: {
      method: 'POST',
      url,
      body: {
        chat_id: -1001234567890,
        text: '<b>Missed</b> +15550100',
        parse_mode: 'HTML',
        link_preview_options: { is_disabled: true },
      },
    },
    reply: {
      status: 200,
      body: { ok: true, result: { message_id: 42, chat: { id: -1001234567890 }, date: 1773654067 } },
    },
    outcome: { kind: 'ok', status: 200, remoteId: '42' },
  },
  {
    name: 'a silent message to a topic, without markup',
    settings: { ...settings, parse_mode: 'none', message_thread_id: 5 },
    parameters: { text: '2 < 3', disable_notification: true },
    request: { url, body: { text: '2 < 3', message_thread_id: 5, disable_notification: true } },
    reply: { status: 200, body: { ok: true, result: { message_id: 43 } } },
    outcome: { kind: 'ok', remoteId: '43' },
  },
  {
    name: 'Telegram asks to slow down',
    settings,
    parameters,
    reply: refusal(429, 'Too Many Requests: retry after 34', { parameters: { retry_after: 34 } }),
    outcome: { kind: 'rate', status: 429, waitMs: 34_000 },
  },
  {
    name: 'the chat does not exist',
    settings,
    parameters,
    reply: refusal(400, 'Bad Request: chat not found'),
    outcome: {
      kind: 'permanent',
      reason: 'Telegram refused the message: chat not found. Check the chat, and that the bot was added to it',
    },
  },
  {
    name: 'the topic was deleted',
    settings: { ...settings, message_thread_id: 5 },
    parameters,
    reply: refusal(400, 'Bad Request: message thread not found'),
    outcome: { kind: 'permanent', status: 400 },
  },
  {
    name: 'the token was revoked',
    settings,
    parameters,
    reply: refusal(401, 'Unauthorized'),
    outcome: { kind: 'auth', status: 401 },
  },
  {
    name: 'the token is not one of Telegram',
    settings,
    parameters,
    reply: refusal(404, 'Not Found'),
    outcome: { kind: 'auth', status: 404 },
  },
  {
    name: 'the bot was removed from the group',
    settings,
    parameters,
    reply: refusal(403, 'Forbidden: bot was kicked from the supergroup chat'),
    outcome: {
      kind: 'gone',
      status: 403,
      reason:
        'Telegram refused the message: bot was kicked from the supergroup chat. Add the bot to the chat again, then resume the integration.',
    },
  },
  {
    name: 'the bot was blocked in a chat that only this binding writes to',
    settings,
    parameters: { ...parameters, chat_id: '77' },
    reply: refusal(403, 'Forbidden: bot was blocked by the user'),
    outcome: { kind: 'permanent', status: 403 },
  },
  {
    name: 'Telegram is out of order',
    settings,
    parameters,
    reply: { status: 502, body: 'Bad Gateway' },
    outcome: { kind: 'retry', status: 502 },
  },
  {
    name: 'something else than Telegram answers',
    settings,
    parameters,
    reply: { status: 200, body: '<html>Sign in to the Wi-Fi</html>' },
    outcome: { kind: 'retry', status: 200 },
  },
  {
    name: 'a message without a word is not sent',
    settings,
    parameters: { text: ' ' },
    outcome: { kind: 'permanent' },
  },
]
