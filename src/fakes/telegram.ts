import type { FakeAnswer, FakeRequest, FakeTools } from './service.ts'
import { parseHtml, parseMarkdown } from './telegram-markup.ts'

/** Chats that always answer in their own way, so that a fault can be tried by number. Every other one takes messages. */
export const magicChats = {
  missing: '-404',
  kicked: '-403',
  blocked: '403',
  migrating: '-400',
  /** Where `migrating` went. */
  migrated: '-1000000000400',
} as const

/** What the fake Bot API knows. */
export interface TelegramOptions extends Partial<FakeTools> {
  /** The one token that is known. */
  readonly token?: string
  /** Messages a chat may get a second, and how many at once before that counts. No limit when absent. */
  readonly chatLimit?: { readonly perSecond: number; readonly burst: number }
  /** Topics that exist. */
  readonly topics?: readonly number[]
}

/** One message as a reader sees it. */
export interface ShownMessage {
  readonly id: number
  readonly chat: string
  readonly text: string
  readonly topic: number | null
  readonly silent: boolean
}

export interface TelegramService {
  readonly token: string
  readonly answer: (request: FakeRequest) => FakeAnswer
  readonly messages: readonly ShownMessage[]
  /** What `getUpdates` tells; the bot was added to a chat, or somebody wrote. */
  readonly addUpdate: (update: object) => void
  /** From now on another program has a webhook. */
  readonly setWebhook: (url: string) => void
}

interface State {
  readonly messages: ShownMessage[]
  readonly updates: object[]
  readonly buckets: Map<string, { tokens: number; at: number }>
  webhook: string
  taken: number
}

type Body = Readonly<Record<string, unknown>>

const mostKept = 1000

/** A Bot API that checks what the real one checks: token, chat, length, markup, topic, limits. */
export function openTelegram(options: TelegramOptions = {}): TelegramService {
  const token = options.token ?? '123456:example-token-of-no-bot'
  const state: State = { messages: [], updates: [], buckets: new Map(), webhook: '', taken: 0 }
  return {
    token,
    answer: (request) => answer(request, { ...options, token }, state),
    messages: state.messages,
    addUpdate: (update) => void state.updates.push({ update_id: state.updates.length + 1, ...update }),
    setWebhook: (url) => {
      state.webhook = url
    },
  }
}

function answer(request: FakeRequest, options: TelegramOptions, state: State): FakeAnswer {
  const [, token, method] = /^\/bot([^/]+)\/(\w+)/.exec(request.path) ?? []
  if (token === undefined || !/^\d+:[\w-]+$/.test(token)) return refuse(404, 'Not Found')
  if (token !== options.token) return refuse(401, 'Unauthorized')
  const body = readBody(request)
  switch (method?.toLowerCase()) {
    case 'sendmessage':
      return sendMessage(body, options, state)
    case 'getwebhookinfo':
      return grant({ url: state.webhook, has_custom_certificate: false, pending_update_count: 0 })
    case 'getupdates':
      return state.webhook === ''
        ? grant(state.updates)
        : refuse(409, "Conflict: can't use getUpdates method while webhook is active")
    case 'getme':
      return grant({ id: 123456, is_bot: true, first_name: 'Hookswitch', username: 'hookswitch_example_bot' })
    default:
      return refuse(404, 'Not Found')
  }
}

function readBody({ body, headers }: FakeRequest): Body {
  if (headers['content-type']?.includes('json') !== true) return Object.fromEntries(new URLSearchParams(body))
  try {
    return JSON.parse(body) as Body
  } catch {
    return {}
  }
}

function sendMessage(body: Body, options: TelegramOptions, state: State): FakeAnswer {
  const chat = String(body['chat_id'] ?? '')
  const refusal = refusalOf(chat)
  if (refusal !== null) return refusal
  const waitS = waitFor(chat, options, state)
  if (waitS > 0) return refuse(429, `Too Many Requests: retry after ${waitS}`, { retry_after: waitS })
  const text = String(body['text'] ?? '')
  const mode = String(body['parse_mode'] ?? '').toLowerCase()
  const parsed = mode === 'html' ? parseHtml(text) : mode === 'markdownv2' ? parseMarkdown(text) : { shown: text }
  if ('error' in parsed) return refuse(400, parsed.error)
  if (parsed.shown.trim() === '') return refuse(400, 'Bad Request: message text is empty')
  if (parsed.shown.length > 4096) return refuse(400, 'Bad Request: message is too long')
  if (!parsed.shown.isWellFormed()) return refuse(400, 'Bad Request: strings must be encoded in UTF-8')
  const topic = body['message_thread_id'] === undefined ? null : Number(body['message_thread_id'])
  if (topic !== null && options.topics?.includes(topic) !== true) {
    return refuse(400, 'Bad Request: message thread not found')
  }
  state.taken += 1
  const id = state.taken
  const silent = body['disable_notification'] === true || body['disable_notification'] === 'true'
  state.messages.push({ id, chat, text: parsed.shown, topic, silent })
  if (state.messages.length > mostKept) state.messages.shift()
  const to = topic === null ? chat : `${chat} › ${topic}`
  options.heard?.({ at: (options.now ?? Date.now)(), to, from: '', title: '', text: parsed.shown })
  return grant({ message_id: id, chat: { id: Number(chat) }, date: 1_773_654_067, text: parsed.shown })
}

function refusalOf(chat: string): FakeAnswer | null {
  switch (chat) {
    case '':
      return refuse(400, 'Bad Request: chat_id is empty')
    case magicChats.missing:
      return refuse(400, 'Bad Request: chat not found')
    case magicChats.kicked:
      return refuse(403, 'Forbidden: bot was kicked from the supergroup chat')
    case magicChats.blocked:
      return refuse(403, 'Forbidden: bot was blocked by the user')
    case magicChats.migrating:
      return refuse(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
        migrate_to_chat_id: Number(magicChats.migrated),
      })
    default:
      return null
  }
}

/** Seconds that this chat has to wait; 0 when it may have the message. A token bucket by chat. */
function waitFor(chat: string, { chatLimit, now: clock = Date.now }: TelegramOptions, { buckets }: State): number {
  if (chatLimit === undefined) return 0
  const now = clock()
  const last = buckets.get(chat) ?? { tokens: chatLimit.burst, at: now }
  const tokens = Math.min(chatLimit.burst, last.tokens + ((now - last.at) / 1000) * chatLimit.perSecond)
  const isFree = tokens >= 1
  buckets.set(chat, { tokens: isFree ? tokens - 1 : tokens, at: now })
  return isFree ? 0 : Math.ceil((1 - tokens) / chatLimit.perSecond)
}

function grant(result: unknown): FakeAnswer {
  return { body: { ok: true, result } }
}

function refuse(status: number, description: string, parameters?: object): FakeAnswer {
  return {
    status,
    body: { ok: false, error_code: status, description, ...(parameters && { parameters }) },
  }
}
