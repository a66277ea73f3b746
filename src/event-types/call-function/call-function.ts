import { callBlock, contactBlock, envelopeOf, userBlock } from '../../core/blocks.ts'
import type { EventType } from '../../core/event-type.ts'
import { say } from '../../core/parameters.ts'
import { parameters } from './parameters.ts'
import { recipes } from './recipes.ts'

const key = 'call_function'
const title = say('Call function', 'Функция звонка')

const callFunction: EventType = {
  key,
  title,
  when: say(
    'A block of the call scenario, or something done during the call, changes its state: at most four events per function.',
    'Блок сценария или действие в звонке меняет состояние: не больше четырёх событий на функцию.',
  ),
  parameters: [...parameters, ...callBlock, ...userBlock, ...contactBlock, ...envelopeOf({ key, title })],
  sample: {
    event_time: '2026-03-16T09:41:07.318Z',
    source: 'asterisk',
    correlation_id: 'c-1773654028-1187',
    data: {
      call_id: 'c-1773654028-1187',
      call_type: 'inbound',
      phone: '+70001112333',
      did: '+70003334455',
      queue_id: '12',
      queue_name: 'Support line 1',
      scenario_id: '88',
      scenario_name: 'Main entry',
      call_started_at: '2026-03-16T09:40:11.002Z',
      function: 'queue',
      function_id: 'cube-5',
      function_name: 'Line 1 queue',
      function_state: 'finish',
      success_flag: false,
      finish_reason: 'abandoned',
      hangup_side: 'customer',
      hangup_cause: 16,
      connect_time: 0,
      alert_duration: 47,
      attempts_count: 2,
      queue_position: 3,
      queue_length: 6,
      agents_ready: 0,
      within_sla: false,
      missed_before: 1,
      contact_id: '90211',
      contact_name: 'Olena K.',
      client_tz: 'Europe/Kyiv',
      started_at: '2026-03-16T09:40:20.311Z',
      stopped_at: '2026-03-16T09:41:07.301Z',
      finished_at: '2026-03-16T09:41:07.318Z',
      company_id: '17',
      project_id: '4',
      project_name: 'Support',
    },
  },
  recipes,
  searchable: ['phone', 'call_id', 'task_id', 'user_name', 'user_login', 'user_id', 'contact_id', 'contact_name'],
  // Without a state the binding would fire four times for one function.
  startingConditions: { all: [{ param: 'function_state', op: 'eq', value: 'finish' }] },
  stages: { param: 'function_state', last: 'finish', knownAtLast: ['success_flag', 'finish_reason'] },
}

export default callFunction
