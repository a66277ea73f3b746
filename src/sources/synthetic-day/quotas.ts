import type { JsonObject } from '../../core/json.ts'
import type { Sentence } from '../../core/sentence.ts'
import { written } from './clock-of-day.ts'
import type { Questionnaire } from './dialers.ts'
import type { Today } from './today.ts'
import { say } from './words.ts'

/** A quota of the survey: how many questionnaires of one kind are wanted. */
interface Quota {
  readonly id: string
  readonly name: Sentence
  /** Share of today's questionnaires that belong to it. */
  readonly weight: number
  /** How far it is at the end of the day, in questionnaires over (or, below 0, under) the limit. */
  readonly endsAt: number
}

const quotas: readonly Quota[] = [
  { id: '61', name: { en: 'Women 25–34', ru: 'Женщины 25–34' }, weight: 4, endsAt: 2 },
  { id: '62', name: { en: 'Men 25–34', ru: 'Мужчины 25–34' }, weight: 3, endsAt: 0 },
  { id: '63', name: { en: 'Women 35–50', ru: 'Женщины 35–50' }, weight: 2, endsAt: -1 },
  { id: '64', name: { en: 'Men 35–50', ru: 'Мужчины 35–50' }, weight: 1, endsAt: -20 },
]

const watched = [80, 90, 95]
const scriptName: Sentence = { en: 'Customer survey', ru: 'Опрос клиентов' }

/** Tells how the quotas fill up: near their limits, reached, exceeded. They signal only, so one goes on over its limit. */
export function tellQuotas(questionnaires: readonly Questionnaire[], today: Today): void {
  const random = today.randomFor('quotas')
  const choice = quotas.map((quota) => [quota, quota.weight] as const)
  const byQuota = new Map<Quota, Questionnaire[]>(quotas.map((quota) => [quota, []]))
  for (const questionnaire of questionnaires) byQuota.get(random.weighted(choice))!.push(questionnaire)
  for (const [quota, filled] of byQuota) tellQuota(quota, filled, today)
}

function tellQuota(quota: Quota, filled: readonly Questionnaire[], today: Today): void {
  // Four days' work: so the last fifth of the quota falls into today.
  const limit = Math.max(20, filled.length * 4)
  let count = limit + quota.endsAt - filled.length
  for (const questionnaire of filled) {
    const before = percentOf(count, limit)
    count += 1
    const percent = percentOf(count, limit)
    const passed = watched.findLast((threshold) => before < threshold && percent >= threshold && percent < 100)
    const known = {
      quota_limit: limit,
      quota_count: count,
      quota_percent: percent,
      remaining: Math.max(0, limit - count),
    }
    if (passed !== undefined) {
      const eta = { project_eta: written(today.clock.at(18)), threshold: passed }
      tell(quota, 'approaching', { ...known, ...eta, overrun: 0 }, questionnaire, today)
    }
    if (count === limit) tell(quota, 'reached', { ...known, overrun: 0 }, questionnaire, today)
    if (count > limit) tell(quota, 'exceeded', { ...known, overrun: count - limit }, questionnaire, today)
  }
}

function tell(
  quota: Quota,
  state: string,
  more: JsonObject,
  { at, operator, callId }: Questionnaire,
  today: Today,
): void {
  const dialer = today.center.dialers.find(({ work }) => work === 'survey')!
  today.diary.tell({
    type: 'quota',
    time: at + 200,
    key: `quota-${quota.id}:${state}:${more['quota_count']}`,
    correlationId: `quota-${quota.id}`,
    data: {
      quota_state: state,
      quota_id: quota.id,
      quota_name: say(quota.name, today.language),
      quota_scope: 'survey',
      script_id: '205',
      script_name: say(scriptName, today.language),
      dialer_id: dialer.id,
      dialer_name: dialer.name,
      condition_text: say(quota.name, today.language),
      user_id: operator.id,
      user_name: operator.name,
      call_id: callId,
      ...more,
    },
  })
}

function percentOf(count: number, limit: number): number {
  return Math.round((count / limit) * 1000) / 10
}
