import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hider } from '../core/hide.ts'
import type { HttpReply } from '../core/http.ts'
import { recordExchange } from './exchange.ts'

test('a token fetched on the way is hidden in the journal like the secrets of the settings', async () => {
  const reply: HttpReply = { status: 200, headers: {}, body: '{"echo":"fetched-token-1"}', truncated: false }
  const exchange = recordExchange(
    async () => reply,
    hider(['client-secret-1']),
    () => ({}),
  )
  await exchange.http({
    method: 'POST',
    url: 'https://example.com/hook?key=client-secret-1',
    headers: { authorization: 'Bearer fetched-token-1' },
    secrets: ['fetched-token-1'],
  })
  const kept = JSON.stringify([exchange.request(), exchange.response()])
  assert.ok(!kept.includes('fetched-token-1') && !kept.includes('client-secret-1'), kept)
  assert.equal(exchange.request()?.headers['authorization'], 'Bearer •••')
})
