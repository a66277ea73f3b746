import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Condition } from '../../api/bindings.ts'
import type { Parameter } from '../../api/catalogue.ts'
import { readDuration, sayDuration } from './duration.ts'
import { operatorWords, summarize } from './summary.ts'

process.env['TZ'] = 'UTC'

const parameter = (name: string, en: string, ru: string, more: object = {}) =>
  ({ name, type: 'string', label: { en, ru }, enum: null, unit: null, ...more }) as unknown as Parameter

const choices = (...all: readonly [string, string, string][]) => ({
  type: 'enum',
  enum: all.map(([value, en, ru]) => ({ value, label: { en, ru } })),
})

const parameters = [
  parameter('function', 'Function', 'Функция', {
    ...choices(['survey', 'Survey', 'Оценка'], ['queue', 'Queue', 'Очередь'], ['ivr', 'Menu: keys', 'Меню: клавиши']),
  }),
  parameter('answer', 'Answer', 'Ответ'),
  parameter('answers', 'Form answers', 'Ответы анкеты', { type: 'map' }),
  parameter('queue_name', 'Queue name', 'Название очереди'),
  parameter('within_sla', 'Within SLA', 'В пределах SLA', { type: 'bool' }),
  parameter('ivr_input', 'IVR input', 'Ввод в меню'),
  parameter('call_id', 'Call ID', 'ID звонка', { type: 'id' }),
  parameter('alert_duration', 'Wait', 'Ожидание', { type: 'int', unit: 's' }),
  parameter('share', 'Share', 'Доля', { type: 'number', unit: 'percent' }),
  parameter('score', 'Score', 'Итог', { type: 'number', unit: 'points' }),
  parameter('length', 'Length', 'Длина', { type: 'int', unit: 'count' }),
  parameter('event_time', 'Event time', 'Время события', { type: 'timestamp' }),
]

const survey = { param: 'function', op: 'eq', value: 'survey' } as const
const isSet = { param: 'answer', op: 'exists' } as const
const answer = (value: string, op = 'eq') => ({ param: 'answer', op, value })
const wait = (op: string, value: number) => ({ param: 'alert_duration', op, value })

const cases: readonly [name: string, rule: Condition | null, en: string, ru: string][] = [
  ['no conditions', null, 'On every event', 'На каждое событие'],
  ['an empty group', { all: [] }, 'On every event', 'На каждое событие'],
  ['an empty group in a group', { any: [{ all: [] }] }, 'On every event', 'На каждое событие'],
  // ── every operator ──
  ['a choice', survey, 'When function is Survey', 'Когда функция — Оценка'],
  ['not a choice', { ...survey, op: 'ne' }, 'When function is not Survey', 'Когда функция — не Оценка'],
  ['more', wait('gt', 30), 'When wait is more than 30 s', 'Когда ожидание больше 30 с'],
  ['at least', wait('gte', 90), 'When wait is at least 1 min 30 s', 'Когда ожидание не меньше 1 мин 30 с'],
  ['less', wait('lt', 3600), 'When wait is less than 1 h', 'Когда ожидание меньше 1 ч'],
  ['at most', wait('lte', 0), 'When wait is at most 0 s', 'Когда ожидание не больше 0 с'],
  [
    'any of two',
    { param: 'function', op: 'in', value: ['queue', 'survey'] },
    'When function is Queue or Survey',
    'Когда функция — Очередь или Оценка',
  ],
  [
    'any of three',
    { param: 'function', op: 'in', value: ['queue', 'survey', 'ivr'] },
    'When function is Queue, Survey or Menu',
    'Когда функция — Очередь, Оценка или Меню',
  ],
  ['any of one', { ...survey, op: 'in', value: ['survey'] }, 'When function is Survey', 'Когда функция — Оценка'],
  [
    'none of three',
    { param: 'function', op: 'not_in', value: ['queue', 'survey', 'ivr'] },
    'When function is neither Queue, Survey nor Menu',
    'Когда функция — ни Очередь, ни Оценка, ни Меню',
  ],
  [
    'none of one',
    { ...survey, op: 'not_in', value: ['survey'] },
    'When function is not Survey',
    'Когда функция — не Оценка',
  ],
  [
    'a part of a text',
    { param: 'queue_name', op: 'contains', value: 'VIP' },
    'When queue name contains “VIP”',
    'Когда название очереди содержит «VIP»',
  ],
  [
    'the beginning of a text',
    { param: 'queue_name', op: 'starts_with', value: 'Line' },
    'When queue name starts with “Line”',
    'Когда название очереди начинается с «Line»',
  ],
  ['there is one', isSet, 'When answer is set', 'Когда поле «ответ» заполнено'],
  ['there is none', { ...isSet, op: 'not_exists' }, 'When answer is empty', 'Когда поле «ответ» пустое'],
  // ── types ──
  [
    'yes and no',
    { param: 'within_sla', op: 'eq', value: false },
    'When within SLA is no',
    'Когда в пределах SLA — нет',
  ],
  ['an answer is read as it was given', answer('02'), 'When answer is 02', 'Когда ответ — 02'],
  ['a text has quotes', answer('good'), 'When answer is “good”', 'Когда ответ — «good»'],
  ['nothing chosen yet', answer(''), 'When answer is …', 'Когда ответ — …'],
  ['a share', { param: 'share', op: 'gte', value: 90 }, 'When share is at least 90%', 'Когда доля не меньше 90\u00a0%'],
  ['one point', { param: 'score', op: 'eq', value: 1 }, 'When score is 1 point', 'Когда итог — 1 балл'],
  ['two points', { param: 'score', op: 'eq', value: 2 }, 'When score is 2 points', 'Когда итог — 2 балла'],
  ['eleven points', { param: 'score', op: 'eq', value: 11 }, 'When score is 11 points', 'Когда итог — 11 баллов'],
  [
    'more than one point',
    { param: 'score', op: 'gt', value: 1 },
    'When score is more than 1 point',
    'Когда итог больше 1 балла',
  ],
  [
    'fewer than two points',
    { param: 'score', op: 'lt', value: 2 },
    'When score is less than 2 points',
    'Когда итог меньше 2 баллов',
  ],
  [
    '21 points at most',
    { param: 'score', op: 'lte', value: 21 },
    'When score is at most 21 points',
    'Когда итог не больше 21 балла',
  ],
  [
    'a large number',
    { param: 'length', op: 'gt', value: 12_400 },
    'When length is more than 12,400',
    'Когда длина больше 12\u00a0400',
  ],
  ['a year is no thousand', { param: 'length', op: 'eq', value: 2026 }, 'When length is 2026', 'Когда длина — 2026'],
  [
    'a moment',
    { param: 'event_time', op: 'gte', value: '2026-03-16T09:41:00Z' },
    'When event time is not before 16/03/2026, 09:41',
    'Когда время события не раньше 16.03.2026, 09:41',
  ],
  [
    'a key inside a map',
    { param: 'answers.city', op: 'eq', value: 'Kyiv' },
    'When form answers: city is “Kyiv”',
    'Когда ответы анкеты: city — «Kyiv»',
  ],
  [
    'a name that nobody described',
    { param: 'crm_deal', op: 'gt', value: 7 },
    'When crm_deal is more than 7',
    'Когда crm_deal больше 7',
  ],
  [
    'abbreviations stay large',
    { param: 'call_id', op: 'eq', value: 'c-1' },
    'When call ID is “c-1”',
    'Когда ID звонка — «c-1»',
  ],
  [
    'an abbreviation in front',
    { param: 'ivr_input', op: 'eq', value: '2' },
    'When IVR input is 2',
    'Когда ввод в меню — 2',
  ],
  [
    'a long list is cut',
    { param: 'queue_name', op: 'in', value: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] },
    'When queue name is “a”, “b”, “c”, “d”, “e” or 3 more',
    'Когда название очереди — «a», «b», «c», «d», «e» и ещё 3',
  ],
  // ── groups ──
  [
    'either answer becomes one list',
    { all: [survey, { any: [answer('2'), answer('3')] }] },
    'When function is Survey and answer is 2 or 3',
    'Когда функция — Оценка и ответ — 2 или 3',
  ],
  [
    'neither answer becomes one list',
    { all: [answer('2', 'ne'), survey, answer('3', 'ne')] },
    'When answer is neither 2 nor 3 and function is Survey',
    'Когда ответ — ни 2, ни 3 и функция — Оценка',
  ],
  [
    'a group within a group has brackets',
    { all: [survey, { any: [wait('gt', 30), isSet] }] },
    'When function is Survey and (wait is more than 30 s or answer is set)',
    'Когда функция — Оценка и (ожидание больше 30 с или поле «ответ» заполнено)',
  ],
  [
    'three levels',
    { any: [survey, { all: [isSet, { any: [wait('gt', 30), wait('lt', 5)] }] }] },
    'When function is Survey or (answer is set and (wait is more than 30 s or wait is less than 5 s))',
    'Когда функция — Оценка или (поле «ответ» заполнено и (ожидание больше 30 с или ожидание меньше 5 с))',
  ],
  [
    'a group of the same kind needs no brackets',
    { all: [survey, { all: [isSet, wait('gt', 30)] }] },
    'When function is Survey and answer is set and wait is more than 30 s',
    'Когда функция — Оценка и поле «ответ» заполнено и ожидание больше 30 с',
  ],
  [
    'a group of one needs no brackets',
    { any: [{ all: [survey] }] },
    'When function is Survey',
    'Когда функция — Оценка',
  ],
  // ── not ──
  ['not, where there is an opposite', { not: isSet }, 'When answer is empty', 'Когда поле «ответ» пустое'],
  ['not is', { not: survey }, 'When function is not Survey', 'Когда функция — не Оценка'],
  [
    'not more: a missing wait is not more either, so “at most” would be another rule',
    { not: wait('gt', 30) },
    'When not (wait is more than 30 s)',
    'Когда неверно, что (ожидание больше 30 с)',
  ],
  [
    'not a group',
    { all: [survey, { not: { any: [isSet, wait('gt', 30)] } }] },
    'When function is Survey and not (answer is set or wait is more than 30 s)',
    'Когда функция — Оценка и неверно, что (поле «ответ» заполнено или ожидание больше 30 с)',
  ],
  ['not not', { not: { not: wait('gt', 30) } }, 'When wait is more than 30 s', 'Когда ожидание больше 30 с'],
]

for (const [name, rule, en, ru] of cases) {
  test(`a rule reads as a sentence in both languages: ${name}`, () => {
    assert.equal(summarize(rule, parameters, 'en'), en)
    assert.equal(summarize(rule, parameters, 'ru'), ru)
  })
}

test('the list of operators has a word for each of the twelve, and its own words for moments', () => {
  const all = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'not_in', 'contains', 'starts_with', 'exists', 'not_exists']
  for (const language of ['en', 'ru'] as const) {
    const words = all.map((op) => operatorWords(op, language))
    assert.equal(new Set(words).size, all.length)
    assert.deepEqual(
      words.filter((one) => all.includes(one) && one !== 'contains'),
      [],
    )
  }
  const moment = parameters.find(({ name }) => name === 'event_time')
  assert.equal(operatorWords('gt', 'ru', moment), 'позже')
  assert.equal(operatorWords('exists', 'ru', moment), 'заполнено')
})

const written: readonly [string, number | null][] = [
  ['90', 90],
  ['0', 0],
  ['1:30', 90],
  ['1:00:05', 3605],
  ['1 min 30 s', 90],
  ['1 мин 30 с', 90],
  ['1м30с', 90],
  ['2 ч', 7200],
  ['1 д 1 сек.', 86_401],
  ['soon', null],
  ['1 fortnight', null],
  ['1:75', null],
  ['', null],
]

for (const [text, seconds] of written) {
  test(`a length of time may be written as “${text}”`, () => assert.equal(readDuration(text), seconds))
}

test('a length of time that was said is read back as the same seconds', () => {
  for (const seconds of [1, 59, 60, 61, 3600, 3661, 86_400, 90_061]) {
    assert.equal(readDuration(sayDuration(seconds, 'en')), seconds)
    assert.equal(readDuration(sayDuration(seconds, 'ru')), seconds)
  }
})
