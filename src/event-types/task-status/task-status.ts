import { callBlock, contactBlock, envelopeOf, userBlock } from '../../core/blocks.ts'
import type { EventType } from '../../core/event-type.ts'
import { say } from '../../core/parameters.ts'
import { parameters } from './parameters.ts'
import { recipes } from './recipes.ts'

const key = 'task_status'
const title = say('Task status', 'Статус задачи')

const taskStatus: EventType = {
  key,
  title,
  when: say(
    'A dialer task changes its status: queued, dialed, success, failure, canceled and the steps between.',
    'Задача обзвона сменила статус: в очереди, набор, успех, неудача, отмена и шаги между ними.',
  ),
  parameters: [...parameters, ...callBlock, ...userBlock, ...contactBlock, ...envelopeOf({ key, title })],
  sample: {
    event_time: '2026-03-16T13:02:44.910Z',
    source: 'oki_toki',
    correlation_id: 'task-550912',
    data: {
      call_id: 'c-1773666041-2210',
      call_type: 'dialer',
      phone: '+70002223344',
      did: '+70002001122',
      dialer_id: '31',
      dialer_name: 'Renewals March',
      task_id: '550912',
      user_id: '771',
      user_name: 'Ksenia P.',
      group_id: '5',
      group_name: 'Support A',
      contact_id: '90877',
      contact_name: 'Aidos T.',
      bp_id: '3321',
      client_tz: 'Asia/Almaty',
      task_status: 'success',
      previous_task_status: 'talking',
      is_final: true,
      task_result: 'agreed_to_renew',
      attempts_count: 3,
      attempts_max: 5,
      connect_time: 184,
      alert_duration: 11,
      priority: 1,
      import_id: '214',
      phones_count: 2,
      created_by: 'import',
      task_created_at: '2026-03-14T06:00:00.000Z',
      task_age: 198164,
      company_id: '17',
      project_id: '9',
      project_name: 'Renewals',
    },
  },
  recipes,
  searchable: [
    'phone',
    'task_id',
    'call_id',
    'dialer_id',
    'user_name',
    'user_login',
    'user_id',
    'contact_id',
    'contact_name',
  ],
  startingConditions: null,
}

export default taskStatus
