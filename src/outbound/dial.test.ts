import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startFake } from '../../test/tools/fakes/frame.ts'
import { OutboundError } from '../core/http.ts'
import type { Verdict } from './address.ts'
import { dial } from './dial.ts'

test('an open connection is judged once more by where it really leads', async () => {
  await using fake = await startFake()
  const verdicts: Verdict[] = ['public', 'refused']
  const judge = () => verdicts.shift() ?? 'refused'
  const resolve = async () => [{ address: '127.0.0.1', family: 4 as const }]
  const target = { host: 'crm.example.com', port: fake.port, tls: false }
  await assert.rejects(
    dial(target, { judge, resolve, timeoutMs: 2000 }),
    (error) => error instanceof OutboundError && error.failure === 'address-refused',
  )
  assert.deepEqual(verdicts, [], 'it was judged twice')
})
