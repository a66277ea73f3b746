import type { Recipe } from '../../core/event-type.ts'
import { say } from '../../core/parameters.ts'

export const recipes: readonly Recipe[] = [
  {
    id: 'R27',
    title: say('Third breach in the period', 'Третье нарушение за период'),
    event_type: 'discipline_report',
    conditions: {
      all: [
        { param: 'repeat_count', op: 'gte', value: 3 },
        { param: 'severity', op: 'ne', value: 'info' },
      ],
    },
    destination: {
      kind: 'smtp',
      parameters: { to: '{{sec.SupervisorEMail}}', subject: '{{binding_name}}: {{user_name}}' },
    },
    text: say(
      '{{user_name}}: {{kpi_name}}, {{kpi_value}} against {{kpi_target}}, times: {{repeat_count}}',
      '{{user_name}}: {{kpi_name}}, факт {{kpi_value}} при норме {{kpi_target}}, раз: {{repeat_count}}',
    ),
    options: { throttle: { count: 1, per_s: 60, key: 'correlation_id' } },
  },
]
