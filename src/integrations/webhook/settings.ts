import type { Field } from '../../core/field.ts'
import type { Json, JsonObject } from '../../core/json.ts'

/** What a person sets up for an address to send to. */
export interface WebhookSettings {
  readonly url: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Sent with every event; a binding's own parameters win. */
  readonly common_parameters?: JsonObject
  readonly headers?: Readonly<Record<string, string>>
  /** Absent: `query` for GET and DELETE, which carry no body, else `json`. */
  readonly body_format?: 'json' | 'form' | 'query'
  readonly success?: SuccessRule
  readonly auth?: Auth
  /** One or several, with spaces between, so that a secret can be changed without losing a message. */
  readonly signing_secret?: string
  readonly timeout_ms: number
}

/** When an answer counts as delivered. Both parts must hold. */
export interface SuccessRule {
  /** `200`, `2xx` or `200-204`; any 2xx when absent. */
  readonly statuses?: readonly string[]
  /** Where to look in a JSON answer: `$.result.ok`, `$.items[0].id`. */
  readonly json_path?: string
  /** What has to stand there; `true` when absent. */
  readonly equals?: Json
}

/** How the other side wants to know us. */
export type Auth =
  | { readonly type: 'none' }
  | { readonly type: 'basic'; readonly user: string; readonly password?: string }
  | { readonly type: 'bearer'; readonly token: string }
  | ClientCredentials

/** RFC 6749, section 4.4. */
export interface ClientCredentials {
  readonly type: 'oauth2_client_credentials'
  readonly token_url: string
  readonly client_id: string
  readonly client_secret: string
  readonly scope?: string
}

const forType = (type: Auth['type']) => ({ when: { field: 'type', equals: type } })

const authFields: readonly Field[] = [
  {
    name: 'type',
    type: 'choice',
    default: 'none',
    label: { en: 'How to sign in', ru: 'Как представиться' },
    choices: [
      { value: 'none', label: { en: 'Not at all', ru: 'Никак' } },
      { value: 'basic', label: { en: 'User name and password', ru: 'Имя и пароль' } },
      { value: 'bearer', label: { en: 'Token', ru: 'Токен' } },
      { value: 'oauth2_client_credentials', label: { en: 'OAuth 2 client', ru: 'Клиент OAuth 2' } },
    ],
  },
  { name: 'user', type: 'text', required: true, ...forType('basic'), label: { en: 'User name', ru: 'Имя' } },
  { name: 'password', type: 'secret', ...forType('basic'), label: { en: 'Password', ru: 'Пароль' } },
  { name: 'token', type: 'secret', required: true, ...forType('bearer'), label: { en: 'Token', ru: 'Токен' } },
  {
    name: 'token_url',
    type: 'url',
    required: true,
    ...forType('oauth2_client_credentials'),
    label: { en: 'Address that gives tokens', ru: 'Адрес, выдающий токены' },
  },
  {
    name: 'client_id',
    type: 'text',
    required: true,
    ...forType('oauth2_client_credentials'),
    label: { en: 'Client id', ru: 'Идентификатор клиента' },
  },
  {
    name: 'client_secret',
    type: 'secret',
    required: true,
    ...forType('oauth2_client_credentials'),
    label: { en: 'Client secret', ru: 'Секрет клиента' },
  },
  {
    name: 'scope',
    type: 'text',
    ...forType('oauth2_client_credentials'),
    label: { en: 'Scope', ru: 'Область доступа (scope)' },
  },
]

const successFields: readonly Field[] = [
  {
    name: 'statuses',
    type: 'list',
    label: { en: 'Statuses that mean success', ru: 'Какие коды ответа — успех' },
    help: { en: '200, 2xx or 200-204. Any 2xx when empty.', ru: '200, 2xx или 200-204. Если пусто — любой 2xx.' },
  },
  {
    name: 'json_path',
    type: 'text',
    label: { en: 'Field of the answer to check', ru: 'Какое поле ответа проверить' },
    help: {
      en: 'For services that answer 200 to everything: $.ok or $.result.items[0].status',
      ru: 'Для сервисов, которые на всё отвечают 200: $.ok или $.result.items[0].status',
    },
  },
  {
    name: 'equals',
    type: 'json',
    label: { en: 'What must stand there', ru: 'Что должно в нём стоять' },
    help: { en: 'true when empty', ru: 'Если пусто — true' },
  },
]

/** Names are fixed: they are stored, and programs write them. */
export const settings: readonly Field[] = [
  { name: 'url', type: 'url', required: true, maxLength: 4000, label: { en: 'Address', ru: 'Адрес' } },
  {
    name: 'method',
    type: 'choice',
    default: 'POST',
    label: { en: 'Method', ru: 'Метод' },
    choices: ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'].map((method) => ({
      value: method,
      label: { en: method, ru: method },
    })),
  },
  {
    name: 'common_parameters',
    type: 'object',
    label: { en: 'Sent with every event', ru: 'Отправлять с каждым событием' },
    help: {
      en: 'Constants, such as a token or a chat id. A binding may set the same name: its value wins. Values whose name speaks of a token, key, secret or password are hidden.',
      ru: 'Постоянные значения: токен, номер чата. Если привязка задаёт то же имя, берётся её значение. Значения, в имени которых есть token, key, secret или password, скрыты.',
    },
  },
  {
    name: 'headers',
    type: 'pairs',
    label: { en: 'Headers', ru: 'Заголовки' },
    help: {
      en: 'Values whose name speaks of authorization, a token, key, secret, password or cookie are hidden.',
      ru: 'Значения, в имени которых есть authorization, token, key, secret, password или cookie, скрыты.',
    },
  },
  {
    name: 'body_format',
    type: 'choice',
    label: { en: 'How parameters are sent', ru: 'В каком виде отправлять параметры' },
    help: {
      en: 'When empty: in the address for GET and DELETE, as JSON otherwise.',
      ru: 'Если пусто: для GET и DELETE — в адресе, для остальных — JSON.',
    },
    choices: [
      { value: 'json', label: { en: 'JSON', ru: 'JSON' } },
      { value: 'form', label: { en: 'Form', ru: 'Форма' } },
      { value: 'query', label: { en: 'In the address', ru: 'В адресе' } },
    ],
  },
  {
    name: 'success',
    type: 'object',
    label: { en: 'What counts as success', ru: 'Что считать успехом' },
    fields: successFields,
  },
  { name: 'auth', type: 'object', label: { en: 'Signing in', ru: 'Авторизация' }, fields: authFields },
  {
    name: 'signing_secret',
    type: 'secret',
    label: { en: 'Signing secret', ru: 'Секрет подписи' },
    help: {
      en: 'Requests are signed as Standard Webhooks describes. Starts with whsec_, or any text. Several with spaces between while you change it.',
      ru: 'Запросы подписываются по правилам Standard Webhooks. Начинается с whsec_ или любой текст. На время смены — несколько через пробел.',
    },
  },
  {
    name: 'timeout_ms',
    type: 'integer',
    default: 10_000,
    min: 100,
    max: 120_000,
    label: { en: 'Longest wait, ms', ru: 'Ждать ответа не дольше, мс' },
  },
]
