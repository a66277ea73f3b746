import { exampleIds, type RouteDescription } from './description.ts'
import { pageOf, pageParameters } from './lists.ts'
import {
  answer,
  anything,
  choice,
  flag,
  form,
  freeObject,
  integer,
  list,
  nullable,
  number,
  ref,
  type Schema,
  shownOnly,
  text,
  time,
} from './schema.ts'

const rate = number('At most so many a second', { minimum: 0.001, maximum: 100_000 })
const concurrency = integer('At most so many at once', { minimum: 1, maximum: 1000 })
const settings = freeObject('The kind’s settings; the catalogue lists them. A secret is write-only: it reads as •••')

const formProperties: Readonly<Record<string, Schema>> = {
  kind: ref('IntegrationKind'),
  name: text('For people', { minLength: 1, maxLength: 200 }),
  enabled: nullable(flag('False: nothing is sent, the backlog is kept', { default: true })),
  settings: nullable(settings),
  personal_data: {
    enum: ['masked', 'clear', null],
    description: 'Whether it may have personal data in clear. Default: masked for chats and mail, clear for the rest',
  },
  limits: nullable(form({ rate_per_second: nullable(rate), concurrency: nullable(concurrency) })),
  id: shownOnly(anything('Not taken over')),
  health: shownOnly(anything('Not taken over')),
  paused: shownOnly(anything('Not taken over')),
  created_at: shownOnly(anything('Not taken over')),
  updated_at: shownOnly(anything('Not taken over')),
  used_by: shownOnly(anything('Not taken over')),
  last_test: shownOnly(anything('Not taken over')),
}

const integrationExample = {
  kind: 'webhook',
  name: 'CRM',
  settings: { url: exampleIds.webhook, common_parameters: { source: 'hookswitch' } },
}

export const integrationSchemas: Readonly<Record<string, Schema>> = {
  Integration: {
    ...answer({
      id: text('Its id'),
      kind: text('What it is'),
      name: text('For people'),
      enabled: flag('False: nothing is sent, the backlog is kept'),
      settings,
      personal_data: choice(['masked', 'clear'], 'Whether it may have personal data in clear'),
      limits: answer({ rate_per_second: nullable(rate), concurrency: nullable(concurrency) }),
      created_at: time('When it was made'),
      updated_at: time('When it was changed last'),
      used_by: integer('How many bindings send through it'),
      last_test: nullable(answer({ at: time('When it was tested last'), outcome: text('How that went') })),
      health: ref('IntegrationHealth'),
    }),
    description: 'An external resource: where messages go',
    examples: [
      {
        id: exampleIds.integration,
        ...integrationExample,
        enabled: true,
        personal_data: 'clear',
        limits: { rate_per_second: null, concurrency: null },
        created_at: '2026-03-02T08:00:00.000Z',
        updated_at: '2026-03-02T08:00:00.000Z',
        used_by: 2,
        last_test: { at: '2026-03-16T09:12:40.000Z', outcome: 'ok' },
        health: {
          state: 'ok',
          paused: false,
          paused_since: null,
          paused_by: null,
          reason: null,
          delivered: 812,
          failed: 3,
          failures_in_row: 0,
          last_success_at: '2026-03-16T09:41:07.501Z',
          last_failure_at: null,
          in_flight: 0,
          waits_until: null,
        },
      },
    ],
  },
  IntegrationHealth: {
    ...answer({
      state: choice(['ok', 'failing', 'paused', 'off', 'unknown'], 'In one word'),
      paused: flag('True while nothing is sent'),
      paused_since: nullable(time('Since when')),
      paused_by: nullable(choice(['person', 'auth', 'gone'], 'A person, or the outcome that ended sending')),
      reason: nullable(text('Why it is paused, or what failed last, in the language of Accept-Language')),
      delivered: integer('Since the server started'),
      failed: integer('Since the server started'),
      failures_in_row: integer('Failures since the last success'),
      last_success_at: nullable(time('The last success')),
      last_failure_at: nullable(time('The last failure')),
      in_flight: integer('Being sent right now'),
      waits_until: nullable(time('The destination asked to wait until then')),
    }),
    description: 'How it fares since the server started',
  },
  IntegrationForm: {
    ...form(formProperties, ['kind', 'name']),
    description: 'An integration as a person writes it. On PUT a secret sent as ••• stays as it is',
    examples: [integrationExample],
  },
  NewIntegration: {
    ...form(
      {
        ...formProperties,
        secrets_from: text('Id of an integration of the same kind: a secret sent as ••• is taken over from it'),
      },
      ['kind', 'name'],
    ),
    description: 'An integration as a person writes it',
    examples: [integrationExample],
  },
  IntegrationPatch: { ...form(formProperties), description: 'Only what shall change; null removes' },
  TestResult: {
    ...answer(
      {
        outcome: choice(
          ['ok', 'accepted', 'partial', 'retry', 'rate', 'ambiguous', 'permanent', 'auth', 'gone'],
          'How it ended',
        ),
        status: nullable(integer('HTTP status, where there is one')),
        duration_ms: number('How long it took'),
        request: nullable(ref('RecordedRequest')),
        response: nullable(ref('RecordedResponse')),
        message: text('What happened, for a person, in the language of Accept-Language'),
        parameters: freeObject('What was sent'),
        empty_variables: list(text('A name'), 'Variables that were empty'),
        timing: nullable({
          ...answer({
            dns_ms: integer('Finding the address of the name'),
            connect_ms: integer('Opening the connection'),
            tls_ms: nullable(integer('Agreeing on TLS; null without it')),
            wait_ms: integer('From then until the whole answer was there'),
            total_ms: integer('All of it'),
          }),
          description: 'Where the time of the last request went; null when no answer came, or the kind speaks no HTTP',
        }),
        steps: list(
          answer({
            name: text('connect, auth, send'),
            ok: flag('False: it failed, and nothing after it was tried'),
            message: nullable(text('What went wrong, in the language of Accept-Language')),
            duration_ms: number('How long it took'),
          }),
          'The parts of the work, of kinds that name them',
        ),
      },
      ['steps'],
    ),
    description: 'How a test went; secrets are hidden',
  },
}

const one = { id: exampleIds.integration }

export const integrationDescriptions = {
  list: { query: pageParameters, reply: pageOf(ref('Integration')), example: { query: { limit: '20' }, status: 200 } },
  create: {
    request: ref('NewIntegration'),
    reply: ref('Integration'),
    example: { body: integrationExample, status: 201 },
  },
  read: { reply: ref('Integration'), example: { params: one, status: 200 } },
  replace: {
    request: ref('IntegrationForm'),
    reply: ref('Integration'),
    example: { params: one, body: { ...integrationExample, name: 'CRM of the north' }, status: 200 },
  },
  change: {
    request: ref('IntegrationPatch'),
    reply: ref('Integration'),
    example: { params: one, body: { limits: { rate_per_second: 5 } }, status: 200 },
  },
  remove: { problems: [409], example: { params: { id: exampleIds.unusedIntegration }, status: 204 } },
  testUnsaved: {
    request: {
      ...form({ ...formProperties, parameters: freeObject('What to send'), id: text('A saved one, for its secrets') }, [
        'kind',
      ]),
      description: 'Settings to try, with the parameters of the message',
    },
    reply: ref('TestResult'),
    example: { body: { ...integrationExample, parameters: { text: 'Hello from Hookswitch' } }, status: 200 },
  },
  test: {
    request: { type: 'object', properties: { parameters: freeObject('What to send; a short greeting when absent') } },
    requestRequired: false,
    reply: ref('TestResult'),
    example: { params: one, body: { parameters: { text: 'Hello from Hookswitch' } }, status: 200 },
  },
  pause: {
    request: { type: 'object', properties: { reason: text('Why, for the people who will look', { maxLength: 300 }) } },
    requestRequired: false,
    reply: ref('Integration'),
    example: { params: one, body: { reason: 'The CRM is being moved tonight' }, status: 200 },
  },
  resume: { reply: ref('Integration'), example: { params: one, status: 200 } },
  help: {
    request: form({
      kind: text('The kind; that of id when absent'),
      id: text('A saved integration, for its secrets'),
      settings: freeObject('As far as they are filled in'),
    }),
    reply: answer({
      fills: text('The setting that a choice goes into'),
      choices: list(answer({ value: text('What to fill in'), label: text('What to show') }), 'What was found'),
    }),
    example: {
      params: { name: 'find_chats' },
      body: { kind: 'telegram', settings: { bot_token: '123456:example', api_base: exampleIds.telegram } },
      status: 200,
    },
  },
} satisfies Record<string, RouteDescription>
