import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectPlainly, FakeAsterisk, type Headers, wire } from '../../../test/tools/fakes/ami.ts'
import type { Clock } from '../../core/clock.ts'
import type { SourceEvent } from '../../core/event.ts'
import { Problem } from '../../core/problem.ts'
import type { SourceTools } from '../../core/source.ts'
import asteriskAmi from './asterisk-ami.ts'
import { waitAfter } from './listen.ts'
import { completed, type Settings } from './settings.ts'

const caller = { Channel: 'PJSIP/trunk-00000001', Uniqueid: '1773651600.1', Linkedid: '1773651600.1' }
const appears: Headers = { Event: 'Newchannel', ...caller, ChannelState: 4, CallerIDNum: '+15550100' }
const joins: readonly Headers[] = [
  appears,
  { Event: 'QueueCallerJoin', ...caller, Queue: 'support', Position: 1, Count: 1 },
]

test('signs in without sending the secret, then asks for channels and queues', async () => {
  await using fake = await FakeAsterisk.open()
  await using listener = start(fake)
  await fake.asked('QueueStatus')
  assert.deepEqual(
    fake.actions.map((action) => action.get('action')),
    ['Challenge', 'Login', 'CoreShowChannels', 'QueueStatus'],
  )
  assert.ok(fake.actions.every((action) => ![...action.values()].join().includes(fake.secret)))
  assert.deepEqual(listener.health.at(-1), { connected: true, message: 'Asterisk Call Manager 9.0.0' })
})

test('signs in plainly and sets filters when asked to', async () => {
  await using fake = await FakeAsterisk.open()
  await using _listener = start(fake, { login: 'plain', event_filters: ['!Event: RTCP'] })
  await fake.asked('Filter')
  assert.equal(fake.actions[0]?.get('secret'), fake.secret)
  assert.equal(fake.actions.find((action) => action.get('action') === 'Filter')?.get('filter'), '!Event: RTCP')
})

test('a burst of 20,000 events in the same breath as the login loses none', async () => {
  await using fake = await FakeAsterisk.open()
  const channels = Array.from({ length: 10_000 }, (_, i) => ({
    Channel: `PJSIP/t-${i}`,
    Uniqueid: `1.${i}`,
    Linkedid: `1.${i}`,
  }))
  fake.burst = wire(
    ...channels.flatMap((channel) => [
      { Event: 'Newchannel', ...channel, ChannelState: 4 },
      { Event: 'QueueCallerJoin', ...channel, Queue: 'support' },
    ]),
  )
  await using listener = start(fake)
  await listener.until(() => listener.events.length >= 30_000)
  assert.equal(listener.events.filter(({ data }) => data['function'] === 'queue').length, 10_000)
})

test('a refused sign-in is reported with what to do, and tried again only after a minute', {
  timeout: 10_000,
}, async () => {
  await using fake = await FakeAsterisk.open()
  await using listener = start(fake, { secret: 'wrong' })
  await listener.until(() => listener.health.length === 1)
  assert.equal(listener.health[0]?.connected, false)
  assert.match(listener.health[0]?.message ?? '', /refused the AMI user “hookswitch”.*manager\.conf/)
  listener.clock.pass(59_000)
  assert.equal(fake.connections, 1)
  fake.secret = 'wrong'
  listener.clock.pass(1_000)
  await listener.until(() => listener.health.at(-1)?.connected === true)
})

test('a connection lost in mid-call is made again, and the call goes on as one call', async () => {
  await using fake = await FakeAsterisk.open()
  await using listener = start(fake)
  await fake.asked('QueueStatus')
  fake.send(...joins)
  await listener.until(() => listener.events.length === 3)
  fake.lists.set('CoreShowChannels', [
    { Event: 'CoreShowChannel', ...caller, ChannelState: 6, Duration: '00:00:30' },
    { Event: 'CoreShowChannelsComplete' },
  ])
  fake.lists.set('QueueStatus', [
    { Event: 'QueueEntry', Queue: 'support', ...caller, Position: 1, Wait: 28 },
    { Event: 'QueueStatusComplete' },
  ])
  fake.drop()
  await listener.until(() => listener.health.at(-1)?.connected === false)
  listener.clock.pass(1_000)
  await fake.asked('QueueStatus', 2)
  fake.send(
    { Event: 'QueueCallerAbandon', ...caller, Queue: 'support', HoldTime: 40 },
    { Event: 'Hangup', ...caller, Cause: 16 },
  )
  await listener.until(() => listener.events.some(({ data }) => data['function'] === 'hangup'))
  assert.deepEqual(
    listener.events.filter(({ data }) => data['function'] === 'queue').map(({ data }) => data['function_state']),
    ['start', 'finish'],
  )
  assert.equal(new Set(listener.events.map(({ id }) => id)).size, listener.events.length)
})

test('a call that ended while the connection was down is closed as a system error', async () => {
  await using fake = await FakeAsterisk.open()
  await using listener = start(fake)
  await fake.asked('QueueStatus')
  fake.send(...joins)
  await listener.until(() => listener.events.length === 3)
  fake.lists.set('CoreShowChannels', [{ Event: 'CoreShowChannelsComplete' }])
  fake.drop()
  await listener.until(() => listener.health.at(-1)?.connected === false)
  listener.clock.pass(1_000)
  await listener.until(() => listener.events.length === 6)
  assert.deepEqual(
    listener.events.slice(3).map(({ data }) => [data['function'], data['finish_reason']]),
    [
      ['queue', 'system_error'],
      ['hangup', undefined],
      ['hangup', 'system_error'],
    ],
  )
})

test('a call found in progress at the first connection is told from its beginning', async () => {
  await using fake = await FakeAsterisk.open()
  fake.lists.set('CoreShowChannels', [
    { Event: 'CoreShowChannel', ...caller, ChannelState: 6, CallerIDNum: '+15550100', Duration: '00:01:00' },
    { Event: 'CoreShowChannelsComplete' },
  ])
  fake.lists.set('QueueStatus', [{ Event: 'QueueEntry', Queue: 'support', ...caller, Position: 1, Wait: 20 }])
  await using listener = start(fake)
  await listener.until(() => listener.events.length === 3)
  const [began, , waits] = listener.events
  assert.equal(began?.time, listener.clock.now() - 60_000)
  assert.equal(waits?.time, listener.clock.now() - 20_000)
  assert.equal(waits?.data['phone'], '+15550100')
})

test('a quiet night with answered pings keeps the connection, a missing answer ends it', async () => {
  await using fake = await FakeAsterisk.open()
  await using listener = start(fake)
  await fake.asked('QueueStatus')
  for (let n = 1; n <= 5; n += 1) {
    // A call rides on each answer, so that the test can see the answer arrive.
    fake.lists.set('Ping', [
      { Event: 'Newchannel', Uniqueid: `1.${n}`, Linkedid: `1.${n}` },
      { Event: 'QueueCallerJoin', Uniqueid: `1.${n}`, Linkedid: `1.${n}`, Queue: 'support' },
    ])
    await listener.until(() => listener.clock.waiting > 0)
    listener.clock.pass(20_000)
    await fake.asked('Ping', n)
    await listener.until(() => listener.events.length === 3 * n)
  }
  assert.equal(fake.connections, 1)
  fake.silent = true
  listener.clock.pass(20_000)
  await fake.asked('Ping', 6)
  listener.clock.pass(20_000)
  await listener.until(() => listener.health.at(-1)?.connected === false)
  assert.match(listener.health.at(-1)?.message ?? '', /silent/)
})

test('a pause is told a second later even if nothing else happens', async () => {
  await using fake = await FakeAsterisk.open()
  await using listener = start(fake)
  await fake.asked('QueueStatus')
  const heard = listener.heard
  fake.send({ Event: 'QueueMemberPause', Queue: 'vip', Interface: 'PJSIP/101', MemberName: 'Anna', Paused: 1 })
  await listener.until(() => listener.heard > heard)
  await listener.until(() => {
    listener.clock.pass(100)
    return listener.events.length > 0
  })
  assert.equal(listener.events[0]?.data['status'], 'away')
})

test('events wait while the store is full and are told when it has room', async () => {
  await using fake = await FakeAsterisk.open()
  await using listener = start(fake)
  await fake.asked('QueueStatus')
  listener.refusals.push(new Problem('store-full', 'no room'), new Error('disk gone'))
  fake.send(...joins)
  await listener.until(() => {
    listener.clock.pass(1_000)
    return listener.events.length === 3
  })
  assert.equal(listener.refusals.length, 0)
})

test('settings that can never work are refused at once', async () => {
  const tools = {} as SourceTools
  await assert.rejects(async () => asteriskAmi.start!(completed({ host: '', username: 'x' }), tools), /address/)
  const injected = completed({ host: 'pbx.example.com', username: 'x\r\nAction: Originate' })
  await assert.rejects(async () => asteriskAmi.start!(injected, tools), /one line/)
})

test('tries come after 1 s, 2 s … 60 s at the longest, a refused sign-in after 60 s', () => {
  const lost = { kind: 'lost', message: '' } as const
  for (const now of [0, 1, 500, 996, 123_456_789]) {
    for (const [failures, longest] of [
      [1, 1_000],
      [2, 2_000],
      [6, 32_000],
      [7, 60_000],
      [1_000, 60_000],
    ] as const) {
      const wait = waitAfter(lost, failures, now)
      assert.ok(wait >= longest / 2 && wait <= longest, `${wait} ms after ${failures} failures`)
    }
    assert.equal(waitAfter({ kind: 'refused', message: '' }, 1, now), 60_000)
  }
})

/** A clock that stands until it is moved. */
class HeldClock implements Clock {
  #now = Date.UTC(2026, 2, 16, 9)
  readonly #alarms = new Set<{ readonly at: number; readonly wake: () => void }>()

  now(): number {
    return this.#now
  }

  after(ms: number, wake: () => void): () => void {
    const alarm = { at: this.#now + ms, wake }
    this.#alarms.add(alarm)
    return () => this.#alarms.delete(alarm)
  }

  get waiting(): number {
    return this.#alarms.size
  }

  pass(ms: number): void {
    this.#now += ms
    for (const alarm of [...this.#alarms]) {
      if (alarm.at > this.#now) continue
      this.#alarms.delete(alarm)
      alarm.wake()
    }
  }
}

/** A source listening to the fake, with everything it said. */
class Listener implements AsyncDisposable {
  readonly clock = new HeldClock()
  readonly events: SourceEvent[] = []
  readonly health: { readonly connected: boolean; readonly message?: string }[] = []
  readonly refusals: Error[] = []
  /** Chunks of bytes that came from the network. */
  heard = 0
  readonly #abort = new AbortController()
  readonly #running: Promise<void>

  constructor(fake: FakeAsterisk, settings: Partial<Settings>) {
    const all = completed({
      host: '127.0.0.1',
      port: fake.port,
      username: 'hookswitch',
      secret: fake.secret,
      ...settings,
    })
    this.#running = asteriskAmi.start!(all, {
      emit: async (events) => {
        const refusal = this.refusals.shift()
        if (refusal !== undefined) throw refusal
        this.events.push(...events)
      },
      clock: this.clock,
      log: { debug() {}, info() {}, warn() {}, error() {} },
      signal: this.#abort.signal,
      connect: async (address) => {
        const connection = await connectPlainly(address)
        return { ...connection, bytes: this.#counted(connection.bytes) }
      },
      report: (health) => void this.health.push(health),
    })
  }

  /** Resolves when it holds; looks again whenever the network had a turn. */
  async until(holds: () => boolean): Promise<void> {
    for (const began = performance.now(); !holds(); await new Promise((resolve) => setImmediate(resolve))) {
      assert.ok(performance.now() - began < 4_000, `waited in vain for ${holds}`)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort()
    await this.#running
  }

  async *#counted(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    for await (const chunk of bytes) {
      this.heard += 1
      yield chunk
    }
  }
}

function start(fake: FakeAsterisk, settings: Partial<Settings> = {}): Listener {
  return new Listener(fake, settings)
}
