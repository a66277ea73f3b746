import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asSentence } from './as-sentence.ts'

test('a reason begins large when it stands alone, an address stays what it is', () => {
  const cases = {
    'answered 503': 'Answered 503',
    'сервис ответил кодом 503': 'Сервис ответил кодом 503',
    'loop guard: the event was caused by this binding': 'Loop guard: the event was caused by this binding',
    'mail.example.com refused the letter: 550': 'mail.example.com refused the letter: 550',
    'parameters.text: is required': 'parameters.text: is required',
    '203.0.113.7 did not answer': '203.0.113.7 did not answer',
    'Telegram asked to wait 5 s': 'Telegram asked to wait 5 s',
    expired: 'Expired',
    '': '',
  }
  for (const [said, sentence] of Object.entries(cases)) assert.equal(asSentence(said), sentence)
})
