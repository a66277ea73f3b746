import type { IntegrationExample } from '../../core/integration.ts'

const webhook_url = 'https://hooks.slack.com/services/T0EXAMPLE/B0EXAMPLE/example-secret'
const byWebhook = { webhook_url }
const byToken = { token: 'xoxb-example-token', channel: 'C0EXAMPLE' }
const url = 'https://slack.com/api/chat.postMessage'
const parameters = { text: '*Missed* +15550100' }

const refused = (error: string) => ({ status: 200, body: { ok: false, error } })
const word = (status: number, body: string) => ({ status, headers: { 'content-type': 'text/plain' }, body })

export const examples: readonly IntegrationExample[] = [
  {
    name: 'a message arrives through an incoming webhook',
    settings: byWebhook,
    parameters,
    request: { method: 'POST', url: webhook_url, body: { text: '*Missed* +15550100', unfurl_links: false } },
    reply: word(200, 'ok'),
    outcome: { kind: 'ok', status: 200 },
  },
  {
    name: 'a message arrives with a bot token, and Slack tells its id',
    settings: byToken,
    parameters,
    request: {
      method: 'POST',
      url,
      body: { channel: 'C0EXAMPLE', text: '*Missed* +15550100', unfurl_links: false, unfurl_media: false },
    },
    reply: { status: 200, body: { ok: true, channel: 'C0EXAMPLE', ts: '1773654067.000100', message: {} } },
    outcome: { kind: 'ok', status: 200, remoteId: '1773654067.000100' },
  },
  {
    name: 'blocks go to another channel that the binding names',
    settings: byToken,
    parameters: {
      text: 'Missed call',
      channel: 'C0NIGHT',
      blocks: { blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '*Missed* +15550100' } }] },
    },
    request: {
      url,
      body: {
        channel: 'C0NIGHT',
        text: 'Missed call',
        blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '*Missed* +15550100' } }],
      },
    },
    reply: { status: 200, body: { ok: true, channel: 'C0NIGHT', ts: '1773654067.000200' } },
    outcome: { kind: 'ok', remoteId: '1773654067.000200' },
  },
  {
    name: 'blocks as JSON text, with an address that keeps its &',
    settings: byWebhook,
    parameters: {
      text: 'Recording',
      blocks: '[{"type":"image","image_url":"https://example.com/a?x=1&amp;y=2","alt_text":"a &amp; b"}]',
    },
    request: {
      url: webhook_url,
      body: { blocks: [{ type: 'image', image_url: 'https://example.com/a?x=1&y=2', alt_text: 'a &amp; b' }] },
    },
    reply: word(200, 'ok'),
    outcome: { kind: 'ok' },
  },
  {
    name: '200 with ok:false is a failure',
    settings: byToken,
    parameters,
    reply: refused('msg_too_long'),
    outcome: { kind: 'permanent', status: 200, reason: 'Slack refused the message: msg_too_long. Make it shorter' },
  },
  {
    name: 'the bot is not in the channel of the integration',
    settings: byToken,
    parameters,
    reply: refused('not_in_channel'),
    outcome: {
      kind: 'gone',
      reason:
        'Slack refused the message: not_in_channel. Write /invite and the bot’s name in the channel, then resume the integration.',
    },
  },
  {
    name: 'a channel that only this binding writes to does not exist',
    settings: byToken,
    parameters: { ...parameters, channel: 'C0NOWHERE' },
    reply: refused('channel_not_found'),
    outcome: { kind: 'permanent', status: 200 },
  },
  {
    name: 'the token was revoked',
    settings: byToken,
    parameters,
    reply: refused('token_revoked'),
    outcome: { kind: 'auth', status: 200 },
  },
  {
    name: 'Slack asks to slow down',
    settings: byToken,
    parameters,
    reply: { status: 429, headers: { 'retry-after': '30' }, body: { ok: false, error: 'ratelimited' } },
    outcome: { kind: 'rate', status: 429, waitMs: 30_000, reason: 'Slack asked to wait 30 s' },
  },
  {
    name: 'Slack asks to slow down inside a 200',
    settings: byToken,
    parameters,
    reply: refused('rate_limited'),
    outcome: { kind: 'rate', status: 200, waitMs: 5000 },
  },
  {
    name: 'an error that may come after the message was posted is not known to be one',
    settings: byToken,
    parameters,
    reply: refused('fatal_error'),
    outcome: { kind: 'ambiguous' },
  },
  {
    name: 'Slack has trouble of its own',
    settings: byToken,
    parameters,
    reply: refused('internal_error'),
    outcome: { kind: 'retry', status: 200 },
  },
  {
    name: 'the incoming webhook was removed',
    settings: byWebhook,
    parameters,
    reply: word(404, 'no_service'),
    outcome: { kind: 'gone', status: 404 },
  },
  {
    name: 'the channel of the webhook was archived',
    settings: byWebhook,
    parameters,
    reply: word(410, 'channel_is_archived'),
    outcome: { kind: 'gone', status: 410 },
  },
  {
    name: 'the webhook may not write there',
    settings: byWebhook,
    parameters,
    reply: word(403, 'action_prohibited'),
    outcome: { kind: 'permanent', status: 403 },
  },
  {
    name: 'blocks that Slack does not understand',
    settings: byWebhook,
    parameters: { text: 'Missed', blocks: [{ type: 'no-such-block' }] },
    reply: word(400, 'invalid_blocks'),
    outcome: {
      kind: 'permanent',
      reason: 'Slack refused the message: invalid_blocks. Try the blocks in Block Kit Builder',
    },
  },
  {
    name: 'a webhook asks to slow down',
    settings: byWebhook,
    parameters,
    reply: { status: 429, headers: { 'retry-after': '12' }, body: 'rate_limited' },
    outcome: { kind: 'rate', status: 429, waitMs: 12_000 },
  },
  {
    name: 'a webhook has trouble of its own',
    settings: byWebhook,
    parameters,
    reply: word(500, 'rollup_error'),
    outcome: { kind: 'retry', status: 500 },
  },
  {
    name: 'something else than Slack answers',
    settings: byWebhook,
    parameters,
    reply: { status: 200, body: '<html>Sign in to the Wi-Fi</html>' },
    outcome: { kind: 'retry', status: 200 },
  },
  {
    name: 'a binding cannot choose the channel of an incoming webhook',
    settings: byWebhook,
    parameters: { ...parameters, channel: 'C0NIGHT' },
    outcome: { kind: 'permanent' },
  },
  {
    name: 'a message without a word is not sent',
    settings: byToken,
    parameters: { text: ' ' },
    outcome: { kind: 'permanent' },
  },
]
