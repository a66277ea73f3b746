import type { Recipe } from '../../core/event-type.ts'
import { say } from '../../core/parameters.ts'

const oncePerAgent = { throttle: { count: 1, per_s: 60, key: 'correlation_id' } }

export const recipes: readonly Recipe[] = [
  {
    id: 'R08',
    title: say('No-show on a shift', 'Не вышел на смену'),
    event_type: 'shift_violation',
    conditions: {
      all: [
        { param: 'violation', op: 'eq', value: 'no_show' },
        { param: 'is_excused', op: 'eq', value: false },
      ],
    },
    destination: {
      kind: 'telegram',
      parameters: {},
      also: [
        {
          kind: 'smtp',
          parameters: { to: 'hr@example.com', subject: '{{binding_name}}: {{user_name}}' },
        },
      ],
    },
    text: say(
      '🚫 {{user_name}} did not come to {{shift_name}}. Short by {{staff_gap}}. In 30 days: {{repeat_count}}',
      '🚫 {{user_name}} не вышел на смену {{shift_name}}. Нехватка: {{staff_gap}} чел. За 30 дней: {{repeat_count}}',
    ),
    options: oncePerAgent,
  },
  {
    id: 'R09',
    title: say('Late by more than 10 minutes', 'Опоздание больше 10 минут'),
    event_type: 'shift_violation',
    conditions: {
      all: [
        { param: 'violation', op: 'eq', value: 'late' },
        { param: 'deviation', op: 'gt', value: 600 },
      ],
    },
    destination: {
      kind: 'smtp',
      parameters: { to: '{{sec.SupervisorEMail}}', subject: '{{binding_name}}: {{user_name}}' },
    },
    text: say(
      '{{user_name}} was {{deviation}} s late for {{shift_name}}',
      '{{user_name}} опоздал(а) на {{deviation}} с, смена {{shift_name}}',
    ),
    options: oncePerAgent,
  },
  {
    id: 'R10',
    title: say('Hole in the line', 'Дыра на линии'),
    event_type: 'shift_violation',
    conditions: {
      all: [
        { param: 'violation', op: 'eq', value: 'coverage_gap' },
        { param: 'staff_gap', op: 'gte', value: 3 },
      ],
    },
    destination: { kind: 'telegram', parameters: {} },
    text: say(
      '🕳 {{queue_name}}: planned {{staff_planned}}, present {{staff_present}}',
      '🕳 {{queue_name}}: по плану {{staff_planned}}, на линии {{staff_present}}',
    ),
    // By queue: a hole in the line belongs to no call, task or agent.
    options: { throttle: { count: 1, per_s: 60, key: 'queue_id' } },
  },
]
