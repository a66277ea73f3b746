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

const seconds = { minimum: 0, maximum: 2_592_000 }

/** An object of options: complete when it is shown, in part when it is sent. */
type Shape = (properties: Readonly<Record<string, Schema>>, required?: readonly string[]) => Schema

function optionsWith(shape: Shape): Schema {
  return shape({
    delay_s: nullableIn(shape, number('Seconds to wait before the first attempt', seconds)),
    throttle: nullable(
      shape({
        count: integer('At most so many', { minimum: 1, maximum: 100_000 }),
        per_s: number('in so many seconds', { minimum: 1, maximum: 86_400 }),
        key: nullable(text('for each value of this parameter; all together when null')),
      }),
    ),
    quiet_hours: nullable(
      shape(
        {
          from: text('HH:MM', { pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }),
          to: text('HH:MM; before from it goes over midnight', { pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }),
          time_zone: nullable(text('IANA zone; the server’s own when null')),
          days: nullable(
            list(integer('1 is Monday', { minimum: 1, maximum: 7 }), 'Days on which it begins; every day when null', {
              minItems: 1,
            }),
          ),
          action: choice(['skip', 'wait'], 'skip: the message is dropped; wait: it is sent when the quiet time ends'),
        },
        shape === form ? ['from', 'to'] : [],
      ),
    ),
    digest: nullable(
      shape(
        {
          window_s: number('One message tells all events of so many seconds', { minimum: 1, maximum: 86_400 }),
          key: nullable(text('for each value of this parameter; all together when null')),
        },
        shape === form ? ['window_s'] : [],
      ),
    ),
    retry: nullable(
      shape(
        {
          schedule_s: list(number('Seconds', seconds), 'Waits before each attempt', { minItems: 1, maxItems: 50 }),
        },
        shape === form ? ['schedule_s'] : [],
      ),
    ),
    expire_s: nullable(number('Seconds after the event when its message is no longer useful', { minimum: 1 })),
  })
}

function nullableIn(shape: Shape, schema: Schema): Schema {
  return shape === form ? nullable(schema) : schema
}

const conditions: Schema = {
  anyOf: [ref('Condition'), { type: 'null' }],
  description: 'Null: every event of the type',
}
const parameters = freeObject('What the message says: the kind’s parameters, with {{templates}} in any text')

/** A form's properties. An unsaved binding to try may also bring what it was shown with. */
export const bindingFormProperties: Readonly<Record<string, Schema>> = {
  name: text('For people', { minLength: 1, maxLength: 200 }),
  enabled: nullable(flag('False: it rests', { default: true })),
  event_type: ref('EventType'),
  integration_id: text('Where the message goes'),
  conditions,
  parameters: nullable(parameters),
  options: nullable(ref('BindingOptionsForm')),
  id: shownOnly(anything('Not taken over')),
  version: { description: 'On PUT: must be the current one when given', type: ['integer', 'null'] },
  created_at: shownOnly(anything('Not taken over')),
  updated_at: shownOnly(anything('Not taken over')),
  stats: shownOnly(anything('Not taken over')),
  summary: shownOnly(anything('Not taken over')),
}

export const bindingExample = {
  name: 'Missed calls to the team',
  event_type: 'call_function',
  integration_id: exampleIds.integration,
  conditions: {
    all: [
      { param: 'function', op: 'eq', value: 'queue' },
      { param: 'success_flag', op: 'eq', value: false },
    ],
  },
  parameters: { text: 'Missed: {{phone}}, waited {{alert_duration}} s' },
  options: { throttle: { count: 1, per_s: 60, key: 'correlation_id' } },
}

export const bindingSchemas: Readonly<Record<string, Schema>> = {
  Binding: {
    ...answer({
      id: text('Its id'),
      version: integer('Grows with each change'),
      name: text('For people'),
      enabled: flag('False: it rests'),
      event_type: text('Which events it answers'),
      integration_id: text('Where the message goes'),
      conditions,
      parameters,
      options: ref('BindingOptions'),
      created_at: time('When it was made'),
      updated_at: time('When it was changed last'),
    }),
    description: 'A rule: when this happens and these conditions hold, send that there',
    examples: [
      {
        id: exampleIds.binding,
        version: 3,
        enabled: true,
        ...bindingExample,
        options: {
          delay_s: 0,
          throttle: { count: 1, per_s: 60, key: 'correlation_id' },
          quiet_hours: null,
          digest: null,
          retry: null,
          expire_s: null,
        },
        created_at: '2026-03-02T08:00:00.000Z',
        updated_at: '2026-03-16T08:12:30.000Z',
      },
    ],
  },
  BindingForm: {
    ...form(bindingFormProperties, ['name', 'event_type', 'integration_id']),
    description: 'A binding as a person writes it',
    examples: [bindingExample],
  },
  BindingPatch: { ...form(bindingFormProperties), description: 'Only what shall change; null removes' },
  BindingOptions: { ...optionsWith(answer), description: 'Every option is off (null or 0) unless set' },
  BindingOptionsForm: { ...optionsWith(form), description: 'Every option is off unless set' },
}

const tried = { binding: bindingExample, event_no: Number(exampleIds.eventNo) }
const one = { id: exampleIds.binding }

export const bindingDescriptions = {
  list: {
    query: [
      {
        name: 'event_type',
        description: 'Of this event type',
        schema: text('An event type'),
        example: 'call_function',
      },
      { name: 'integration_id', description: 'To this integration', schema: text('An id') },
      { name: 'enabled', description: 'Working or resting', schema: choice(['true', 'false'], 'true or false') },
      { name: 'name', description: 'With this in the name', schema: text('A part of a name') },
      ...pageParameters,
    ],
    reply: pageOf(ref('Binding')),
    example: { query: { event_type: 'call_function' }, status: 200 },
  },
  create: {
    request: ref('BindingForm'),
    reply: ref('Binding'),
    example: { body: bindingExample, status: 201 },
  },
  read: { reply: ref('Binding'), example: { params: one, status: 200 } },
  replace: {
    request: ref('BindingForm'),
    reply: ref('Binding'),
    problems: [409],
    example: { params: one, body: { ...bindingExample, name: 'Missed calls to the night shift' }, status: 200 },
  },
  change: {
    request: ref('BindingPatch'),
    reply: ref('Binding'),
    problems: [409],
    example: { params: one, body: { enabled: true, options: { delay_s: 30 } }, status: 200 },
  },
  remove: { example: { params: { id: exampleIds.otherBinding }, status: 204 } },
  restore: {
    reply: ref('Binding'),
    problems: [422],
    example: { params: { id: exampleIds.removedBinding }, status: 200 },
  },
  versions: { reply: pageOf(ref('Binding')), example: { params: one, status: 200 } },
  testUnsaved: { request: ref('TriedBinding'), reply: ref('TestResult'), example: { body: tried, status: 200 } },
  test: {
    request: {
      type: 'object',
      properties: {
        event_no: { type: ['integer', 'null'], description: 'Fill it from this event; from a sample when absent' },
        event: nullable(freeObject('Or from this one, as it would be sent in; the event type may be left out')),
      },
    },
    requestRequired: false,
    reply: ref('TestResult'),
    example: { params: one, body: { event_no: Number(exampleIds.eventNo) }, status: 200 },
  },
} satisfies Record<string, RouteDescription>
