import { roles } from '../../core/roles.ts'
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
  ref,
  type Schema,
  shownOnly,
  text,
  time,
} from './schema.ts'

// The small resources: sources, people, keys, the audit log and the wall.

const sourceProperties: Readonly<Record<string, Schema>> = {
  kind: ref('SourceKind'),
  name: text('For people', { minLength: 1, maxLength: 200 }),
  enabled: nullable(flag('False: it is not listened to', { default: true })),
  settings: nullable(freeObject('The kind’s settings; a secret reads as •••')),
  id: shownOnly(anything('Not taken over')),
  health: shownOnly(anything('Not taken over')),
  created_at: shownOnly(anything('Not taken over')),
  updated_at: shownOnly(anything('Not taken over')),
}

const personTexts: Readonly<Record<string, number>> = {
  login: 100,
  email: 254,
  phone: 40,
  extension: 20,
  group: 200,
  supervisor_id: 100,
  telegram_id: 40,
}

const userProperties: Readonly<Record<string, Schema>> = {
  id: nullable(text('The id that the telephony system knows them by; made here when absent', { maxLength: 100 })),
  name: text('First name, then the rest', { minLength: 1, maxLength: 200 }),
  ...Object.fromEntries(
    Object.entries(personTexts).map(([name, maxLength]) => [name, nullable(text('Null: not known', { maxLength }))]),
  ),
  created_at: shownOnly(anything('Not taken over')),
  updated_at: shownOnly(anything('Not taken over')),
}

const key: Readonly<Record<string, Schema>> = {
  id: text('Stands in the key, for finding it'),
  name: text('For people'),
  role: choice(roles, 'What it may do'),
  personal_data: flag('True: personal data is shown in clear'),
  created_at: time('When it was made'),
  expires_at: nullable(time('Null: never')),
  last_used_at: nullable(time('Null: never')),
  revoked_at: nullable(time('Null: it is valid')),
}

export const recordSchemas: Readonly<Record<string, Schema>> = {
  Source: {
    ...answer({
      id: text('Its id'),
      kind: text('What it is'),
      name: text('For people'),
      enabled: flag('False: it is not listened to'),
      settings: freeObject('Secrets read as •••'),
      health: answer({
        connected: flag('Whether it is listened to right now'),
        message: nullable(text('What is wrong, for a person, in the language of Accept-Language')),
        events: integer('Taken in since the server started'),
        last_event_at: nullable(time('The last event')),
      }),
      created_at: time('When it was made'),
      updated_at: time('When it was changed last'),
    }),
    description: 'A way events arrive besides this API',
  },
  SourceForm: { ...form(sourceProperties, ['kind', 'name']), description: 'A source as a person writes it' },
  SourcePatch: { ...form(sourceProperties), description: 'Only what shall change; null removes' },
  User: {
    ...answer({
      id: text('The id that the telephony system knows them by'),
      name: text('First name, then the rest'),
      ...Object.fromEntries(Object.keys(personTexts).map((name) => [name, nullable(text('Null: not known'))])),
      created_at: time('When it was made'),
      updated_at: time('When it was changed last'),
    }),
    description: 'Somebody who works in the call center',
  },
  UserForm: { ...form(userProperties, ['name']), description: 'A person as somebody writes them' },
  UserPatch: { ...form(userProperties), description: 'Only what shall change; null removes' },
  Key: { ...answer(key), description: 'An API key, without the key itself' },
  NewKey: { ...answer({ ...key, key: text('The whole key, shown this once') }), description: 'A key just made' },
  AuditRow: answer({
    id: text('Counts up without a gap'),
    at: time('When'),
    who: answer({ id: text('Id of the caller'), name: text('Name of the caller') }),
    action: text('What was done, such as integration.update'),
    object: text('To what, such as integrations:int_1'),
    before: anything('As it was; null when it was made'),
    after: anything('As it is; null when it was removed'),
    address: nullable(text('The network address that asked')),
    hash: text('SHA-256 over the row and the hash before'),
  }),
  WallMessage: answer({
    delivery_id: text('The delivery'),
    at: time('When it was delivered'),
    integration: answer({ id: text('Its id'), name: nullable(text('Its name')) }),
    binding: answer({ id: text('Its id'), name: nullable(text('Its name')) }),
    looks_like: text('telegram, discord, slack or mail'),
    look: nullable(
      answer({
        title: ref('Sentence'),
        frame: choice(['bubble', 'post', 'letter'], 'What a message is drawn in'),
        markup: choice(['plain', 'html', 'markdown', 'asterisks'], 'How its text is read'),
        color: text('#rrggbb'),
      }),
    ),
    message: freeObject('What was sent'),
  }),
}

const asterisk = {
  kind: 'asterisk-ami',
  name: 'Office exchange',
  enabled: false,
  settings: { host: 'pbx.example.com', username: 'hookswitch', secret: 'example-secret' },
}
const oneSource = { id: exampleIds.source }
const oneUser = { id: exampleIds.user }

export const sourceDescriptions = {
  list: { query: pageParameters, reply: pageOf(ref('Source')), example: { status: 200 } },
  activity: {
    reply: answer({
      items: list(
        answer({
          source: text('As the events name it'),
          events: integer('Taken in over the last 24 hours'),
          last_event_at: time('When the newest one was taken in'),
          event_types: list(
            answer({ event_type: text('An event type'), events: integer('Of them, over the last 24 hours') }),
            'What it told',
          ),
        }),
        'The busiest first',
      ),
    }),
    example: { status: 200 },
  },
  create: { request: ref('SourceForm'), reply: ref('Source'), example: { body: asterisk, status: 201 } },
  read: { reply: ref('Source'), example: { params: oneSource, status: 200 } },
  replace: {
    request: ref('SourceForm'),
    reply: ref('Source'),
    example: { params: oneSource, body: { ...asterisk, name: 'Exchange of the north' }, status: 200 },
  },
  change: {
    request: ref('SourcePatch'),
    reply: ref('Source'),
    example: { params: oneSource, body: { name: 'Exchange of the south' }, status: 200 },
  },
  remove: { example: { params: { id: exampleIds.otherSource }, status: 204 } },
} satisfies Record<string, RouteDescription>

export const userDescriptions = {
  list: { query: pageParameters, reply: pageOf(ref('User')), example: { status: 200 } },
  create: {
    request: ref('UserForm'),
    reply: ref('User'),
    problems: [409],
    example: {
      body: { id: exampleIds.otherUser, name: 'Anna Example', email: 'anna@example.com', extension: '118' },
      status: 201,
    },
  },
  read: { reply: ref('User'), example: { params: oneUser, status: 200 } },
  replace: {
    request: ref('UserForm'),
    reply: ref('User'),
    example: { params: oneUser, body: { name: 'Boris Example', group: 'Sales' }, status: 200 },
  },
  change: {
    request: ref('UserPatch'),
    reply: ref('User'),
    example: { params: oneUser, body: { group: 'Night shift' }, status: 200 },
  },
  remove: { example: { params: { id: exampleIds.otherUser }, status: 204 } },
} satisfies Record<string, RouteDescription>

export const keyDescriptions = {
  list: { query: pageParameters, reply: pageOf(ref('Key')), example: { status: 200 } },
  create: {
    request: form(
      {
        name: text('For people', { minLength: 1, maxLength: 100 }),
        role: { enum: [...roles, null], description: 'What it may do', default: 'viewer' },
        personal_data: nullable(flag('True: personal data is shown in clear', { default: false })),
        expires_at: nullable(time('Null: never')),
      },
      ['name'],
    ),
    reply: ref('NewKey'),
    example: { body: { name: 'Telephony system', role: 'ingest' }, status: 201 },
  },
  revoke: { example: { params: { id: exampleIds.key }, status: 204 } },
} satisfies Record<string, RouteDescription>

export const wallDescriptions = {
  list: {
    query: [
      { name: 'looks_like', description: 'Of walls that look so', schema: text('telegram, discord, slack or mail') },
      { name: 'integration_id', description: 'Of this wall', schema: text('An id') },
      { name: 'binding_id', description: 'Sent by this binding', schema: text('An id') },
      ...pageParameters,
    ],
    reply: pageOf(ref('WallMessage')),
    example: { query: { looks_like: 'slack' }, status: 200 },
  },
} satisfies Record<string, RouteDescription>
