import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { SourceEvent } from '../../core/event.ts'
import asteriskAmi from './asterisk-ami.ts'

const recording = join(import.meta.dirname, '../../../test/data/asterisk/ami_predictive_2015b.log')

// Worked out by hand from the trace: a dialer calls at :07, the customer answers at :09 and waits in TestQueue while it
// rings at “test 04”; the agent answers at :15 and the talk ends at :25. HoldTime 6, RingTime 5, TalkTime 10. When the
// customer's channel leaves the bridge nobody is in it any more (BridgeNumChannels 0): the agent had hung up first.

test('the recorded call tells its fifteen states in order', async () => {
  const events = await retell()
  assert.deepEqual(
    events.map(
      ({ data, time }) =>
        `${new Date(time!).toISOString().slice(14, 19)} ${data['function']} ${data['function_state']}`,
    ),
    [
      '38:07 start start',
      '38:07 dial_out start',
      '38:09 start finish',
      '38:09 dial_out connect',
      '38:09 queue start',
      '38:09 operator start',
      '38:15 queue connect',
      '38:15 queue finish',
      '38:15 operator connect',
      '38:25 operator stop',
      '38:25 operator finish',
      '38:25 dial_out stop',
      '38:25 dial_out finish',
      '38:25 hangup start',
      '38:25 hangup finish',
    ],
  )
})

test('the customer waited six seconds in the queue, one start, one connect, one finish with success', async () => {
  const queue = (await retell()).filter(({ data }) => data['function'] === 'queue')
  assert.deepEqual(
    queue.map(({ data }) => data['function_state']),
    ['start', 'connect', 'finish'],
  )
  const { data } = queue[2]!
  assert.equal(data['queue_name'], 'TestQueue')
  assert.equal(data['alert_duration'], 6)
  assert.equal(data['success_flag'], true)
  assert.equal(data['attempts_count'], 1)
})

test('it rang five seconds at the agent, they talked ten, and the agent hung up first', async () => {
  const { data } = only(await retell(), 'operator')
  assert.equal(data['user_name'], 'test 04')
  assert.equal(data['user_extension'], 'test-04')
  assert.equal(data['alert_duration'], 5)
  assert.equal(data['connect_time'], 10)
  assert.equal(data['hangup_side'], 'agent')
  assert.equal(data['success_flag'], true)
})

test('the call was made by a dialer, was answered after two seconds and ended normally', async () => {
  const events = await retell()
  assert.ok(events.every(({ data }) => data['call_type'] === 'dialer' && !('phone' in data)))
  assert.equal(only(events, 'dial_out').data['alert_duration'], 2)
  assert.equal(only(events, 'dial_out').data['connect_time'], 16)
  assert.equal(only(events, 'hangup').data['hangup_cause'], 16)
  assert.equal(only(events, 'hangup').data['finish_reason'], 'agent_hangup')
  assert.equal(only(events, 'hangup').data['connect_time'], 10)
})

test('telling the recorded call twice adds nothing: the ids are the same', async () => {
  const ids = async () => (await retell()).map(({ source, id }) => `${source} ${id}`)
  const first = await ids()
  assert.deepEqual(await ids(), first)
  assert.equal(new Set(first).size, 15)
})

async function retell(): Promise<SourceEvent[]> {
  const events: SourceEvent[] = []
  for await (const event of asteriskAmi.read!(createReadStream(recording), {})) events.push(event)
  return events
}

function only(events: readonly SourceEvent[], name: string): SourceEvent {
  const found = events.filter(({ data }) => data['function'] === name && data['function_state'] === 'finish')
  assert.equal(found.length, 1)
  return found[0]!
}
