import { exampleIds, type RouteDescription } from './description.ts'
import { answer, choice, flag, integer, list, nullable, number, text, time } from './schema.ts'

const statuses = {
  pending: integer('Waiting for the first attempt'),
  retrying: integer('Waiting for another attempt'),
  delivered: integer('Delivered'),
  failed: integer('Failed for good'),
  canceled: integer('Canceled'),
  skipped: integer('Skipped, with a reason'),
}
const p95 = nullable(number('95 of 100 messages took no longer, in milliseconds'))
const summary = answer({
  events: integer('Events that were accepted'),
  deliveries: integer('Deliveries that they called for'),
  ...statuses,
  p50_ms: nullable(number('Half of the messages took no longer from the event to the receiver, in milliseconds')),
  p95_ms: p95,
  p99_ms: nullable(number('99 of 100 messages took no longer, in milliseconds')),
})
const named = { id: text('Its id'), name: nullable(text('Its name')) }
const integration = answer({ ...named, kind: nullable(text('Its kind')) })
const outcomes = ['ok', 'accepted', 'partial', 'retry', 'rate', 'ambiguous', 'permanent', 'auth', 'gone']
const group = { params: { integration_id: exampleIds.integration, outcome: 'retry' } }

export const overviewDescriptions = {
  figures: {
    query: [
      {
        name: 'period',
        description: 'Up to now; 7d and 30d are whole days of the server’s zone, today included',
        schema: choice(['1h', '24h', '7d', '30d'], 'A period', { default: '24h' }),
        example: '24h',
      },
    ],
    reply: answer({
      period: choice(['1h', '24h', '7d', '30d'], 'The period'),
      from: time('Where it begins'),
      to: time('Now'),
      slot_ms: integer('Length of a slot in milliseconds'),
      now: summary,
      before: summary,
      slots: list(
        answer({ at: time('Where it begins'), events: integer('Events'), ...statuses, p95_ms: p95 }),
        'The period in parts, the oldest first',
      ),
      integrations: list(answer({ integration, ...statuses, p95_ms: p95 }), 'Most failures first'),
      bindings: list(
        answer({ binding: answer(named), fired: integer('How often it fired'), ...statuses }),
        'The ten busiest, the busiest first',
      ),
    }),
    example: { query: { period: '24h' }, status: 200 },
  },
  attention: {
    reply: answer({
      items: list(
        answer({
          integration,
          outcome: choice(outcomes, 'How the last attempt ended'),
          failed: integer('Deliveries that failed for good and can be retried'),
          retrying: integer('Deliveries that wait for another attempt'),
          from: time('Since when failures are counted'),
          first_at: time('When the event of the first of them came'),
          last_at: time('When the event of the last of them came'),
          latest: nullable(
            answer({
              delivery_id: text('The last of them'),
              status_code: nullable(integer('What its receiver answered')),
              binding: nullable(text('Name of its binding')),
            }),
          ),
          acknowledged: nullable(answer({ at: time('When'), by: text('Who') })),
        }),
        'The newest trouble first',
      ),
      next_cursor: nullable(text('Always null: all are told at once')),
    }),
    example: { status: 200 },
  },
  acknowledge: { example: { ...group, status: 204 } },
  takeBack: { example: { ...group, status: 204 } },
  health: {
    reply: answer({
      version: text('Of the server'),
      started_at: time('When it was started'),
      backlog: answer({
        open: integer('Deliveries without an end'),
        held: integer('Those of them whose integration is paused or off'),
        oldest_due_ms: integer('How long the first that may be sent has been due, in milliseconds'),
      }),
      store: answer({ bytes: integer('What the store takes'), free_bytes: nullable(integer('Left on its disk')) }),
      sources: list(
        answer({ source: text('As events name it'), last_event_at: time('When its last event was accepted') }),
        'The one heard last comes first',
      ),
      silent_sources: list(
        answer({ ...named, message: nullable(text('What it says about itself')) }),
        'Sources that are on and not connected',
      ),
    }),
    example: { status: 200 },
  },
  activity: {
    reply: answer({
      items: list(
        answer({
          binding_id: text('The binding'),
          fired: integer('In the last 24 hours'),
          failed: integer('In the last 24 hours'),
          last_fired_at: nullable(time('When the last event came that it fired on')),
          hours: list(integer('Firings'), 'The last 24 hours, the present one last'),
          changed_by: nullable(text('Who changed it last; null when the audit log does not tell')),
          silent: flag('On, and no match in seven days although events of its type arrived'),
        }),
        'Every binding',
      ),
      event_types: list(
        answer({
          event_type: text('The type'),
          day: integer('Events in the last 24 hours'),
          per_day: integer('Events a day, over the last seven days or since the first of them'),
        }),
        'The types that arrived in the last seven days',
      ),
    }),
    example: { status: 200 },
  },
} satisfies Record<string, RouteDescription>
