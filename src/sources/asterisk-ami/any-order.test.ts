import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import type { SourceEvent } from '../../core/event.ts'
import { agentEvents } from './agents.ts'
import { callEvents } from './calls.ts'
import { moment } from './moment.ts'
import { completed } from './settings.ts'
import { Translator } from './translator.ts'

const listEvents = ['coreshowchannel', 'coreshowchannelscomplete', 'queuestatuscomplete']
const understood = [...new Set([...callEvents, ...agentEvents, ...listEvents])]
const states = ['start', 'connect', 'stop', 'finish']

/** An event of any kind we understand, with ids from a small pool, so that chance lets calls meet. */
const anyMessage = fc
  .record({
    event: fc.constantFrom(...understood),
    seconds: fc.constantFrom(0, 0, 1, 3, 15_000),
    fields: fc.record(
      {
        ...Object.fromEntries(
          [
            'uniqueid',
            'linkedid',
            'destuniqueid',
            'transfereeuniqueid',
            'transfereruniqueid',
            'origtransfereruniqueid',
          ].map((name) => [name, id()]),
        ),
        ...Object.fromEntries(
          ['secondtransfereruniqueid', 'transfertargetuniqueid', 'spyeeuniqueid', 'parkeeuniqueid'].map((name) => [
            name,
            id(),
          ]),
        ),
        channelstate: fc.constantFrom('0', '4', '5', '6', ''),
        context: fc.constantFrom('from-internal', 'from-trunk'),
        channel: fc.constantFrom('PJSIP/101-00000001', 'Local/1@x-00000001;1'),
        queue: fc.constantFrom('a', 'b'),
        interface: fc.constantFrom('PJSIP/101', 'PJSIP/102'),
        dialstatus: fc.constantFrom('ANSWER', 'CANCEL', 'BUSY', 'NOANSWER', 'CONGESTION'),
        reason: fc.constantFrom('agent', 'caller', 'transfer'),
        variable: fc.constantFrom('QUEUESTATUS', 'VMSTATUS', 'AMDSTATUS'),
        value: fc.constantFrom('TIMEOUT', 'SUCCESS', 'HUMAN'),
        bridgenumchannels: fc.constantFrom('0', '1', '2'),
        talktime: fc.constantFrom('5', '-1', 'x'),
        conference: fc.constantFrom('800'),
        paused: fc.constantFrom('0', '1'),
        application: fc.constantFrom('AppDial2', 'VoiceMail', 'Dial'),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ event, seconds, fields }) => ({
    seconds,
    message: new Map(Object.entries({ event, ...fields }).map(([key, value]) => [key, [String(value)]])),
  }))

test('whatever order events come in, every function starts, never goes back and finishes once', () => {
  fc.assert(
    fc.property(fc.array(anyMessage, { maxLength: 60, size: 'max' }), fc.boolean(), (script, allStates) => {
      const translator = new Translator(completed({ emit_all_states: allStates }))
      const told: SourceEvent[] = []
      let now = Date.UTC(2026, 2, 16, 9)
      for (const { seconds, message } of script) {
        now += seconds * 1000
        if (message.get('event')?.[0] === 'queuestatuscomplete') translator.beginResync()
        told.push(...translator.take(message, moment(now)))
      }
      told.push(...translator.tick(moment(now + 100 * 3_600_000)))
      assertOrderly(told, allStates)
    }),
    { numRuns: 800 },
  )
})

test('the guides name every event that is understood, and no other is needed', async () => {
  for (const name of ['guide.en.md', 'guide.ru.md']) {
    const guide = (await readFile(join(import.meta.dirname, name), 'utf8')).toLowerCase()
    for (const event of understood) assert.ok(guide.includes(event), `${name} does not name ${event}`)
  }
})

/** After a time far past every limit nothing is open, and each function went through its states in order. */
function assertOrderly(told: readonly SourceEvent[], allStates: boolean): void {
  const calls = told.filter(({ type }) => type === 'call_function')
  const steps = Map.groupBy(calls, ({ id = '' }) => id.slice(0, id.lastIndexOf(':')))
  for (const [step, events] of steps) {
    const seen = events.map(({ data }) => states.indexOf(String(data['function_state'])))
    assert.deepEqual(seen, [...new Set(seen)].sort(), `${step} went ${seen}`)
    assert.equal(seen[0], 0, `${step} did not start`)
    assert.equal(seen.at(-1), 3, `${step} did not finish`)
    if (allStates) assert.equal(seen.length, 4, `${step} has ${seen.length} states`)
  }
  const ids = told.map(({ id }) => id)
  assert.equal(new Set(ids).size, ids.length, 'an id was used twice')
}

function id(): fc.Arbitrary<string> {
  return fc.constantFrom('1.1', '1.2', '1.3', '')
}
