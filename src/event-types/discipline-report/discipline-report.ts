import { envelopeOf, userBlock } from '../../core/blocks.ts'
import type { EventType } from '../../core/event-type.ts'
import { say } from '../../core/parameters.ts'
import { parameters } from './parameters.ts'
import { recipes } from './recipes.ts'

const key = 'discipline_report'
const title = say('Discipline report', 'Дисциплинарный отчёт')

const disciplineReport: EventType = {
  key,
  title,
  when: say('An agent breaks a KPI or a rule of discipline.', 'Оператор нарушил KPI или правило дисциплины.'),
  parameters: [...parameters, ...userBlock, ...envelopeOf({ key, title })],
  sample: {
    event_time: '2026-03-16T15:00:00.000Z',
    source: 'oki_toki',
    correlation_id: 'user-771',
    data: {
      user_id: '771',
      user_name: 'Ksenia P.',
      group_id: '5',
      group_name: 'Support A',
      supervisor_id: '702',
      violation: 'long_pcp',
      kpi_id: '6',
      kpi_name: 'Wrap-up up to 60 s',
      kpi_value: 142,
      kpi_target: 60,
      kpi_unit: 's',
      deviation: 82,
      severity: 'warning',
      points: 2,
      repeat_count: 3,
      period_start: '2026-03-15T22:00:00.000Z',
      period_end: '2026-03-16T22:00:00.000Z',
      queue_id: '12',
      queue_name: 'Support line 1',
      call_id: 'c-1773672880-3307',
      company_id: '17',
    },
  },
  recipes,
  searchable: ['user_name', 'user_login', 'user_id', 'call_id', 'kpi_id'],
  startingConditions: null,
}

export default disciplineReport
