import { exportColumns } from '../../journal/export.ts'
import { filterProperties } from './deliveries.ts'
import { exampleIds, type RouteDescription } from './description.ts'
import { filterParameters, orderParameter, pageOf, pageParameters } from './lists.ts'
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

// What keeps an installation in order: files from the journal, saved filters, retention, copies, set-ups, erasing.

const days = (of: string) =>
  integer(`Days that ${of} are kept, counted from the moment of acceptance`, { minimum: 1, maximum: 3650 })
const retentionProperties: Readonly<Record<string, Schema>> = {
  successes_days: days('delivered, skipped and canceled deliveries'),
  failures_days: days('failed deliveries'),
  events_days: days('events without a delivery'),
}

const companyProperties: Readonly<Record<string, Schema>> = {
  name: text('As messages say it: {{company_name}}', { maxLength: 100 }),
  time_zone: text('IANA zone: of times in messages, quiet hours and days of statistics', { maxLength: 100 }),
  language: choice(['en', 'ru'], 'Of messages, and of the console until a person chooses'),
}

const savedViewProperties: Readonly<Record<string, Schema>> = {
  name: text('For people', { minLength: 1, maxLength: 200 }),
  filter: {
    type: 'object',
    properties: filterProperties,
    additionalProperties: false,
    description: 'The filters of the journal, as in its address',
  },
  shared: nullable(flag('True: everybody who may read the journal sees it', { default: false })),
  id: shownOnly(anything('Not taken over')),
  owner: shownOnly(anything('Not taken over')),
  created_at: shownOnly(anything('Not taken over')),
  updated_at: shownOnly(anything('Not taken over')),
}

export const operationSchemas: Readonly<Record<string, Schema>> = {
  SavedView: {
    ...answer({
      id: text('Its id'),
      name: text('For people'),
      filter: freeObject('The filters of the journal'),
      shared: flag('True: everybody who may read the journal sees it'),
      owner: answer({ id: text('Id of the key that made it'), name: text('Its name') }),
      created_at: time('When it was made'),
      updated_at: time('When it was changed last'),
    }),
    description: 'A filter of the journal that somebody gave a name',
  },
  SavedViewForm: { ...form(savedViewProperties, ['name']), description: 'A saved filter as a person writes it' },
  SavedViewPatch: { ...form(savedViewProperties), description: 'Only what shall change; null removes' },
  Retention: { ...answer(retentionProperties), description: 'How long the journal is kept' },
  Company: {
    ...answer({
      ...companyProperties,
      defaults: answer(companyProperties),
    }),
    description: 'The call center as messages name it; defaults are what holds for everything that nobody set',
  },
  Setup: {
    type: 'object',
    description: 'What people set up, without secrets; every list may be left out',
    required: ['hookswitch'],
    properties: {
      hookswitch: { type: 'integer', const: 1, description: 'The version of this form' },
      integrations: list(freeObject('As /integrations shows it'), 'Known by id, else by name'),
      sources: list(freeObject('As /sources shows it'), 'Known by id, else by name'),
      users: list(freeObject('As /users shows it'), 'Known by id, else by name'),
      bindings: list(freeObject('As /bindings shows it, with integration: its name'), 'Known by id, else by name'),
      views: list(freeObject('As /views shows it'), 'Shared ones, known by id, else by name'),
    },
    additionalProperties: false,
  },
  Imported: answer({
    dry_run: flag('As asked'),
    items: list(
      answer({
        section: choice(['integrations', 'sources', 'users', 'bindings', 'views'], 'Where it stands in the file'),
        id: nullable(text('Its id here; null when it is new')),
        name: text('Its name'),
        action: choice(['created', 'changed', 'unchanged'], 'What becomes of it'),
        changes: list(
          answer({
            path: text('The field'),
            before: anything('As it is here; secrets read as •••'),
            after: anything('As the file says'),
          }),
          'What is not the same; empty for a new one',
        ),
        notes: list(text('A sentence'), 'What a person still has to do'),
      }),
      'Every entry of the file',
    ),
  }),
  ErasedClient: answer({
    events: integer('Events that mentioned the number'),
    deliveries: integer('Their deliveries'),
    attempts: integer('The attempts of those'),
    still_in: list(
      answer({ collection: text('What it is'), id: text('Its id'), name: nullable(text('Its name')) }),
      'What people set up with the number in it; it was left as it is',
    ),
  }),
}

export const journalFileDescriptions = {
  export: {
    query: [
      ...filterParameters,
      orderParameter,
      {
        name: 'format',
        description: 'The form of the file',
        schema: choice(['csv', 'ndjson'], 'The form', { default: 'csv' }),
      },
      {
        name: 'separator',
        description: 'What stands between the cells of CSV: a comma, and a semicolon where lang is ru',
        schema: choice([',', ';'], 'The separator'),
      },
      {
        name: 'bom',
        description: 'Whether CSV begins with a byte order mark: not unless lang is ru',
        schema: choice(['true', 'false'], 'True or false'),
      },
      {
        name: 'lang',
        description: 'Whose spreadsheet it is for; Accept-Language when absent',
        schema: choice(['en', 'ru'], 'The language'),
      },
    ],
    reply: {
      mediaTypes: {
        'text/csv': text(
          `RFC 4180, with a header: ${exportColumns.join(', ')}. A text that a spreadsheet would run begins with '`,
        ),
        'application/x-ndjson': text(
          'On each line a delivery as in the list, with source, correlation_id and data of its event',
        ),
      },
    },
    example: { query: { status: 'delivered,failed', format: 'csv' }, status: 200 },
  },
} satisfies Record<string, RouteDescription>

const oneView = { id: exampleIds.savedView }

export const savedViewDescriptions = {
  list: { query: pageParameters, reply: pageOf(ref('SavedView')), example: { status: 200 } },
  create: {
    request: ref('SavedViewForm'),
    reply: ref('SavedView'),
    example: {
      body: { name: 'Failures in Telegram', filter: { status: 'failed', name: 'Telegram' }, shared: true },
      status: 201,
    },
  },
  read: { reply: ref('SavedView'), example: { params: oneView, status: 200 } },
  replace: {
    request: ref('SavedViewForm'),
    reply: ref('SavedView'),
    example: { params: oneView, body: { name: 'Failures', filter: { status: 'failed' } }, status: 200 },
  },
  change: {
    request: ref('SavedViewPatch'),
    reply: ref('SavedView'),
    example: { params: oneView, body: { shared: true }, status: 200 },
  },
  remove: { example: { params: { id: exampleIds.otherSavedView }, status: 204 } },
} satisfies Record<string, RouteDescription>

const expected = (what: string): Schema => ({
  ...answer({
    per_day: integer('How many came in the last 24 hours'),
    bytes: integer('What they will take, kept so many days as they are kept'),
  }),
  description: what,
})

export const operationDescriptions = {
  company: { reply: ref('Company'), example: { status: 200 } },
  changeCompany: {
    request: {
      ...form({
        ...Object.fromEntries(Object.entries(companyProperties).map(([name, schema]) => [name, nullable(schema)])),
        defaults: shownOnly(anything('Not taken over')),
      }),
      description: 'Only what shall change',
    },
    reply: ref('Company'),
    example: { body: { name: 'Example Talk', time_zone: 'Europe/Berlin' }, status: 200 },
  },
  retention: { reply: ref('Retention'), example: { status: 200 } },
  changeRetention: {
    request: {
      ...form(
        Object.fromEntries(Object.entries(retentionProperties).map(([name, schema]) => [name, nullable(schema)])),
      ),
      description: 'Only what shall change',
    },
    reply: ref('Retention'),
    example: { body: { failures_days: 180 }, status: 200 },
  },
  retentionOutlook: {
    reply: answer({
      store_bytes: integer('What the store takes now'),
      free_bytes: nullable(integer('What is left on its disk')),
      oldest_at: nullable(time('When the oldest event that is kept was accepted')),
      row_bytes: integer('What an event or a delivery takes on average'),
      successes: expected('Deliveries that went well, were skipped or canceled'),
      failures: expected('Failed deliveries'),
      events: expected('Events'),
      last_sweep_at: nullable(time('When old rows were looked for last')),
      next_sweep_at: nullable(time('When they will be next')),
      removed: nullable(
        answer({ deliveries: integer('Deliveries removed last time'), events: integer('Events removed last time') }),
      ),
    }),
    example: { status: 200 },
  },
  about: {
    reply: answer({
      version: text('Of Hookswitch'),
      node: text('Of Node.js'),
      platform: text('Of the machine'),
      now: time('The clock of the server'),
      started_at: time('Since when it runs'),
      memory_bytes: integer('What the process takes'),
      store: answer({ bytes: integer('What the store takes'), free_bytes: nullable(integer('What is left')) }),
      settings: list(answer({ name: text('HOOKSWITCH_…'), value: text('As the server reads it') }), 'Secrets hidden'),
      kinds: answer({
        event_types: list(text('A key'), 'Event types'),
        integrations: list(text('A name'), 'Kinds of integrations'),
        sources: list(text('A name'), 'Kinds of sources'),
      }),
      counts: answer({
        bindings: integer('Bindings'),
        integrations: integer('Integrations'),
        sources: integer('Sources'),
      }),
      packages: list(
        answer({ name: text('Its name'), version: text('Its version'), license: text('SPDX') }),
        'What the server is made of besides its own code',
      ),
    }),
    example: { status: 200 },
  },
  backup: {
    reply: {
      mediaTypes: { 'application/vnd.sqlite3': text('The copy, for hookswitch restore', { format: 'binary' }) },
    },
    example: { status: 200 },
  },
  exportSetup: {
    reply: { mediaTypes: { 'application/yaml': text('A set-up, for POST /import') } },
    example: { status: 200 },
  },
  importSetup: {
    query: [
      {
        name: 'dry_run',
        description: 'True: only tell the difference',
        schema: choice(['true', 'false'], 'True or false', { default: 'false' }),
      },
    ],
    request: { mediaTypes: { 'application/json': ref('Setup'), 'application/yaml': text('The same as YAML') } },
    reply: ref('Imported'),
    example: {
      query: { dry_run: 'true' },
      body: { hookswitch: 1, users: [{ name: 'Vera Example', extension: '119' }] },
      status: 200,
    },
  },
  erase: {
    request: form({ phone: text('The whole number, in any notation', { maxLength: 40 }) }, ['phone']),
    reply: ref('ErasedClient'),
    example: { body: { phone: '+1 555 010 0999' }, status: 200 },
  },
} satisfies Record<string, RouteDescription>
