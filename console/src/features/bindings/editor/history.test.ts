import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type History, historyAfter, startHistory } from './history.ts'

const typed = (history: History<string>, text: string, group: string | null, time: number) =>
  historyAfter(history, { do: 'change', to: () => text, group, time })
const now = ({ states, at }: History<string>) => states[at]

test('what was typed without a pause is one step, a pause or another field begins the next', () => {
  let history = startHistory('')
  for (const [at, text] of ['M', 'Mi', 'Mis'].entries()) history = typed(history, text, 'name', at * 100)
  history = typed(history, 'Mis!', 'name', 5000)
  history = typed(history, 'Mis!?', 'text', 5100)
  const seen = [now(history)]
  while (history.at > 0) {
    history = historyAfter(history, { do: 'undo' })
    seen.push(now(history))
  }
  assert.deepEqual(seen, ['Mis!?', 'Mis!', 'Mis', ''])
  history = historyAfter(history, { do: 'redo' })
  assert.equal(now(history), 'Mis')
  history = typed(history, 'Mist', 'name', 100)
  assert.equal(now(historyAfter(history, { do: 'redo' })), 'Mist', 'what was undone is gone after a new change')
  assert.equal(now(historyAfter(history, { do: 'undo' })), 'Mis')
})

test('what has no group is a step of its own, however fast it comes', () => {
  let history = startHistory('')
  for (const text of ['up', 'down', 'wrapped']) history = typed(history, text, null, 7)
  assert.deepEqual(history.states, ['', 'up', 'down', 'wrapped'])
})

test('undo stops at the beginning, redo at the end, and nothing grows without end', () => {
  let history = startHistory('0')
  assert.equal(now(historyAfter(history, { do: 'undo' })), '0')
  for (let step = 1; step <= 500; step++) history = typed(history, String(step), String(step), step)
  assert.equal(now(history), '500')
  assert.equal(history.states.length, 200)
  assert.equal(now(historyAfter(history, { do: 'redo' })), '500')
})

test('a change that changes nothing is no step', () => {
  const history = startHistory('a')
  assert.equal(historyAfter(history, { do: 'change', to: (state) => state, group: 'x', time: 1 }), history)
})
