import type { Recipe } from '../../core/event-type.ts'
import { say } from '../../core/parameters.ts'

const oncePerCall = { throttle: { count: 1, per_s: 60, key: 'correlation_id' } }

/** For cases where one call rightly fires several times in a minute; still stops a flood. */
const severalPerCall = { throttle: { count: 10, per_s: 60, key: 'correlation_id' } }

export const recipes: readonly Recipe[] = [
  {
    id: 'R01',
    title: say('Missed call to the team chat', 'Пропущенный звонок — в чат команды'),
    event_type: 'call_function',
    conditions: {
      all: [
        { param: 'function', op: 'eq', value: 'queue' },
        { param: 'function_state', op: 'eq', value: 'finish' },
        { param: 'success_flag', op: 'eq', value: false },
        { param: 'call_type', op: 'eq', value: 'inbound' },
      ],
    },
    destination: { kind: 'telegram', parameters: {} },
    text: say(
      '📵 Missed: {{phone}}\nQueue {{queue_name}}, waited {{alert_duration}} s, agents ready {{agents_ready}}\n{{event_time_local}}',
      '📵 Пропущенный: {{phone}}\nОчередь {{queue_name}}, ждал {{alert_duration}} с, свободных операторов {{agents_ready}}\n{{event_time_local}}',
    ),
    options: oncePerCall,
  },
  {
    id: 'R02',
    title: say('Second miss in 24 h, or a VIP: wake the lead', 'Второй пропуск за сутки или VIP — поднять старшего'),
    event_type: 'call_function',
    conditions: {
      all: [
        { param: 'function', op: 'eq', value: 'queue' },
        { param: 'function_state', op: 'eq', value: 'finish' },
        { param: 'success_flag', op: 'eq', value: false },
        {
          any: [
            { param: 'missed_before', op: 'gte', value: 1 },
            { param: 'matched_list_id', op: 'eq', value: 'VIP' },
          ],
        },
      ],
    },
    // The chat of the integration: a call that reached no agent has no supervisor to look up.
    destination: { kind: 'telegram', parameters: {} },
    text: say(
      '🔴 Client failed to reach us {{missed_before}} time(s) already: {{phone}}, {{contact_name}}. Call back now',
      '🔴 Клиент не дозвонился уже {{missed_before}} раз(а): {{phone}}, {{contact_name}}. Нужно перезвонить сейчас',
    ),
    options: oncePerCall,
  },
  {
    id: 'R03',
    title: say('Missed call becomes a dialer task', 'Пропущенный звонок становится задачей обзвона'),
    event_type: 'call_function',
    conditions: {
      all: [
        { param: 'function', op: 'eq', value: 'queue' },
        { param: 'function_state', op: 'eq', value: 'finish' },
        { param: 'success_flag', op: 'eq', value: false },
      ],
    },
    destination: {
      kind: 'dialer',
      action: 'dialer.task.add',
      parameters: { dialer_id: '7', phones: ['{{sec.ClientPhone}}'], priority: 2, ttl: 7200, dedupe: 'phone' },
    },
    text: say(
      'Callback for a miss in {{queue_name}}, call {{call_id}}',
      'Перезвон по пропущенному из {{queue_name}}, звонок {{call_id}}',
    ),
    options: oncePerCall,
  },
  {
    id: 'R04',
    title: say('Low rating: 2 or 3', 'Низкая оценка: 2 или 3'),
    event_type: 'call_function',
    conditions: {
      all: [
        { param: 'function', op: 'eq', value: 'survey' },
        { param: 'function_state', op: 'eq', value: 'finish' },
        {
          any: [
            { param: 'answer', op: 'eq', value: '2' },
            { param: 'answer', op: 'eq', value: '3' },
          ],
        },
      ],
    },
    destination: { kind: 'telegram', parameters: {} },
    text: say(
      '⚠️ Rated {{answer}} · agent {{user_name}} · client {{phone}}\nCall {{call_id}}, talk {{connect_time}} s',
      '⚠️ Оценка {{answer}} · оператор {{user_name}} · клиент {{phone}}\nЗвонок {{call_id}}, разговор {{connect_time}} с',
    ),
    options: oncePerCall,
  },
  {
    id: 'R05',
    title: say('Top rating: praise in public', 'Высшая оценка — похвалить при всех'),
    event_type: 'call_function',
    conditions: {
      all: [
        { param: 'function', op: 'eq', value: 'survey' },
        { param: 'function_state', op: 'eq', value: 'finish' },
        { param: 'rating', op: 'eq', value: 5 },
      ],
    },
    destination: { kind: 'discord', parameters: {} },
    text: say(
      '👏 {{user_name}} ({{group_name}}) — five stars from a client!',
      '👏 {{user_name}} ({{group_name}}) — пятёрка от клиента!',
    ),
    options: oncePerCall,
  },
  {
    id: 'R07',
    title: say(
      'Agent did not answer the offer: set Away and tell',
      'Оператор не взял звонок — перевести в «Отошёл» и сообщить',
    ),
    event_type: 'call_function',
    conditions: {
      all: [
        { param: 'function', op: 'eq', value: 'operator' },
        { param: 'function_state', op: 'eq', value: 'finish' },
        { param: 'success_flag', op: 'eq', value: false },
        { param: 'finish_reason', op: 'eq', value: 'no_answer' },
      ],
    },
    destination: {
      kind: 'user',
      action: 'user.status.set',
      parameters: { user_id: '{{user_id}}', status: 'away', status_reason: 'auto_no_answer' },
      also: [{ kind: 'slack', parameters: {} }],
    },
    text: say(
      '📴 {{user_name}} did not answer in {{alert_duration}} s, moved to Away',
      '📴 {{user_name}} не ответил за {{alert_duration}} с, переведён в «Отошёл»',
    ),
    // By agent: one call offered to three agents who all sleep is three cases.
    options: { throttle: { count: 1, per_s: 60, key: 'user_id' } },
  },
  {
    id: 'R19',
    title: say('Callback ordered in the menu', 'Перезвон заказан в меню'),
    event_type: 'call_function',
    conditions: {
      all: [
        { param: 'function', op: 'eq', value: 'callback' },
        { param: 'function_state', op: 'eq', value: 'finish' },
        { param: 'success_flag', op: 'eq', value: true },
      ],
    },
    destination: {
      kind: 'dialer',
      action: 'dialer.task.add',
      parameters: { dialer_id: '7', phones: ['{{sec.ClientPhone}}'], date: '{{callback_at}}' },
      also: [{ kind: 'telegram', parameters: {} }],
    },
    text: say(
      '☎️ Callback ordered: {{phone}} at {{callback_at}}, queue {{queue_name}}',
      '☎️ Заказан перезвон: {{phone}} на {{callback_at}}, очередь {{queue_name}}',
    ),
    options: oncePerCall,
  },
  {
    id: 'R24',
    title: say('Contract to the client, copy to legal', 'Договор клиенту, копия юристам'),
    event_type: 'call_function',
    conditions: {
      all: [
        { param: 'function', op: 'eq', value: 'script' },
        { param: 'function_state', op: 'eq', value: 'finish' },
        { param: 'form_result', op: 'eq', value: 'contract_agreed' },
      ],
    },
    destination: {
      kind: 'smtp',
      parameters: {
        to: '{{contact.email}}',
        cc: 'legal@example.com',
        subject: '{{company_name}}',
        attachments: [{ filename: 'contract.pdf', url: 'https://example.com/contract.pdf' }],
      },
    },
    text: say(
      'Hello {{contact_name}}! The contract is attached. Your manager {{user_name}}, {{sec.OperatorEMail}}',
      'Здравствуйте, {{contact_name}}! Договор во вложении. Ваш менеджер {{user_name}}, {{sec.OperatorEMail}}',
    ),
    options: oncePerCall,
  },
  {
    id: 'R25',
    title: say('Call summary to the agent who took it', 'Итог разговора — оператору, который его провёл'),
    event_type: 'call_function',
    conditions: {
      all: [
        { param: 'function', op: 'eq', value: 'operator' },
        { param: 'function_state', op: 'eq', value: 'finish' },
        { param: 'success_flag', op: 'eq', value: true },
        { param: 'connect_time', op: 'gt', value: 60 },
      ],
    },
    destination: {
      kind: 'smtp',
      parameters: { to: '{{sec.OperatorEMail}}', subject: '{{binding_name}}: {{contact_name}}' },
    },
    text: say(
      'Talk with {{contact_name}}: {{connect_time}} s, wait {{alert_duration}} s, result {{form_result}}',
      'Разговор с {{contact_name}}: {{connect_time}} с, ожидание {{alert_duration}} с, результат {{form_result}}',
    ),
    options: oncePerCall,
  },
  {
    id: 'R26',
    title: say('Recording to the customer’s cloud disk', 'Запись разговора — на облачный диск заказчика'),
    event_type: 'call_function',
    conditions: {
      all: [
        { param: 'function', op: 'eq', value: 'recording' },
        { param: 'function_state', op: 'eq', value: 'finish' },
        { param: 'success_flag', op: 'eq', value: true },
      ],
    },
    destination: {
      kind: 'file',
      parameters: {
        name: '{{event_date_local}}_{{user_login}}_{{call_id}}.mp3',
        url: '{{sec.RecordingUrl}}',
      },
    },
    text: say('Recording {{call_id}} uploaded', 'Запись {{call_id}} выгружена'),
    options: severalPerCall,
  },
  {
    id: 'R28',
    title: say('Queue is growing right now', 'Очередь растёт прямо сейчас'),
    event_type: 'call_function',
    conditions: {
      all: [
        { param: 'function', op: 'eq', value: 'queue' },
        { param: 'function_state', op: 'eq', value: 'start' },
        { param: 'queue_length', op: 'gt', value: 10 },
      ],
    },
    destination: { kind: 'telegram', parameters: {} },
    text: say(
      '📈 {{queue_name}}: {{queue_length}} waiting, {{agents_ready}} agents ready',
      '📈 {{queue_name}}: в очереди {{queue_length}}, готовых операторов {{agents_ready}}',
    ),
    options: { throttle: { count: 1, per_s: 300, key: 'queue_id' } },
  },
  {
    id: 'R29',
    title: say('Card pops up when the agent answers', 'Карточка открывается, когда оператор ответил'),
    event_type: 'call_function',
    conditions: {
      all: [
        { param: 'function', op: 'eq', value: 'operator' },
        { param: 'function_state', op: 'eq', value: 'connect' },
      ],
    },
    // The keys of the webhook, whole in themselves; the text shows the same body as JSON.
    destination: {
      kind: 'webhook',
      parameters: {
        phone: '{{sec.ClientPhone}}',
        user: '{{user_login}}',
        call: '{{call_id}}',
        queue: '{{queue_name}}',
      },
    },
    text: say(
      '{"phone":"{{sec.ClientPhone}}","user":"{{user_login}}","call":"{{call_id}}","queue":"{{queue_name}}"}',
      '{"phone":"{{sec.ClientPhone}}","user":"{{user_login}}","call":"{{call_id}}","queue":"{{queue_name}}"}',
    ),
    options: severalPerCall,
  },
]
