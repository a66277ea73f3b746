import type { IntegrationKind, Sending } from '../../core/integration.ts'
import type { JsonObject } from '../../core/json.ts'
import type { Outcome } from '../../core/outcome.ts'
import { judgeApi } from './api-outcome.ts'
import { examples } from './examples.ts'
import { checkSettings, parameters, type SlackParameters, type SlackSettings, settings } from './fields.ts'
import { russian } from './in-russian.ts'
import { asText, fitText, readBlocks } from './message.ts'
import { judgeWebhook } from './webhook-outcome.ts'

type Delivery = Sending<SlackSettings, SlackParameters>

const slack: IntegrationKind<SlackSettings, SlackParameters> = {
  kind: 'slack',
  title: { en: 'Slack', ru: 'Slack' },
  summary: {
    en: 'Writes to a Slack channel, through an incoming webhook or with a bot token.',
    ru: 'Пишет в канал Slack — через входящий вебхук или с токеном бота.',
  },
  family: 'chat',
  settings,
  parameters,
  check: checkSettings,
  escape: (_settings, parameter) => (parameter === 'channel' ? 'none' : 'slack'),
  // Slack allows a channel one message a second. https://docs.slack.dev/apis/web-api/rate-limits
  limits: { ratePerSecond: 1 },
  examples,
  russian,
  async send(delivery) {
    const read = readBlocks(delivery.parameters.blocks)
    if ('wrong' in read) return { kind: 'permanent', reason: read.wrong }
    const text = fitText(asText(delivery.parameters.text))
    if (text.trim() === '' && read.blocks.length === 0) {
      return { kind: 'permanent', reason: 'the message is empty: none of its variables had a value' }
    }
    const message: JsonObject = {
      text,
      ...(read.blocks.length > 0 && { blocks: read.blocks }),
      unfurl_links: false,
      unfurl_media: false,
    }
    const { webhook_url } = delivery.settings
    return webhook_url === undefined ? postMessage(message, delivery) : callWebhook(webhook_url, message, delivery)
  },
}

export default slack

async function callWebhook(url: string, message: JsonObject, delivery: Delivery): Promise<Outcome> {
  const { parameters, http, signal, clock } = delivery
  if (asText(parameters.channel) !== '') {
    const reason = 'the binding names a channel, but an incoming webhook always writes to its own; use a bot token'
    return { kind: 'permanent', reason }
  }
  const secrets = [new URL(url).pathname.split('/').at(-1) ?? '']
  const reply = await http({
    method: 'POST',
    url,
    headers: jsonHeaders,
    body: JSON.stringify(message),
    secrets,
    signal,
  })
  return judgeWebhook(reply, clock.now())
}

async function postMessage(message: JsonObject, delivery: Delivery): Promise<Outcome> {
  const { settings, parameters, http, signal, clock } = delivery
  const other = asText(parameters.channel)
  const channel = other || settings.channel
  if (settings.token === undefined || channel === undefined) {
    return { kind: 'auth', reason: 'the integration has neither a webhook address nor a token with a channel' }
  }
  const reply = await http({
    method: 'POST',
    url: `${settings.api_base.replace(/\/+$/, '')}/chat.postMessage`,
    headers: { ...jsonHeaders, authorization: `Bearer ${settings.token}` },
    body: JSON.stringify({ channel, ...message }),
    signal,
  })
  return judgeApi(reply, { now: clock.now(), isOwnChannel: other === '' })
}

// Without the character set Slack adds a warning to every answer.
const jsonHeaders = { 'content-type': 'application/json; charset=utf-8' }
