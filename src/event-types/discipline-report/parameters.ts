import type { Parameter } from '../../core/event-type.ts'
import { choice, choices, count, id, link, moment, note, number, say, text } from '../../core/parameters.ts'

const violations = choices({
  late_answer: ['Answered late', 'Поздно ответил'],
  missed_call: ['Missed a call', 'Пропустил звонок'],
  rejected_call: ['Rejected a call', 'Отклонил звонок'],
  long_away: ['Away too long', 'Долго отсутствовал'],
  long_pcp: ['Wrap-up too long', 'Долгая постобработка'],
  long_hold: ['Hold too long', 'Долгое удержание'],
  short_call: ['Call too short', 'Слишком короткий звонок'],
  long_call: ['Call too long', 'Слишком долгий звонок'],
  hung_up_first: ['Hung up first', 'Первым положил трубку'],
  form_not_filled: ['Form not filled in', 'Не заполнил анкету'],
  low_rating: ['Low rating', 'Низкая оценка'],
  low_occupancy: ['Low occupancy', 'Низкая занятость'],
  no_activity: ['No activity', 'Нет активности'],
  custom: ['A rule of the company', 'Правило компании'],
})

const kpiUnits = choices({
  s: ['Seconds', 'Секунды'],
  percent: ['Percent', 'Проценты'],
  count: ['Count', 'Штуки'],
  points: ['Points', 'Баллы'],
  money: ['Money', 'Деньги'],
})

const severities = choices({
  info: ['For information', 'К сведению'],
  warning: ['Warning', 'Предупреждение'],
  critical: ['Critical', 'Критично'],
})

export const parameters: readonly Parameter[] = [
  choice('violation', 'Violation', 'Нарушение', violations, { sample: 'long_pcp' }),
  id('kpi_id', 'KPI rule ID', 'ID правила KPI', { sample: '6' }),
  text('kpi_name', 'KPI rule', 'Правило KPI', { sample: 'Wrap-up up to 60 s' }),
  number('kpi_value', 'Measured value', 'Факт', {
    help: say('In the unit that kpi_unit names.', 'В единицах, указанных в kpi_unit.'),
    sample: 142,
  }),
  number('kpi_target', 'Target value', 'Норма', {
    help: say('In the unit that kpi_unit names.', 'В единицах, указанных в kpi_unit.'),
    sample: 60,
  }),
  choice('kpi_unit', 'Unit of the KPI', 'Единица KPI', kpiUnits, { sample: 's' }),
  number('deviation', 'Deviation', 'Отклонение', {
    help: say(
      'Measured minus target. Negative when the value is below the target.',
      'Факт минус норма. Отрицательное, если факт ниже нормы.',
    ),
    sample: 82,
  }),
  choice('severity', 'Severity', 'Важность', severities, { sample: 'warning' }),
  number('points', 'Penalty points', 'Штрафные баллы', { unit: 'points', sample: 2 }),
  count('repeat_count', 'Times in the period', 'Раз за период', {
    help: say('This breach included.', 'Считая это нарушение.'),
    sample: 3,
  }),
  moment('period_start', 'Period start', 'Начало периода', { sample: '2026-03-15T22:00:00.000Z' }),
  moment('period_end', 'Period end', 'Конец периода', { sample: '2026-03-16T22:00:00.000Z' }),
  id('queue_id', 'Queue ID', 'ID очереди', { sample: '12' }),
  text('queue_name', 'Queue', 'Очередь', { sample: 'Support line 1' }),
  id('call_id', 'Call ID', 'ID звонка', {
    help: say('The evidence, when the breach is about one call.', 'Доказательство, если нарушение — в одном звонке.'),
    sample: 'c-1773672880-3307',
  }),
  link('report_url', 'Report', 'Отчёт', { operators: [], sample: 'https://example.com/reports/6' }),
  note('comment', 'Comment', 'Комментарий', { pii: 'T', sample: 'third time this week' }),
]
