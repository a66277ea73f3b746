import { callBlock, contactBlock, envelopeOf } from '../../core/blocks.ts'
import type { EventType } from '../../core/event-type.ts'
import { say } from '../../core/parameters.ts'
import { parameters } from './parameters.ts'
import { recipes } from './recipes.ts'

const key = 'auto_operator'
const title = say('Auto-operator (voice robot)', 'Автооператор')

const autoOperator: EventType = {
  key,
  title,
  when: say(
    'Something worth knowing happens in a dialogue with the voice robot: an answer was not recognized, a confirmation is needed, a callback is asked for.',
    'В диалоге с голосовым роботом случилось важное: ответ не распознан, нужно подтверждение, клиент просит перезвонить.',
  ),
  parameters: [...parameters, ...callBlock, ...contactBlock, ...envelopeOf({ key, title })],
  sample: {
    event_time: '2026-03-16T16:05:31.700Z',
    source: 'oki_toki',
    correlation_id: 'c-1773677100-3512',
    data: {
      call_id: 'c-1773677100-3512',
      call_type: 'dialer',
      phone: '+70005556677',
      dialer_id: '40',
      dialer_name: 'Delivery confirmation',
      task_id: '551377',
      scenario_id: '95',
      scenario_name: 'Delivery robot',
      contact_id: '91544',
      contact_name: 'Dana S.',
      client_tz: 'Asia/Almaty',
      bot_event: 'not_recognized',
      bot_id: '9',
      bot_name: 'Delivery robot',
      step_id: 's4',
      step_name: 'Delivery address',
      confidence: 0.31,
      recognized_text: 'на Абая там у магазина',
      question: 'Where shall we deliver?',
      attempts_count: 3,
      turns_count: 7,
      connect_time: 52,
      language: 'ru-RU',
      engine: 'builtin',
      sentiment: 'neutral',
      is_final: false,
      company_id: '17',
    },
  },
  recipes,
  searchable: ['phone', 'callback_phone', 'call_id', 'task_id', 'dialer_id', 'contact_id', 'contact_name', 'bot_id'],
  startingConditions: null,
}

export default autoOperator
