import { deliveryStatuses } from '../../core/delivery.ts'
import type { QueryParameter } from './description.ts'
import { answer, choice, integer, list, nullable, type Schema, text } from './schema.ts'

/** `limit` and `cursor`, which every list has. */
export const pageParameters: readonly QueryParameter[] = [
  {
    name: 'limit',
    description: 'How many at most',
    schema: integer('From 1 to 500', { minimum: 1, maximum: 500, default: 50 }),
    example: 20,
  },
  {
    name: 'cursor',
    description: 'What the page before gave as next_cursor',
    schema: text('An opaque text'),
  },
]

/** The order of lists that go by time. */
export const orderParameter: QueryParameter = {
  name: 'order',
  description: 'Newest first unless asc',
  schema: choice(['asc', 'desc'], 'The order', { default: 'desc' }),
}

/** Which deliveries or events: all that are given must hold. */
export const filterParameters: readonly QueryParameter[] = [
  {
    name: 'period',
    description: 'Taken in within so long before now: 15m, 24h, 7d',
    schema: text('A length'),
    example: '24h',
  },
  {
    name: 'from',
    description: 'Taken in at this moment or later: RFC 3339, or milliseconds since 1970',
    schema: text('A moment'),
    example: '2026-03-16T00:00:00Z',
  },
  { name: 'to', description: 'Taken in before this moment', schema: text('A moment') },
  { name: 'event_type', description: 'Of this type', schema: text('An event type'), example: 'call_function' },
  { name: 'binding_id', description: 'Through this binding', schema: text('An id') },
  { name: 'name', description: 'Through bindings with this in their name', schema: text('A part of a name') },
  { name: 'integration_id', description: 'To this integration', schema: text('An id') },
  {
    name: 'status',
    description: `With one of these statuses, with commas between: ${deliveryStatuses.join(', ')}`,
    schema: text('Statuses'),
    example: 'failed,retrying',
  },
  {
    name: 'outcome',
    description:
      'Whose last attempt ended so, with commas between: ok, accepted, partial, retry, rate, ambiguous, permanent, auth, gone',
    schema: text('Outcomes'),
  },
  {
    name: 'code',
    description:
      'Whose last attempt was answered so, with commas between: classes such as 4xx, statuses such as 503, none for no status',
    schema: text('Codes'),
    example: '5xx,none',
  },
  { name: 'min_attempts', description: 'After at least so many attempts', schema: integer('A count', { minimum: 0 }) },
  { name: 'max_attempts', description: 'After at most so many attempts', schema: integer('A count', { minimum: 0 }) },
  {
    name: 'min_duration_ms',
    description: 'Whose last attempt took at least so many milliseconds',
    schema: integer('Milliseconds', { minimum: 0 }),
  },
  {
    name: 'trigger',
    description: 'With an attempt that was made so, with commas between: auto, manual, bulk, test',
    schema: text('What made attempts happen'),
  },
  {
    name: 'unanswered',
    description: 'true: only events that no binding answered; finds no deliveries',
    schema: choice(['true', 'false'], 'True or false'),
  },
  { name: 'retry_job', description: 'Sent again by this retry job', schema: text('An id') },
  { name: 'number', description: 'Of the event with this number', schema: text('A number') },
  {
    name: 'q',
    description:
      'With this in the event: a phone in any notation or its last digits (four or more; with an asterisk, `*5550*`, digits anywhere in it), a call or task id, a word of a name',
    schema: text('What to look for', { maxLength: 200 }),
  },
]

/** A page of things. */
export function pageOf(items: Schema): Schema {
  return answer({
    items: list(items, 'What was found'),
    next_cursor: nullable(text('Give it as cursor to get the next page; null on the last one')),
  })
}
