import {
  type FakeAnswer,
  type FakeMessage,
  type FakeRequest,
  type FakeTools,
  isObject,
  lengthOf,
  listOf,
  readObject,
  textOf,
} from './service.ts'
import { type WindowLimit, Windows } from './window.ts'

/** Channels that always answer in their own way, so that a fault can be tried by name. */
export const slackChannels = {
  own: 'C0EXAMPLE',
  missing: 'C0MISSING',
  uninvited: 'C0UNINVITED',
  archived: 'C0ARCHIVED',
} as const

/** What the fake Slack knows. */
export interface SlackOptions extends Partial<FakeTools> {
  /** What a channel may get. Default: one message a second. */
  readonly limit?: WindowLimit
}

/** A message in a channel. */
export interface SlackMessage extends FakeMessage {
  /** Slack's id of it. */
  readonly ts: string
  readonly channel: string
  /** The text as it was sent. */
  readonly mrkdwn: string
  readonly blocks: readonly unknown[]
  /** True when somebody would have been mentioned. */
  readonly pings: boolean
}

export interface SlackService {
  /** Path of the one incoming webhook that is known. */
  readonly webhookPath: string
  /** Path below which the Web API answers. */
  readonly apiPath: string
  /** The one token that is known. */
  readonly token: string
  readonly answer: (request: FakeRequest) => FakeAnswer
  readonly messages: readonly SlackMessage[]
  /** From now on the webhook is unknown and the token is revoked, as after the app was removed. */
  readonly removeApp: () => void
}

type Body = Readonly<Record<string, unknown>>

const webhookPath = '/services/T0EXAMPLE/B0EXAMPLE/example-secret'
const token = 'xoxb-example-token'
const mostKept = 1000

/**
 * Slack's incoming webhooks and `chat.postMessage`, with the checks and the answers of the real ones.
 * https://docs.slack.dev/reference/methods/chat.postMessage
 */
export function openSlack(options: SlackOptions = {}): SlackService {
  const { now = Date.now, limit = { count: 1, perMs: 1000 }, heard } = options
  const windows = new Windows(limit)
  const messages: SlackMessage[] = []
  let isRemoved = false
  let taken = 0

  const waitS = (channel: string): number => {
    const { isFree, resetMs } = windows.take(channel, now())
    return isFree ? 0 : Math.ceil(resetMs / 1000)
  }

  const keep = (channel: string, body: Body): SlackMessage => {
    taken += 1
    const ts = `${Math.floor(now() / 1000)}.${String(taken).padStart(6, '0')}`
    const message = messageOf(body, { channel, ts, at: now() })
    messages.push(message)
    if (messages.length > mostKept) messages.shift()
    heard?.(message)
    return message
  }

  const webhook = (request: FakeRequest): FakeAnswer => {
    if (isRemoved || request.path !== webhookPath) return plain(404, 'no_service')
    const wait = waitS(slackChannels.own)
    if (wait > 0) return plain(429, 'rate_limited', { 'retry-after': String(wait) })
    const body = readObject(request.body)
    if (body === null) return plain(400, 'invalid_payload')
    const fault = faultOf(body)
    if (fault !== null) return plain(400, fault)
    keep(slackChannels.own, body)
    return plain(200, 'ok')
  }

  const postMessage = (request: FakeRequest): FakeAnswer => {
    const body = readObject(request.body)
    if (body === null) return no('invalid_json')
    const channel = textOf(body['channel'])
    const refusal = channelErrors[channel] ?? (isChannel(channel) ? null : 'channel_not_found')
    if (refusal !== null) return no(refusal)
    const wait = waitS(channel)
    if (wait > 0) return { ...no('ratelimited'), status: 429, headers: { 'retry-after': String(wait) } }
    const fault = faultOf(body)
    if (fault !== null) return no(fault)
    const { ts, mrkdwn, blocks } = keep(channel, body)
    return { body: { ok: true, channel, ts, message: { type: 'message', text: mrkdwn, blocks, ts } } }
  }

  const api = (request: FakeRequest, method: string): FakeAnswer => {
    const authorization = request.headers['authorization']
    if (authorization === undefined) return no('not_authed')
    if (authorization !== `Bearer ${token}`) return no('invalid_auth')
    if (isRemoved) return no('account_inactive')
    if (method === 'auth.test') return { body: { ok: true, team: 'Example', user: 'hookswitch', bot_id: 'B0EXAMPLE' } }
    return method === 'chat.postMessage' ? postMessage(request) : no('unknown_method')
  }

  return {
    webhookPath,
    apiPath: '/api',
    token,
    messages,
    removeApp: () => {
      isRemoved = true
    },
    answer: (request) => {
      if (request.path.startsWith('/services/')) return webhook(request)
      const [, method] = /^\/api\/([\w.]+)$/.exec(request.path) ?? []
      return method === undefined ? plain(404, 'not found') : api(request, method)
    },
  }
}

const channelErrors: Readonly<Record<string, string>> = {
  [slackChannels.missing]: 'channel_not_found',
  [slackChannels.uninvited]: 'not_in_channel',
  [slackChannels.archived]: 'is_archived',
}

function isChannel(channel: string): boolean {
  return /^[CDGU][A-Z0-9]{3,}$/.test(channel) || /^#[\p{Ll}\d_-]+$/u.test(channel)
}

function plain(status: number, word: string, headers: Readonly<Record<string, string>> = {}): FakeAnswer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body: word }
}

/** Slack says no with a 200. */
function no(error: string): FakeAnswer {
  return { body: { ok: false, error } }
}

/** The word for what is wrong with a message; null when nothing is. */
function faultOf(body: Body): string | null {
  const text = textOf(body['text'])
  const blocks = blocksOf(body)
  if (blocks === null) return 'invalid_blocks_format'
  if (text.trim() === '' && blocks.length === 0) return 'no_text'
  if (!text.isWellFormed()) return 'invalid_payload'
  if (lengthOf(text) > 40_000) return 'msg_too_long'
  if (blocks.length > 50 || !blocks.every(isBlock)) return 'invalid_blocks'
  return blocks.reduce((sum: number, block) => sum + lengthOf(textsIn(block).join('')), 0) > 13_200
    ? 'msg_blocks_too_long'
    : null
}

function blocksOf({ blocks }: Body): readonly unknown[] | null {
  if (blocks === undefined) return []
  return Array.isArray(blocks) ? blocks : null
}

// https://docs.slack.dev/reference/block-kit/blocks
function isBlock(block: unknown): boolean {
  if (!isObject(block)) return false
  switch (block['type']) {
    case 'divider':
      return true
    case 'section':
      return isText(block['text'], ['mrkdwn', 'plain_text'], 3000) || areFields(block['fields'])
    case 'header':
      return isText(block['text'], ['plain_text'], 150)
    case 'image':
      return /^https?:\/\//.test(textOf(block['image_url'])) && textOf(block['alt_text']) !== ''
    case 'context':
    case 'actions':
      return listOf(block['elements']).length > 0 && listOf(block['elements']).every(isObject)
    case 'rich_text':
      return Array.isArray(block['elements'])
    default:
      return false
  }
}

function isText(value: unknown, types: readonly string[], longest: number): boolean {
  if (!isObject(value) || !types.includes(textOf(value['type']))) return false
  const length = lengthOf(textOf(value['text']))
  return length > 0 && length <= longest
}

function areFields(value: unknown): boolean {
  const fields = listOf(value)
  return (
    fields.length > 0 && fields.length <= 10 && fields.every((each) => isText(each, ['mrkdwn', 'plain_text'], 2000))
  )
}

function messageOf(body: Body, { channel, ts, at }: { channel: string; ts: string; at: number }): SlackMessage {
  const mrkdwn = textOf(body['text'])
  const blocks = blocksOf(body) ?? []
  const shown = blocks.length === 0 ? [mrkdwn] : blocks.map((block) => textsIn(block).join('\n'))
  return {
    at,
    to: channel,
    from: '',
    title: '',
    text: shown.map(asRead).join('\n'),
    ts,
    channel,
    mrkdwn,
    blocks,
    pings: [mrkdwn, ...blocks.flatMap(textsIn)].some((text) => /<[@!#]/.test(text)),
  }
}

/** Every `text` in a block, in the order they stand. */
function textsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn)
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'text' && typeof inner === 'string' ? [inner] : textsIn(inner),
  )
}

/** Three entities are all that Slack reads. */
function asRead(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
