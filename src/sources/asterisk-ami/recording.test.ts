import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { eventName, field } from './message.ts'
import { readRecording } from './recording.ts'
import type { DatedMessage } from './recording-time.ts'

const data = join(import.meta.dirname, '../../../test/data/asterisk')

test('a recording may be wire lines, JSON lines, printed JSON and log lines, all in one file', async () => {
  const messages = await read(
    'Event: Hangup\r\nUniqueid: 1\r\n\r\n' +
      '{"Event":"Hangup","Uniqueid":"2"}\n' +
      '{\n  "Event": "Hangup",\n  "Uniqueid": "{3}"\n}\n\n' +
      '[2026-03-16 09:00:00] NOTICE ami: tmp[{"event":"Hangup","uniqueid":"4"}]\n',
  )
  assert.deepEqual(
    messages.map(({ message }) => field(message, 'uniqueid')),
    ['1', '2', '{3}', '4'],
  )
})

test('a log without year and zone is dated by the seconds inside its messages', async () => {
  const messages = await readFile('ami_predictive_2015b.log')
  // SentNTP of the first RTCP report is 1447457894; its log line says 00:38:14, one hour ahead of UTC.
  const first = messages[0]!
  const report = messages.find(({ message }) => eventName(message) === 'rtcpsent')
  assert.equal(new Date(first.moment.at).toISOString(), '2015-11-13T23:38:07.000Z')
  assert.equal(report?.moment.at, 1_447_457_894_000)
  assert.ok(messages.every(({ moment }) => moment.dated))
})

test('a log that prints every message twice tells it once', async () => {
  const messages = await readFile('ami_predictive_2015b.log')
  assert.equal(messages.length, 19)
  assert.equal(messages.filter(({ message }) => eventName(message) === 'queuecallerjoin').length, 1)
})

test('a New Year in the middle of a log does not throw it back by a year', async () => {
  const line = (stamp: string, extra = '') => `[${stamp}] x: {"event":"Hangup"${extra}}\n`
  const messages = await read(
    line('Dec 31 23:59:59', ',"timestamp":"1798761599.5"') + line('Jan  1 00:00:01', ',"uniqueid":"a"'),
  )
  assert.deepEqual(
    messages.map(({ moment }) => new Date(moment.at).toISOString()),
    ['2026-12-31T23:59:59.000Z', '2027-01-01T00:00:01.000Z'],
  )
})

test('wire frames are dated by the timestamps among them, also those that came before the first', async () => {
  const messages = await read('Event: Hangup\n\nResponse: Success\nTimestamp: 1409169929.412068\n\nEvent: Hold\n\n')
  assert.deepEqual(
    messages.map(({ moment }) => moment.at),
    [1_409_169_929_412, 1_409_169_929_412, 1_409_169_929_412],
  )
})

test('a recording without any date is read all the same, without dates', async () => {
  const messages = await read('[Nov 14 00:38:07] {"event":"Hold"}\n[Nov 14 00:38:17] {"event":"Unhold"}\n')
  const [hold, unhold] = messages
  assert.deepEqual([hold?.moment.dated, unhold?.moment.dated], [false, false])
  assert.equal(unhold!.moment.at - hold!.moment.at, 10_000)
})

test('the last message of a recording that was cut off is not told', async () => {
  assert.equal((await read('Event: Hangup\r\nCause: 1')).length, 0)
  assert.equal((await read('{"event":"Hangup","cause":"1')).length, 0)
  assert.equal((await read('{"event":"Hangup","cause":"16"}')).length, 1)
})

test('hostile JSON gives nothing rather than an error', async () => {
  const hostile = [
    `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
    '{"__proto__":{"event":"x"}}',
    '{'.repeat(1_000),
    '{}',
  ]
  for (const text of hostile) {
    const messages = await read(`${text}\n`)
    assert.ok(messages.every(({ message }) => eventName(message) === ''))
  }
})

test('frames of a real server are read: members of a queue with their queue', async () => {
  const messages = await readFile('panoramisk/queue_status.yaml')
  const members = messages.filter(({ message }) => eventName(message) === 'queuemember')
  assert.equal(members.length, 6)
  assert.equal(field(members[0]!.message, 'name'), 'Agent/220')
})

async function read(text: string): Promise<DatedMessage[]> {
  return gather(readRecording(streamOf(Buffer.from(text))))
}

async function readFile(name: string): Promise<DatedMessage[]> {
  return gather(readRecording(createReadStream(join(data, name))))
}

async function* streamOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}

async function gather<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const gathered: Item[] = []
  for await (const item of items) gathered.push(item)
  return gathered
}
