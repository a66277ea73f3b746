import { envelopeOf, userBlock } from '../../core/blocks.ts'
import type { EventType } from '../../core/event-type.ts'
import { say } from '../../core/parameters.ts'
import { parameters } from './parameters.ts'
import { recipes } from './recipes.ts'

const key = 'user_status'
const title = say('User status', 'Статус пользователя')

const userStatus: EventType = {
  key,
  title,
  when: say(
    'An agent changes status in the workplace, or stays in one longer than a watched limit.',
    'Оператор сменил статус на рабочем месте или пробыл в нём дольше заданного порога.',
  ),
  parameters: [...parameters, ...userBlock, ...envelopeOf({ key, title })],
  sample: {
    event_time: '2026-03-16T12:20:00.000Z',
    source: 'oki_toki',
    correlation_id: 'user-771',
    data: {
      user_id: '771',
      user_name: 'Ksenia P.',
      user_login: 'ksenia.p',
      user_extension: '204',
      group_id: '5',
      group_name: 'Support A',
      supervisor_id: '702',
      phase: 'threshold',
      status: 'away',
      status_reason: 'tea_break',
      previous_status: 'ready',
      previous_duration: 3120,
      time_in_status: 900,
      threshold: 900,
      day_total: 1740,
      change_source: 'user',
      first_login_today: false,
      queue_ids: ['12', '14'],
      status_started_at: '2026-03-16T12:05:00.000Z',
      company_id: '17',
    },
  },
  recipes,
  searchable: ['user_name', 'user_login', 'user_id', 'user_extension', 'call_id'],
  startingConditions: null,
}

export default userStatus
