import { callBlock, contactBlock, envelopeOf, userBlock } from '../../core/blocks.ts'
import type { EventType } from '../../core/event-type.ts'
import { say } from '../../core/parameters.ts'
import { parameters } from './parameters.ts'
import { recipes } from './recipes.ts'

const key = 'speech_analytics'
const title = say('Speech analytics', 'Речевая аналитика')

const speechAnalytics: EventType = {
  key,
  title,
  when: say(
    'A phrase is spoken, a required one is missing, or another rule of the analytics matches.',
    'Прозвучала фраза, не прозвучала обязательная или сработало другое правило аналитики.',
  ),
  parameters: [...parameters, ...callBlock, ...userBlock, ...contactBlock, ...envelopeOf({ key, title })],
  sample: {
    event_time: '2026-03-16T16:31:02.118Z',
    source: 'oki_toki',
    correlation_id: 'c-1773678600-3550',
    data: {
      call_id: 'c-1773678600-3550',
      call_type: 'inbound',
      phone: '+70001112333',
      queue_id: '12',
      queue_name: 'Support line 1',
      user_id: '771',
      user_name: 'Ksenia P.',
      group_name: 'Support A',
      supervisor_id: '702',
      contact_id: '90211',
      contact_name: 'Olena K.',
      rule_id: '22',
      rule_name: 'Rude words, agent',
      rule_kind: 'stop_phrase',
      speaker: 'agent',
      phrase: 'that is not my problem',
      matched_text: 'well that is not my problem really',
      match_count: 1,
      offset: 143,
      confidence: 0.92,
      mode: 'post_call',
      severity: 'critical',
      sentiment: 'negative',
      sentiment_score: -0.61,
      silence_share: 12.4,
      agent_talk_share: 58,
      interruptions_count: 4,
      score: 41,
      connect_time: 305,
      recording_url: 'https://example.com/recordings/3550?signature=demo',
      company_id: '17',
    },
  },
  recipes,
  searchable: [
    'phone',
    'call_id',
    'task_id',
    'user_name',
    'user_login',
    'user_id',
    'contact_id',
    'contact_name',
    'rule_id',
  ],
  startingConditions: null,
}

export default speechAnalytics
