import type { Parameter } from './event-type.ts'
import { choice, choices, flag, id, map, moment, note, say, text, whole } from './parameters.ts'
import type { Sentence } from './sentence.ts'

/** Where an event came from. A source of the customer's own is `other`. */
const sources = choices({
  api: ['API request', 'Запрос к API'],
  oki_toki: ['Oki-Toki', 'Платформа Oki-Toki'],
  asterisk: ['Asterisk PBX', 'АТС Asterisk'],
  freeswitch: ['FreeSWITCH PBX', 'АТС FreeSWITCH'],
  twilio: ['Twilio', 'Облако Twilio'],
  genesys: ['Genesys Cloud', 'Облако Genesys'],
  amazon_connect: ['Amazon Connect', 'Облако Amazon Connect'],
  ringcentral: ['RingCentral', 'Облако RingCentral'],
  other: ['Another system', 'Другая система'],
})

const callTypes = choices({
  inbound: ['Inbound', 'Входящий'],
  outbound: ['Outbound, by hand', 'Исходящий вручную'],
  internal: ['Internal', 'Внутренний'],
  dialer: ['By the dialer', 'Автообзвон'],
  callback: ['Callback', 'Перезвон'],
  chat: ['Chat', 'Чат'],
})

/**
 * What every event carries. Those marked `envelope` stand on the event itself; the company and the project arrive in
 * `data` like any other parameter. Each event type hands in its own key and title: the only value `event_type` can have.
 */
export function envelopeOf(eventType: { readonly key: string; readonly title: Sentence }): readonly Parameter[] {
  return [
    {
      name: 'event_id',
      type: 'uuid',
      label: say('Event ID', 'ID события'),
      help: say(
        'The same for every delivery and every retry of this event: destinations can drop duplicates by it.',
        'Один и тот же во всех доставках и повторах: по нему приёмник отсеивает дубли.',
      ),
      operators: [],
      pii: null,
      envelope: true,
      sample: '0197d2a4-5c1e-7b60-9d21-3f0a6e1b77c4',
    },
    choice('event_type', 'Event type', 'Тип события', [{ value: eventType.key, label: eventType.title }], {
      help: say(
        'A binding is made for one type, so there is nothing to compare here.',
        'Привязка создаётся под один тип, поэтому сравнивать тут нечего.',
      ),
      operators: [],
      envelope: true,
      sample: eventType.key,
    }),
    whole('schema_version', 'Schema version', 'Версия схемы', {
      help: say(
        'Grows only when a parameter changes its meaning; new parameters do not change it.',
        'Растёт, только если у параметра изменился смысл. Новые параметры версию не меняют.',
      ),
      operators: [],
      envelope: true,
      sample: 1,
    }),
    moment('event_time', 'Event time', 'Время события', {
      help: say(
        'When it happened at the source, in UTC. Use event_time_local in messages for people.',
        'Когда это произошло в источнике, по UTC. В сообщения для людей ставьте event_time_local.',
      ),
      envelope: true,
      sample: '2026-03-16T09:41:07.318Z',
    }),
    moment('received_at', 'Received at', 'Время приёма', {
      help: say(
        'When it was safely stored here. The difference from the event time is the lag of the source.',
        'Когда событие надёжно записано у нас. Разница с временем события — задержка источника.',
      ),
      operators: [],
      envelope: true,
      sample: '2026-03-16T09:41:07.342Z',
    }),
    whole('event_no', 'Event number', 'Номер события', {
      help: say(
        'The number people see in the journal and search by.',
        'Номер, который люди видят в журнале и по которому ищут.',
      ),
      envelope: true,
      sample: 481203,
    }),
    choice('source', 'Source', 'Источник', sources, {
      help: say('The system that reported the event.', 'Система, которая сообщила о событии.'),
      envelope: true,
      sample: 'asterisk',
    }),
    text('source_event_id', 'Event ID at the source', 'ID события в источнике', {
      help: say(
        'The sender’s own ID. A second event with the same source and ID is a duplicate and does nothing.',
        'ID, который дал отправитель. Второе событие с тем же источником и ID считается дублем и ничего не запускает.',
      ),
      operators: [],
      envelope: true,
      sample: '1773654028.1187:queue:finish',
    }),
    text('correlation_id', 'Correlation ID', 'ID цепочки', {
      help: say(
        'What belongs together: the call, else the task, else the agent.',
        'Что относится к одному делу: звонок, иначе задача, иначе оператор.',
      ),
      envelope: true,
      sample: 'c-1773654028-1187',
    }),
    id('company_id', 'Company ID', 'ID компании', { sample: '17' }),
    id('project_id', 'Project ID', 'ID проекта', {
      help: say(
        'The business process or project of the event.',
        'Бизнес-процесс или проект, к которому относится событие.',
      ),
      sample: '4',
    }),
    text('project_name', 'Project', 'Проект', { sample: 'Support' }),
    flag('is_test', 'Test event', 'Тестовое событие', {
      help: say(
        'True only for the Test button. The conditions of a working binding never see a test.',
        '«Да» только у кнопки «Тест». Условия рабочих привязок тестовые события не видят.',
      ),
      envelope: true,
      sample: false,
    }),
  ]
}

/** What every event about a call carries. */
export const callBlock: readonly Parameter[] = [
  id('call_id', 'Call ID', 'ID звонка', {
    help: say('The journal finds the event by it.', 'По нему событие находится в журнале.'),
    sample: 'c-1773654028-1187',
  }),
  choice('call_type', 'Call type', 'Тип звонка', callTypes, { sample: 'inbound' }),
  text('phone', 'Customer phone', 'Телефон клиента', {
    help: say(
      'In international form. Chats and mail get only the last three digits unless the integration may receive personal data.',
      'В международном формате. В чаты и почту уходят только последние три цифры, если интеграции не разрешены персональные данные.',
    ),
    pii: 'C',
    phone: true,
    sample: '+70001112333',
  }),
  text('did', 'Company line', 'Линия компании', {
    help: say(
      'The company number that was dialed, or that the customer saw as the caller ID.',
      'Номер компании, на который позвонили или который увидел клиент.',
    ),
    sample: '+70003334455',
  }),
  note('caller_name', 'Caller name', 'Имя звонящего', {
    help: say(
      'As the phone network or the CRM told it. Callers can set it to anything.',
      'Как его передала сеть или CRM. Звонящий может указать что угодно.',
    ),
    pii: 'C',
    sample: 'Olena K.',
  }),
  id('queue_id', 'Queue ID', 'ID очереди', { sample: '12' }),
  text('queue_name', 'Queue', 'Очередь', {
    help: say(
      'Names change; a condition on the queue ID keeps working after a rename.',
      'Названия меняются; условие по ID очереди переживёт переименование.',
    ),
    sample: 'Support line 1',
  }),
  id('dialer_id', 'Dialer ID', 'ID обзвона', { sample: '31' }),
  text('dialer_name', 'Dialer', 'Обзвон', { sample: 'Renewals March' }),
  id('scenario_id', 'Scenario ID', 'ID сценария', { sample: '88' }),
  text('scenario_name', 'Call scenario', 'Сценарий звонка', { sample: 'Main entry' }),
  id('task_id', 'Task ID', 'ID задачи', {
    help: say(
      'The dialer task behind the call, if there is one.',
      'Задача обзвона, из которой возник звонок, если она есть.',
    ),
    sample: '550912',
  }),
  id('trunk_id', 'Trunk ID', 'ID транка', {
    help: say('The provider line that the call used.', 'Линия оператора связи, по которой шёл звонок.'),
    sample: 'sip-2',
  }),
  moment('call_started_at', 'Call started at', 'Начало звонка', { sample: '2026-03-16T09:40:11.002Z' }),
]

/** What every event about an agent carries. */
export const userBlock: readonly Parameter[] = [
  id('user_id', 'Agent ID', 'ID оператора', { sample: '771' }),
  text('user_name', 'Agent', 'Оператор', { pii: 'E', sample: 'Ksenia P.' }),
  text('user_login', 'Agent login', 'Логин оператора', { pii: 'E', sample: 'ksenia.p' }),
  text('user_extension', 'Extension', 'Внутренний номер', { sample: '204' }),
  id('group_id', 'Team ID', 'ID группы', { sample: '5' }),
  text('group_name', 'Team', 'Группа', { sample: 'Support A' }),
  id('supervisor_id', 'Supervisor ID', 'ID супервайзера', {
    help: say(
      'Lets one binding tell the right supervisor: sec.Supervisor… is looked up by it.',
      'Позволяет одной привязке писать нужному супервайзеру: по нему подставляются sec.Supervisor….',
    ),
    sample: '702',
  }),
]

/** What every event about a customer carries. */
export const contactBlock: readonly Parameter[] = [
  id('contact_id', 'Contact ID', 'ID контакта', {
    help: say('The number of the contact in the CRM.', 'Номер контакта в CRM.'),
    sample: '90211',
  }),
  note('contact_name', 'Customer', 'Клиент', { pii: 'C', sample: 'Olena K.' }),
  id('bp_id', 'CRM process ID', 'ID процесса в CRM', {
    help: say('The number of the business process in the CRM.', 'Номер бизнес-процесса в CRM.'),
    sample: '3321',
  }),
  map('contact', 'Contact fields', 'Поля контакта', {
    help: say(
      'Any field of the contact in the CRM, by its name: contact.email.',
      'Любое поле контакта в CRM по имени: contact.email.',
    ),
    pii: 'C',
    sample: { email: 'client@example.com' },
  }),
  text('client_tz', 'Customer time zone', 'Часовой пояс клиента', {
    help: say('An IANA zone name, such as Europe/Kyiv.', 'Имя зоны IANA, например Europe/Kyiv.'),
    sample: 'Europe/Kyiv',
  }),
]
