import type { Parameter } from '../../core/event-type.ts'
import { choice, choices, flag, id, ids, moment, note, say, seconds, text } from '../../core/parameters.ts'

const phases = choices({
  changed: ['Status changed', 'Статус сменился'],
  threshold: ['Too long in the status', 'Слишком долго в статусе'],
  day_summary: ['Summary of the day', 'Итог дня'],
})

const statuses = choices({
  ready: ['Ready', 'Готов'],
  away: ['Away', 'Отошёл'],
  busy: ['Busy', 'Занят'],
  pcp: ['Wrap-up', 'Постобработка'],
  waiting: ['Waiting', 'Ожидание'],
  offline: ['Offline', 'Не в сети'],
  na: ['Not available', 'Недоступен'],
})

const changeSources = choices({
  user: ['The agent', 'Сам оператор'],
  supervisor: ['A supervisor', 'Супервайзер'],
  system: ['The system', 'Система'],
  api: ['API request', 'Запрос к API'],
  binding: ['A binding', 'Привязка'],
})

export const parameters: readonly Parameter[] = [
  choice('phase', 'Phase', 'Повод', phases, {
    help: say(
      '“Too long” fires once per limit, while the agent is still in the status.',
      '«Слишком долго» срабатывает один раз на каждый порог, пока оператор ещё в статусе.',
    ),
    sample: 'threshold',
  }),
  choice('status', 'Status', 'Статус', statuses, { sample: 'away' }),
  text('status_reason', 'Reason', 'Причина', {
    help: say(
      'From the company’s own list: dinner, tea_break, restroom, training, meeting…',
      'Из списка самой компании: dinner, tea_break, restroom, training, meeting…',
    ),
    sample: 'tea_break',
  }),
  note('status_comment', 'Comment', 'Комментарий', { pii: 'T', sample: 'back in five minutes' }),
  choice('previous_status', 'Previous status', 'Прошлый статус', statuses, { sample: 'ready' }),
  text('previous_reason', 'Previous reason', 'Прошлая причина', { sample: 'dinner' }),
  seconds('previous_duration', 'Time in the previous status', 'Время в прошлом статусе', { sample: 3120 }),
  seconds('time_in_status', 'Time in the status', 'Время в статусе', {
    help: say('0 when the status has only now changed.', '0, если статус только что сменился.'),
    sample: 900,
  }),
  seconds('threshold', 'Limit reached', 'Сработавший порог', {
    help: say('The limit, in seconds, that this event is about.', 'Порог в секундах, из-за которого пришло событие.'),
    sample: 900,
  }),
  seconds('day_total', 'Total today', 'Всего за день', {
    help: say(
      'Time in this status with this reason since the start of the day.',
      'Время в этом статусе с этой причиной с начала дня.',
    ),
    sample: 1740,
  }),
  choice('change_source', 'Changed through', 'Чем изменён', changeSources, { sample: 'user' }),
  id('changed_by', 'Changed by', 'Кто изменил', { sample: '771' }),
  flag('first_login_today', 'First login today', 'Первый вход за день', { sample: false }),
  ids('queue_ids', 'Queues', 'Очереди', {
    help: say('IDs of the queues that the agent serves now.', 'ID очередей, которые оператор обслуживает сейчас.'),
    sample: ['12', '14'],
  }),
  id('call_id', 'Call ID', 'ID звонка', {
    help: say('The call that caused the change, if one did.', 'Звонок, из-за которого сменился статус, если он был.'),
    sample: 'c-1773654028-1187',
  }),
  moment('status_started_at', 'In the status since', 'В статусе с', { sample: '2026-03-16T12:05:00.000Z' }),
]
