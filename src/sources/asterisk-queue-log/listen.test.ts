import assert from 'node:assert/strict'
import {
  appendFile,
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  unlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { waitUntil } from '../../../test/tools/wait-until.ts'
import type { SourceEvent } from '../../core/event.ts'
import type { SourceTools } from '../../core/source.ts'
import asteriskQueueLog from './asterisk-queue-log.ts'
import { completed, type Settings } from './settings.ts'

const start = 1_773_654_000

/** A line by which a caller enters the queue; callers are told apart by number. */
const enters = (caller: number) => `${start + caller}|${start}.${caller}|support|NONE|ENTERQUEUE||+15550100|1\n`
const givesUp = (caller: number) => `${start + caller + 5}|${start}.${caller}|support|NONE|ABANDON|1|1|5\n`
const startOf = (caller: number) => `${start}.${caller}:queue:1:start`
const endOf = (caller: number) => `${start}.${caller}:queue:1:finish`
const callers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

describe('following a log', () => {
  test('at the very first start only what comes later is told', async () => {
    await using place = await Place.make()
    await place.append(enters(1))
    await using reader = place.start()
    await reader.isConnected()
    await place.append(enters(2))
    await reader.told(startOf(2))
    assert.deepEqual(reader.ids, [startOf(2)])
  })

  test('at the very first start in the middle of a line, that line is told whole', async () => {
    await using place = await Place.make()
    await place.append(enters(1) + enters(2).slice(0, 20))
    await using reader = place.start()
    await reader.isConnected()
    await place.append(enters(2).slice(20))
    await reader.told(startOf(2))
    assert.deepEqual(reader.ids, [startOf(2)])
  })

  test('what is already there is told when a person asks for it', async () => {
    await using place = await Place.make()
    await place.append(enters(1) + givesUp(1))
    await using reader = place.start({ from_start: true })
    await reader.told(endOf(1))
    assert.deepEqual(reader.ids, [startOf(1), endOf(1)])
  })

  test('a file that appears later is told from its beginning', async () => {
    await using place = await Place.make()
    await using reader = place.start()
    await waitUntil('it says that there is no file', () => reader.health.some(({ connected }) => !connected))
    assert.match(reader.health[0]?.message ?? '', /there is no .*queue_log yet/)
    await place.append(enters(1))
    await reader.told(startOf(1))
    assert.equal(reader.health.at(-1)?.connected, true)
  })

  test('half a line is not told before its other half has come', async () => {
    await using place = await Place.make()
    await using reader = place.start({ from_start: true })
    await place.append(enters(1) + givesUp(1).slice(0, -3))
    await reader.told(startOf(1))
    await place.append(`${givesUp(1).slice(-3)}${enters(2)}`)
    await reader.told(startOf(2))
    assert.deepEqual(reader.ids, [startOf(1), endOf(1), startOf(2)])
    assert.equal(reader.events[1]?.data['alert_duration'], 5)
  })

  test('lines that are none, too long or badly encoded do not stop it, and are counted', async () => {
    await using place = await Place.make()
    await using reader = place.start({ from_start: true })
    await place.append(enters(1))
    await place.append(Buffer.from([0xff, 0xfe, 0x00, 0x0a]))
    await place.append(`${'x'.repeat(200_000)}\n`)
    await place.append(enters(2))
    await reader.told(startOf(2))
    await waitUntil('the count is said', () => reader.health.at(-1)?.message?.startsWith('2 lines'))
  })

  test('an agent’s status is told without waiting for the next line', async () => {
    await using place = await Place.make()
    await using reader = place.start({ from_start: true })
    await place.append(`${start}|NONE|q1|Ann|PAUSE|lunch\n`)
    await waitUntil('the status is told', () => reader.events.some(({ type }) => type === 'user_status'))
  })

  test('a call without an end is closed although the log says nothing more', async () => {
    await using place = await Place.make()
    await using reader = place.start({ from_start: true, stale_after_s: 60 })
    await place.append(enters(1))
    await reader.told(startOf(1))
    reader.now += 3_600_000
    await reader.told(endOf(1))
    assert.equal(reader.events.at(-1)?.data['finish_reason'], 'system_error')
  })
})

describe('rotation', () => {
  test('by a new name and a new file: the rest of the old file first, then the new one', async () => {
    await using place = await Place.make()
    await using reader = place.start({ from_start: true })
    await place.append(enters(1))
    await reader.told(startOf(1))
    await rename(place.path, `${place.path}.1`)
    await place.append('') // made anew, still empty: Asterisk goes on writing to the old file until it is told to reopen
    await appendFile(`${place.path}.1`, enters(2))
    await reader.told(startOf(2))
    await appendFile(`${place.path}.1`, enters(3))
    await place.append(enters(4))
    await reader.told(startOf(4))
    assert.deepEqual(reader.ids, callers(1, 5).map(startOf))
  })

  test('by copying and emptying: what stands only in the copy is told too', async () => {
    await using place = await Place.make()
    await using reader = place.start({ from_start: true })
    await place.append(callers(1, 20).map(enters).join(''))
    await reader.told(startOf(19))
    await reader.stop()
    await place.append(enters(20))
    await copyFile(place.path, `${place.path}.1`)
    await truncate(place.path)
    await using again = place.start()
    await again.told(startOf(20))
    await place.append(enters(21))
    await again.told(startOf(21))
    assert.deepEqual(again.ids, [startOf(20), startOf(21)])
  })

  test('by copying and emptying, and the file has grown past its old length since', async () => {
    await using place = await Place.make()
    await using reader = place.start({ from_start: true })
    await place.append(enters(1))
    await reader.told(startOf(1))
    await reader.stop()
    await copyFile(place.path, `${place.path}.1`)
    await writeFile(place.path, callers(2, 30).map(enters).join(''))
    await using again = place.start()
    await again.told(startOf(29))
    assert.deepEqual(again.ids, callers(2, 30).map(startOf))
  })

  test('by copying and emptying between two looks, with more lines than before', async () => {
    await using place = await Place.make()
    await using reader = place.start({ from_start: true })
    await place.append(enters(1))
    await reader.told(startOf(1))
    reader.hold()
    await place.append(enters(2))
    await copyFile(place.path, `${place.path}.1`)
    await writeFile(place.path, callers(3, 30).map(enters).join(''))
    reader.release()
    await reader.told(startOf(29))
    assert.deepEqual(reader.ids, callers(1, 30).map(startOf))
  })

  test('by compressing at once while it is followed: the old file stays open to its end', async () => {
    await using place = await Place.make()
    await using reader = place.start({ from_start: true })
    await place.append(enters(1))
    await reader.told(startOf(1))
    reader.hold()
    await place.append(enters(2))
    await place.compress()
    await place.append(enters(3))
    reader.release()
    await reader.told(startOf(3))
    assert.deepEqual(reader.ids, callers(1, 4).map(startOf))
  })

  test('by compressing while it was not running: the rest is found in the compressed file', async () => {
    await using place = await Place.make()
    await using reader = place.start({ from_start: true })
    await place.append(enters(1))
    await reader.told(startOf(1))
    await reader.stop()
    await place.append(enters(2))
    await place.compress()
    await place.append(enters(3))
    await using again = place.start()
    await again.told(startOf(3))
    assert.deepEqual(again.ids, [startOf(2), startOf(3)])
  })

  test('twice while it was not running: both old files are finished before the new one', async () => {
    await using place = await Place.make()
    await using reader = place.start({ from_start: true })
    await place.append(enters(1))
    await reader.told(startOf(1))
    await reader.stop()
    await place.append(enters(2))
    await rename(place.path, `${place.path}.2`)
    await utimes(`${place.path}.2`, start + 2, start + 2)
    await place.append(enters(3))
    await rename(place.path, `${place.path}.1`)
    await utimes(`${place.path}.1`, start + 3, start + 3)
    await place.append(enters(4))
    await using again = place.start()
    await again.told(startOf(4))
    assert.deepEqual(again.ids, callers(2, 5).map(startOf))
  })

  test('that left nothing behind is said, and the new file is told', async () => {
    await using place = await Place.make()
    await using reader = place.start({ from_start: true })
    await place.append(enters(1))
    await reader.told(startOf(1))
    await reader.stop()
    await unlink(place.path)
    await place.append(enters(2))
    await using again = place.start()
    await again.told(startOf(2))
    await waitUntil('the gap is said', () => again.health.at(-1)?.message?.includes('some calls may be missing'))
  })

  test('forty times while a thousand callers come and go loses nobody and tells nobody twice', {
    timeout: 60_000,
  }, async () => {
    await using place = await Place.make()
    await using reader = place.start({ from_start: true })
    for (const caller of callers(0, 1000)) {
      await place.append(enters(caller))
      if (caller % 50 === 20) await rename(place.path, `${place.path}.${caller}`)
      if (caller % 50 === 45) await place.compress(`.${caller}`)
      await place.append(givesUp(caller))
      // Real logs are rotated once a day; here the reader gets at least one look at every file.
      if (caller % 25 === 0) await reader.told(endOf(caller))
    }
    await reader.told(endOf(999))
    assert.deepEqual(
      reader.ids.toSorted(),
      callers(0, 1000)
        .flatMap((caller) => [startOf(caller), endOf(caller)])
        .toSorted(),
    )
  })
})

describe('a restart', () => {
  test('in the middle of a call goes on where it was, the phone included', async () => {
    await using place = await Place.make()
    await using reader = place.start({ from_start: true })
    await place.append(enters(1))
    await reader.told(startOf(1))
    await reader.stop()
    await place.append(givesUp(1))
    await using again = place.start()
    await again.told(endOf(1))
    assert.deepEqual(again.ids, [endOf(1)])
    assert.equal(again.events[0]?.data['phone'], '+15550100')
  })

  test('after a crash before the position was saved loses nothing, and repeats under the same ids', async () => {
    await using place = await Place.make()
    await using reader = place.start({ from_start: true })
    await place.append(enters(1))
    await reader.told(startOf(1))
    await reader.stop()
    const before = await readFile(place.statePath)
    await using second = place.start()
    await place.append(givesUp(1) + enters(2))
    await second.told(startOf(2))
    await second.stop()
    await writeFile(place.statePath, before) // the crash: the events were taken, the position was not saved
    await using third = place.start()
    await place.append(givesUp(2))
    await third.told(endOf(2))
    assert.deepEqual(third.ids, [endOf(1), startOf(2), endOf(2)])
    assert.deepEqual(third.events.slice(0, 2), second.events)
  })

  test('after events that could not be stored tells them again', async () => {
    await using place = await Place.make()
    await place.append(enters(1))
    await using reader = place.start({ from_start: true })
    reader.refuse = true
    await place.append(enters(2))
    await assert.rejects(reader.ended, /the disk is full/)
    await using again = place.start()
    await again.told(startOf(2))
    assert.deepEqual(again.ids, [startOf(1), startOf(2)])
  })

  test('keeps its position for its owner alone', async () => {
    await using place = await Place.make()
    await using reader = place.start({ from_start: true })
    await place.append(enters(1))
    await reader.told(startOf(1))
    await reader.stop()
    assert.equal((await stat(place.statePath)).mode & 0o077, 0)
  })

  test('keeps its position where a person wants it', async () => {
    await using place = await Place.make()
    await using reader = place.start({ from_start: true, state_path: join(place.folder, 'elsewhere') })
    await place.append(enters(1))
    await reader.told(startOf(1))
    await reader.stop()
    assert.ok((await readFile(join(place.folder, 'elsewhere'), 'utf8')).includes('queue_log position'))
  })
})

describe('trouble with files', () => {
  test('a folder for the position that is not there yet is said and waited for; nothing is told before', async () => {
    await using place = await Place.make()
    await place.append(enters(1))
    const folder = join(place.folder, 'mounted-later')
    await using reader = place.start({ from_start: true, state_path: join(folder, 'position') })
    await waitUntil('it is said', () =>
      /position file .* cannot be written \(ENOENT\)/.test(reader.health[0]?.message ?? ''),
    )
    assert.deepEqual(reader.events, [])
    await mkdir(folder)
    await reader.told(startOf(1))
  })

  test('a file for the position that is somebody else’s is left alone', async () => {
    await using place = await Place.make()
    await writeFile(place.statePath, 'precious')
    await using reader = place.start()
    await assert.rejects(reader.ended, /is not a position file of Hookswitch/)
    assert.equal(await readFile(place.statePath, 'utf8'), 'precious')
  })

  test('a time zone that does not exist', async () => {
    await using place = await Place.make()
    await using reader = place.start({ time_zone: 'Mars/Olympus' })
    await assert.rejects(reader.ended, /there is no time zone “Mars\/Olympus”/)
  })

  test('a log that may not be read is said, and never taken for an empty one', async () => {
    await using place = await Place.make()
    await mkdir(place.path) // as root may read everything, a folder stands for what cannot be read
    await using reader = place.start()
    await waitUntil('it is said', () => reader.health.some(({ message }) => message?.includes('cannot be read')))
    assert.equal(reader.health.at(-1)?.connected, false)
  })
})

/** A folder with a log in it. */
class Place {
  readonly folder: string
  readonly path: string
  readonly statePath: string

  static async make(): Promise<Place> {
    return new Place(await mkdtemp(join(tmpdir(), 'queue-log-')))
  }

  private constructor(folder: string) {
    this.folder = folder
    this.path = join(folder, 'queue_log')
    this.statePath = `${this.path}.hookswitch`
  }

  append(text: string | Uint8Array): Promise<void> {
    return appendFile(this.path, text)
  }

  /** Rotates as logrotate does with `compress`: a new name, a compressed copy, and the old file is gone. */
  async compress(suffix = '.1'): Promise<void> {
    const old = this.path + suffix
    await rename(this.path, old)
    await writeFile(`${old}.gz`, gzipSync(await readFile(old)))
    await unlink(old)
  }

  start(settings: Partial<Settings> = {}): Reader {
    return new Reader(completed({ path: this.path, ...settings }))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true })
  }
}

/** The source at work, looking at its file every millisecond, and what it has told. */
class Reader {
  readonly events: SourceEvent[] = []
  readonly health: { connected: boolean; message?: string }[] = []
  readonly ended: Promise<void>
  /** What the clock shows. It stands a minute after the first line. */
  now = (start + 60) * 1000
  refuse = false
  readonly #controller = new AbortController()
  #held: Promise<void> = Promise.resolve()
  #release = (): void => {}

  constructor(settings: Settings) {
    const ignore = (): void => {}
    const tools: SourceTools = {
      emit: async (events) => {
        if (this.refuse) throw new Error('the disk is full')
        this.events.push(...structuredClone(events))
      },
      clock: {
        now: () => this.now,
        after: (_ms, wake) => {
          let called = true
          void this.#held.then(() => setTimeout(() => called && wake(), 1))
          return () => {
            called = false
          }
        },
      },
      log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
      signal: this.#controller.signal,
      connect: () => Promise.reject(new Error('a file needs no connection')),
      report: (health) => this.health.push(health),
    }
    this.ended = asteriskQueueLog.start!(settings, tools)
    this.ended.catch(ignore) // each test that expects a failure looks at it itself
  }

  get ids(): (string | undefined)[] {
    return this.events.map(({ id }) => id)
  }

  async told(id: string): Promise<void> {
    await waitUntil(`${id} is told`, () => this.ids.includes(id))
  }

  async isConnected(): Promise<void> {
    await waitUntil('it reads', () => this.health.at(-1)?.connected)
  }

  /** The source does not look at its file until released. */
  hold(): void {
    this.#held = new Promise((resolve) => {
      this.#release = resolve
    })
  }

  release(): void {
    this.#release()
  }

  async stop(): Promise<void> {
    this.#controller.abort()
    await this.ended
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#controller.abort()
    await this.ended.catch(() => {})
  }
}
