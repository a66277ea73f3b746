import { faultsOf } from './discord-form.ts'
import {
  type FakeAnswer,
  type FakeMessage,
  type FakeRequest,
  type FakeTools,
  isObject,
  listOf,
  readObject,
  textOf,
} from './service.ts'
import { type WindowLimit, Windows } from './window.ts'

/** What the fake Discord knows. */
export interface DiscordOptions extends Partial<FakeTools> {
  /** What a webhook may get. Default: 5 in 2 seconds, as is commonly seen. */
  readonly limit?: WindowLimit
  /** The webhook belongs to a forum: every message needs a thread. */
  readonly isForum?: boolean
  /** Threads that exist. Default: every one. */
  readonly threads?: readonly string[]
}

/** A message in the channel. */
export interface DiscordMessage extends FakeMessage {
  readonly id: string
  /** The markdown as it was sent. */
  readonly content: string
  readonly embeds: readonly unknown[]
  readonly thread: string | null
  /** True when somebody would have been pinged. */
  readonly pings: boolean
}

export interface DiscordService {
  /** Path of the one webhook that is known. */
  readonly webhookPath: string
  readonly answer: (request: FakeRequest) => FakeAnswer
  readonly messages: readonly DiscordMessage[]
  /** From now on the webhook is unknown, as after "Delete webhook". */
  readonly deleteWebhook: () => void
}

const webhookId = '100000000000000001'
const webhookToken = 'example-token-of-no-webhook'
const mostKept = 1000

/**
 * Discord's webhooks, checked as the real ones are: address, form, lengths, threads, limits with their headers.
 * https://docs.discord.com/developers/resources/webhook#execute-webhook
 */
export function openDiscord(options: DiscordOptions = {}): DiscordService {
  const { now = Date.now, limit = { count: 5, perMs: 2000 }, heard } = options
  const windows = new Windows(limit)
  const messages: DiscordMessage[] = []
  let isDeleted = false
  let taken = 0

  const execute = (request: FakeRequest, query: URLSearchParams): FakeAnswer => {
    const state = windows.take(webhookId, now())
    const headers = limitHeaders(limit, state)
    if (!state.isFree) return slowDown(state.resetMs, headers)
    const body = readObject(request.body)
    if (body === null) return { ...refuse(400, 50_109, 'The request body contains invalid JSON.'), headers }
    const refusal = refusalOf(body, query, options)
    if (refusal !== null) return { ...refusal, headers }
    taken += 1
    const message = messageOf(body, { id: String(1_300_000_000_000_000_000n + BigInt(taken)), at: now(), query })
    messages.push(message)
    if (messages.length > mostKept) messages.shift()
    heard?.(message)
    if (query.get('wait') !== 'true') return { status: 204, headers, body: '' }
    const { id, content, embeds } = message
    return { headers, body: { id, type: 0, content, embeds, webhook_id: webhookId, channel_id: '100000000000000002' } }
  }

  return {
    webhookPath: `/api/webhooks/${webhookId}/${webhookToken}`,
    messages,
    deleteWebhook: () => {
      isDeleted = true
    },
    answer: (request) => {
      const { pathname, searchParams } = new URL(request.path, 'http://discord.invalid')
      const [, id, token] = /^\/api(?:\/v\d+)?\/webhooks\/(\d+)\/([\w-]+)\/?$/.exec(pathname) ?? []
      if (id === undefined) return refuse(404, 0, '404: Not Found')
      if (id !== webhookId || isDeleted) return refuse(404, 10_015, 'Unknown Webhook')
      if (token !== webhookToken) return refuse(401, 50_027, 'Invalid Webhook Token')
      if (request.method === 'GET')
        return { body: { id, type: 1, name: 'Hookswitch', channel_id: '100000000000000002' } }
      if (request.method !== 'POST') return refuse(405, 0, '405: Method Not Allowed')
      return execute(request, searchParams)
    },
  }
}

type Body = Readonly<Record<string, unknown>>

function refusalOf(
  body: Body,
  query: URLSearchParams,
  { isForum = false, threads }: DiscordOptions,
): FakeAnswer | null {
  const thread = query.get('thread_id')
  const threadName = textOf(body['thread_name'])
  if (isForum && thread === null && threadName === '') {
    return refuse(400, 220_001, 'Webhooks posted to forum channels must have a thread_name or thread_id')
  }
  if (thread !== null && threadName !== '') {
    return refuse(400, 220_002, 'Webhooks posted to forum channels cannot have both a thread_name and thread_id')
  }
  if (!isForum && threadName !== '') {
    return refuse(400, 220_003, 'Webhooks can only create threads in forum channels')
  }
  if (thread !== null && threads?.includes(thread) === false) return refuse(404, 10_003, 'Unknown Channel')
  const errors = faultsOf(body)
  if (errors !== null) return refuse(400, 50_035, 'Invalid Form Body', { errors })
  const isEmpty = textOf(body['content']).trim() === '' && listOf(body['embeds']).length === 0
  return isEmpty ? refuse(400, 50_006, 'Cannot send an empty message') : null
}

function refuse(status: number, code: number, message: string, more: object = {}): FakeAnswer {
  return { status, body: { message, code, ...more } }
}

function slowDown(resetMs: number, headers: Readonly<Record<string, string>>): FakeAnswer {
  const retry = resetMs / 1000
  return {
    status: 429,
    headers: { ...headers, 'retry-after': String(Math.ceil(retry)), 'x-ratelimit-scope': 'user' },
    body: { message: 'You are being rate limited.', retry_after: retry, global: false },
  }
}

function limitHeaders(limit: WindowLimit, state: { remaining: number; resetMs: number }): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit.count),
    'x-ratelimit-remaining': String(state.remaining),
    'x-ratelimit-reset-after': String(state.resetMs / 1000),
    'x-ratelimit-bucket': 'example-bucket',
  }
}

function messageOf(body: Body, { id, at, query }: { id: string; at: number; query: URLSearchParams }): DiscordMessage {
  const content = textOf(body['content'])
  const embeds = listOf(body['embeds'])
  const thread = query.get('thread_id')
  return {
    id,
    at,
    to: thread === null ? '#calls' : `#calls › ${thread}`,
    from: textOf(body['username']),
    title: '',
    text: [content, ...embeds.map(textOfEmbed)]
      .filter((text) => text !== '')
      .map(asRead)
      .join('\n\n'),
    content,
    embeds,
    thread,
    pings: /(?<!\\)@(everyone|here)|<@[!&]?\d+>/.test(content) && mayPing(body['allowed_mentions']),
  }
}

/** Without the field Discord pings whoever is named. */
function mayPing(allowed: unknown): boolean {
  return !isObject(allowed) || listOf(allowed['parse']).length > 0
}

function textOfEmbed(embed: unknown): string {
  if (!isObject(embed)) return ''
  const fields = listOf(embed['fields']).filter(isObject)
  const lines = [
    innerText(embed['author'], 'name'),
    textOf(embed['title']),
    textOf(embed['url']),
    textOf(embed['description']),
    ...fields.map((field) => `${textOf(field['name'])}: ${textOf(field['value'])}`),
    innerText(embed['footer'], 'text'),
  ]
  return lines.filter((line) => line !== '').join('\n')
}

function innerText(owner: unknown, key: string): string {
  return isObject(owner) ? textOf(owner[key]) : ''
}

/** A backslash before a sign is not shown. */
function asRead(markdown: string): string {
  return markdown.replace(/\\([!-/:-@[-`{-~])/g, '$1')
}
