import type { Recipe } from '../../core/event-type.ts'
import { say } from '../../core/parameters.ts'

const oncePerCall = { throttle: { count: 1, per_s: 60, key: 'correlation_id' } }

export const recipes: readonly Recipe[] = [
  {
    id: 'R13',
    title: say('Robot did not understand', 'Робот не понял клиента'),
    event_type: 'auto_operator',
    conditions: {
      all: [
        { param: 'attempts_count', op: 'gte', value: 2 },
        {
          any: [
            { param: 'bot_event', op: 'eq', value: 'not_recognized' },
            { param: 'bot_event', op: 'eq', value: 'data_not_recognized' },
          ],
        },
      ],
    },
    destination: {
      kind: 'telegram',
      parameters: {},
      also: [
        {
          kind: 'dialer',
          action: 'dialer.task.add',
          parameters: { dialer_id: '8', phones: ['{{sec.ClientPhone}}'] },
        },
      ],
    },
    text: say(
      '🤖❓ Robot {{bot_name}} failed at "{{step_name}}": {{recognized_text}}\nClient {{phone}}, tries {{attempts_count}}',
      '🤖❓ Робот {{bot_name}} не понял ответ на шаге «{{step_name}}»: {{recognized_text}}\nКлиент {{phone}}, попыток {{attempts_count}}',
    ),
    options: oncePerCall,
  },
  {
    id: 'R14',
    title: say('Robot: client asks to call later', 'Робот: клиент просит перезвонить'),
    event_type: 'auto_operator',
    conditions: { all: [{ param: 'bot_event', op: 'eq', value: 'callback_requested' }] },
    destination: {
      kind: 'dialer',
      action: 'dialer.task.add',
      parameters: { dialer_id: '8', phones: ['{{sec.CallbackPhone}}'], date: '{{callback_at}}' },
    },
    text: say(
      'Call at {{callback_at}}, asked robot {{bot_name}}',
      'Перезвонить {{callback_at}}, просил робота {{bot_name}}',
    ),
    options: oncePerCall,
  },
  {
    id: 'R15',
    title: say('Robot: order needs a human confirmation', 'Робот: заказ должен подтвердить человек'),
    event_type: 'auto_operator',
    conditions: { all: [{ param: 'bot_event', op: 'eq', value: 'confirmation_needed' }] },
    destination: { kind: 'kommo', action: 'lead.task.add', parameters: {} },
    text: say(
      'Confirm with {{contact_name}}: {{question}} → {{answer}}',
      'Подтвердить с клиентом {{contact_name}}: {{question}} → {{answer}}',
    ),
    options: oncePerCall,
  },
]
