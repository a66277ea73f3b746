import { envelopeOf } from '../../core/blocks.ts'
import type { EventType } from '../../core/event-type.ts'
import { say } from '../../core/parameters.ts'
import { parameters } from './parameters.ts'
import { recipes } from './recipes.ts'

const key = 'list_change'
const title = say('List change', 'Изменение списка')

const listChange: EventType = {
  key,
  title,
  when: say(
    'A value is added to a list or removed from it: the black list, VIP or any other.',
    'В список добавили значение или удалили его: чёрный, VIP или любой другой.',
  ),
  parameters: [...parameters, ...envelopeOf({ key, title })],
  sample: {
    event_time: '2026-03-16T15:22:10.447Z',
    source: 'oki_toki',
    correlation_id: 'list-3:+70001234567',
    data: {
      list_id: '3',
      list_name: 'Do not call',
      list_kind: 'blacklist',
      operation: 'add',
      value: '+70001234567',
      value_type: 'phone',
      value_note: 'asked to stop calls',
      values_count: 1,
      list_size: 1904,
      change_source: 'form',
      user_id: '771',
      user_name: 'Ksenia P.',
      call_id: 'c-1773674500-3390',
      contact_id: '90211',
      company_id: '17',
    },
  },
  recipes,
  searchable: ['value', 'list_id', 'list_name', 'user_name', 'user_id', 'call_id', 'contact_id'],
  startingConditions: null,
}

export default listChange
