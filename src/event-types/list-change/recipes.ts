import type { Recipe } from '../../core/event-type.ts'
import { say } from '../../core/parameters.ts'

export const recipes: readonly Recipe[] = [
  {
    id: 'R23',
    title: say('Black list grew: tell the other systems', 'Чёрный список пополнился — сообщить другим системам'),
    event_type: 'list_change',
    conditions: {
      all: [
        { param: 'list_kind', op: 'eq', value: 'blacklist' },
        { param: 'operation', op: 'eq', value: 'add' },
      ],
    },
    destination: { kind: 'webhook', parameters: {} },
    text: say(
      '{{value}} added to "{{list_name}}" by {{change_source}}, {{list_size}} in total',
      'В «{{list_name}}» добавлен {{value}}, источник {{change_source}}, всего {{list_size}}',
    ),
    // By value: fifty numbers added in one minute are fifty messages, or the other system misses some.
    options: { throttle: { count: 1, per_s: 60, key: 'value' } },
  },
]
