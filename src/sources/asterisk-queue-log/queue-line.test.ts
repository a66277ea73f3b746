import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { Lines, longestLine } from './lines.ts'
import { LocalTime } from './local-time.ts'
import { channelTimeIn, readLine } from './queue-line.ts'

const utc = new LocalTime('UTC')
const timeOf = (line: string, zone = 'UTC') => {
  const at = readLine(line, new LocalTime(zone))?.at
  return at === undefined ? null : new Date(at).toISOString()
}

describe('a line', () => {
  test('is read from the example of the Asterisk documentation', () => {
    assert.deepEqual(readLine('1366720340|1366720340.303267|MYQUEUE|SIP/8007|RINGNOANSWER|1000', utc), {
      at: 1_366_720_340_000,
      uniqueId: '1366720340.303267',
      queue: 'MYQUEUE',
      agent: 'SIP/8007',
      verb: 'RINGNOANSWER',
      args: ['1000'],
      text: '1366720340|1366720340.303267|MYQUEUE|SIP/8007|RINGNOANSWER|1000',
    })
  })

  for (const line of [
    '',
    'garbage',
    '1366720340|1366720340.1|q',
    '1366720340||q|NONE|ABANDON|1|1|1',
    'soon|1366720340.1|q|NONE|ABANDON|1|1|1',
    '-1|1366720340.1|q|NONE|ABANDON|1|1|1',
    '99999999999999|1366720340.1|q|NONE|ABANDON|1|1|1',
    '2026-02-31 10:00:00|1366720340.1|q|NONE|ABANDON|1|1|1',
    '2026-03-16 24:00:00|1366720340.1|q|NONE|ABANDON|1|1|1',
    `1366720340|1366720340.1|${'q'.repeat(300)}|NONE|ABANDON|1|1|1`,
    '1366720340|1366720340.1|q|NONE|AB ANDON|1|1|1',
  ]) {
    test(`is none: ${line.slice(0, 60)}`, () => assert.equal(readLine(line, utc), null))
  }

  test('never breaks the reader, whatever stands in it', () => {
    const field = fc.oneof(fc.string(), fc.constantFrom('1366720340', '2026-03-16 09:41:07', 'NONE', 'ABANDON', ''))
    fc.assert(fc.property(fc.array(field, { maxLength: 9 }), (fields) => void readLine(fields.join('|'), utc)))
  })

  test('knows when the channel was made, with or without the name of the system', () => {
    assert.equal(channelTimeIn('1366720340.303267'), 1_366_720_340_000)
    assert.equal(channelTimeIn('pbx-east-1366720340.303267'), 1_366_720_340_000)
    assert.equal(channelTimeIn('NONE'), undefined)
  })
})

describe('a local date and time', () => {
  test('is a moment in the zone of the log', () => {
    assert.equal(timeOf('2026-03-16 09:41:07.318123|1.1|q|NONE|ABANDON'), '2026-03-16T09:41:07.318Z')
    assert.equal(timeOf('2026-03-16 09:41:07.318123|1.1|q|NONE|ABANDON', 'Europe/Moscow'), '2026-03-16T06:41:07.318Z')
    assert.equal(timeOf('2026-07-16 09:41:07|1.1|q|NONE|ABANDON', 'Europe/Berlin'), '2026-07-16T07:41:07.000Z')
    assert.equal(timeOf('2026-01-16 09:41:07|1.1|q|NONE|ABANDON', 'America/New_York'), '2026-01-16T14:41:07.000Z')
  })

  test('in the hour that comes twice is not before the call began', () => {
    // Berlin, 25 October 2026: 02:00 to 03:00 comes at 00:00 UTC and again at 01:00 UTC.
    assert.equal(timeOf('2026-10-25 02:10:00|NONE|q|Ann|PAUSE', 'Europe/Berlin'), '2026-10-25T00:10:00.000Z')
    const began = Date.UTC(2026, 9, 25, 0, 50) / 1000
    assert.equal(timeOf(`2026-10-25 02:10:00|${began}.1|q|NONE|ABANDON`, 'Europe/Berlin'), '2026-10-25T01:10:00.000Z')
    assert.equal(timeOf(`2026-10-25 02:55:00|${began}.1|q|NONE|ABANDON`, 'Europe/Berlin'), '2026-10-25T00:55:00.000Z')
  })

  test('that the clock leapt over counts on', () => {
    assert.equal(timeOf('2026-03-29 02:30:00|NONE|q|Ann|PAUSE', 'Europe/Berlin'), '2026-03-29T01:30:00.000Z')
  })

  test('reads back as what the clock showed, at any moment of ten years', () => {
    const zones = ['Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia', 'Europe/Moscow']
    const second = fc.integer({ min: Date.UTC(2016) / 1000, max: Date.UTC(2026) / 1000 })
    fc.assert(
      fc.property(second, fc.constantFrom(...zones), (seconds, zone) => {
        const at = seconds * 1000
        const shown = new Date(at).toLocaleString('sv-SE', { timeZone: zone })
        const found = readLine(`${shown}|NONE|q|Ann|PAUSE`, new LocalTime(zone))?.at
        assert.equal(new Date(found!).toLocaleString('sv-SE', { timeZone: zone }), shown)
        assert.ok(found === at || at - found! === 3_600_000, 'the moment itself, or an hour before it in autumn')
      }),
      { numRuns: 200 },
    )
  })
})

describe('bytes', () => {
  test('give the same lines wherever they are cut', () => {
    const bytes = Buffer.from('1|a|Ольга|NONE|X\r\n\n2|b|q|NONE|Y\n3|c|q|half a li')
    const whole = new Lines().push(bytes)
    assert.deepEqual(whole, ['1|a|Ольга|NONE|X\r', '', '2|b|q|NONE|Y'])
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length)), (cuts) => {
        const lines = new Lines()
        const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length]
        const pieces = edges.slice(1).map((end, i) => Buffer.from(bytes.subarray(edges[i], end)))
        assert.deepEqual(
          pieces.flatMap((piece) => lines.push(piece)),
          whole,
        )
      }),
    )
  })

  test('may come in a buffer that is used again', () => {
    const lines = new Lines()
    const buffer = Buffer.from('first half')
    lines.push(buffer)
    buffer.fill('x')
    assert.deepEqual(lines.push(Buffer.from(' and second\n')), ['first half and second'])
  })

  test('of windows-1251 give the name that was meant', () => {
    const bytes = Buffer.from([0xce, 0xeb, 0xfc, 0xe3, 0xe0, 0x0a]) // Ольга
    assert.deepEqual(new Lines().push(bytes), ['Ольга'])
  })

  test('that are neither do not spoil the lines around them', () => {
    const bytes = Buffer.concat([
      Buffer.from('before\n'),
      Buffer.from([0xff, 0xd0, 0x00, 0x98, 0x0a]),
      Buffer.from('after\n'),
    ])
    const [before, , after] = new Lines().push(bytes)
    assert.deepEqual([before, after], ['before', 'after'])
  })

  test('without a line end for too long are passed over and counted; the longest legal line is not', () => {
    const lines = new Lines()
    const most = 'x'.repeat(longestLine)
    for (let i = 0; i < 20; i++) assert.deepEqual(lines.push(Buffer.from('x'.repeat(10_000))), [])
    assert.deepEqual(lines.push(Buffer.from(`\n${most}\nafter\n`)), [most, 'after'])
    assert.equal(lines.skipped, 1)
  })
})
