import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { kindsIn } from '../../test/tools/kinds.ts'
import type { Clock } from '../core/clock.ts'
import type { SourceEvent } from '../core/event.ts'
import type { EventType } from '../core/event-type.ts'
import type { Field } from '../core/field.ts'
import type { Json } from '../core/json.ts'
import { checkParameter } from '../core/parameter-value.ts'
import type { Sentence } from '../core/sentence.ts'
import type { SourceKind, SourceTools } from '../core/source.ts'

/** What every source promises. A new folder is found here by itself. */
const found = await kindsIn<SourceKind>('sources')
const eventTypes = new Map((await kindsIn<EventType>('event-types')).map(({ kind }) => [kind.key, kind]))

/** Enough for a look at what a live source tells; a source that keeps silent is waited for only this long. */
const enoughEvents = 300
const longestLookMs = 1_500

/** How soon a live source must be gone after `signal` aborts. */
const promptMs = 5_000

test('there are sources to check', () => assert.ok(found.length > 0))

for (const { folder, path, kind } of found) {
  describe(`source ${folder}`, () => {
    test('is named after its folder', () => assert.equal(kind.kind, folder))

    test('speaks English and Russian', () => {
      assertBothLanguages('title', kind.title)
      assertBothLanguages('summary', kind.summary)
      for (const field of kind.settings) assertFieldSpeaks(field)
    })

    test('has a guide in both languages and an icon', async () => {
      const read = (name: string) => readFile(join(path, name), 'utf8')
      assert.match(await read('guide.en.md'), /^# \S/)
      assert.match(await read('guide.ru.md'), /^# .*\n[\s\S]*[а-яё]/i)
      assert.match(await read('icon.svg'), /^<svg [\s\S]*<title>/)
    })

    test('marks what must stay secret', () => {
      for (const { name, type, secret } of kind.settings) {
        if (!/secret|password|token|api_key/.test(name)) continue
        assert.ok(type === 'secret' || secret === true, `${name} is shown to everybody`)
      }
    })

    test('names event types that exist', () => {
      assert.ok(kind.eventTypes.length > 0)
      for (const key of kind.eventTypes) assert.ok(eventTypes.has(key), `${key} is no event type`)
    })

    if (kind.read !== undefined) describeRecordings(kind, path)
    if (kind.start !== undefined) describeLive(kind)
  })
}

function describeRecordings(kind: SourceKind, path: string): void {
  test('its recordings tell what is expected of them, twice with the same ids', async () => {
    const recordings = await recordingsIn(path)
    assert.ok(recordings.length > 0, 'no recordings/*.expected.json')
    for (const { name, bytes, settings, events } of recordings) {
      const told = await readAll(kind, [bytes], settings)
      assert.deepEqual(told, events, name)
      assert.deepEqual(await readAll(kind, [bytes], settings), told, `${name}, read again`)
      const ids = told.map(({ source, id }) => `${source} ${id}`)
      assert.equal(new Set(ids).size, told.length, `${name}: an id is missing or used twice`)
      for (const event of told) assertLegal(kind, event)
    }
  })

  test('a recording cut off anywhere tells nothing that the whole one does not, and never fails', async () => {
    for (const { name, bytes, settings, events } of await recordingsIn(path)) {
      const whole = new Set(events.map(({ source, id }) => `${source} ${id}`))
      const cut = fc.nat(bytes.length)
      await fc.assert(
        fc.asyncProperty(cut, cut, async (end, middle) => {
          const at = Math.min(middle, end)
          const told = await readAll(kind, [bytes.subarray(0, at), bytes.subarray(at, end)], settings)
          for (const { source, id } of told)
            assert.ok(whole.has(`${source} ${id}`), `${name}: ${id} is not in the whole`)
        }),
        { numRuns: 40 },
      )
    }
  })

  test('a recording of nothing but noise is read without an error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }), async (chunks) => {
        for (const event of await readAll(kind, chunks, {})) assertLegal(kind, event)
      }),
      { numRuns: 40 },
    )
  })
}

function describeLive(kind: SourceKind): void {
  test('tells legal events, stops promptly when it is asked to, and is silent afterwards', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hookswitch-source-'))
    const settings = settingsFor(kind.settings, folder)
    for (const path of Object.values(settings)) {
      if (typeof path === 'string' && path.startsWith(folder)) await writeFile(path, '')
    }
    const stop = new AbortController()
    const told: SourceEvent[] = []
    const enough = Promise.withResolvers<void>()
    const tools: SourceTools = {
      emit: async (events) => {
        told.push(...events)
        if (told.length >= enoughEvents) enough.resolve()
      },
      clock: realClock,
      log: { debug() {}, info() {}, warn() {}, error() {} },
      signal: stop.signal,
      connect: () => new Promise(() => {}), // a network where nothing ever answers
      report: () => {},
    }
    const ended = Promise.resolve(kind.start?.(settings, tools))
    await Promise.race([enough.promise, ended, later(longestLookMs)])
    stop.abort()
    const hasEnded = await Promise.race([ended.then(() => true), later(promptMs).then(() => false)])
    assert.ok(hasEnded, 'it goes on after it was asked to stop')
    const atEnd = told.length
    await new Promise((resolve) => setImmediate(resolve))
    assert.equal(told.length, atEnd, 'it told something after it had stopped')
    for (const event of told) assertLegal(kind, event)
    await rm(folder, { recursive: true })
  })
}

interface Recording {
  readonly name: string
  readonly bytes: Uint8Array
  readonly settings: Readonly<Record<string, Json>>
  readonly events: readonly SourceEvent[]
}

/**
 * `recordings/<name>.expected.json` is the list of events, or `{recording, settings, events}` where `recording` is a file
 * beside it or, with a slash, from the root of the repository. Without `recording`: the file of the same name.
 */
async function recordingsIn(path: string): Promise<Recording[]> {
  const folder = join(path, 'recordings')
  if (!existsSync(folder)) return []
  const files = await readdir(folder)
  return Promise.all(
    files
      .filter((file) => file.endsWith('.expected.json'))
      .map(async (file) => {
        const name = file.slice(0, -'.expected.json'.length)
        const expected = JSON.parse(await readFile(join(folder, file), 'utf8')) as Expected | SourceEvent[]
        const { recording, settings = {}, events } = Array.isArray(expected) ? { events: expected } : expected
        const beside = recording ?? files.find((other) => other.startsWith(`${name}.`) && other !== file) ?? name
        const root = beside.includes('/') ? resolve(import.meta.dirname, '../..') : folder
        return { name, settings, events, bytes: await readFile(join(root, beside)) }
      }),
  )
}

interface Expected {
  readonly recording?: string
  readonly settings?: Readonly<Record<string, Json>>
  readonly events: readonly SourceEvent[]
}

async function readAll(
  kind: SourceKind,
  chunks: readonly Uint8Array[],
  settings: Readonly<Record<string, Json>>,
): Promise<SourceEvent[]> {
  const events: SourceEvent[] = []
  for await (const event of kind.read?.(streamOf(chunks), settings) ?? []) events.push(event)
  return events
}

async function* streamOf(chunks: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* chunks
}

/** The event is of a known type, its envelope is in order, and its known parameters fit. */
function assertLegal(kind: SourceKind, { type, id, time, source, correlationId, data }: SourceEvent): void {
  assert.ok(kind.eventTypes.includes(type), `${type} is not among the types it promises`)
  assert.ok(source !== '', 'no source')
  assert.ok(time === undefined || Number.isFinite(time), `${id}: its time is ${time}`)
  for (const text of [id, correlationId]) {
    assert.ok(text === undefined || (text.length <= 200 && !/\p{Cc}/u.test(text)), `${text} is no id`)
  }
  const parameters = new Map(eventTypes.get(type)?.parameters.map((parameter) => [parameter.name, parameter]))
  for (const [name, value] of Object.entries(data)) {
    const parameter = parameters.get(name)
    assert.ok(parameter !== undefined, `${type} has no parameter ${name}`)
    const fault = checkParameter(parameter, value ?? null)
    assert.equal(fault, null, `${id}: ${name} = ${JSON.stringify(value)} ${fault}`)
  }
}

function assertFieldSpeaks(field: Field): void {
  assertBothLanguages(`${field.name} label`, field.label)
  if (field.help !== undefined) assertBothLanguages(`${field.name} help`, field.help)
  for (const { value, label } of field.choices ?? []) assertBothLanguages(`${field.name} ${value}`, label)
  for (const inner of field.fields ?? []) assertFieldSpeaks(inner)
}

function assertBothLanguages(where: string, { en, ru }: Sentence): void {
  assert.ok(en.trim() !== '' && !/[а-яё]/i.test(en), `${where} in English: ${en}`)
  // A name such as “HTTP (API)” or “Asterisk (AMI)” is the same in both.
  assert.ok(/[а-яё]/i.test(ru) || ru === en, `${where} in Russian: ${ru}`)
  assert.ok(ru !== en || where === 'title' || /^\S+( \(.*\))?$/.test(ru), `${where} is not translated: ${ru}`)
}

/** Defaults, and for what is required something that looks right; a path leads to an empty file in `folder`. */
function settingsFor(fields: readonly Field[], folder: string): Record<string, Json> {
  const values = fields.map((field) => [field.name, valueFor(field, folder)] as const)
  return Object.fromEntries(values.filter(([, value]) => value !== null))
}

function valueFor(field: Field, folder: string): Json {
  if (field.required !== true && field.default === undefined) return null
  if (/path|file/.test(field.name) && field.type === 'text') return join(folder, field.name)
  if (field.default !== undefined) return field.default
  if (field.type === 'integer' || field.type === 'number') return field.min ?? 1
  return field.type === 'url' ? 'http://example.com' : (field.choices?.[0]?.value ?? 'example.com')
}

const realClock: Clock = {
  now: () => Date.now(),
  after: (ms, wake) => {
    const timer = setTimeout(wake, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
