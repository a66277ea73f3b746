import type { IntegrationKind } from '../../core/integration.ts'
import type { Json } from '../../core/json.ts'
import { asText, fitContent, fitUsername } from './content.ts'
import { readEmbeds } from './embeds.ts'
import { examples } from './examples.ts'
import { checkSettings, type DiscordParameters, type DiscordSettings, parameters, settings } from './fields.ts'
import { russian } from './in-russian.ts'
import { judge } from './outcome.ts'

const discord: IntegrationKind<DiscordSettings, DiscordParameters> = {
  kind: 'discord',
  title: { en: 'Discord', ru: 'Discord' },
  summary: {
    en: 'Writes to a Discord channel or thread through its webhook.',
    ru: 'Пишет в канал или ветку Discord через вебхук.',
  },
  family: 'chat',
  settings,
  parameters,
  check: checkSettings,
  escape: (_settings, parameter) => (parameter === 'username' ? 'none' : 'discord_markdown'),
  // Discord tells its limits only in its answers; five messages in two seconds for a webhook are what is commonly seen.
  limits: { ratePerSecond: 2 },
  examples,
  russian,
  async send({ settings, parameters, http, signal, clock }) {
    const content = fitContent(asText(parameters.content))
    const read = readEmbeds(parameters.embeds)
    if ('wrong' in read) return { kind: 'permanent', reason: read.wrong }
    if (content.trim() === '' && read.embeds.length === 0) {
      return { kind: 'permanent', reason: 'the message is empty: none of its variables had a value' }
    }
    const reply = await http({
      method: 'POST',
      url: executeUrl(settings),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(bodyOf(content, asText(parameters.username), read.embeds)),
      secrets: [tokenIn(settings.webhook_url)],
      signal,
    })
    return judge(reply, clock.now())
  },
}

export default discord

/** The webhook's address. Without `wait`, Discord says 204 also to a message that it then throws away. */
function executeUrl({ webhook_url, thread_id }: DiscordSettings): string {
  const url = new URL(webhook_url)
  url.hash = ''
  url.searchParams.set('wait', 'true')
  if (thread_id !== undefined) url.searchParams.set('thread_id', thread_id)
  return url.href
}

/** The last part of the path: it alone lets one write to the channel. */
function tokenIn(webhookUrl: string): string {
  return new URL(webhookUrl).pathname.replace(/\/+$/, '').split('/').at(-1) ?? ''
}

function bodyOf(content: string, sender: string, embeds: readonly Json[]): Json {
  const username = fitUsername(sender)
  return {
    ...(content.trim() !== '' && { content }),
    ...(username !== '' && { username }),
    ...(embeds.length > 0 && { embeds }),
    // A name or a comment that says @everyone must not wake everyone up.
    allowed_mentions: { parse: [] },
  }
}
