import type { Recipe } from '../../core/event-type.ts'
import { say } from '../../core/parameters.ts'

const oncePerTask = { throttle: { count: 1, per_s: 60, key: 'correlation_id' } }

export const recipes: readonly Recipe[] = [
  {
    id: 'R20',
    title: say('Task success to the CRM', 'Успех задачи — в CRM'),
    event_type: 'task_status',
    conditions: {
      all: [
        { param: 'task_status', op: 'eq', value: 'success' },
        { param: 'is_final', op: 'eq', value: true },
      ],
    },
    destination: {
      kind: 'kommo',
      action: 'lead.move',
      parameters: {},
      // 4 is “talked” in Kommo: https://github.com/amocrm/amocrm-api-php, Models/Interfaces/CallInterface.php
      also: [{ kind: 'kommo', action: 'call.note.add', parameters: { call_status: 4 } }],
    },
    text: say(
      'Dialer {{dialer_name}}: {{task_result}}. Talk {{connect_time}} s, agent {{user_name}}, attempt {{attempts_count}}',
      'Обзвон {{dialer_name}}: {{task_result}}. Разговор {{connect_time}} с, оператор {{user_name}}, попытка {{attempts_count}}',
    ),
    options: oncePerTask,
  },
  {
    id: 'R21',
    title: say('Not reached after all attempts: write instead', 'Не дозвонились за все попытки — написать'),
    event_type: 'task_status',
    conditions: {
      all: [
        { param: 'task_status', op: 'eq', value: 'failure' },
        { param: 'is_final', op: 'eq', value: true },
        { param: 'attempts_count', op: 'gte', value: 5 },
      ],
    },
    destination: { kind: 'whatsapp', parameters: { to: '{{sec.ClientPhone}}' } },
    text: say(
      '{{contact_name}}, we could not reach you. Reply "1" if today suits you',
      '{{contact_name}}, мы не смогли до вас дозвониться. Ответьте «1», если удобно поговорить сегодня',
    ),
    options: oncePerTask,
  },
  {
    id: 'R22',
    title: say('“Do not call me”: to the black list', '«Не звоните мне» — в чёрный список'),
    event_type: 'task_status',
    conditions: {
      all: [
        { param: 'is_final', op: 'eq', value: true },
        {
          any: [
            { param: 'fail_reason', op: 'eq', value: 'refused' },
            { param: 'task_result', op: 'eq', value: 'do_not_call' },
          ],
        },
      ],
    },
    destination: {
      kind: 'list',
      action: 'list.value.add',
      parameters: { list_id: '3', value: '{{sec.ClientPhone}}' },
      also: [
        {
          kind: 'dialer',
          action: 'dialer.task.cancel',
          parameters: { phone: '{{sec.ClientPhone}}', all_dialers: true },
        },
      ],
    },
    text: say(
      'Opt-out, task {{task_id}}, dialer {{dialer_name}}',
      'Отказ от звонков, задача {{task_id}}, обзвон {{dialer_name}}',
    ),
    options: oncePerTask,
  },
]
