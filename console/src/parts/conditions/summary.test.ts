import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Condition } from '../../api/bindings.ts'
import type { Parameter } from '../../api/catalogue.ts'
import { summarize } from './summary.ts'

const parameter = (name: string, en: string, ru: string, choices: readonly [string, string, string][] = []) =>
  ({
    name,
    label: { en, ru },
    enum: choices.map(([value, e, r]) => ({ value, label: { en: e, ru: r } })),
  }) as unknown as Parameter

const parameters = [
  parameter('function', 'Function', 'Функция', [
    ['survey', 'Survey', 'Оценка'],
    ['queue', 'Queue', 'Очередь'],
  ]),
  parameter('answer', 'Answer', 'Ответ'),
  parameter('alert_duration', 'Wait', 'Ожидание'),
]

const cases: readonly [name: string, rule: Condition | null, en: string, ru: string][] = [
  ['no conditions', null, 'On every event', 'На каждое событие'],
  ['an empty group', { all: [] }, 'On every event', 'На каждое событие'],
  ['one choice', { param: 'function', op: 'eq', value: 'survey' }, 'When Function is Survey', 'Когда Функция — Оценка'],
  [
    'a group within a group',
    {
      all: [
        { param: 'function', op: 'eq', value: 'survey' },
        {
          any: [
            { param: 'answer', op: 'eq', value: '2' },
            { param: 'answer', op: 'eq', value: '3' },
          ],
        },
      ],
    },
    'When Function is Survey and (Answer is “2” or Answer is “3”)',
    'Когда Функция — Оценка и (Ответ — «2» или Ответ — «3»)',
  ],
  [
    'a number and a list',
    {
      all: [
        { param: 'alert_duration', op: 'gt', value: 30 },
        { param: 'function', op: 'in', value: ['queue', 'survey'] },
      ],
    },
    'When Wait is more than 30 and Function is any of Queue, Survey',
    'Когда Ожидание больше 30 и Функция — одно из: Очередь, Оценка',
  ],
  [
    'what is not so',
    { not: { param: 'answer', op: 'exists' } },
    'When not (Answer is set)',
    'Когда не так: (Ответ заполнено)',
  ],
]

for (const [name, rule, en, ru] of cases) {
  test(`a rule reads as a sentence in both languages: ${name}`, () => {
    assert.equal(summarize(rule, parameters, 'en'), en)
    assert.equal(summarize(rule, parameters, 'ru'), ru)
  })
}
