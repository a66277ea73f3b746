import { deliveryStatuses } from '../../core/delivery.ts'
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
  number,
  ref,
  type Schema,
  text,
  time,
} from './schema.ts'

const outcome = choice(
  ['ok', 'accepted', 'partial', 'retry', 'rate', 'ambiguous', 'permanent', 'auth', 'gone'],
  'How it ended',
)
const headers: Schema = {
  type: 'object',
  description: 'Secrets hidden',
  additionalProperties: { type: 'string' },
}
const integration = answer({
  id: text('Its id'),
  name: nullable(text('Its name')),
  kind: nullable(text('Its kind')),
})

/** What a delivery holds when it is listed. */
const shownDelivery: Readonly<Record<string, Schema>> = {
  delivery_id: text('Its id; receivers get it as Idempotency-Key'),
  event_no: integer('Number of the event'),
  event_type: text('Type of the event'),
  event_time: time('When it happened'),
  binding: answer({
    id: text('Its id'),
    name: nullable(text('Its name')),
    version: integer('The version that fired'),
  }),
  integration,
  status: choice(deliveryStatuses, 'Where it stands'),
  reason: nullable(
    text('Why it was skipped, canceled or failed, or what the last attempt said, in the language of Accept-Language'),
  ),
  outcome: nullable(outcome),
  status_code: nullable(integer('HTTP status of the last attempt')),
  attempts_count: integer('Attempts so far'),
  next_attempt_at: nullable(time('When it is tried next')),
  created_at: time('When the event was taken in'),
  finished_at: nullable(time('When it ended')),
  duration_ms: nullable(number('How long the last attempt took')),
}

export const deliverySchemas: Readonly<Record<string, Schema>> = {
  Delivery: {
    ...answer(shownDelivery),
    description: 'One event on its way through one binding',
    examples: [
      {
        delivery_id: exampleIds.delivery,
        event_no: Number(exampleIds.eventNo),
        event_type: 'call_function',
        event_time: '2026-03-16T09:41:07.318Z',
        binding: { id: exampleIds.binding, name: 'Missed calls to the team', version: 3 },
        integration: { id: exampleIds.integration, name: 'CRM', kind: 'webhook' },
        status: 'delivered',
        reason: null,
        outcome: 'ok',
        status_code: 200,
        attempts_count: 1,
        next_attempt_at: null,
        created_at: '2026-03-16T09:41:07.352Z',
        finished_at: '2026-03-16T09:41:07.501Z',
        duration_ms: 143,
      },
    ],
  },
  ListedDelivery: {
    ...answer(
      { ...shownDelivery, phone: nullable(text('The phone number of its event; only when it was asked for')) },
      ['phone'],
    ),
    description: 'A delivery in a list',
  },
  DeliveryStory: {
    ...answer({
      ...shownDelivery,
      event: { anyOf: [ref('Event'), { type: 'null' }] },
      parameters: nullable(freeObject('The message as the last attempt sent it; sec.* values masked')),
      empty_variables: list(text('A name'), 'Variables that were empty'),
      attempts: list(ref('Attempt'), 'Every try, oldest first'),
      conditions: {
        anyOf: [ref('ExplainedCondition'), { type: 'null' }],
        description:
          'Those of the version that fired, with what the event held; null: it wants every event, or they are gone',
      },
      binding_now: {
        anyOf: [answer({ version: integer('Its version now'), enabled: flag('Whether it is on') }), { type: 'null' }],
        description: 'How the binding stands now; null when it was deleted',
      },
      mapping: list(
        answer({
          path: text('A text of the parameters, such as embeds[0].title'),
          variables: list(text('A name'), 'What it is made from'),
        }),
        'Which variables went where, by the version that fired',
      ),
      related: list(ref('Delivery'), 'Other deliveries of the event and of its call, at most 20'),
    }),
    description: 'A delivery with its event, its message and every attempt',
  },
  Attempt: answer({
    no: integer('Which try'),
    at: time('When it began'),
    trigger: choice(['auto', 'manual', 'bulk', 'test'], 'What made it happen'),
    duration_ms: number('How long it took'),
    outcome,
    status_code: nullable(integer('HTTP status')),
    request: nullable(ref('RecordedRequest')),
    response: nullable(ref('RecordedResponse')),
    error: nullable(text('What went wrong, for a person, in the language of Accept-Language')),
  }),
  RecordedRequest: answer({
    method: text('HTTP method'),
    url: text('Secrets hidden'),
    headers,
    body: anything('JSON as JSON, anything else as text'),
  }),
  RecordedResponse: answer(
    {
      status: integer('HTTP status'),
      headers,
      body: anything('At most 64 KiB'),
      truncated: flag('True when it was longer'),
    },
    ['truncated'],
  ),
  Counted: answer({
    count: integer('How many, up to 10,000'),
    more: flag('True when there are more than that'),
  }),
  JournalStats: answer({
    total: integer('Deliveries in all'),
    by_status: { type: 'object', description: 'How many in each status', additionalProperties: { type: 'integer' } },
    hours: list(
      answer({
        hour: time('Start of the hour'),
        status: choice(deliveryStatuses, 'The status'),
        integration,
        count: integer('How many'),
        p50_ms: nullable(number('Half were done in less, from acceptance to the end')),
        p95_ms: nullable(number('95 of 100 were done in less')),
        p99_ms: nullable(number('99 of 100 were done in less')),
      }),
      'By hour, status and integration',
    ),
  }),
}

/** The filters of the journal as members of a body. */
export const filterProperties: Readonly<Record<string, Schema>> = Object.fromEntries(
  filterParameters.map(({ name, description }) => [name, anything(description)]),
)

const withParameter = {
  name: 'with',
  description: 'phone: each delivery also tells the phone number that its event carries',
  schema: choice(['phone'], 'What else to tell'),
}

export const deliveryDescriptions = {
  list: {
    query: [...filterParameters, ...pageParameters, orderParameter, withParameter],
    reply: pageOf(ref('ListedDelivery')),
    example: { query: { status: 'delivered,failed', from: '2026-03-16T00:00:00Z', limit: '20' }, status: 200 },
  },
  count: { query: filterParameters, reply: ref('Counted'), example: { query: { status: 'failed' }, status: 200 } },
  stats: {
    query: filterParameters,
    reply: ref('JournalStats'),
    example: { query: { from: '2026-03-16T00:00:00Z' }, status: 200 },
  },
  stream: {
    query: [
      { name: 'after', description: 'As Last-Event-ID: continue after this change', schema: text('An id') },
      ...filterParameters,
      withParameter,
      {
        name: 'lang',
        description: 'In which language reasons are told, for a browser that cannot set Accept-Language here',
        schema: choice(['en', 'ru'], 'The language'),
      },
    ],
    headers: [{ name: 'Last-Event-ID', description: 'Continue after this change', schema: text('An id') }],
    reply: {
      mediaTypes: {
        'text/event-stream': text(
          'Events ready, event, delivery and reset, each with an id. event and delivery hold JSON as in the lists; reset: load the list again',
        ),
      },
    },
    example: { status: 200 },
  },
  story: { reply: ref('DeliveryStory'), example: { params: { id: exampleIds.delivery }, status: 200 } },
  retryMany: {
    request: form(
      {
        filter: { type: 'object', properties: filterProperties, description: 'The filters of the journal' },
        dry_run: nullable(flag('True: only count', { default: false })),
      },
      ['filter'],
    ),
    reply: answer({
      matched: integer('How many the filter finds'),
      retried: integer('How many were made due again'),
      dry_run: flag('As asked'),
    }),
    example: {
      body: { filter: { status: 'failed', integration_id: exampleIds.integration }, dry_run: true },
      status: 202,
    },
  },
  retry: {
    reply: ref('DeliveryStory'),
    problems: [409],
    example: { params: { id: exampleIds.failedDelivery }, status: 202 },
  },
  cancel: {
    reply: ref('DeliveryStory'),
    problems: [409],
    example: { params: { id: exampleIds.waitingDelivery }, status: 200 },
  },
} satisfies Record<string, RouteDescription>
