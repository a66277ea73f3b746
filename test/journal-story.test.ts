import assert from 'node:assert/strict'
import { test } from 'node:test'
import { request } from 'undici'
import { type Office, openOffice } from './tools/office.ts'
import { waitUntil } from './tools/wait-until.ts'

test('a delivery tells the conditions as they were, what was made from what, and what belongs to it', async () => {
  await using office = await openOffice()
  const wall = await office.integration('wall', { looks_like: 'telegram' })
  const conditions = {
    all: [
      { param: 'function', op: 'eq', value: 'queue' },
      { param: 'phone', op: 'exists' },
    ],
  }
  const parameters = { text: 'Missed {{phone}} by {{user_name}}', chat_id: '{% if vip %}{{vip}}{% endif %}' }
  const binding = await office.binding(wall, parameters, { conditions })
  const call = { function: 'queue', phone: '+70001112333', call_id: 'c-7' }
  await office.happens('call_function', call)
  await office.happens('call_function', call)
  await office.happens('call_function', { ...call, call_id: 'c-71' })
  await office.untilJournal('delivered', 3)
  await office.patch(`/bindings/${binding}`, { conditions: { param: 'function', op: 'eq', value: 'ivr' } })
  const [, second] = await office.journal()
  const { body: story } = await office.get(`/deliveries/${second!['delivery_id']}`)
  assert.deepEqual(story.conditions, {
    holds: true,
    all: [
      { param: 'function', op: 'eq', value: 'queue', holds: true, actual: 'queue' },
      { param: 'phone', op: 'exists', holds: true, actual: '+70001112333' },
    ],
  })
  assert.deepEqual([story.binding.version, story.binding_now], [1, { version: 2, enabled: true }])
  assert.deepEqual(story.mapping, [
    { path: 'text', variables: ['phone', 'user_name'] },
    { path: 'chat_id', variables: ['vip'] },
  ])
  assert.deepEqual(
    story.related.map((row: { event_no: number }) => row.event_no),
    [1],
  )
  const viewer = (await office.post('/keys', { name: 'Viewer', role: 'viewer' })).body.key
  const masked = await office.get(`/deliveries/${second!['delivery_id']}`, viewer)
  assert.doesNotMatch(JSON.stringify(masked.body), /0001112/)
  assert.equal(masked.body.conditions.all[1].actual, '********333')
  await office.remove(`/bindings/${binding}`)
  const { body: later } = await office.get(`/deliveries/${second!['delivery_id']}`)
  assert.deepEqual([later.binding_now, later.conditions.holds], [null, true])
})

test('the live tail tells what its filter finds, and nothing else', async () => {
  await using office = await openOffice()
  const wall = await office.integration('wall', { looks_like: 'telegram' })
  await office.binding(wall, { text: 'x' }, { conditions: { param: 'function', op: 'eq', value: 'queue' } })
  const all = await listen(office, '')
  const byPhone = await listen(office, '?q=111-23-33&status=delivered')
  const unanswered = await listen(office, '?unanswered=true')
  assert.equal((await office.get('/journal/stream?status=lost')).status, 422)
  await office.happens('call_function', { function: 'queue', phone: '+70001112333' })
  await office.happens('call_function', { function: 'queue', phone: '+70001112334' })
  await office.happens('call_function', { function: 'ivr', phone: '+70001112333' })
  await waitUntil('all', () => all.told.length === 7 && byPhone.told.length > 0 && unanswered.told.length > 0)
  assert.deepEqual(byPhone.told, ['delivery 1 delivered'])
  assert.deepEqual(unanswered.told, ['event 3'])
  for (const { stop } of [all, byPhone, unanswered]) stop()
})

async function listen(office: Office, query: string): Promise<{ told: string[]; stop: () => void }> {
  const abort = new AbortController()
  const { body } = await request(`${office.url}/api/v1/journal/stream${query}`, {
    headers: { authorization: `Bearer ${office.key}` },
    signal: abort.signal,
  })
  const told: string[] = []
  let text = ''
  body.on('error', () => {})
  body.on('data', (chunk: Buffer) => {
    text += chunk.toString()
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const kind = /^event: (event|delivery)$/m.exec(block)?.[1]
      if (!kind) continue
      const { event_no, status } = JSON.parse(/^data: (.*)$/m.exec(block)![1]!)
      told.push([kind, event_no, ...(status ? [status] : [])].join(' '))
    }
  })
  return { told, stop: () => abort.abort() }
}
