import type { Parameter } from '../../core/event-type.ts'
import { choice, choices, count, flag, id, map, moment, say, seconds, text, whole } from '../../core/parameters.ts'

const taskStatuses = choices({
  queued: ['Queued', 'В очереди'],
  scheduled: ['Scheduled', 'Запланирована'],
  dialing: ['Dialing', 'Набор номера'],
  talking: ['Talking', 'Разговор'],
  success: ['Success', 'Успех'],
  failure: ['Failure', 'Неудача'],
  cancelled: ['Canceled', 'Отменена'],
  expired: ['Expired', 'Истёк срок'],
  rejected: ['Not taken', 'Не принята'],
})

const failReasons = choices({
  no_answer: ['No answer', 'Нет ответа'],
  busy: ['Busy', 'Занято'],
  unavailable: ['Unavailable', 'Недоступен'],
  wrong_number: ['Wrong number', 'Неверный номер'],
  machine: ['Answering machine', 'Автоответчик'],
  refused: ['Customer refused', 'Клиент отказался'],
  blacklist: ['In the black list', 'В чёрном списке'],
  duplicate: ['Duplicate', 'Дубль'],
  ttl: ['Too old', 'Вышел срок жизни'],
  out_of_attempts: ['Attempts used up', 'Попытки закончились'],
  manual: ['Closed by hand', 'Закрыта вручную'],
  network_error: ['Network error', 'Ошибка сети'],
})

const creators = choices({
  user: ['A user', 'Пользователь'],
  import: ['An import', 'Импорт'],
  api: ['API request', 'Запрос к API'],
  scenario: ['A call scenario', 'Сценарий звонка'],
  bot: ['A robot', 'Робот'],
  binding: ['A binding', 'Привязка'],
})

export const parameters: readonly Parameter[] = [
  choice('task_status', 'Task status', 'Статус задачи', taskStatuses, { sample: 'success' }),
  choice('previous_task_status', 'Previous task status', 'Прошлый статус задачи', taskStatuses, { sample: 'talking' }),
  flag('is_final', 'Final', 'Итоговый статус', {
    help: say(
      'Yes when no more attempts will follow. Without it a failure is reported after every try.',
      '«Да» — попыток больше не будет. Без этого условия неудача приходит после каждого набора.',
    ),
    sample: true,
  }),
  text('task_result', 'Task result', 'Результат задачи', {
    help: say('From the company’s own list of results.', 'Из списка результатов самой компании.'),
    sample: 'agreed_to_renew',
  }),
  choice('fail_reason', 'Fail reason', 'Причина неудачи', failReasons, { sample: 'no_answer' }),
  count('attempts_count', 'Attempts count', 'Число попыток', { sample: 3 }),
  count('attempts_max', 'Attempts allowed', 'Попыток всего', { sample: 5 }),
  seconds('connect_time', 'Connect time', 'Время соединения', {
    help: say('Of the last call, in seconds.', 'Последнего звонка, в секундах.'),
    sample: 184,
  }),
  seconds('alert_duration', 'Alert duration', 'Время ожидания', {
    help: say('Of the last call, in seconds.', 'Последнего звонка, в секундах.'),
    sample: 11,
  }),
  moment('next_attempt_at', 'Next attempt at', 'Следующая попытка', { sample: '2026-03-17T06:00:00.000Z' }),
  whole('priority', 'Priority', 'Приоритет', {
    help: say('From 0 to 2; 2 is dialed first.', 'От 0 до 2; 2 набирается первым.'),
    sample: 1,
  }),
  id('import_id', 'Import ID', 'ID импорта', { sample: '214' }),
  map('details', 'Task details', 'Данные задачи', {
    help: say(
      'Whatever was attached when the task was created, by its name: details.contract.',
      'Всё, что приложили при создании задачи, по имени: details.contract.',
    ),
    pii: 'C',
    sample: { contract: 'A-17' },
  }),
  seconds('ttl_left', 'Time left to live', 'Осталось жить', {
    help: say('Seconds until the task expires.', 'Секунд до истечения срока задачи.'),
    sample: 3600,
  }),
  count('phones_count', 'Phones of the task', 'Телефонов в задаче', {
    help: say('From 1 to 5.', 'От 1 до 5.'),
    sample: 2,
  }),
  choice('created_by', 'Created by', 'Кем создана', creators, { sample: 'import' }),
  moment('task_created_at', 'Task created at', 'Создание задачи', { sample: '2026-03-14T06:00:00.000Z' }),
  seconds('task_age', 'Task age', 'Возраст задачи', { sample: 198164 }),
]
