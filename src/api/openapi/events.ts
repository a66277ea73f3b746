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

const eventExample = {
  event_no: 481203,
  event_id: '0195a0c2-6c1e-7b54-9d0f-3f6f1c2b7a10',
  event_type: 'call_function',
  event_time: '2026-03-16T09:41:07.318Z',
  received_at: '2026-03-16T09:41:07.352Z',
  source: 'api',
  correlation_id: 'call-7',
  data: { function: 'queue', function_state: 'finish', success_flag: false, phone: '+15550100' },
}

/** What an event holds when it is shown. */
export const shownEvent: Readonly<Record<string, Schema>> = {
  event_no: integer('Counts events, for people'),
  event_id: text('The sender’s own id, or one made here'),
  event_type: text('Key of the event type'),
  event_time: time('When it happened'),
  received_at: time('When it was taken in'),
  source: text('Where it came from'),
  correlation_id: nullable(text('What belongs together: the call, else the task, else the user')),
  data: freeObject('Its parameters; the catalogue lists those of each type'),
}

export const eventSchemas: Readonly<Record<string, Schema>> = {
  Event: { ...answer(shownEvent), description: 'Something that happened, as it is kept', examples: [eventExample] },
  ListedEvent: {
    ...answer({ ...shownEvent, deliveries_count: integer('How many deliveries it had when it was taken in') }),
    description: 'An event in a list',
  },
  IntakeRequest: {
    ...answer({
      at: time('When it was answered'),
      caller: nullable(answer({ id: text('Id of the key'), name: text('Its name') })),
      status: integer('The HTTP status it was answered with'),
      code: nullable(text('Of the problem; null when it was taken in')),
      accepted: integer('Events that were taken in'),
      duplicates: integer('Events that were there already'),
      rejected: integer('Events that were not taken in'),
      errors: list(
        answer({
          index: nullable(integer('Which event of the request, from 0')),
          path: text('Which field'),
          message: text('What is wrong with it'),
        }),
        'The first five',
      ),
      bytes: integer('Length of the body'),
      content_type: nullable(text('Of the body')),
    }),
    description: 'A request to POST /events and how it went; nothing of the events themselves',
  },
  NewEvent: {
    ...form(
      {
        event_type: ref('EventType'),
        event_id: {
          type: ['string', 'integer', 'null'],
          description: 'The sender’s own id: the same source and id are taken in once',
          maxLength: 200,
        },
        event_time: nullable(time('When it happened; now when absent')),
        source: { type: ['string', 'integer', 'null'], description: 'Where it comes from', maxLength: 200 },
        correlation_id: {
          type: ['string', 'integer', 'null'],
          description: 'What belongs together; the call, else the task, else the user when absent',
          maxLength: 200,
        },
        data: nullable(
          freeObject(
            'The parameters. Known ones must fit their type; others are kept and usable as {{name}}. At most 256 KiB.',
          ),
        ),
        is_test: nullable(flag('True: it is kept, and no binding answers it')),
        source_event_id: anything('Its id in the telephony system; taken into data'),
        company_id: anything('Taken into data'),
        project_id: anything('Taken into data'),
        project_name: anything('Taken into data'),
        received_at: shownOnly(anything('May be repeated from an answer; not taken over')),
        event_no: shownOnly(anything('May be repeated from an answer; not taken over')),
        schema_version: shownOnly(anything('May be repeated from an answer; not taken over')),
      },
      ['event_type'],
    ),
    description: 'Something that happened, as a sender tells it',
    examples: [
      {
        event_type: 'call_function',
        event_id: 'queue-77-finish',
        event_time: '2026-03-16T09:41:07.318Z',
        data: eventExample.data,
      },
    ],
  },
  CloudEvent: {
    type: 'object',
    description:
      'A CloudEvent 1.0 whose type is an event type of ours, or callcenter.TYPE.v1. Extensions go into data as ce_NAME; traceparent is passed on to deliveries.',
    properties: {
      specversion: { const: '1.0' },
      id: text('With source, the deduplication key'),
      source: text('Where it comes from'),
      type: text('The event type, such as call_function or callcenter.call_function.v1'),
      time: time('When it happened'),
      subject: text('What belongs together, such as the call'),
      traceparent: text('W3C trace context'),
      data: freeObject('The parameters'),
    },
    required: ['specversion', 'id', 'source', 'type'],
    additionalProperties: true,
  },
  Accepted: answer(
    {
      accepted: integer('How many were new'),
      duplicates: integer('How many were known already'),
      events: list(
        answer({
          event_id: text('The id kept for it'),
          event_no: integer('Its number; of a duplicate, that of the first one'),
          duplicate: flag('True when source and id were there already: nothing was stored'),
          deliveries: integer('How many deliveries it has'),
        }),
        'In the order of the request',
      ),
      rejected: list(
        answer({
          index: integer('Its place in the request, from 0'),
          code: text('Code of the problem'),
          errors: list(answer({ path: text('Where'), message: text('What is wrong') }), 'Every wrong field'),
        }),
        'With on_error=skip: what was not taken in',
      ),
    },
    ['rejected'],
  ),
  EventStory: answer({
    ...shownEvent,
    deliveries: list(ref('Delivery'), 'What came of it'),
    bindings: list(
      answer({
        binding: answer({ id: text('Its id'), name: text('Its name'), version: integer('Its version then') }),
        fired: flag('Whether it answered the event'),
        reason: text('Why, or why not, in the language of Accept-Language'),
        conditions: { anyOf: [ref('ExplainedCondition'), { type: 'null' }], description: 'Null: it wants every event' },
      }),
      'Every binding of the type',
    ),
  }),
}

const json = { anyOf: [ref('NewEvent'), { type: 'array', items: ref('NewEvent'), minItems: 1, maxItems: 10_000 }] }

export const eventDescriptions = {
  take: {
    query: [
      {
        name: 'on_error',
        description: 'skip: good events are taken in, the answer lists the rest. Otherwise a batch is all or nothing',
        schema: choice(['skip'], 'What to do with bad events'),
      },
    ],
    headers: [
      {
        name: 'Idempotency-Key',
        description: 'A repeated request with the same key adds nothing',
        schema: text('Up to 255 characters', { maxLength: 255 }),
      },
      {
        name: 'traceparent',
        description: 'W3C trace context: every request of a delivery goes out with the same trace id',
        schema: text('W3C trace context', { pattern: '^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}' }),
        example: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      },
    ],
    request: {
      mediaTypes: {
        'application/json': json,
        'application/x-ndjson': text('One event a line', { contentMediaType: 'application/x-ndjson' }),
        'application/cloudevents+json': ref('CloudEvent'),
        'application/cloudevents-batch+json': { type: 'array', items: ref('CloudEvent'), minItems: 1 },
      },
    },
    reply: ref('Accepted'),
    problems: [503, 507],
    example: {
      body: {
        event_type: 'call_function',
        event_id: 'queue-77-finish',
        event_time: '2026-03-16T09:41:07.318Z',
        data: { ...eventExample.data, alert_duration: 47 },
      },
      status: 202,
    },
  },
  list: {
    query: [...filterParameters, ...pageParameters, orderParameter],
    reply: pageOf(ref('ListedEvent')),
    example: { query: { event_type: 'call_function', limit: '20' }, status: 200 },
  },
  count: { query: filterParameters, reply: ref('Counted'), example: { query: { unanswered: 'true' }, status: 200 } },
  story: { reply: ref('EventStory'), example: { params: { event_no: exampleIds.eventNo }, status: 200 } },
  intake: {
    reply: answer({
      items: list(ref('IntakeRequest'), 'The latest 200, and the latest 50 without a good key; forgotten at a restart'),
      day: answer({
        since: time('When the server started: nothing from before is counted'),
        last_accepted_at: nullable(time('When an event was taken in last')),
        requests: integer('Over the last 24 hours, as everything below'),
        accepted: integer('Events taken in'),
        duplicates: integer('Events that were known already'),
        rejected: integer('Events refused'),
        turned_away: integer('Requests without a good key'),
      }),
    }),
    example: { status: 200 },
  },
} satisfies Record<string, RouteDescription>
