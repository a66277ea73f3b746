import type { JsonObject } from '../../src/core/json.ts'
import type { ReceiverCase, Through } from './receiver-case.ts'

const hour = 3600
const day = 24 * hour
const inAnHour = () => new Date(Date.now() + hour * 1000).toUTCString()

const telegram = (url: string): Through => ({
  kind: 'telegram',
  settings: { bot_token: '7000000001:s3cr3t-bot-token-of-no-bot-at-all', chat_id: '-1001', api_base: url },
  parameters: { text: 'Missed' },
})
const discord = (url: string): Through => ({
  kind: 'discord',
  settings: { webhook_url: `${url}/api/webhooks/1/s3cr3t-token` },
  parameters: { content: 'Missed' },
})
const slack = (url: string): Through => ({
  kind: 'slack',
  settings: { token: 'xoxb-s3cr3t', channel: 'C0123456789', api_base: url },
  parameters: { text: 'Missed' },
})

function asksFor(what: string, waitsS: number, retryAfter?: string): ReceiverCase {
  return {
    name: `a receiver that answers 429 with ${what} is left alone for ${waitsS} s, with everything for it`,
    replies: [{ does: 'slow-down', ...(retryAfter === undefined ? {} : { retryAfter }) }],
    ends: 'retrying',
    attempts: [['rate', 429]],
    says: /slow down/,
    waitsS,
  }
}

function service(
  name: string,
  through: ReceiverCase['through'],
  body: JsonObject,
  headers: Record<string, string>,
): ReceiverCase {
  return {
    name: `${name} that asks for 40 seconds of silence in its own way gets them`,
    through: through!,
    replies: [{ does: 'answer', status: 429, headers, body }],
    ends: 'retrying',
    attempts: [['rate', 429]],
    waitsS: 40,
  }
}

/** Receivers that ask for time, plainly or in nonsense. */
export const slowDown: readonly ReceiverCase[] = [
  asksFor('Retry-After in seconds', 90, '90'),
  { ...asksFor('Retry-After as a date', hour), replies: [() => ({ does: 'slow-down', retryAfter: inAnHour() })] },
  asksFor('Retry-After of ten years', day, String(10 * 365 * day)),
  asksFor('a negative Retry-After', 30, '-5'),
  asksFor('a Retry-After that is no time', 30, 'abc'),
  asksFor('no Retry-After', 30),
  {
    name: 'a receiver that answers 429 with a date in the past gets a second, and the attempt does not count',
    replies: [{ does: 'slow-down', retryAfter: 'Wed, 21 Oct 2015 07:28:00 GMT' }],
    schedule_s: [0],
    ends: 'delivered',
    attempts: [
      ['rate', 429],
      ['ok', 200],
    ],
  },
  {
    name: 'a receiver that answers 503 with Retry-After is left alone as long, with everything for it',
    replies: [{ does: 'slow-down', status: 503, retryAfter: '90' }],
    ends: 'retrying',
    attempts: [['retry', 503]],
    waitsS: 90,
  },
  {
    name: 'a receiver that answers 503 and asks for less than the schedule has gets what the schedule has',
    replies: [{ does: 'slow-down', status: 503, retryAfter: '1' }],
    schedule_s: [0, 200],
    ends: 'retrying',
    attempts: [['retry', 503]],
    waitsS: 200,
  },
  service(
    'a Telegram',
    telegram,
    { ok: false, error_code: 429, description: 'Too Many Requests: retry after 40', parameters: { retry_after: 40 } },
    {},
  ),
  service(
    'a Discord',
    discord,
    { message: 'You are being rate limited.', retry_after: 40, global: false },
    { 'x-ratelimit-reset-after': '40' },
  ),
  service('a Slack', slack, { ok: false, error: 'ratelimited' }, { 'retry-after': '40' }),
]
