import { filterProperties } from './deliveries.ts'
import { exampleIds, type RouteDescription } from './description.ts'
import { pageOf, pageParameters } from './lists.ts'
import {
  answer,
  choice,
  flag,
  form,
  freeObject,
  integer,
  list,
  nullable,
  ref,
  type Schema,
  text,
  time,
} from './schema.ts'

const who = answer({ id: text('Id of the key or the account'), name: text('Its name') })
const integrations = list(
  answer({
    id: text('Its id'),
    name: nullable(text('Its name')),
    kind: nullable(text('Its kind')),
    count: integer('How many deliveries to it'),
  }),
  'Where they go, most first',
)
const matched = integer('How many the filter found at the start')
const versions = ['as_fired', 'current']

const shownJob: Readonly<Record<string, Schema>> = {
  id: text('Its id'),
  status: choice(['running', 'done', 'stopped'], 'Where it stands'),
  filter: freeObject('What was asked for; q is hidden from whoever may not see personal data'),
  binding: choice(versions, 'With which version of its binding each is made'),
  per_second: nullable(integer('Its tempo; null: as fast as the integrations take them')),
  matched,
  retried: integer('How many were made due again so far'),
  left_out: integer('How many could not be: they were sent by then, or the current binding cannot make them'),
  integrations,
  created_at: time('When it was made'),
  created_by: who,
  finished_at: nullable(time('When it ended')),
  stopped_by: nullable(who),
}

export const retryJobSchemas: Readonly<Record<string, Schema>> = {
  RetryJob: { ...answer(shownJob), description: 'Sending many deliveries again' },
  RetryJobStory: {
    ...answer({
      ...shownJob,
      results: answer({
        waiting: integer('Not attempted yet, or waiting for another attempt'),
        delivered: integer('Delivered'),
        failed: integer('Failed again'),
        canceled: integer('Canceled'),
        skipped: integer('Skipped'),
      }),
    }),
    description: 'A retry job, and where its deliveries stand now',
  },
}

export const retryJobDescriptions = {
  list: { query: pageParameters, reply: pageOf(ref('RetryJob')), example: { status: 200 } },
  create: {
    request: form({
      filter: {
        type: 'object',
        properties: filterProperties,
        description: 'The filters of the journal; without status only failed ones are taken',
      },
      delivery_ids: nullable(list(text('An id'), 'Only these, a selection', { maxItems: 1000 })),
      per_second: nullable(
        integer('At most so many a second; absent: as fast as the integrations take them', {
          minimum: 1,
          maximum: 1000,
        }),
      ),
      binding: nullable(
        choice(versions, 'as_fired: with the version of the binding that fired; current: with the one of today', {
          default: 'as_fired',
        }),
      ),
      dry_run: nullable(flag('True: only count, answered 200', { default: false })),
    }),
    reply: {
      anyOf: [
        ref('RetryJob'),
        answer({ dry_run: flag('True'), matched: integer('How many the filter finds now'), integrations }),
      ],
    },
    problems: [409],
    example: {
      body: { filter: { status: 'failed', integration_id: exampleIds.unusedIntegration }, per_second: 10 },
      status: 201,
    },
  },
  read: { reply: ref('RetryJobStory'), example: { params: { id: exampleIds.retryJob }, status: 200 } },
  stop: { reply: ref('RetryJobStory'), example: { params: { id: exampleIds.retryJob }, status: 200 } },
} satisfies Record<string, RouteDescription>
