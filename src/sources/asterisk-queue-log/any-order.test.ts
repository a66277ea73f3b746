import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { kindsIn } from '../../../test/tools/kinds.ts'
import type { SourceEvent } from '../../core/event.ts'
import type { EventType } from '../../core/event-type.ts'
import { checkParameter } from '../../core/parameter-value.ts'
import asteriskQueueLog from './asterisk-queue-log.ts'
import { LocalTime } from './local-time.ts'
import { readLine } from './queue-line.ts'
import { completed } from './settings.ts'
import { type Memory, Translator } from './translator.ts'

/** A log of one server: calls with unique ids of their own, and agents of its own, ordered by time. */
function logOf(server: number): fc.Arbitrary<string[]> {
  const start = 1_773_654_000
  const call = fc.record({
    at: fc.nat(600),
    offers: fc.array(fc.nat(20), { maxLength: 4 }),
    end: fc.constantFrom('ABANDON|1|1|9', 'EXITWITHTIMEOUT|1|1|9', 'EXITWITHKEY|5|1|1|9', 'CONNECT', 'OPEN'),
    talk: fc.nat(300),
    talkEnd: fc.constantFrom('COMPLETEAGENT', 'COMPLETECALLER', 'BLINDTRANSFER', 'ATTENDEDTRANSFER', 'OPEN'),
    again: fc.boolean(),
  })
  const pause = fc.record({ at: fc.nat(900), agent: fc.nat(2), verb: fc.constantFrom('PAUSE', 'UNPAUSE', 'PAUSEALL') })
  return fc.tuple(fc.array(call, { maxLength: 6 }), fc.array(pause, { maxLength: 6 })).map(([calls, pauses]) => {
    const lines: [number, string][] = []
    calls.forEach(({ at, offers, end, talk, talkEnd, again }, i) => {
      let now = start + at
      const id = `${now}.${server}${i}`
      const say = (agent: string, rest: string) => lines.push([now, `${now}|${id}|q${i % 2}|${agent}|${rest}`])
      for (const round of again ? [0, 1] : [0]) {
        say('NONE', `ENTERQUEUE||+1555010${i}|1`)
        for (const rang of offers) {
          now += rang
          say(`Agent ${server}`, `RINGNOANSWER|${rang * 1000}`)
        }
        now += 9
        if (end === 'OPEN') return
        if (end !== 'CONNECT') say('NONE', end)
        else {
          say(`Agent ${server}`, `CONNECT|9|${now}.9${server}${i}${round}|3`)
          now += talk
          const transfer = talkEnd === 'BLINDTRANSFER' ? '200|out|' : talkEnd === 'ATTENDEDTRANSFER' ? 'BRIDGE|b|' : ''
          if (talkEnd === 'OPEN') return
          say(`Agent ${server}`, `${talkEnd}|${transfer}9|${talk}|1`)
        }
        now += 30
      }
    })
    for (const { at, agent, verb } of pauses) {
      const queue = verb === 'PAUSEALL' ? 'NONE' : 'q1'
      lines.push([start + at, `${start + at}|NONE|${queue}|Agent ${server}-${agent}|${verb}|tea`])
    }
    return inOrder(lines)
  })
}

function inOrder(lines: [number, string][]): string[] {
  return lines.sort(([a], [b]) => a - b).map(([, line]) => line)
}

function timeOf(line: string): number {
  return Number(line.split('|')[0])
}

function read(lines: readonly string[], translator = new Translator(completed({}))): SourceEvent[] {
  const utc = new LocalTime('UTC')
  return lines.flatMap((text) => translator.take(readLine(text, utc)!))
}

/** Reads a log to its end, and tells what was still being gathered. */
function idsOf(lines: readonly string[]): string[] {
  const translator = new Translator(completed({}))
  return uniqueIds([...read(lines, translator), ...translator.end()])
}

function uniqueIds(events: readonly SourceEvent[]): string[] {
  return [...new Set(events.map(({ id }) => id!))].sort()
}

test('no event of a log has the id of another', () => {
  fc.assert(
    fc.property(logOf(1), (lines) => {
      const unrepeated = [...new Set(lines)]
      const translator = new Translator(completed({}))
      const events = [...read(unrepeated, translator), ...translator.end()]
      assert.equal(uniqueIds(events).length, events.length)
    }),
  )
})

test('a block of lines that is repeated, at once or later, tells nothing new', () => {
  fc.assert(
    fc.property(logOf(1), fc.nat(), fc.nat(), fc.nat(), (lines, from, length, later) => {
      const a = from % (lines.length + 1)
      const b = Math.min(lines.length, a + (length % (lines.length + 1)))
      const again = Math.min(lines.length, b + (later % (lines.length + 1)))
      const repeated = [...lines.slice(0, again), ...lines.slice(a, b), ...lines.slice(again)]
      assert.deepEqual(idsOf(repeated), idsOf(lines))
    }),
    { numRuns: 300 },
  )
})

test('a log that is read anew from its beginning, by somebody who remembers nothing, tells the same ids', () => {
  fc.assert(
    fc.property(logOf(1), (lines) => {
      assert.deepEqual(uniqueIds([...read(lines), ...read(lines)]), uniqueIds(read(lines)))
    }),
  )
})

test('the lines of two servers in one file, ordered by time, tell what the two logs tell', () => {
  fc.assert(
    fc.property(logOf(1), logOf(2), fc.boolean(), (one, two, secondFirst) => {
      const both = secondFirst ? [...two, ...one] : [...one, ...two]
      const merged = inOrder(both.map((line) => [timeOf(line), line]))
      assert.deepEqual(idsOf(merged), [...new Set([...idsOf(one), ...idsOf(two)])].sort())
    }),
  )
})

test('stopped after any line and started again from what was kept, it tells the same', () => {
  fc.assert(
    fc.property(logOf(1), fc.nat(), (lines, cut) => {
      const at = cut % (lines.length + 1)
      const before = new Translator(completed({}))
      const first = read(lines.slice(0, at), before)
      const kept = JSON.parse(JSON.stringify(before.memory())) as Memory
      const after = new Translator(completed({}), kept)
      const second = [...read(lines.slice(at), after), ...after.end()]
      const whole = new Translator(completed({}))
      assert.deepEqual([...first, ...second], [...read(lines, whole), ...whole.end()])
    }),
  )
})

test('bytes cut anywhere are told as if they were whole', async () => {
  await fc.assert(
    fc.asyncProperty(logOf(1), fc.array(fc.nat()), async (lines, cuts) => {
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''))
      const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
      const pieces = edges.slice(1).map((end, i) => bytes.subarray(edges[i], end))
      assert.deepEqual(await recorded(pieces), await recorded([bytes]))
    }),
    { numRuns: 50 },
  )
})

test('everything told is legal for its event type, and nothing breaks, whatever the arguments are', async () => {
  const verbs = [
    'ENTERQUEUE',
    'CONNECT',
    'RINGNOANSWER',
    'ABANDON',
    'EXITWITHKEY',
    'COMPLETEAGENT',
    'ATTENDEDTRANSFER',
    'DID',
    'PAUSE',
    'ADDMEMBER',
    'JOINEMPTY',
  ]
  const line = fc.tuple(
    fc.nat(1000).map((s) => `${1_773_654_000 + s}`),
    fc.constantFrom('1773654000.1', '1773654000.2', 'x'),
    fc.constantFrom('q', '__proto__', 'Очередь'),
    fc.constantFrom('NONE', 'SIP/1', 'Ann', '__proto__'),
    fc.constantFrom(...verbs),
    fc.array(fc.oneof(fc.string(), fc.constantFrom('9'.repeat(12), '9'.repeat(13), '-5', '1.5', '0')), {
      maxLength: 6,
    }),
  )
  const types = await parametersByType()
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (fields) => {
      const utc = new LocalTime('UTC')
      const translator = new Translator(completed({}))
      const lines = fields.map((one) => readLine(one.flat().join('|'), utc)).filter((one) => one !== null)
      for (const { type, data } of [...lines.flatMap((one) => translator.take(one)), ...translator.end()]) {
        for (const [name, value] of Object.entries(data)) {
          const parameter = types.get(type)?.get(name)
          assert.ok(parameter, `${type} has no ${name}`)
          assert.equal(checkParameter(parameter, value!), null, `${name}: ${JSON.stringify(value)}`)
        }
      }
    }),
    { numRuns: 300 },
  )
})

async function recorded(pieces: readonly Uint8Array[]): Promise<SourceEvent[]> {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield* pieces
  }
  const events: SourceEvent[] = []
  for await (const event of asteriskQueueLog.read!(bytes(), {})) events.push(event)
  return events
}

async function parametersByType() {
  const found = await kindsIn<EventType>('event-types')
  return new Map(found.map(({ kind }) => [kind.key, new Map(kind.parameters.map((one) => [one.name, one]))]))
}
