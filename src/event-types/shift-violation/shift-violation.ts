import { envelopeOf, userBlock } from '../../core/blocks.ts'
import type { EventType } from '../../core/event-type.ts'
import { say } from '../../core/parameters.ts'
import { parameters } from './parameters.ts'
import { recipes } from './recipes.ts'

const key = 'shift_violation'
const title = say('Shift violation', 'Нарушение смены')

const shiftViolation: EventType = {
  key,
  title,
  when: say(
    'An agent departs from the schedule: came late, left early, did not come; or too few people are on the line.',
    'Оператор отступил от графика: опоздал, ушёл раньше, не вышел; или на линии не хватает людей.',
  ),
  parameters: [...parameters, ...userBlock, ...envelopeOf({ key, title })],
  sample: {
    event_time: '2026-03-17T06:15:00.000Z',
    source: 'oki_toki',
    correlation_id: 'user-804',
    data: {
      user_id: '804',
      user_name: 'Timur A.',
      user_login: 'timur.a',
      group_id: '5',
      group_name: 'Support A',
      supervisor_id: '702',
      violation: 'no_show',
      shift_id: '20260317-A',
      shift_name: 'Morning 08:00–16:00',
      shift_start: '2026-03-17T06:00:00.000Z',
      shift_end: '2026-03-17T14:00:00.000Z',
      deviation: 900,
      tolerance: 900,
      is_excused: false,
      adherence: 0,
      repeat_count: 2,
      staff_planned: 12,
      staff_present: 10,
      staff_gap: 2,
      queue_id: '12',
      queue_name: 'Support line 1',
      company_id: '17',
    },
  },
  recipes,
  searchable: ['user_name', 'user_login', 'user_id', 'shift_id', 'queue_name'],
  startingConditions: null,
}

export default shiftViolation
