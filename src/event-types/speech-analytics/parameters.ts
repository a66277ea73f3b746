import type { Parameter } from '../../core/event-type.ts'
import { choice, choices, count, id, link, number, percent, say, seconds, text } from '../../core/parameters.ts'

const ruleKinds = choices({
  phrase: ['Phrase spoken', 'Прозвучала фраза'],
  stop_phrase: ['Forbidden phrase', 'Запрещённая фраза'],
  missing_phrase: ['Required phrase not said', 'Не прозвучала обязательная фраза'],
  silence: ['Silence', 'Тишина'],
  interruption: ['Interruption', 'Перебивание'],
  speech_rate: ['Speed of speech', 'Темп речи'],
  emotion: ['Emotion', 'Эмоция'],
  ai_criterion: ['AI criterion', 'Критерий ИИ'],
  total_score: ['Total score', 'Общий балл'],
})

const speakers = choices({
  agent: ['Agent', 'Оператор'],
  customer: ['Customer', 'Клиент'],
  any: ['Anyone', 'Любой'],
})

const modes = choices({
  realtime: ['During the call', 'Во время звонка'],
  post_call: ['After the call', 'После звонка'],
})

const severities = choices({
  info: ['For information', 'К сведению'],
  warning: ['Warning', 'Предупреждение'],
  critical: ['Critical', 'Критично'],
})

const sentiments = choices({
  negative: ['Negative', 'Негативная'],
  neutral: ['Neutral', 'Нейтральная'],
  positive: ['Positive', 'Позитивная'],
})

const signedLink = say(
  'A signed link that stops working after a while.',
  'Подписанная ссылка, которая со временем перестаёт работать.',
)

export const parameters: readonly Parameter[] = [
  id('rule_id', 'Rule ID', 'ID правила', { sample: '22' }),
  text('rule_name', 'Rule', 'Правило', { sample: 'Rude words, agent' }),
  choice('rule_kind', 'Kind of rule', 'Вид правила', ruleKinds, { sample: 'stop_phrase' }),
  choice('speaker', 'Who spoke', 'Кто говорил', speakers, { sample: 'agent' }),
  text('phrase', 'Phrase', 'Фраза', {
    help: say('The entry of the dictionary that matched.', 'Запись словаря, которая совпала.'),
    sample: 'that is not my problem',
  }),
  text('matched_text', 'Matched text', 'Совпавший текст', {
    help: say('As it was spoken.', 'Как это было сказано.'),
    pii: 'T',
    sample: 'well that is not my problem really',
  }),
  count('match_count', 'Matches', 'Совпадений', { sample: 1 }),
  seconds('offset', 'Position', 'Позиция', {
    help: say('Second of the recording where it was said.', 'Секунда записи, на которой это прозвучало.'),
    sample: 143,
  }),
  number('confidence', 'Confidence', 'Уверенность', { help: say('From 0 to 1.', 'От 0 до 1.'), sample: 0.92 }),
  choice('mode', 'When analyzed', 'Когда проанализировано', modes, { sample: 'post_call' }),
  choice('severity', 'Severity', 'Важность', severities, { sample: 'critical' }),
  choice('sentiment', 'Sentiment', 'Тональность', sentiments, { sample: 'negative' }),
  number('sentiment_score', 'Sentiment score', 'Оценка тональности', {
    help: say('From −1 (negative) to 1 (positive).', 'От −1 (негатив) до 1 (позитив).'),
    sample: -0.61,
  }),
  percent('silence_share', 'Share of silence', 'Доля тишины', { sample: 12.4 }),
  percent('agent_talk_share', 'Agent’s share of talk', 'Доля речи оператора', { sample: 58 }),
  count('interruptions_count', 'Interruptions', 'Перебиваний', { sample: 4 }),
  number('score', 'Score', 'Балл', {
    help: say('Result of the evaluation, from 0 to 100.', 'Результат оценки, от 0 до 100.'),
    unit: 'points',
    sample: 41,
  }),
  id('checklist_id', 'Evaluation sheet ID', 'ID листа оценки', { sample: '14' }),
  seconds('connect_time', 'Connect time', 'Время соединения', {
    help: say('Length of the talk, in seconds.', 'Длительность разговора, в секундах.'),
    sample: 305,
  }),
  link('recording_url', 'Recording', 'Запись разговора', {
    help: signedLink,
    pii: 'U',
    sample: 'https://example.com/recordings/3550?signature=demo',
  }),
  link('transcript_url', 'Transcript', 'Расшифровка', {
    help: signedLink,
    pii: 'U',
    sample: 'https://example.com/transcripts/3550?signature=demo',
  }),
]
