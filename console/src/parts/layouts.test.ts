import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isTypedAs, onOtherLayout } from './layouts.ts'

test('what was typed with the wrong layout on is understood', () => {
  assert.equal(onOtherLayout('ыуеештпы'), 'settings')
  assert.equal(onOtherLayout('yfcnhjqrb'), 'настройки')
  assert.ok(isTypedAs('Ыуе', 'Settings'))
  assert.ok(isTypedAs('yfcn', 'Настройки'))
})

test('ё and е are one letter, and what is in neither name is not found', () => {
  assert.ok(isTypedAs('звёзд', 'Оценка: пять звезд'))
  assert.ok(!isTypedAs('xyz', 'Settings'))
  assert.ok(isTypedAs('', 'Settings'))
})
