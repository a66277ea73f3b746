import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSchedule, writeSchedule } from './schedule-text.ts'

test('a schedule is written in the largest whole units, in both languages', () => {
  assert.equal(writeSchedule([0, 5, 90, 120, 7200, 86_400], 'en'), '0 s, 5 s, 90 s, 2 min, 2 h, 1 d')
  assert.equal(writeSchedule([0, 120, 7200], 'ru'), '0 с, 2 мин, 2 ч')
})

test('what is written is read back, and so is what people write', () => {
  const schedule = [0, 5, 30, 120, 600, 1800, 3600, 10_800, 86_400]
  for (const language of ['en', 'ru'] as const)
    assert.deepEqual(readSchedule(writeSchedule(schedule, language)), schedule)
  assert.deepEqual(readSchedule('10; 1m,2 Hours , 1.5 ч, 3 дня'), [10, 60, 7200, 5400, 259_200])
})

test('what is no length of time is not guessed', () => {
  for (const text of ['', ' , ', 'soon', '5 x', '-5', '1h30', '5 min 10']) assert.equal(readSchedule(text), null, text)
})
