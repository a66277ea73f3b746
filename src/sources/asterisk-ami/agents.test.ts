import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Headers, nine, recordingOf, type Timed } from '../../../test/tools/fakes/ami.ts'
import type { SourceEvent } from '../../core/event.ts'
import asteriskAmi from './asterisk-ami.ts'

const anna = { Interface: 'PJSIP/101', MemberName: 'Anna' }
const queues = ['sales', 'support', 'billing', 'vip', 'night']

test('a pause in five queues is one status', async () => {
  const events = await told([
    ...added(0),
    ...queues.map((Queue, i): Timed => {
      return [60 + i / 10, { Event: 'QueueMemberPause', Queue, ...anna, Paused: 1, PausedReason: 'dinner' }]
    }),
  ])
  const away = events.filter(({ data }) => data['status'] === 'away')
  assert.equal(away.length, 1)
  assert.deepEqual(away[0], {
    type: 'user_status',
    id: `PJSIP/101:user_status:${nine + 60_000}:1`,
    time: nine + 60_000,
    source: 'asterisk',
    correlationId: 'user-PJSIP/101',
    data: {
      user_name: 'Anna',
      user_extension: '101',
      phase: 'changed',
      status: 'away',
      status_reason: 'dinner',
      previous_status: 'ready',
      previous_duration: 60,
      time_in_status: 0,
      queue_ids: queues,
      status_started_at: new Date(nine + 60_000).toISOString(),
    },
  })
})

test('an agent who is paused in one queue of five still takes calls and is not away', async () => {
  const pause = { Event: 'QueueMemberPause', Queue: 'vip', ...anna, Paused: 1 }
  assert.deepEqual(statuses(await told([...added(0), [60, pause], [70, { Event: 'Reload' }]])), ['ready'])
})

test('a shift is told as it goes: in, on a call, free, away for tea, back, phone lost, out', async () => {
  const every = (second: number, message: Headers): Timed[] =>
    queues.map((Queue) => [second, { ...message, Queue, ...anna }] as const)
  const events = await told([
    ...added(0),
    ...every(10, { Event: 'QueueMemberStatus', Status: 2, InCall: 1, Paused: 0 }),
    ...every(20, { Event: 'QueueMemberStatus', Status: 1, InCall: 0, Paused: 0 }),
    ...every(30, { Event: 'QueueMemberPause', Status: 1, Paused: 1, PausedReason: 'tea_break' }),
    ...every(40, { Event: 'QueueMemberPause', Status: 1, Paused: 0 }),
    ...every(50, { Event: 'QueueMemberStatus', Status: 5, Paused: 0 }),
    ...every(60, { Event: 'QueueMemberRemoved' }),
  ])
  assert.deepEqual(statuses(events), ['ready', 'busy', 'ready', 'away tea_break', 'ready', 'na', 'offline'])
})

test('another reason for the same pause is a new status', async () => {
  const pause = (second: number, PausedReason: string): Timed => {
    return [second, { Event: 'QueueMemberPause', Queue: 'vip', ...anna, Paused: 1, PausedReason }]
  }
  assert.deepEqual(statuses(await told([pause(0, 'dinner'), pause(10, 'training')])), ['away dinner', 'away training'])
})

test('how things stand when we connect is not news; what changed while we were away is', async () => {
  const listed = (second: number, Paused: number): Timed[] => [
    [second, { Event: 'QueueMember', Queue: 'vip', Name: 'Anna', Location: 'PJSIP/101', Status: 1, Paused }],
    [second, { Event: 'QueueStatusComplete' }],
  ]
  assert.deepEqual(statuses(await told(listed(0, 0))), [])
  assert.deepEqual(statuses(await told([...listed(0, 0), ...listed(100, 1)])), ['away'])
})

test('agents of app_agent_pool sign in and out', async () => {
  const events = await told([
    [0, { Event: 'AgentLogin', Agent: '1001', Channel: 'PJSIP/101-00000001' }],
    [100, { Event: 'AgentLogoff', Agent: '1001', Logintime: 100 }],
  ])
  assert.deepEqual(statuses(events), ['ready', 'offline'])
  assert.equal(events[1]?.data['user_extension'], '1001')
})

test('how many agents are ready goes with the caller who joins their queue', async () => {
  const member = (Location: string, Status: number, Paused: number): Timed => {
    return [0, { Event: 'QueueMember', Queue: 'vip', Name: Location, Location, Status, Paused }]
  }
  const events = await told([
    member('PJSIP/1', 1, 0),
    member('PJSIP/2', 1, 1),
    member('PJSIP/3', 2, 0),
    member('PJSIP/4', 1, 0),
    [5, { Event: 'QueueCallerJoin', Queue: 'vip', Uniqueid: '1.1', Linkedid: '1.1', Position: 1, Count: 1 }],
  ])
  const join = events.find(({ data }) => data['function'] === 'queue')
  assert.equal(join?.data['agents_ready'], 2)
})

test('frames of a real server: an agent signs in to a queue', async () => {
  const path = join(import.meta.dirname, '../../../test/data/asterisk/panoramisk/agent_loggued_in.yaml')
  const events: SourceEvent[] = []
  for await (const event of asteriskAmi.read!(createReadStream(path), {})) events.push(event)
  const [status] = events.filter(({ type }) => type === 'user_status')
  assert.equal(status?.data['user_name'], 'Agent/402')
  assert.equal(status?.data['status'], 'ready')
  assert.deepEqual(status?.data['queue_ids'], ['general_queue'])
})

function added(second: number): Timed[] {
  return queues.map((Queue) => [second, { Event: 'QueueMemberAdded', Queue, ...anna, Status: 1, Paused: 0 }] as const)
}

function statuses(events: readonly SourceEvent[]): string[] {
  return events.map(({ data }) => [data['status'], data['status_reason']].filter(Boolean).join(' '))
}

async function told(script: readonly Timed[]): Promise<SourceEvent[]> {
  const events: SourceEvent[] = []
  for await (const event of asteriskAmi.read!(bytesOf(recordingOf(script)), {})) events.push(event)
  assert.equal(new Set(events.map(({ id }) => id)).size, events.length, 'two events have the same id')
  return events
}

async function* bytesOf(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text)
}
