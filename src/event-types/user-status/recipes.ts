import type { Recipe } from '../../core/event-type.ts'
import { say } from '../../core/parameters.ts'

export const recipes: readonly Recipe[] = [
  {
    id: 'R06',
    title: say('Away too long', 'Слишком долго отсутствует'),
    event_type: 'user_status',
    conditions: {
      all: [
        { param: 'phase', op: 'eq', value: 'threshold' },
        { param: 'status', op: 'eq', value: 'away' },
        { param: 'status_reason', op: 'ne', value: 'training' },
        { param: 'time_in_status', op: 'gte', value: 900 },
      ],
    },
    destination: { kind: 'telegram', parameters: {} },
    text: say(
      '⏰ {{user_name}} has been Away ({{status_reason}}) for {{time_in_status}} s, {{day_total}} s today',
      '⏰ {{user_name}} в статусе «Отошёл» ({{status_reason}}) уже {{time_in_status}} с, за день {{day_total}} с',
    ),
    options: { throttle: { count: 1, per_s: 60, key: 'correlation_id' } },
  },
]
