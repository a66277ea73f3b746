import type { IntegrationExample } from '../../core/integration.ts'

const webhook_url = 'https://discord.com/api/webhooks/100000000000000001/example-token-of-no-webhook'
const settings = { webhook_url }
const parameters = { content: '**Missed** +15550100' }
const url = `${webhook_url}?wait=true`

const refusal = (status: number, code: number, message: string, more: object = {}) => ({
  status,
  body: { message, code, ...more },
})

export const examples: readonly IntegrationExample[] = [
  {
    name: 'a message arrives, and pings nobody',
    settings,
    parameters,
    request: { method: 'POST', url, body: { content: '**Missed** +15550100', allowed_mentions: { parse: [] } } },
    reply: { status: 200, body: { id: '1300000000000000042', channel_id: '100000000000000002' } },
    outcome: { kind: 'ok', status: 200, remoteId: '1300000000000000042' },
  },
  {
    name: 'a card in a thread, under a name of its own',
    settings: { webhook_url: `${webhook_url}?thread_id=7`, thread_id: '100000000000000003' },
    parameters: {
      content: '',
      username: 'Night shift',
      embeds: { title: 'Missed call', color: '15158332', fields: [{ name: 'Queue', value: 'sales', inline: 'true' }] },
    },
    request: {
      url: `${webhook_url}?thread_id=100000000000000003&wait=true`,
      body: {
        username: 'Night shift',
        embeds: [
          { title: 'Missed call', color: 15_158_332, fields: [{ name: 'Queue', value: 'sales', inline: true }] },
        ],
      },
    },
    reply: { status: 200, body: { id: '1300000000000000043' } },
    outcome: { kind: 'ok', remoteId: '1300000000000000043' },
  },
  {
    name: 'cards as JSON text',
    settings,
    parameters: { content: 'Today', embeds: '[{"title":"Missed"},{"title":"Answered"}]' },
    request: { url, body: { content: 'Today', embeds: [{ title: 'Missed' }, { title: 'Answered' }] } },
    reply: { status: 200, body: { id: '1300000000000000044' } },
    outcome: { kind: 'ok' },
  },
  {
    name: 'Discord asks to slow down, to the thousandth of a second',
    settings,
    parameters,
    reply: {
      status: 429,
      headers: { 'retry-after': '2', 'x-ratelimit-scope': 'user' },
      body: { message: 'You are being rate limited.', retry_after: 1.3371, global: false },
    },
    outcome: { kind: 'rate', status: 429, waitMs: 1338, reason: 'Discord asked to wait 1.338 s' },
  },
  {
    name: 'the limit of the whole address was reached',
    settings,
    parameters,
    reply: {
      status: 429,
      headers: { 'retry-after': '65' },
      body: { message: 'You are being rate limited.', retry_after: 64.57, global: true },
    },
    outcome: {
      kind: 'rate',
      waitMs: 64_570,
      reason: 'Discord asked to wait 64.57 s; its limit for everything from this address was reached',
    },
  },
  {
    name: 'the limit is shared with others who write to the channel',
    settings,
    parameters,
    reply: {
      status: 429,
      headers: { 'x-ratelimit-scope': 'shared' },
      body: { message: 'The resource is being rate limited.', retry_after: 20, global: false },
    },
    outcome: {
      kind: 'rate',
      waitMs: 20_000,
      reason: 'Discord asked to wait 20 s; others write to the same channel too',
    },
  },
  {
    name: 'a refusal of Discord’s front without a word of JSON is waited out by its header',
    settings,
    parameters,
    reply: { status: 429, headers: { 'retry-after': '300' }, body: 'error code: 1015' },
    outcome: { kind: 'rate', waitMs: 300_000 },
  },
  {
    name: 'the webhook was deleted: nothing more is sent there',
    settings,
    parameters,
    reply: refusal(404, 10_015, 'Unknown Webhook'),
    outcome: { kind: 'gone', status: 404 },
  },
  {
    name: 'the token in the address is wrong: nothing more is sent there',
    settings,
    parameters,
    reply: refusal(401, 50_027, 'Invalid Webhook Token'),
    outcome: { kind: 'auth', status: 401 },
  },
  {
    name: 'a form that Discord does not take is told with the field',
    settings,
    parameters,
    reply: refusal(400, 50_035, 'Invalid Form Body', {
      errors: { username: { _errors: [{ code: 'USERNAME_INVALID', message: 'Username cannot contain "discord"' }] } },
    }),
    outcome: {
      kind: 'permanent',
      status: 400,
      reason: 'Discord refused the message: username: Username cannot contain "discord"',
    },
  },
  {
    name: 'a forum wants a thread',
    settings,
    parameters,
    reply: refusal(400, 220_001, 'Webhooks posted to forum channels must have a thread_name or thread_id'),
    outcome: { kind: 'permanent', status: 400 },
  },
  {
    name: 'a message that is too large',
    settings,
    parameters,
    reply: refusal(413, 40_005, 'Request entity too large'),
    outcome: { kind: 'permanent', status: 413 },
  },
  {
    name: 'a message that is forbidden there concerns this message only',
    settings,
    parameters,
    reply: refusal(403, 50_013, 'Missing Permissions'),
    outcome: { kind: 'permanent', status: 403, reason: 'Discord refused the message: Missing Permissions' },
  },
  {
    name: 'Discord is out of order',
    settings,
    parameters,
    reply: { status: 502, body: 'Bad Gateway' },
    outcome: { kind: 'retry', status: 502 },
  },
  {
    name: 'something else than Discord answers',
    settings,
    parameters,
    reply: { status: 200, body: '<html>Sign in to the Wi-Fi</html>' },
    outcome: { kind: 'retry', status: 200 },
  },
  {
    name: 'a message without a word is not sent',
    settings,
    parameters: { content: ' ' },
    outcome: { kind: 'permanent' },
  },
  {
    name: 'eleven cards are not sent, and the reason says so',
    settings,
    parameters: { content: 'Today', embeds: Array.from({ length: 11 }, () => ({ title: 'Call' })) },
    outcome: { kind: 'permanent', reason: 'there are 11 embeds; Discord takes 10 at the most' },
  },
]
