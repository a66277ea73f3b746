import type { Recipe } from '../../core/event-type.ts'
import { say } from '../../core/parameters.ts'

/** By quota, not by call: one answer may fill several quotas at once, and each has a dialer to stop. */
const oncePerQuota = { throttle: { count: 1, per_s: 60, key: 'quota_id' } }

export const recipes: readonly Recipe[] = [
  {
    id: 'R11',
    title: say('Quota reached: stop its dialer and report', 'Квота набрана — остановить обзвон и сообщить'),
    event_type: 'quota',
    conditions: { all: [{ param: 'quota_state', op: 'eq', value: 'reached' }] },
    destination: {
      kind: 'dialer',
      action: 'dialer.stop',
      parameters: { dialer_id: '{{dialer_id}}' },
      also: [{ kind: 'telegram', parameters: {} }],
    },
    text: say(
      '✅ Quota "{{quota_name}}" is full: {{quota_count}} of {{quota_limit}}. Dialer {{dialer_name}} stopped',
      '✅ Квота «{{quota_name}}» закрыта: {{quota_count}} из {{quota_limit}}. Обзвон {{dialer_name}} остановлен',
    ),
    options: oncePerQuota,
  },
  {
    id: 'R12',
    title: say('Quota at 90 %', 'Квота заполнена на 90 %'),
    event_type: 'quota',
    conditions: {
      all: [
        { param: 'quota_state', op: 'eq', value: 'approaching' },
        { param: 'threshold', op: 'eq', value: 90 },
      ],
    },
    destination: { kind: 'slack', parameters: {} },
    text: say(
      'Quota "{{quota_name}}" at {{quota_percent}} %, {{remaining}} left',
      'Квота «{{quota_name}}» на {{quota_percent}} %, осталось {{remaining}}',
    ),
    options: oncePerQuota,
  },
]
