import { bindingExample, bindingFormProperties } from './bindings.ts'
import { operator, path, value } from './conditions.ts'
import { exampleIds, type RouteDescription } from './description.ts'
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

/** An event as somebody pastes it, in place of one from the journal. */
export const pastedEvent: Schema = {
  ...nullable(freeObject('An event as it would be sent in; the event type may be left out')),
  examples: [{ data: { phone: '+15550100', function: 'queue', function_state: 'finish' } }],
}

/** One warning: its code, where it stands, and what else it tells. */
function warning(code: string, description: string, more: Readonly<Record<string, Schema>> = {}): Schema {
  return {
    ...answer({ code: { type: 'string', const: code }, path: text('Where, such as conditions.all[0]'), ...more }),
    description,
  }
}

const warnings: readonly Schema[] = [
  warning('no-conditions', 'It answers every event of the type', { per_day: integer('About so many events a day') }),
  warning('function-without-state', 'It fires at each stage of one and the same thing', {
    param: text('The parameter that tells the stage'),
    value: text('The stage that is mostly meant'),
  }),
  warning('unknown-variable', 'Neither the event type nor its latest events know this variable', {
    name: text('As it is written'),
    suggestion: nullable(text('What is most likely meant')),
  }),
  warning('never-holds', 'This part of the conditions contradicts itself'),
  warning('always-holds', 'This part of the conditions leaves nothing out'),
  warning('parameter-not-seen', 'No event had this parameter', {
    param: text('The parameter'),
    scanned: integer('So many of the latest events were looked at'),
    suggestion: nullable(text('What is most likely meant')),
  }),
  warning('integration-paused', 'Nothing is sent through the integration now', {
    by: choice(['person', 'auth', 'gone', 'off'], 'Who stopped it; off: it is not enabled'),
  }),
  warning('integration-failing', 'At least a tenth of what it had to send lately failed', {
    failed: integer('Failed or waiting to be repeated, within the last one to two hours'),
    total: integer('Of so many'),
  }),
  warning('typographic-quotes', 'JSON with “quotes” of an office program; straight ones would mend it'),
]

export const ruleBuildingSchemas: Readonly<Record<string, Schema>> = {
  TriedBinding: {
    type: 'object',
    description:
      'A saved binding by binding_id, an unsaved one in binding, or its fields right here. It may be filled from a past event.',
    properties: {
      binding_id: text('A saved binding'),
      binding: { ...form(bindingFormProperties, ['event_type', 'integration_id']) },
      event_no: {
        type: ['integer', 'null'],
        description: 'Fill it from this event; from the type’s sample when absent',
      },
      event: pastedEvent,
    },
    additionalProperties: true,
    examples: [{ binding: bindingExample, event_no: Number(exampleIds.eventNo) }],
  },
  Preview: answer({
    parameters: freeObject('The message as it would be sent; sec.* values masked'),
    empty_variables: list(text('A name'), 'Variables that were empty'),
    request: {
      ...nullable(ref('RecordedRequest')),
      description: 'The first request that would leave, secrets hidden; null when none would, or the kind cannot tell',
    },
    refusal: nullable(text('Why nothing would leave, for people, in the language of Accept-Language')),
  }),
  Backtest: answer({
    scanned: integer('Events of the type in the period'),
    matched: integer('Those for which it would have fired'),
    samples: list(
      answer({
        event_no: integer('Which event'),
        event_time: time('When it happened'),
        rendered: anything('The message as it would have been'),
      }),
      'The latest of them',
    ),
    sampled: number('The share of the events that was looked at', { const: 1 }),
    days: list(
      answer({ day: text('A date, YYYY-MM-DD'), matched: integer('How often it would have fired') }),
      'Every day of the period on the server’s clock, oldest first, by the moment of acceptance; at most the latest 400',
    ),
    near_misses: answer({
      count: integer('Events for which one comparison alone was missing, where others had to hold as well'),
      by_condition: list(
        answer({
          path: text('Where the comparison stands, such as conditions.all[1]'),
          condition: form({ param: path, op: operator, value }, ['param', 'op']),
          count: integer('How many events missed by it; an event may stand under several parts of an any'),
          samples: list(integer('Number of an event'), 'The latest of them'),
        }),
        'Most frequent first',
      ),
    }),
    against_saved: nullable(
      answer({
        added: integer('Events that only the tried rule answers'),
        removed: integer('Events that only the saved rule answers'),
        added_samples: list(integer('Number of an event'), 'The latest of them'),
        removed_samples: list(integer('Number of an event'), 'The latest of them'),
      }),
    ),
  }),
  CheckedBinding: {
    ...answer({
      errors: list(
        answer({ path: text('Which field'), message: text('What is wrong with it') }),
        'What keeps it from being saved',
      ),
      warnings: list({ oneOf: warnings }, 'What is legal and most often a mistake'),
    }),
    description: 'What a person should look at before they save a binding',
  },
  WhyFires: answer({
    fired: flag('Whether it would answer the event'),
    reason: text('Why (not), for people, in the language of Accept-Language'),
    conditions: nullable(ref('ExplainedCondition')),
  }),
  SeenValues: answer({
    scanned: integer('Events looked at: the latest 1,000 of the type'),
    present: integer('Those that carry the parameter'),
    items: list(
      answer({
        value: { type: ['string', 'number', 'boolean'], description: 'As the caller may see it' },
        count: integer('In how many events'),
      }),
      'Most frequent first, at most 50',
    ),
  }),
}

const tried = { binding: bindingExample, event_no: Number(exampleIds.eventNo) }

export const ruleBuildingDescriptions = {
  preview: { request: ref('TriedBinding'), reply: ref('Preview'), example: { body: tried, status: 200 } },
  backtest: {
    request: {
      type: 'object',
      description: 'A binding as in a test, and the period; the last seven days when absent',
      properties: {
        binding_id: text('A saved binding'),
        binding: { ...form(bindingFormProperties, ['event_type', 'integration_id']) },
        from: { type: ['string', 'number', 'null'], description: 'RFC 3339, or milliseconds since 1970' },
        to: { type: ['string', 'number', 'null'], description: 'RFC 3339, or milliseconds since 1970' },
      },
      additionalProperties: true,
    },
    reply: ref('Backtest'),
    example: { body: { binding_id: exampleIds.binding, from: '2026-03-09T00:00:00Z' }, status: 200 },
  },
  check: {
    request: {
      type: 'object',
      description: 'A binding as it stands in a form, in binding or right here; it need not be whole',
      properties: { binding: { type: 'object' } },
      additionalProperties: true,
    },
    reply: ref('CheckedBinding'),
    example: { body: { binding: { ...bindingExample, parameters: { text: 'Missed: {{phnoe}}' } } }, status: 200 },
  },
  why: { request: ref('TriedBinding'), reply: ref('WhyFires'), example: { body: tried, status: 200 } },
  values: {
    query: [
      { name: 'param', description: 'The parameter, with dots for what is inside', schema: text('A name') },
      { name: 'q', description: 'With this in the value, whatever the case', schema: text('A part of a value') },
    ],
    problems: [404],
    reply: ref('SeenValues'),
    example: { params: { key: 'call_function' }, query: { param: 'function' }, status: 200 },
  },
} satisfies Record<string, RouteDescription>
