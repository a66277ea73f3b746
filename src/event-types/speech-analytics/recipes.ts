import type { Recipe } from '../../core/event-type.ts'
import { say } from '../../core/parameters.ts'

const oncePerCall = { throttle: { count: 1, per_s: 60, key: 'correlation_id' } }

export const recipes: readonly Recipe[] = [
  {
    id: 'R16',
    title: say('Stop-phrase by the agent', 'Стоп-фраза оператора'),
    event_type: 'speech_analytics',
    conditions: {
      all: [
        { param: 'rule_kind', op: 'eq', value: 'stop_phrase' },
        { param: 'speaker', op: 'eq', value: 'agent' },
        { param: 'confidence', op: 'gte', value: 0.8 },
      ],
    },
    destination: { kind: 'slack', parameters: {} },
    text: say(
      '🗣 {{user_name}}: "{{phrase}}" at second {{offset}}, call {{call_id}}\n{{recording_url}}',
      '🗣 {{user_name}}: «{{phrase}}» на {{offset}}-й секунде, звонок {{call_id}}\n{{recording_url}}',
    ),
    options: oncePerCall,
  },
  {
    id: 'R17',
    title: say('Client wants to leave', 'Клиент собирается уйти'),
    event_type: 'speech_analytics',
    conditions: {
      all: [
        { param: 'speaker', op: 'eq', value: 'customer' },
        // A part of the rule's name, in the language in which the company named its rules.
        { param: 'rule_name', op: 'contains', value: 'отказ' },
        { param: 'sentiment', op: 'eq', value: 'negative' },
      ],
    },
    destination: {
      kind: 'smtp',
      parameters: { to: 'retention@example.com', subject: '{{binding_name}}: {{contact_name}}' },
    },
    text: say(
      'Client {{contact_name}} ({{phone}}) speaks of leaving: {{matched_text}}',
      'Клиент {{contact_name}} ({{phone}}) говорит об уходе: {{matched_text}}',
    ),
    options: oncePerCall,
  },
  {
    id: 'R18',
    title: say('Required phrase was not said', 'Не прозвучала обязательная фраза'),
    event_type: 'speech_analytics',
    conditions: {
      all: [
        { param: 'rule_kind', op: 'eq', value: 'missing_phrase' },
        { param: 'mode', op: 'eq', value: 'post_call' },
        { param: 'connect_time', op: 'gt', value: 30 },
      ],
    },
    destination: { kind: 'webhook', parameters: {} },
    text: say(
      '{{user_name}}: "{{rule_name}}" was not said, call {{call_id}}, score {{score}}',
      '{{user_name}}: не прозвучало «{{rule_name}}», звонок {{call_id}}, балл {{score}}',
    ),
    // One call may lack several phrases, all found in the same second: the quality system gets each.
    options: { throttle: { count: 10, per_s: 60, key: 'correlation_id' } },
  },
]
