import type { IntegrationKind } from '../../src/core/integration.ts'

interface Settings {
  readonly gateway: string
  readonly api_key: string
  readonly sender: string
}

interface Parameters {
  readonly to: string
  readonly text: string
}

/** SMS through a gateway that takes `POST {to, from, text}` and answers `202 {"id": "…"}`. */
const smsGateway: IntegrationKind<Settings, Parameters> = {
  kind: 'sms-gateway',
  title: { en: 'SMS gateway', ru: 'SMS-шлюз' },
  summary: { en: 'Sends a text message to a phone.', ru: 'Отправляет SMS на телефон.' },
  // Not `chat`: chats get masked phones, and a message to ********333 goes nowhere.
  family: 'crm',
  settings: [
    { name: 'gateway', type: 'url', required: true, label: { en: 'Address of the gateway', ru: 'Адрес шлюза' } },
    { name: 'api_key', type: 'secret', required: true, label: { en: 'API key', ru: 'Ключ API' } },
    { name: 'sender', type: 'text', default: 'Hookswitch', label: { en: 'Sender', ru: 'Отправитель' } },
  ],
  parameters: [
    { name: 'to', type: 'text', required: true, label: { en: 'Phone', ru: 'Телефон' } },
    { name: 'text', type: 'long_text', required: true, label: { en: 'Message', ru: 'Сообщение' } },
  ],
  // A message that may have been sent is paid for: let a person decide instead of sending it twice.
  ambiguous: 'ask',
  // Reasons are kept as `send` says them; a reader of the Russian console gets these.
  russian: {
    'the phone number is empty or masked': 'номер телефона пустой или скрыт',
    'the gateway refused the API key': 'шлюз не принял ключ API',
    'the gateway asked to slow down': 'шлюз просит отправлять реже',
    'the gateway answered $1': 'шлюз ответил кодом $1',
  },
  limits: { ratePerSecond: 5 },
  examples: [
    {
      name: 'the gateway takes the message and gives it a number',
      settings: { gateway: 'https://sms.example.com/send', api_key: 'example-key', sender: 'Support' },
      parameters: { to: '+15550100', text: 'We will call you back' },
      request: { method: 'POST', body: { to: '+15550100', from: 'Support', text: 'We will call you back' } },
      reply: { status: 202, body: { id: 'sms-1' } },
      outcome: { kind: 'accepted', status: 202, remoteId: 'sms-1' },
    },
    {
      name: 'a wrong key pauses the integration',
      settings: { gateway: 'https://sms.example.com/send', api_key: 'old-key', sender: 'Support' },
      parameters: { to: '+15550100', text: 'We will call you back' },
      reply: { status: 401, body: {} },
      outcome: { kind: 'auth', status: 401 },
    },
  ],
  async send({ settings, parameters, http, deliveryId }) {
    if (!/\d{5}/.test(parameters.to)) return { kind: 'permanent', reason: 'the phone number is empty or masked' }
    const { status, body } = await http({
      method: 'POST',
      url: settings.gateway,
      headers: {
        'content-type': 'application/json',
        'x-api-key': settings.api_key,
        'idempotency-key': deliveryId,
      },
      body: JSON.stringify({ to: parameters.to, from: settings.sender, text: parameters.text }),
    })
    if (status === 202) return { kind: 'accepted', status, remoteId: idIn(body) }
    if (status === 401) return { kind: 'auth', status, reason: 'the gateway refused the API key' }
    if (status === 429) return { kind: 'rate', status, waitMs: 60_000, reason: 'the gateway asked to slow down' }
    if (status >= 500) return { kind: 'retry', status, reason: `the gateway answered ${status}` }
    return { kind: 'permanent', status, reason: `the gateway answered ${status}` }
  },
}

export default smsGateway

function idIn(body: string): string {
  try {
    return String((JSON.parse(body) as { id?: unknown }).id ?? '')
  } catch {
    return ''
  }
}
