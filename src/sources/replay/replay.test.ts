import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Clock } from '../../core/clock.ts'
import type { SourceEvent } from '../../core/event.ts'
import { Problem } from '../../core/problem.ts'
import replay, { type Settings } from './replay.ts'

const nine = Date.UTC(2026, 2, 16, 9)

/** Events at 0 s, 60 s and 90 s after nine, and one that does not say when. */
const morning = [0, 60, 90].map((second) => ({
  event_type: 'user_status',
  event_id: `at-${second}`,
  event_time: new Date(nine + second * 1000).toISOString(),
  data: { user_id: '7', status: 'ready' },
}))

test('at speed 60 a minute of the recording takes a second', async () => {
  await using player = await play({ speed: 60 })
  await player.until(() => player.ids.length === 1)
  await player.pass(999)
  assert.deepEqual(player.ids, ['at-0'])
  await player.pass(1)
  await player.until(() => player.ids.length === 2)
  await player.pass(500)
  await player.ended
  assert.deepEqual(player.ids, ['at-0', 'at-60', 'at-90'])
  assert.equal(player.events[2]?.time, nine + 90_000)
})

test('at speed 0 everything is told at once, and a second run has the same ids', async () => {
  await using first = await play({ speed: 0 })
  await first.ended
  await using second = await play({ speed: 0 })
  await second.ended
  assert.deepEqual(first.ids, ['at-0', 'at-60', 'at-90'])
  assert.deepEqual(second.ids, first.ids)
  assert.match(first.messages.at(-1) ?? '', /3 events/)
})

test('in a loop each further round has ids of its own', async () => {
  await using player = await play({ speed: 0, loop: true })
  await player.until(() => player.ids.length === 3)
  await player.pass(1_000)
  await player.until(() => player.ids.length === 6)
  assert.deepEqual(player.ids.slice(3), ['at-0#2', 'at-60#2', 'at-90#2'])
})

test('while the store is full nothing is skipped', async () => {
  await using player = await play({ speed: 0 }, [new Problem('store-full', 'no room')])
  await player.until(() => player.messages.includes('no room'))
  await player.pass(1_000)
  await player.ended
  assert.equal(player.ids.length, 3)
})

test('an event that is not legal here is left out, the others are told', async () => {
  const refusals = [new Problem('event-type-unknown', 'batch'), new Problem('event-type-unknown', 'first')]
  await using player = await play({ speed: 0 }, refusals)
  await player.ended
  assert.deepEqual(player.ids, ['at-60', 'at-90'])
})

test('a file that is not there is said plainly', async () => {
  await using player = await play({ path: '/nowhere/morning.ndjson' })
  await assert.rejects(player.ended, /could not read the recording \/nowhere/)
})

class HeldClock implements Clock {
  #now = 0
  readonly #alarms = new Set<{ readonly at: number; readonly wake: () => void }>()

  now(): number {
    return this.#now
  }

  after(ms: number, wake: () => void): () => void {
    const alarm = { at: this.#now + ms, wake }
    this.#alarms.add(alarm)
    return () => this.#alarms.delete(alarm)
  }

  get isAwaited(): boolean {
    return this.#alarms.size > 0
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

/** A running replay of the morning, with everything it told. */
class Player implements AsyncDisposable {
  readonly events: SourceEvent[] = []
  readonly messages: string[] = []
  readonly ended: Promise<void>
  readonly #clock = new HeldClock()
  readonly #abort = new AbortController()
  readonly #folder: string

  constructor(folder: string, settings: Settings, refusals: Problem[]) {
    this.#folder = folder
    this.ended = replay.start!(settings, {
      emit: async (events) => {
        const refusal = refusals.shift()
        if (refusal !== undefined) throw refusal
        this.events.push(...events)
      },
      clock: this.#clock,
      log: { debug() {}, info() {}, warn() {}, error() {} },
      signal: this.#abort.signal,
      connect: () => Promise.reject(new Error('a replay needs no network')),
      report: ({ message }) => void this.messages.push(message ?? ''),
    })
    this.ended.catch(() => {}) // looked at by the test that expects it
  }

  get ids(): (string | undefined)[] {
    return this.events.map(({ id }) => id)
  }

  /** Moves the clock once the replay waits for it. */
  async pass(ms: number): Promise<void> {
    await this.until(() => this.#clock.isAwaited)
    this.#clock.pass(ms)
  }

  async until(holds: () => boolean): Promise<void> {
    for (const began = performance.now(); !holds(); await new Promise((resolve) => setImmediate(resolve))) {
      assert.ok(performance.now() - began < 4_000, `waited in vain for ${holds}`)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort()
    await this.ended.catch(() => {})
    await rm(this.#folder, { recursive: true })
  }
}

async function play(settings: Partial<Settings>, refusals: Problem[] = []): Promise<Player> {
  const folder = await mkdtemp(join(tmpdir(), 'hookswitch-replay-'))
  const path = join(folder, 'morning.ndjson')
  await writeFile(path, morning.map((event) => JSON.stringify(event)).join('\n'))
  return new Player(folder, { path, speed: 1, loop: false, ...settings }, refusals)
}
