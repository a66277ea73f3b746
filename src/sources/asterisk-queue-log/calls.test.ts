import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { SourceEvent } from '../../core/event.ts'
import { LocalTime } from './local-time.ts'
import { readLine } from './queue-line.ts'
import { completed, type Settings } from './settings.ts'
import { Translator } from './translator.ts'

const answered = `
  1773654010|1773654000.1|support|NONE|ENTERQUEUE||+15550100|1|Olena
  1773654030|1773654000.1|support|PJSIP/101|CONNECT|20|1773654020.2|10
  1773654130|1773654000.1|support|PJSIP/101|COMPLETECALLER|20|100|1`

describe('a call that is answered', () => {
  test('is told from the wait to the end of the talk, in order', () => {
    assert.deepEqual(told(answered), [
      '09:40:10 queue start',
      '09:40:30 queue connect',
      '09:40:30 queue finish',
      '09:40:20 operator start',
      '09:40:30 operator connect',
      '09:42:10 operator stop',
      '09:42:10 operator finish',
    ])
  })

  test('carries the phone in every state, although only one line has it', () => {
    assert.ok(read(answered).every(({ data }) => data['phone'] === '+15550100' && data['caller_name'] === 'Olena'))
  })

  test('says how long the caller waited, who answered and at which attempt', () => {
    assert.deepEqual(finishOf(answered, 'queue'), {
      call_id: '1773654000.1',
      call_type: 'inbound',
      phone: '+15550100',
      caller_name: 'Olena',
      call_started_at: '2026-03-16T09:40:00.000Z',
      function: 'queue',
      function_state: 'finish',
      queue_name: 'support',
      queue_position: 1,
      queue_length: 1,
      user_name: 'PJSIP/101',
      user_extension: '101',
      alert_duration: 20,
      attempts_count: 1,
      success_flag: true,
      finish_reason: 'completed',
      started_at: '2026-03-16T09:40:10.000Z',
      connected_at: '2026-03-16T09:40:30.000Z',
      stopped_at: '2026-03-16T09:40:30.000Z',
      finished_at: '2026-03-16T09:40:30.000Z',
    })
  })

  test('says how long it rang, how long they talked and that the customer hung up', () => {
    const talk = finishOf(answered, 'operator')
    assert.equal(talk['alert_duration'], 10)
    assert.equal(talk['connect_time'], 100)
    assert.equal(talk['hangup_side'], 'customer')
    assert.equal(talk['finish_reason'], 'caller_hangup')
    assert.equal(talk['success_flag'], true)
  })

  test('says that the agent hung up when Asterisk does', () => {
    const talk = finishOf(answered.replace('COMPLETECALLER', 'COMPLETEAGENT'), 'operator')
    assert.equal(talk['hangup_side'], 'agent')
    assert.equal(talk['finish_reason'], 'agent_hangup')
  })

  test('may be a talk of zero seconds, and still succeeds', () => {
    const talk = finishOf(answered.replace('|20|100|1', '|20|0|1'), 'operator')
    assert.equal(talk['connect_time'], 0)
    assert.equal(talk['success_flag'], true)
  })

  test('has the ids that AMI gives the same wait and the same talk', () => {
    assert.deepEqual(idsOf(answered), [
      '1773654000.1:queue:1:start',
      '1773654000.1:queue:1:connect',
      '1773654000.1:queue:1:finish',
      '1773654020.2:operator:1:start',
      '1773654020.2:operator:1:connect',
      '1773654020.2:operator:1:stop',
      '1773654020.2:operator:1:finish',
    ])
  })

  test('has the name of the server in front of its ids when there are several', () => {
    const [first] = read(answered, { server_id: 'east' })
    assert.equal(first?.id, 'east:1773654000.1:queue:1:start')
    assert.equal(first?.correlationId, 'east-1773654000.1')
    assert.equal(first?.data['call_id'], 'east-1773654000.1')
  })

  test('is understood in an old log, without ringing time, talk channel and caller name', () => {
    const old = `
      1173654010|1173654000.1|support|NONE|ENTERQUEUE||15550100
      1173654030|1173654000.1|support|Agent/101|CONNECT|20
      1173654130|1173654000.1|support|Agent/101|COMPLETEAGENT|20|100`
    assert.equal(finishOf(old, 'queue')['alert_duration'], 20)
    const talk = finishOf(old, 'operator')
    assert.equal(talk['connect_time'], 100)
    assert.equal(talk['user_extension'], '101')
    assert.equal('alert_duration' in talk, false)
  })

  test('is the same call when the log has dates and five argument columns', () => {
    const dated = `
      2026-03-16 12:40:10.000000|1773654000.1|support|NONE|ENTERQUEUE||+15550100|1|Olena|
      2026-03-16 12:40:30.250000|1773654000.1|support|PJSIP/101|CONNECT|20|1773654020.2|10||
      2026-03-16 12:42:10.999999|1773654000.1|support|PJSIP/101|COMPLETECALLER|20|100|1||`
    assert.deepEqual(idsOf(dated, { time_zone: 'Europe/Moscow' }), idsOf(answered))
    assert.equal(finishOf(dated, 'operator', { time_zone: 'Europe/Moscow' })['finished_at'], '2026-03-16T09:42:10.999Z')
  })
})

describe('a caller who is not answered', () => {
  const enters = '1773654010|1773654000.1|support|NONE|ENTERQUEUE||+15550100|3'
  const left = (line: string) => finishOf(`${enters}\n1773654057|1773654000.1|support|NONE|${line}`, 'queue')

  test('gave up: the wait is told with its seconds, the last position and no success', () => {
    const wait = left('ABANDON|2|3|47')
    assert.equal(wait['finish_reason'], 'abandoned')
    assert.equal(wait['success_flag'], false)
    assert.equal(wait['hangup_side'], 'customer')
    assert.equal(wait['alert_duration'], 47)
    assert.equal(wait['connect_time'], 0)
    assert.equal(wait['queue_position'], 2)
    assert.equal(wait['queue_length'], 3)
    assert.equal(wait['attempts_count'], 0)
  })

  for (const [line, reason] of [
    ['EXITWITHTIMEOUT|2|3|47', 'timeout'],
    ['EXITEMPTY|2|3|47', 'no_agents'],
    ['WITHDRAW|2|3|47|by supervisor', 'transferred'],
    ['LEAVEEMPTY', 'no_agents'],
  ] as const) {
    test(`left by ${line.split('|')[0]}: ${reason}`, () => {
      const wait = left(line)
      assert.equal(wait['finish_reason'], reason)
      assert.equal(wait['success_flag'], false)
      assert.equal(wait['alert_duration'], 47)
    })
  }

  test('left by a key, which is told', () => {
    const wait = left('EXITWITHKEY|1|2|3|47')
    assert.equal(wait['finish_reason'], 'key_exit')
    assert.equal(wait['ivr_input'], '1')
    assert.equal(wait['queue_position'], 2)
    assert.equal(wait['alert_duration'], 47)
  })

  test('was not let in, because nobody serves the queue', () => {
    const log = '1773654010|1773654000.1|support|NONE|JOINEMPTY'
    assert.deepEqual(told(log), ['09:40:10 queue start', '09:40:10 queue finish'])
    assert.equal(finishOf(log, 'queue')['finish_reason'], 'no_agents')
  })

  test('gave up while an agent heard the announcement: the offer ends with the wait', () => {
    const log = `${enters}\n1773654057|1773654000.1|support|PJSIP/101|ABANDON|2|3|47`
    assert.equal(finishOf(log, 'operator')['finish_reason'], 'caller_hangup')
    assert.equal(finishOf(log, 'queue')['finish_reason'], 'abandoned')
    assert.equal(finishOf(log, 'queue')['attempts_count'], 1)
  })

  test('was dropped for want of a common codec: the fault is the system’s', () => {
    const log = `${enters}
      1773654050|1773654000.1|support|PJSIP/101|SYSCOMPAT|
      1773654050|1773654000.1|support|NONE|ABANDON|1|1|40`
    assert.equal(finishOf(log, 'queue')['finish_reason'], 'system_error')
    assert.equal(finishOf(log, 'operator')['finish_reason'], 'system_error')
    assert.equal(told(log).filter((state) => state.endsWith('queue finish')).length, 1)
  })
})

describe('an offer that nobody takes', () => {
  test('is told with its ringing in seconds, although the log has milliseconds', () => {
    const log = '1773654030|1773654000.1|support|PJSIP/101|RINGNOANSWER|15000'
    assert.deepEqual(told(log), ['09:40:15 operator start', '09:40:30 operator finish'])
    const offer = finishOf(log, 'operator')
    assert.equal(offer['alert_duration'], 15)
    assert.equal(offer['connect_time'], 0)
    assert.equal(offer['finish_reason'], 'no_answer')
    assert.equal(offer['success_flag'], false)
  })

  test('ends with the caller when the caller gives up while it rings', () => {
    const log = '1773654030|1773654000.1|support|PJSIP/101|RINGCANCELED|4400'
    assert.equal(finishOf(log, 'operator')['finish_reason'], 'caller_hangup')
    assert.equal(finishOf(log, 'operator')['alert_duration'], 4)
  })

  test('is rejected when the agent hangs up on the announcement', () => {
    const offer = finishOf('1773654030|1773654000.1|support|PJSIP/101|AGENTDUMP|', 'operator')
    assert.equal(offer['finish_reason'], 'rejected')
    assert.equal(offer['hangup_side'], 'agent')
  })

  test('counts as an attempt of the call', () => {
    const log = `
      1773654010|1773654000.1|support|NONE|ENTERQUEUE||+15550100|1
      1773654025|1773654000.1|support|Ann|RINGNOANSWER|15000
      1773654045|1773654000.1|support|Bob|RINGNOANSWER|15000
      1773654050|1773654000.1|support|Cat|CONNECT|40|1773654045.9|5`
    assert.equal(finishOf(log, 'queue')['attempts_count'], 3)
  })
})

describe('a call that is passed on', () => {
  const talking = answered.split('\n').slice(0, 3).join('\n')

  for (const verb of ['BLINDTRANSFER', 'TRANSFER']) {
    test(`by ${verb}: the talk ends as transferred and the forward says where to`, () => {
      const log = `${talking}\n1773654130|1773654000.1|support|PJSIP/101|${verb}|205|from-internal|20|100|1`
      const talk = finishOf(log, 'operator')
      assert.equal(talk['finish_reason'], 'transferred')
      assert.equal(talk['hangup_side'], 'transfer')
      assert.equal(talk['connect_time'], 100)
      const forward = finishOf(log, 'forward')
      assert.equal(forward['transfer_to'], '205')
      assert.equal(forward['user_name'], 'PJSIP/101')
      assert.equal('success_flag' in forward, false, 'the log does not say whether anybody answered')
    })
  }

  for (const [form, args] of [
    ['two bridges merged', 'BRIDGE|4d5e6f'],
    ['an application', 'APP|VoiceMail'],
    ['two bridges linked', 'LINK|Local/a@b-0001;1|Local/a@b-0001;2'],
  ]) {
    test(`after asking first (${form}): the talk time is found and the transfer succeeds`, () => {
      const log = `${talking}\n1773654130|1773654000.1|support|PJSIP/101|ATTENDEDTRANSFER|${args}|20|100|1`
      assert.equal(finishOf(log, 'operator')['connect_time'], 100)
      assert.equal(finishOf(log, 'operator')['finish_reason'], 'transferred')
      assert.equal(finishOf(log, 'transfer')['success_flag'], true)
    })
  }

  test('into another queue is one call with two waits, each with its own id', () => {
    const log = `${talking}
      1773654130|1773654000.1|support|PJSIP/101|BLINDTRANSFER|700|from-internal|20|100|1
      1773654130|1773654000.1|billing|NONE|ENTERQUEUE||+15550100|1
      1773654140|1773654000.1|billing|PJSIP/201|CONNECT|10|1773654135.7|5
      1773654200|1773654000.1|billing|PJSIP/201|COMPLETEAGENT|10|60|1`
    const finishes = read(log).filter(({ data }) => data['function_state'] === 'finish')
    assert.deepEqual(
      finishes.map(({ id, data }) => `${id} ${data['queue_name']}`),
      [
        '1773654000.1:queue:1:finish support',
        '1773654020.2:operator:1:finish support',
        '1773654000.1:forward:1:finish support',
        '1773654000.1:queue:2:finish billing',
        '1773654135.7:operator:1:finish billing',
      ],
    )
  })

  test('is understood when the next queue is logged before the transfer that led there', () => {
    const log = `${talking}
      1773654130|1773654000.1|billing|NONE|ENTERQUEUE||+15550100|1
      1773654130|1773654000.1|support|PJSIP/101|BLINDTRANSFER|700|from-internal|20|100|1
      1773654150|1773654000.1|billing|NONE|ABANDON|1|1|20`
    assert.equal(finishOf(log, 'operator')['connect_time'], 100)
    assert.equal(read(log).at(-1)?.data['finish_reason'], 'abandoned')
    assert.equal(read(log).at(-1)?.data['queue_name'], 'billing')
  })

  test('in a way that Asterisk did not notice ends with the next talk, and its late summary is not about that one', () => {
    const log = `${talking}
      1773654130|1773654000.1|support|PJSIP/102|CONNECT|20|1773654120.8|10
      1773654131|1773654000.1|support|PJSIP/101|COMPLETEAGENT|20|101|1
      1773654190|1773654000.1|support|PJSIP/102|COMPLETECALLER|20|60|1`
    const talks = read(log).filter(({ id }) => id?.endsWith(':operator:1:finish'))
    assert.deepEqual(
      talks.map(({ data }) => [data['user_extension'], data['finish_reason'], data['connect_time']]),
      [
        ['101', 'transferred', 100],
        ['102', 'caller_hangup', 60],
      ],
    )
  })

  test('from queue to queue by the dialplan, without a word about why, timed out in the first', () => {
    const log = `
      1773654010|1773654000.1|support|NONE|ENTERQUEUE||+15550100|1
      1773654040|1773654000.1|billing|NONE|ENTERQUEUE||+15550100|1`
    const wait = finishOf(log, 'queue')
    assert.equal(wait['queue_name'], 'support')
    assert.equal(wait['finish_reason'], 'timeout')
    assert.equal(wait['alert_duration'], 30)
  })
})

describe('several callers at once', () => {
  const log = `
    1773654010|1773654010.1|support|NONE|ENTERQUEUE||+15550101|1
    1773654011|1773654011.2|billing|NONE|ENTERQUEUE||+15550102|1
    1773654012|1773654012.3|support|NONE|ENTERQUEUE||+15550103|2
    1773654013|1773654013.4|support|NONE|ENTERQUEUE||+15550104|1
    1773654020|1773654012.3|support|NONE|ABANDON|3|2|8
    1773654021|1773654021.5|support|NONE|ENTERQUEUE||+15550105|3`

  test('keep their own phones', () => {
    const [left] = read(log).filter(({ data }) => data['function_state'] === 'finish')
    assert.equal(left?.data['phone'], '+15550103')
  })

  test('are counted by queue, those in front of a preferred caller included', () => {
    const starts = read(log).map(({ data }) => data)
    assert.deepEqual(
      starts
        .filter((data) => data['function_state'] === 'start')
        .map((data) => [data['queue_name'], data['queue_position'], data['queue_length']]),
      [
        ['support', 1, 1],
        ['billing', 1, 1],
        ['support', 2, 2],
        ['support', 1, 3],
        ['support', 3, 3],
      ],
    )
  })
})

describe('a log that begins in mid-call', () => {
  test('tells an answered wait from its beginning, as far as it is known', () => {
    const [, connect, complete] = answered.trim().split('\n')
    assert.deepEqual(told(`${connect}\n${complete}`).slice(0, 3), [
      '09:40:10 queue start',
      '09:40:30 queue connect',
      '09:40:30 queue finish',
    ])
    assert.equal('phone' in finishOf(`${connect}\n${complete}`, 'queue'), false)
  })

  test('tells a talk of which only the end is there', () => {
    const log = answered.trim().split('\n').at(-1)!
    assert.deepEqual(told(log), [
      '09:40:30 operator start',
      '09:40:30 operator connect',
      '09:42:10 operator stop',
      '09:42:10 operator finish',
    ])
    assert.equal(finishOf(log, 'operator')['connect_time'], 100)
  })

  test('tells an abandoned wait of which only the end is there', () => {
    const log = '1773654057|1773654000.1|support|NONE|ABANDON|2|3|47'
    assert.deepEqual(told(log), ['09:40:10 queue start', '09:40:57 queue finish'])
  })
})

describe('a log that ends in mid-call', () => {
  test('leaves the call open', () => {
    const log = answered.trim().split('\n').slice(0, 2).join('\n')
    assert.equal(told(log).at(-1), '09:40:30 operator connect')
  })

  test('closes it as a system error once the log has gone on for four hours without a word', () => {
    const begun = answered.trim().split('\n').slice(0, 2).join('\n')
    const soon = `${begun}\n${1773654030 + 14_400}|NONE|NONE|NONE|CONFIGRELOAD|`
    assert.equal(finishOf(soon, 'operator')['finish_reason'], undefined)
    const talk = finishOf(`${begun}\n${1773654030 + 14_401}|NONE|NONE|NONE|CONFIGRELOAD|`, 'operator')
    assert.equal(talk['finish_reason'], 'system_error')
    assert.equal(talk['success_flag'], false)
    assert.equal(talk['finished_at'], '2026-03-16T13:40:30.000Z')
  })

  test('does not tell the end twice when it comes after all', () => {
    const [enter, connect, complete] = answered.trim().split('\n')
    const late = complete!.trim().replace('1773654130', `${1773654030 + 16_000}`)
    const events = read(`${enter}\n${connect}\n${late}`)
    const ends = events.filter(({ data }) => data['function'] === 'operator' && data['function_state'] === 'finish')
    assert.deepEqual(
      ends.map(({ data }) => data['finish_reason']),
      ['system_error'],
    )
    assert.equal(new Set(events.map(({ id }) => id)).size, events.length)
  })

  test('closes every call when Asterisk was started anew', () => {
    const begun = answered.trim().split('\n').slice(0, 2).join('\n')
    const talk = finishOf(`${begun}\n1773654060|NONE|NONE|NONE|QUEUESTART|`, 'operator')
    assert.equal(talk['finish_reason'], 'system_error')
    assert.equal(talk['finished_at'], '2026-03-16T09:41:00.000Z')
  })
})

test('a start of Asterisk that is read twice does not end the calls after it', () => {
  const begins = '1773654010|NONE|NONE|NONE|QUEUESTART|'
  const log = `${begins}\n1773654010|1773654000.1|support|NONE|ENTERQUEUE||+15550100|1\n${begins}`
  assert.deepEqual(told(log), ['09:40:10 queue start'])
})

describe('lines that are about nothing', () => {
  test('tell nothing: service lines, unknown verbs, lines without a call', () => {
    const log = `
      1773654000|NONE|NONE|NONE|QUEUESTART|
      1773654000|NONE|NONE|NONE|CONFIGRELOAD|
      1773654001|NONE|support|PJSIP/101|PENALTY|5
      1773654001|NONE|support|PJSIP/101|RINGINUSE|1
      1773654002|1773654000.1|support|NONE|CALLSTATUS|SALE
      1773654002|1773654000.1|support|NONE|constructor|1
      1773654003|NONE|support|NONE|ABANDON|1|1|10`
    assert.deepEqual(told(log), [])
  })

  test('give the line of the company to the call that follows', () => {
    const log = `1773654009|1773654000.1|700|NONE|DID|+15550199${answered}`
    assert.equal(finishOf(log, 'queue')['did'], '+15550199')
  })
})

test('beside AMI, only what has the same id there is told, so that nothing is told twice', () => {
  const log = `
    1773654005|NONE|support|PJSIP/102|PAUSE|lunch
    1773654010|1773654000.1|support|NONE|ENTERQUEUE||+15550100|1
    1773654020|1773654000.1|support|PJSIP/101|RINGNOANSWER|5000
    1773654030|1773654000.1|support|PJSIP/101|CONNECT|20|1773654020.2|10
    1773654130|1773654000.1|support|PJSIP/101|BLINDTRANSFER|205|from-internal|20|100|1`
  assert.deepEqual(idsOf(log, { beside_ami: true }), idsOf(answered))
})

test('a day of unfinished calls does not fill the memory', () => {
  const translator = new Translator(completed({}))
  const local = new LocalTime('UTC')
  let ends = 0
  for (let i = 0; i < 25_000; i++) {
    const line = readLine(
      `${1773654000 + (i >> 4)}|${1773654000 + (i >> 4)}.${i}|support|NONE|ENTERQUEUE||+15550100|1`,
      local,
    )!
    ends += translator.take(line).filter(({ data }) => data['function_state'] === 'finish').length
  }
  assert.equal(translator.memory().calls.length, 20_000)
  assert.equal(ends, 5_000)
})

function read(log: string, settings: Partial<Settings> = {}): SourceEvent[] {
  const all = completed(settings)
  const translator = new Translator(all)
  const local = new LocalTime(all.time_zone)
  const lines = log
    .trim()
    .split('\n')
    .map((text) => readLine(text.trim(), local)!)
  return [...lines.flatMap((line) => translator.take(line)), ...translator.end()]
}

function told(log: string): string[] {
  return read(log).map(
    ({ time, data }) => `${new Date(time!).toISOString().slice(11, 19)} ${data['function']} ${data['function_state']}`,
  )
}

function idsOf(log: string, settings: Partial<Settings> = {}): (string | undefined)[] {
  return read(log, settings).map(({ id }) => id)
}

/** The data of the first finish of a function; empty when there is none. */
function finishOf(log: string, name: string, settings: Partial<Settings> = {}): SourceEvent['data'] {
  const isIt = ({ data }: SourceEvent) => data['function'] === name && data['function_state'] === 'finish'
  return read(log, settings).find(isIt)?.data ?? {}
}
