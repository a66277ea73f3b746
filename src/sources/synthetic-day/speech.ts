import type { JsonObject } from '../../core/json.ts'
import type { Sentence } from '../../core/sentence.ts'
import { minute, second, secondsBetween } from './clock-of-day.ts'
import { userBlock } from './people.ts'
import type { Random } from './random.ts'
import type { Talk, Today } from './today.ts'
import { say } from './words.ts'

/** A rule that listens to recordings. */
interface Rule {
  readonly id: string
  readonly kind: string
  readonly name: Sentence
  readonly speaker: 'agent' | 'customer' | 'any'
  readonly phrase?: Sentence
  readonly severity: 'info' | 'warning' | 'critical'
  readonly sentiment: 'negative' | 'neutral' | 'positive'
  readonly weight: number
}

const rules: readonly Rule[] = [
  {
    id: '21',
    kind: 'missing_phrase',
    name: { en: 'Greeting by the script', ru: 'Приветствие по скрипту' },
    speaker: 'agent',
    severity: 'warning',
    sentiment: 'neutral',
    weight: 6,
  },
  {
    id: '22',
    kind: 'stop_phrase',
    name: { en: 'Rude words, operator', ru: 'Недопустимые слова оператора' },
    speaker: 'agent',
    phrase: { en: 'that is not my problem', ru: 'это не моя проблема' },
    severity: 'critical',
    sentiment: 'negative',
    weight: 2,
  },
  {
    id: '23',
    kind: 'phrase',
    name: { en: 'Client wants to leave (отказ)', ru: 'Клиент говорит об уходе (отказ)' },
    speaker: 'customer',
    phrase: { en: 'I want to cancel the contract', ru: 'хочу расторгнуть договор' },
    severity: 'warning',
    sentiment: 'negative',
    weight: 4,
  },
  {
    id: '24',
    kind: 'silence',
    name: { en: 'Long silence', ru: 'Долгое молчание' },
    speaker: 'any',
    severity: 'info',
    sentiment: 'neutral',
    weight: 4,
  },
  {
    id: '25',
    kind: 'phrase',
    name: { en: 'Praise', ru: 'Благодарность' },
    speaker: 'customer',
    phrase: { en: 'thank you very much', ru: 'огромное вам спасибо' },
    severity: 'info',
    sentiment: 'positive',
    weight: 5,
  },
  {
    id: '26',
    kind: 'emotion',
    name: { en: 'Angry client', ru: 'Раздражённый клиент' },
    speaker: 'customer',
    severity: 'warning',
    sentiment: 'negative',
    weight: 3,
  },
]

const scores = { negative: [-80, -30], neutral: [-20, 20], positive: [30, 90] } as const

/** About one talk in fourteen meets a rule. Most are found in the recording afterwards, some while people still talk. */
export function tellSpeechHits(today: Today): void {
  const random = today.randomFor('speech')
  const choice = rules.map((rule) => [rule, rule.weight] as const)
  const longEnough = today.marks.talks.filter(({ answeredAt, endedAt }) => endedAt - answeredAt > 40 * second)
  const always = random.oneOf(longEnough.length > 0 ? longEnough : today.marks.talks)
  for (const talk of longEnough) {
    if (talk === always || random.chance(0.07)) tellHit(talk, random.weighted(choice), random, today)
  }
}

function tellHit(talk: Talk, rule: Rule, random: Random, today: Today): void {
  const length = secondsBetween(talk.answeredAt, talk.endedAt)
  const offset = random.whole(5, length - 5)
  // What was not said can be known only at the end.
  const isLive = rule.kind !== 'missing_phrase' && random.chance(0.25)
  const heardAt = talk.answeredAt + (offset + 2) * second
  const analyzedAt = talk.endedAt + random.whole(60, 600) * second
  const [least, most] = scores[rule.sentiment]
  today.diary.tell({
    type: 'speech_analytics',
    time: isLive ? heardAt : Math.min(analyzedAt, talk.endedAt + 10 * minute),
    key: `${talk.callId}:speech:${rule.id}`,
    correlationId: talk.callId,
    data: {
      ...talk.block,
      ...userBlock(talk.operator),
      rule_id: rule.id,
      rule_name: say(rule.name, today.language),
      rule_kind: rule.kind,
      speaker: rule.speaker,
      ...spoken(rule, today),
      match_count: rule.kind === 'missing_phrase' ? 0 : 1,
      offset: rule.kind === 'missing_phrase' ? 0 : offset,
      confidence: random.whole(72, 99) / 100,
      mode: isLive ? 'realtime' : 'post_call',
      severity: rule.severity,
      sentiment: rule.sentiment,
      sentiment_score: random.whole(least, most) / 100,
      silence_share: random.whole(rule.kind === 'silence' ? 250 : 20, rule.kind === 'silence' ? 520 : 180) / 10,
      agent_talk_share: random.whole(38, 66),
      interruptions_count: random.whole(0, 5),
      connect_time: isLive ? offset + 2 : length,
      ...(isLive ? {} : afterwards(talk, rule, random)),
    },
  })
}

function spoken({ phrase }: Rule, { language }: Today): JsonObject {
  if (!phrase) return {}
  const words = say(phrase, language)
  return { phrase: words, matched_text: language === 'ru' ? `ну ${words}` : `well, ${words}` }
}

function afterwards({ callId }: Talk, { sentiment }: Rule, random: Random): JsonObject {
  return {
    score: sentiment === 'negative' ? random.whole(35, 69) : random.whole(70, 98),
    recording_url: `https://records.example.com/${callId}.mp3`,
    transcript_url: `https://records.example.com/${callId}.txt`,
  }
}
