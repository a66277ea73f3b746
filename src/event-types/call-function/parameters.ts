import { callFunctions, functionStates } from '../../core/call-functions.ts'
import type { Parameter } from '../../core/event-type.ts'
import {
  choice,
  choices,
  count,
  flag,
  id,
  link,
  map,
  moment,
  say,
  seconds,
  text,
  texts,
  whole,
} from '../../core/parameters.ts'

const finishReasons = choices({
  completed: ['Completed', 'Завершено'],
  abandoned: ['Caller gave up', 'Не дождался'],
  no_answer: ['No answer', 'Нет ответа'],
  busy: ['Busy', 'Занято'],
  rejected: ['Rejected', 'Отклонено'],
  timeout: ['Time ran out', 'Вышло время'],
  no_agents: ['No agents', 'Нет операторов'],
  key_exit: ['Left by a key', 'Вышел по клавише'],
  transferred: ['Transferred', 'Переведено'],
  caller_hangup: ['Caller hung up', 'Трубку положил клиент'],
  agent_hangup: ['Agent hung up', 'Трубку положил оператор'],
  blacklisted: ['In the black list', 'В чёрном списке'],
  out_of_schedule: ['Out of hours', 'Нерабочее время'],
  machine: ['Answering machine', 'Автоответчик'],
  network_error: ['Network error', 'Ошибка сети'],
  system_error: ['System error', 'Ошибка системы'],
})

const hangupSides = choices({
  customer: ['Customer', 'Клиент'],
  agent: ['Agent', 'Оператор'],
  system: ['System', 'Система'],
  transfer: ['Transfer', 'Перевод'],
})

const amdResults = choices({
  human: ['Human', 'Человек'],
  machine: ['Answering machine', 'Автоответчик'],
  fax: ['Fax', 'Факс'],
  unknown: ['Not clear', 'Не определено'],
})

export const parameters: readonly Parameter[] = [
  choice(
    'function',
    'Function',
    'Функция',
    callFunctions.map(({ value, label }) => ({ value, label })),
    { help: say('Which part of the call it is.', 'О какой части звонка речь.'), sample: 'queue' },
  ),
  id('function_id', 'Function ID', 'ID функции', {
    help: say(
      'That very block of the scenario, when a scenario has several of one kind.',
      'Конкретный блок сценария — если одинаковых в нём несколько.',
    ),
    sample: 'cube-5',
  }),
  text('function_name', 'Function name', 'Название функции', {
    help: say('The name its author gave to the block.', 'Название, которое дал блоку автор сценария.'),
    sample: 'Line 1 queue',
  }),
  choice('function_state', 'Function state', 'Состояние функции', functionStates, {
    help: say(
      'Left unset, the binding fires in each of the four states: four messages instead of one.',
      'Если не задать, привязка сработает в каждом из четырёх состояний: четыре сообщения вместо одного.',
    ),
    sample: 'finish',
  }),
  flag('success_flag', 'Success flag', 'Признак успеха', {
    help: say(
      'Known only at finish; missing before. What counts as success differs by function.',
      'Известен только на финише, до него пуст. Что считать успехом, зависит от функции.',
    ),
    sample: false,
  }),
  choice('finish_reason', 'Finish reason', 'Причина завершения', finishReasons, { sample: 'abandoned' }),
  choice('hangup_side', 'Who hung up', 'Кто положил трубку', hangupSides, { sample: 'customer' }),
  whole('hangup_cause', 'Hangup cause', 'Код завершения', {
    help: say('A Q.850 code: 16 is a normal end, 17 is busy.', 'Код Q.850: 16 — обычное завершение, 17 — занято.'),
    sample: 16,
  }),
  seconds('connect_time', 'Connect time', 'Время соединения', {
    help: say(
      'Seconds of talk or media: from connect to stop.',
      'Секунды разговора или звучания: от соединения до стопа.',
    ),
    sample: 184,
  }),
  seconds('alert_duration', 'Alert duration', 'Время ожидания', {
    help: say(
      'Seconds of waiting or ringing: from start to connect, or to stop when nobody answered.',
      'Секунды ожидания или гудков: от старта до соединения, а если не ответили — до стопа.',
    ),
    sample: 47,
  }),
  seconds('hold_time', 'Time on hold', 'Время на удержании', { sample: 0 }),
  seconds('wrap_up_time', 'Wrap-up time', 'Время постобработки', { sample: 25 }),
  count('attempts_count', 'Attempts count', 'Число попыток', {
    help: say(
      'Attempts so far: offers to agents, dials of the task, or repeats of the menu.',
      'Сколько попыток уже было: вызовов операторам, наборов по задаче или повторов меню.',
    ),
    sample: 2,
  }),
  whole('queue_position', 'Position in the queue', 'Место в очереди', { sample: 3 }),
  count('queue_length', 'Queue length', 'Длина очереди', {
    help: say('Callers in the queue at this moment.', 'Сколько клиентов в очереди в этот момент.'),
    sample: 6,
  }),
  count('agents_ready', 'Agents ready', 'Свободные операторы', {
    help: say(
      'Agents of the queue who were ready at this moment.',
      'Сколько операторов очереди были готовы в этот момент.',
    ),
    sample: 0,
  }),
  flag('within_sla', 'Within SLA', 'В пределах SLA', { sample: false }),
  text('ivr_input', 'IVR input', 'Ввод в меню', {
    help: say(
      'Keys pressed or the option spoken. Compared as text: 02 and 2 differ.',
      'Нажатые клавиши или названный вариант. Сравнивается как текст: 02 и 2 — разные.',
    ),
    sample: '2',
  }),
  id('question_id', 'Question ID', 'ID вопроса', { sample: 'q-1' }),
  text('question', 'Question', 'Вопрос', { sample: 'How do you rate the agent?' }),
  text('answer', 'Answer', 'Ответ', {
    help: say(
      'The answer to the question, a rating included. 2, 02 and "2" are the same answer.',
      'Ответ на вопрос, в том числе оценка. 2, 02 и "2" — один и тот же ответ.',
    ),
    pii: 'T',
    numeric: true,
    sample: '2',
  }),
  whole('rating', 'Rating', 'Оценка', {
    help: say('From 0 to 10: the answer as a number, when it is one.', 'От 0 до 10: ответ как число, если это число.'),
    sample: 5,
  }),
  map('answers', 'Form answers', 'Ответы анкеты', {
    help: say('Every answer of the form, by question: answers.city.', 'Все ответы анкеты по вопросам: answers.city.'),
    pii: 'T',
    numeric: true,
    sample: { city: 'Kyiv' },
  }),
  text('form_result', 'Form result', 'Результат анкеты', {
    help: say(
      'The result the agent chose when closing the form.',
      'Результат, который оператор выбрал, закрывая анкету.',
    ),
    sample: 'contract_agreed',
  }),
  // Not `phone`: it may be a queue or an agent, so it is masked by what it looks like.
  text('transfer_to', 'Transferred to', 'Куда переведён', {
    help: say('A number, a queue or an agent.', 'Номер, очередь или оператор.'),
    pii: 'C',
    sample: '+70005556677',
  }),
  id('recording_id', 'Recording ID', 'ID записи', { operators: ['exists', 'not_exists'], sample: 'r-3550' }),
  link('recording_url', 'Recording', 'Запись разговора', {
    help: say(
      'A signed link that stops working after a while.',
      'Подписанная ссылка, которая со временем перестаёт работать.',
    ),
    pii: 'U',
    sample: 'https://example.com/recordings/3550?signature=demo',
  }),
  choice('amd_result', 'Who answered', 'Кто ответил', amdResults, {
    help: say('What answering-machine detection decided.', 'Что решило определение автоответчика.'),
    sample: 'human',
  }),
  id('matched_list_id', 'Matched list', 'Совпавший список', {
    help: say(
      'The list the number was found in: black, VIP or another.',
      'Список, в котором нашёлся номер: чёрный, VIP или другой.',
    ),
    sample: 'VIP',
  }),
  count('missed_before', 'Missed before', 'Пропущено ранее', {
    help: say(
      'Missed calls of this number in the last 24 hours.',
      'Пропущенные звонки с этого номера за последние 24 часа.',
    ),
    sample: 1,
  }),
  moment('callback_at', 'Call back at', 'Когда перезвонить', { sample: '2026-03-16T15:00:00.000Z' }),
  texts('tags', 'Tags', 'Метки', { sample: ['vip'] }),
  moment('started_at', 'Started at', 'Начало функции', { sample: '2026-03-16T09:40:20.311Z' }),
  moment('connected_at', 'Connected at', 'Момент соединения', { sample: '2026-03-16T09:40:31.520Z' }),
  moment('stopped_at', 'Stopped at', 'Конец разговора', { sample: '2026-03-16T09:41:07.301Z' }),
  moment('finished_at', 'Finished at', 'Завершение функции', { sample: '2026-03-16T09:41:07.318Z' }),
]
