import type { Parameter } from '../../core/event-type.ts'
import { choice, choices, count, id, moment, percent, say, text, whole } from '../../core/parameters.ts'

const quotaStates = choices({
  approaching: ['Nearly full', 'Почти заполнена'],
  reached: ['Full', 'Заполнена'],
  exceeded: ['Exceeded', 'Превышена'],
  reset: ['Counted anew', 'Сброшена'],
  closed: ['Closed', 'Закрыта'],
})

const quotaScopes = choices({
  survey: ['Survey', 'Опрос'],
  dialer: ['Dialer', 'Обзвон'],
  queue: ['Queue', 'Очередь'],
  user: ['Agent', 'Оператор'],
  project: ['Project', 'Проект'],
})

export const parameters: readonly Parameter[] = [
  choice('quota_state', 'Quota state', 'Состояние квоты', quotaStates, {
    help: say(
      'A full quota stops nothing by itself: bind an action to it.',
      'Заполненная квота сама ничего не останавливает: привяжите к ней действие.',
    ),
    sample: 'reached',
  }),
  id('quota_id', 'Quota ID', 'ID квоты', { sample: '61' }),
  text('quota_name', 'Quota', 'Квота', { sample: 'Women 25–34, Kyiv' }),
  choice('quota_scope', 'Counts over', 'Что считает', quotaScopes, { sample: 'survey' }),
  id('script_id', 'Script ID', 'ID скрипта', {
    help: say('The agent script that holds the quota.', 'Скрипт оператора, в котором задана квота.'),
    sample: '205',
  }),
  text('script_name', 'Script', 'Скрипт', { sample: 'Bank survey 2026' }),
  id('dialer_id', 'Dialer ID', 'ID обзвона', { sample: '44' }),
  text('dialer_name', 'Dialer', 'Обзвон', { sample: 'Bank survey Kyiv' }),
  count('quota_limit', 'Limit', 'Лимит', { sample: 400 }),
  count('quota_count', 'Counted', 'Набрано', { sample: 400 }),
  percent('quota_percent', 'Filled', 'Заполнено', {
    help: say('Over 100 when the quota is exceeded.', 'Больше 100, если квота превышена.'),
    sample: 100,
  }),
  count('remaining', 'Remaining', 'Осталось', { sample: 0 }),
  count('overrun', 'Over the limit', 'Сверх лимита', { sample: 0 }),
  whole('threshold', 'Threshold', 'Порог', {
    help: say('For a nearly full quota: 80, 90 or 95.', 'Для почти заполненной квоты: 80, 90 или 95.'),
    unit: 'percent',
    sample: 90,
  }),
  text('condition_text', 'Condition', 'Условие', {
    help: say('Whom the quota counts, in words.', 'Кого считает квота, словами.'),
    sample: 'sex = f, age 25–34, city = Kyiv',
  }),
  moment('project_eta', 'Project ends at', 'Прогноз завершения', {
    help: say('At the pace of today.', 'При нынешнем темпе.'),
    sample: '2026-03-20T15:00:00.000Z',
  }),
  id('user_id', 'Agent ID', 'ID оператора', {
    help: say('Who brought the last answer.', 'Кто принёс последний ответ.'),
    sample: '771',
  }),
  text('user_name', 'Agent', 'Оператор', { pii: 'E', sample: 'Ksenia P.' }),
  id('call_id', 'Call ID', 'ID звонка', { sample: 'c-1773744200-0117' }),
]
