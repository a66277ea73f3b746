import { envelopeOf } from '../../core/blocks.ts'
import type { EventType } from '../../core/event-type.ts'
import { say } from '../../core/parameters.ts'
import { parameters } from './parameters.ts'
import { recipes } from './recipes.ts'

const key = 'quota'
const title = say('Quotas', 'Квоты')

const quota: EventType = {
  key,
  title,
  when: say(
    'A quota comes near its limit, reaches or passes it, or is counted anew.',
    'Квота подошла к лимиту, достигла его, превысила или сброшена.',
  ),
  parameters: [...parameters, ...envelopeOf({ key, title })],
  sample: {
    event_time: '2026-03-17T10:44:19.530Z',
    source: 'oki_toki',
    correlation_id: 'quota-61',
    data: {
      quota_state: 'reached',
      quota_id: '61',
      quota_name: 'Women 25–34, Kyiv',
      quota_scope: 'survey',
      script_id: '205',
      script_name: 'Bank survey 2026',
      dialer_id: '44',
      dialer_name: 'Bank survey Kyiv',
      quota_limit: 400,
      quota_count: 400,
      quota_percent: 100,
      remaining: 0,
      overrun: 0,
      condition_text: 'sex = f, age 25–34, city = Kyiv',
      user_id: '771',
      user_name: 'Ksenia P.',
      call_id: 'c-1773744200-0117',
      company_id: '17',
      project_id: '11',
      project_name: 'Bank survey',
    },
  },
  recipes,
  searchable: ['quota_id', 'quota_name', 'dialer_id', 'user_name', 'user_id', 'call_id'],
  startingConditions: null,
}

export default quota
