import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { operators } from './condition.ts'
import { checkCondition } from './condition-check.ts'
import { explain } from './explain.ts'
import { holds } from './holds.ts'
import type { Json, JsonObject } from './json.ts'
import type { Matchable } from './read-parameter.ts'

const page = { en: pageIn('en'), ru: pageIn('ru') }
const [survey, notSmith, missed, explained] = examplesIn(page.en)

test('the page about conditions shows the same examples in both languages', () => {
  assert.deepEqual(examplesIn(page.ru), examplesIn(page.en))
  assert.equal(examplesIn(page.en).length, 4)
})

test('the page about conditions names every operator in both languages', () => {
  for (const text of Object.values(page)) for (const op of operators) assert.ok(text.includes(`\`${op}\``), op)
})

test('the examples of the page about conditions are accepted and mean what it says', () => {
  const means = (example: Json | undefined, data: JsonObject): boolean =>
    holds(checkCondition(example, new Map()), eventWith(data), new Map())
  assert.equal(means(survey, { function: 'survey', function_state: 'finish', answer: '3' }), true)
  assert.equal(means(survey, { function: 'survey', function_state: 'start', answer: '3' }), false)
  assert.equal(means(notSmith, {}), false)
  assert.equal(means(notSmith, { user_id: '18' }), true)
  assert.equal(means(notSmith, { user_id: '17' }), false)
  const call = { queue_id: '12', function_state: 'finish', phone: '+15550101' }
  assert.equal(means(missed, { ...call, success_flag: false }), true)
  assert.equal(means(missed, { ...call, success_flag: true, connect_time: 9 }), true)
  assert.equal(means(missed, { ...call, success_flag: true, connect_time: 10 }), false)
  assert.equal(means(missed, { ...call, success_flag: false, phone: '+15550100' }), false)
})

test('the answer to "why not?" looks as the page shows it', () => {
  const condition = {
    all: [
      { param: 'function', op: 'eq', value: 'survey' },
      { param: 'answer', op: 'in', value: ['2', '3'] },
    ],
  } as const
  assert.deepEqual(explain(condition, eventWith({ function: 'survey', answer: '4' }), new Map()), explained)
})

function pageIn(language: string): string {
  return readFileSync(new URL(`../../docs/${language}/conditions.md`, import.meta.url), 'utf8')
}

function examplesIn(text: string): Json[] {
  return [...text.matchAll(/```json\n(.*?)```/gs)].map(([, json]) => JSON.parse(json!))
}

function eventWith(data: JsonObject): Matchable {
  return { id: '1', type: 'call_function', time: 0, source: 'api', correlationId: null, data }
}
