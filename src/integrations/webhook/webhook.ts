import { hiddenSecret } from '../../core/field.ts'
import type { HttpReply } from '../../core/http.ts'
import type { IntegrationKind, Sending } from '../../core/integration.ts'
import { examples } from './examples.ts'
import { russian } from './in-russian.ts'
import { buildRequest, type UnsignedRequest } from './request.ts'
import { settings, type WebhookSettings } from './settings.ts'
import { webhookHeaders } from './sign.ts'
import { judgeReply } from './success.ts'
import { dropToken, TokenRefused, tokenFor } from './token.ts'

type Delivery = Sending<WebhookSettings>

const webhook: IntegrationKind<WebhookSettings> = {
  kind: 'webhook',
  title: { en: 'Webhook', ru: 'Вебхук' },
  summary: {
    en: 'Sends each event to an address of your choice: a CRM, a script, a website.',
    ru: 'Отправляет каждое событие на указанный адрес: в CRM, скрипт или на сайт.',
  },
  family: 'webhook',
  settings,
  parameters: [],
  anyParameters: true,
  examples,
  russian,
  async send(delivery) {
    const request = buildRequest(delivery.settings, delivery.parameters)
    try {
      const reply = await signIn(request, delivery)
      return judgeReply(reply, delivery.settings.success ?? {}, delivery.clock.now())
    } catch (error) {
      if (error instanceof TokenRefused) return error.outcome
      throw error
    }
  },
}

export default webhook

/** Sends the request the way the other side wants to know us. */
function signIn(request: UnsignedRequest, delivery: Delivery): Promise<HttpReply> {
  const { auth = { type: 'none' } } = delivery.settings
  switch (auth.type) {
    case 'none':
      return post(request, delivery)
    case 'basic':
      return post(request, delivery, `Basic ${Buffer.from(`${auth.user}:${auth.password ?? ''}`).toString('base64')}`)
    case 'bearer':
      return post(request, delivery, `Bearer ${auth.token}`)
    case 'oauth2_client_credentials':
      return withToken(delivery, (token) => post({ ...request, secrets: [token] }, delivery, `Bearer ${token}`))
  }
}

/** A token may be withdrawn before its time: then one new one is worth a try, and a second 401 is the answer. */
async function withToken(delivery: Delivery, sendWith: (token: string) => Promise<HttpReply>): Promise<HttpReply> {
  const { settings, http, clock } = delivery
  const { auth } = settings
  if (auth?.type !== 'oauth2_client_credentials') throw new Error('these settings have no token')
  if (delivery.isRehearsal) return sendWith(hiddenSecret)
  const tools = { http, now: () => clock.now() }
  const token = await tokenFor(auth, tools)
  const reply = await sendWith(token)
  if (reply.status !== 401) return reply
  dropToken(auth, token)
  return sendWith(await tokenFor(auth, tools))
}

function post(request: UnsignedRequest, delivery: Delivery, authorization?: string): Promise<HttpReply> {
  const { settings, http, signal, clock, deliveryId } = delivery
  const identity = { id: deliveryId, body: request.body ?? '', now: clock.now() }
  return http({
    ...request,
    headers: {
      'user-agent': 'Hookswitch',
      ...request.headers,
      ...(authorization !== undefined && { authorization }),
      ...webhookHeaders(identity, settings.signing_secret),
    },
    timeoutMs: settings.timeout_ms,
    signal,
  })
}
