import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Thread } from './thread.ts'

test('a thread that dies rejects what it was asked, and everything later, with a sentence', async () => {
  const thread = new Thread('keeper')
  const asked = thread.ask('checkpoint').catch((error: Error) => error)
  await thread.end()
  assert.ok((await asked) instanceof Error)
  await assert.rejects(thread.ask('checkpoint'), { code: 'not-ready', message: /keeper of the store has stopped/ })
  await thread.close()
})

test('a question that a thread does not know is an error for the one who asked only', async () => {
  const thread = new Thread('keeper')
  await assert.rejects(thread.ask('sing'), /cannot answer sing/)
  await assert.rejects(thread.ask('open', '/nowhere/at/all.db'), { code: 'not-ready' })
  await thread.end()
})
