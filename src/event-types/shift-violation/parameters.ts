import type { Parameter } from '../../core/event-type.ts'
import { choice, choices, count, flag, id, moment, percent, say, seconds, text } from '../../core/parameters.ts'

const violations = choices({
  late: ['Late', 'Опоздание'],
  early_leave: ['Left early', 'Ушёл раньше'],
  no_show: ['Did not come', 'Не вышел на смену'],
  long_break: ['Break too long', 'Долгий перерыв'],
  absent: ['Absent during the shift', 'Отсутствовал в смене'],
  late_from_break: ['Late from a break', 'Опоздал с перерыва'],
  overtime: ['Overtime', 'Переработка'],
  unscheduled_work: ['Work outside the schedule', 'Работа вне графика'],
  coverage_gap: ['Too few people on the line', 'Нехватка людей на линии'],
})

export const parameters: readonly Parameter[] = [
  choice('violation', 'Violation', 'Нарушение', violations, {
    help: say(
      '“Too few people” is about a queue: it names no agent.',
      '«Нехватка людей» относится к очереди: оператора в таком событии нет.',
    ),
    sample: 'no_show',
  }),
  id('shift_id', 'Shift ID', 'ID смены', { sample: '20260317-A' }),
  text('shift_name', 'Shift', 'Смена', { sample: 'Morning 08:00–16:00' }),
  moment('shift_start', 'Shift start', 'Начало смены', { sample: '2026-03-17T06:00:00.000Z' }),
  moment('shift_end', 'Shift end', 'Конец смены', { sample: '2026-03-17T14:00:00.000Z' }),
  moment('actual_start', 'Came at', 'Пришёл в', {
    help: say('Missing when the agent did not come.', 'Пусто, если оператор не вышел.'),
    sample: '2026-03-17T06:12:00.000Z',
  }),
  moment('actual_end', 'Left at', 'Ушёл в', { sample: '2026-03-17T13:40:00.000Z' }),
  seconds('deviation', 'Deviation', 'Отклонение', {
    help: say('In seconds, always positive.', 'В секундах, всегда положительное.'),
    sample: 900,
  }),
  seconds('tolerance', 'Tolerance', 'Допуск', {
    help: say('Seconds that are forgiven.', 'Сколько секунд прощается.'),
    sample: 900,
  }),
  flag('is_excused', 'Excused', 'Уважительная причина', {
    help: say('Sick leave, a day off or a swapped shift.', 'Больничный, отгул или обмен сменами.'),
    sample: false,
  }),
  percent('adherence', 'Schedule adherence', 'Соблюдение графика', { sample: 0 }),
  count('repeat_count', 'Times in 30 days', 'Раз за 30 дней', { sample: 2 }),
  count('staff_planned', 'Agents planned', 'Людей по плану', { sample: 12 }),
  count('staff_present', 'Agents present', 'Людей на месте', { sample: 10 }),
  count('staff_gap', 'Agents missing', 'Не хватает людей', {
    help: say('Planned minus present.', 'План минус факт.'),
    sample: 2,
  }),
  id('queue_id', 'Queue ID', 'ID очереди', { sample: '12' }),
  text('queue_name', 'Queue', 'Очередь', { sample: 'Support line 1' }),
]
