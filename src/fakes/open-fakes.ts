import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { JsonObject } from '../core/json.ts'
import type { Sentence } from '../core/sentence.ts'
import { openDiscord } from './discord.ts'
import { openMail } from './mail.ts'
import { fakesPage } from './page.ts'
import type { FakeAnswer, FakeMessage, FakeRequest, FakeTools } from './service.ts'
import { openSlack, slackChannels } from './slack.ts'
import { openTelegram } from './telegram.ts'
import { openWebhook } from './webhook.ts'

/** A message and the kind of integration that it came through. */
export interface HeardMessage extends FakeMessage {
  readonly no: number
  readonly kind: string
}

/** One way to reach a fake: what to enter for an integration of this kind. */
export interface FakeWay {
  readonly kind: string
  readonly title: Sentence
  readonly settings: JsonObject
}

/** A fake that does not run here, and what to do about it. */
export interface AbsentFake {
  readonly kind: string
  readonly reason: Sentence
}

/** The fakes, running in this process, on this machine only. */
export interface Fakes {
  /** The page that shows what they received. Ends with a slash. */
  readonly url: string
  readonly ways: readonly FakeWay[]
  readonly absent: readonly AbsentFake[]
  /** What they received, newest first; the last 500. Only in memory. */
  readonly messages: () => readonly HeardMessage[]
  readonly close: () => Promise<void>
}

export interface FakesOptions {
  /** Of the page and of everything that speaks HTTP; 0 takes any free one. */
  readonly port: number
  readonly mailPort: number
  /** Milliseconds since 1970. */
  readonly now: () => number
}

const host = '127.0.0.1'
const mostKept = 500
const longestRequestBytes = 8 * 1024 * 1024

/** Starts every fake. Rejects when a port is taken. */
export async function openFakes({ port, mailPort, now }: FakesOptions): Promise<Fakes> {
  const messages: HeardMessage[] = []
  let heard = 0
  const toolsFor = (kind: string): FakeTools => ({
    now,
    heard: ({ at, to, from, title, text }) => {
      heard += 1
      messages.unshift({ no: heard, kind, at, to, from, title, text })
      messages.length = Math.min(messages.length, mostKept)
    },
  })

  const telegram = openTelegram(toolsFor('telegram'))
  telegram.addUpdate({ message: { message_id: 1, chat: { id: Number(chatId), type: 'group', title: 'Call center' } } })
  const discord = openDiscord(toolsFor('discord'))
  const slack = openSlack(toolsFor('slack'))
  const answers: Answers = {
    telegram: telegram.answer,
    discord: discord.answer,
    slack: slack.answer,
    webhook: openWebhook(toolsFor('webhook')),
  }
  const page: { ways: readonly FakeWay[]; absent: readonly AbsentFake[] } = { ways: [], absent: [] }
  const server = openServer(answers, () => ({ ...page, messages }))
  await server.listen({ host, port })
  const url = `http://${host}:${(server.server.address() as AddressInfo).port}`
  const mail = await openMail({ ...toolsFor('smtp'), port: mailPort }).catch(async (error: unknown) => {
    await server.close()
    throw error
  })

  page.ways = [
    way('telegram', 'Telegram', { bot_token: telegram.token, chat_id: chatId, api_base: `${url}/telegram` }),
    way('discord', 'Discord', { webhook_url: `${url}/discord${discord.webhookPath}` }),
    {
      kind: 'slack',
      title: { en: 'Slack, incoming webhook', ru: 'Slack, входящий вебхук' },
      settings: { webhook_url: `${url}/slack${slack.webhookPath}` },
    },
    {
      kind: 'slack',
      title: { en: 'Slack, bot token', ru: 'Slack, токен бота' },
      settings: { token: slack.token, channel: slackChannels.own, api_base: `${url}/slack${slack.apiPath}` },
    },
    { kind: 'webhook', title: { en: 'Webhook', ru: 'Вебхук' }, settings: { url: `${url}/webhook` } },
    ...(mail === null ? [] : [mailWay(mail)]),
  ]
  page.absent = mail === null ? [{ kind: 'smtp', reason: mailIsAbsent }] : []
  return {
    url: `${url}/`,
    ...page,
    messages: () => messages,
    close: async () => {
      await Promise.all([server.close(), mail?.close()])
    },
  }
}

const chatId = '-1001234567890'

const mailIsAbsent: Sentence = {
  en: 'Mail does not run: install it with npm install smtp-server mailparser, then start the fakes again',
  ru: 'Почта не запущена: установите её командой npm install smtp-server mailparser и запустите заново',
}

function way(kind: string, name: string, settings: JsonObject): FakeWay {
  return { kind, title: { en: name, ru: name }, settings }
}

function mailWay({ port }: { port: number }): FakeWay {
  const settings = { host, port, security: 'none', from: 'Hookswitch <hookswitch@example.com>' }
  return { kind: 'smtp', title: { en: 'Mail', ru: 'Почта' }, settings }
}

type Answers = Readonly<Record<string, (request: FakeRequest) => FakeAnswer>>

/** The page at `/`, what it shows at `/messages`, and every service below its own name. */
function openServer(answers: Answers, shown: () => object): FastifyInstance {
  const server = Fastify({ logger: false, bodyLimit: longestRequestBytes, forceCloseConnections: true })
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  // A page elsewhere whose name was turned to this machine could read the messages otherwise.
  server.addHook('onRequest', async (request, reply) => {
    if (!/^(127\.0\.0\.1|localhost)$/.test(request.hostname)) return reply.code(421).send('ask for 127.0.0.1')
  })
  server.get('/', (_request, reply) => reply.headers(fakesPage.headers).send(fakesPage.html))
  server.get('/messages', (_request, reply) => reply.header('cache-control', 'no-store').send(shown()))
  server.setNotFoundHandler((request, reply) => serve(request, reply, answers))
  return server
}

function serve(request: FastifyRequest, reply: FastifyReply, answers: Answers): FastifyReply {
  const [, name = '', path = ''] = /^\/([^/?]*)(.*)$/.exec(request.url) ?? []
  const answer = Object.hasOwn(answers, name) ? answers[name] : undefined
  if (answer === undefined) return reply.code(404).send('there is no fake of that name')
  const {
    status = 200,
    headers = {},
    body,
  } = answer({
    method: request.method,
    path: path === '' ? '/' : path,
    headers: Object.fromEntries(Object.entries(request.headers).map(([key, value]) => [key, String(value)])),
    body: typeof request.body === 'string' ? request.body : '',
  })
  const isText = typeof body === 'string'
  return reply
    .code(status)
    .headers({ ...(!isText && { 'content-type': 'application/json' }), ...headers })
    .send(isText ? body : JSON.stringify(body))
}
