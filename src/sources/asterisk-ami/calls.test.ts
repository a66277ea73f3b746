import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Headers, recordingOf, type Timed } from '../../../test/tools/fakes/ami.ts'
import type { SourceEvent } from '../../core/event.ts'
import asteriskAmi from './asterisk-ami.ts'
import type { Settings } from './settings.ts'

const caller = { Channel: 'PJSIP/trunk-00000001', Uniqueid: '1773651600.1', Linkedid: '1773651600.1' }
const anna = {
  DestChannel: 'PJSIP/101-00000002',
  DestUniqueid: '1773651600.2',
  Interface: 'PJSIP/101',
  MemberName: 'Anna',
}
const boris = {
  DestChannel: 'PJSIP/102-00000003',
  DestUniqueid: '1773651600.3',
  Interface: 'PJSIP/102',
  MemberName: 'Boris',
}
const inQueue = { ...caller, Queue: 'support' }

/** A caller rings, is answered by the dialplan and joins the queue at second 2. */
const joins: readonly Timed[] = [
  [
    0,
    {
      Event: 'Newchannel',
      ...caller,
      ChannelState: 4,
      CallerIDNum: '+15550100',
      Context: 'from-trunk',
      Exten: '+15550199',
    },
  ],
  [1, { Event: 'Newstate', ...caller, ChannelState: 6 }],
  [2, { Event: 'QueueCallerJoin', ...inQueue, Position: 2, Count: 2 }],
]

/** It rings at an agent, with the agent's channel announced as Asterisk does. */
function rings(second: number, agent: typeof anna): readonly Timed[] {
  return [
    [second, channel(agent)],
    [second, { Event: 'AgentCalled', ...inQueue, ...agent }],
    [second, { Event: 'DialBegin', ...caller, ...agent }],
  ]
}

/** The agent answers and is put through. */
function answers(second: number, agent: typeof anna, HoldTime: number, RingTime: number): readonly Timed[] {
  return [
    [second, { Event: 'DialEnd', ...caller, ...agent, DialStatus: 'ANSWER' }],
    [second, { Event: 'QueueCallerLeave', ...inQueue, Position: 1, Count: 0 }],
    [second, { Event: 'AgentConnect', ...inQueue, ...agent, HoldTime, RingTime }],
    [second, { Event: 'BridgeEnter', ...own(agent), BridgeUniqueid: 'b1', BridgeNumChannels: 1 }],
    [second, { Event: 'BridgeEnter', ...caller, BridgeUniqueid: 'b1', BridgeNumChannels: 2 }],
  ]
}

const customerGoes = (second: number, Cause = 16): Timed => [second, { Event: 'Hangup', ...caller, Cause }]
const agentGoes = (second: number, agent: typeof anna): Timed => [second, { Event: 'Hangup', ...own(agent), Cause: 16 }]

test('a caller who gives up in the queue is one missed call, with the seconds waited', async () => {
  const events = await told([
    ...joins,
    [40, { Event: 'QueueCallerAbandon', ...inQueue, Position: 1, OriginalPosition: 2, HoldTime: 38 }],
    [40, { Event: 'QueueCallerLeave', ...inQueue, Position: 1, Count: 0 }],
    customerGoes(40),
  ])
  assert.deepEqual(brief(events), [
    'start start',
    'start finish ok completed',
    'queue start',
    'queue finish failed abandoned wait=38 talk=0 side=customer',
    'hangup start',
    'hangup finish ok abandoned talk=0 side=customer',
  ])
  const missed = finishOf(events, 'queue').data
  assert.equal(missed['phone'], '+15550100')
  assert.equal(missed['did'], '+15550199')
  assert.equal(missed['call_type'], 'inbound')
  assert.equal(missed['queue_position'], 1)
  assert.equal(missed['queue_length'], 2)
  assert.equal(missed['call_id'], '1773651600.1')
})

test('a missed call is told even when Asterisk never sends QueueCallerAbandon', async () => {
  const withLeave = await told([...joins, [30, { Event: 'QueueCallerLeave', ...inQueue }], customerGoes(30)])
  const withHangupOnly = await told([...joins, customerGoes(30)])
  for (const events of [withLeave, withHangupOnly]) {
    assert.equal(line(finishOf(events, 'queue')), 'queue finish failed abandoned wait=28 talk=0 side=customer')
  }
})

test('a wait that ends by time limit or for want of agents says so', async () => {
  const reasons = { TIMEOUT: 'timeout', LEAVEEMPTY: 'no_agents', JOINUNAVAIL: 'no_agents' }
  for (const [status, reason] of Object.entries(reasons)) {
    const events = await told([
      ...joins,
      [62, { Event: 'QueueCallerLeave', ...inQueue }],
      [62, { Event: 'VarSet', ...caller, Variable: 'QUEUESTATUS', Value: status }],
      customerGoes(70),
    ])
    assert.equal(line(finishOf(events, 'queue')), `queue finish failed ${reason} wait=60 talk=0`)
  }
})

test('a wait that ended without a word about why is told as a time-out two seconds later', async () => {
  const events = await told([...joins, [62, { Event: 'QueueCallerLeave', ...inQueue }], [65, { Event: 'Reload' }]])
  assert.equal(line(finishOf(events, 'queue')), 'queue finish failed timeout wait=60 talk=0')
})

test('a caller who presses a key to leave the queue is no missed call by patience', async () => {
  const events = await told([
    ...joins,
    [20, { Event: 'DTMFEnd', ...caller, Digit: '1', Direction: 'Received' }],
    [20, { Event: 'QueueCallerLeave', ...inQueue }],
    [20, { Event: 'Newexten', ...caller, Context: 'from-trunk', Exten: '1', Application: 'VoiceMail' }],
    [50, { Event: 'VarSet', ...caller, Variable: 'VMSTATUS', Value: 'SUCCESS' }],
    customerGoes(50),
  ])
  assert.equal(line(finishOf(events, 'queue')), 'queue finish failed key_exit wait=18 talk=0')
  assert.equal(finishOf(events, 'queue').data['ivr_input'], '1')
  assert.equal(line(finishOf(events, 'voicemail')), 'voicemail finish ok completed talk=30')
})

test('an agent who does not answer is told in seconds although Asterisk sends milliseconds; a colleague answers', async () => {
  const events = await told([
    ...joins,
    ...rings(3, anna),
    [18, { Event: 'AgentRingNoAnswer', ...inQueue, ...anna, RingTime: 15_000 }],
    agentGoes(18, anna),
    ...rings(19, boris),
    ...answers(23, boris, 21, 4),
    [83, { Event: 'HangupRequest', ...caller, Cause: 16 }],
    [83, { Event: 'BridgeLeave', ...caller, BridgeUniqueid: 'b1', BridgeNumChannels: 1 }],
    [83, { Event: 'BridgeLeave', ...own(boris), BridgeUniqueid: 'b1', BridgeNumChannels: 0 }],
    [83, { Event: 'AgentComplete', ...inQueue, ...boris, HoldTime: 21, TalkTime: 60, Reason: 'caller' }],
    agentGoes(83, boris),
    customerGoes(83),
  ])
  assert.deepEqual(brief(events).slice(3), [
    'operator start Anna',
    'operator finish Anna failed no_answer wait=15 talk=0',
    'operator start Boris',
    'queue connect Boris wait=21',
    'queue finish Boris ok completed wait=21',
    'operator connect Boris wait=4',
    'operator stop Boris wait=4 talk=60',
    'operator finish Boris ok caller_hangup wait=4 talk=60 side=customer',
    'hangup start',
    'hangup finish ok caller_hangup wait=23 talk=60 side=customer',
  ])
  assert.equal(finishOf(events, 'queue').data['attempts_count'], 2)
})

test('who hung up first is read from the channels, not from what Asterisk says about it', async () => {
  const events = await told([
    ...joins,
    ...rings(3, anna),
    ...answers(8, anna, 6, 5),
    [50, { Event: 'HangupRequest', ...own(anna) }],
    [50, { Event: 'BridgeLeave', ...own(anna), BridgeUniqueid: 'b1', BridgeNumChannels: 1 }],
    [50, { Event: 'BridgeLeave', ...caller, BridgeUniqueid: 'b1', BridgeNumChannels: 0 }],
    [50, { Event: 'AgentComplete', ...inQueue, ...anna, HoldTime: 6, TalkTime: 42, Reason: 'caller' }],
    agentGoes(50, anna),
    customerGoes(50),
  ])
  assert.equal(line(finishOf(events, 'operator')), 'operator finish Anna ok agent_hangup wait=5 talk=42 side=agent')
  assert.equal(line(finishOf(events, 'hangup')), 'hangup finish ok agent_hangup wait=8 talk=42 side=agent')
})

test('an agent who leaves with a key is not credited with the time after', async () => {
  const events = await told([
    ...joins,
    ...rings(3, anna),
    ...answers(8, anna, 6, 5),
    [12, { Event: 'BridgeLeave', ...own(anna), BridgeUniqueid: 'b1', BridgeNumChannels: 1 }],
    [12, { Event: 'BridgeLeave', ...caller, BridgeUniqueid: 'b1', BridgeNumChannels: 0 }],
    [19, { Event: 'AgentComplete', ...inQueue, ...anna, HoldTime: 6, TalkTime: 11, Reason: 'caller' }],
    customerGoes(19),
  ])
  assert.equal(line(finishOf(events, 'operator')), 'operator finish Anna ok agent_hangup wait=5 talk=4 side=agent')
})

test('an agent who steps out of the bridge to consult a colleague and comes back has one talk', async () => {
  const events = await told([
    ...joins,
    ...rings(3, anna),
    ...answers(8, anna, 6, 5),
    [20, { Event: 'BridgeLeave', ...own(anna), BridgeUniqueid: 'b1', BridgeNumChannels: 1 }],
    [40, { Event: 'BridgeEnter', ...own(anna), BridgeUniqueid: 'b1', BridgeNumChannels: 2 }],
    [68, { Event: 'BridgeLeave', ...caller, BridgeUniqueid: 'b1', BridgeNumChannels: 1 }],
    [68, { Event: 'BridgeLeave', ...own(anna), BridgeUniqueid: 'b1', BridgeNumChannels: 0 }],
    [68, { Event: 'AgentComplete', ...inQueue, ...anna, TalkTime: 60, Reason: 'caller' }],
    customerGoes(68),
  ])
  assert.deepEqual(
    brief(events).filter((text) => text.startsWith('operator stop') || text.startsWith('operator finish')),
    ['operator stop Anna wait=5 talk=60', 'operator finish Anna ok caller_hangup wait=5 talk=60 side=customer'],
  )
})

test('when the queue rings two agents, the slower one did nothing wrong', async () => {
  const events = await told([
    ...joins,
    ...rings(3, anna),
    ...rings(3, boris),
    [6, { Event: 'DialEnd', ...caller, ...anna, DialStatus: 'CANCEL' }],
    ...answers(6, boris, 4, 3),
  ])
  const [annas] = events.filter(({ data }) => data['function'] === 'operator' && data['function_state'] === 'finish')
  assert.equal(line(annas!), 'operator finish Anna failed completed wait=3 talk=0')
})

test('a caller who gives up while it rings leaves the agent without blame', async () => {
  const events = await told([
    ...joins,
    ...rings(3, anna),
    [9, { Event: 'DialEnd', ...caller, ...anna, DialStatus: 'CANCEL' }],
    [9, { Event: 'QueueCallerAbandon', ...inQueue, Position: 1, HoldTime: 7 }],
    customerGoes(9),
  ])
  assert.equal(
    line(finishOf(events, 'operator')),
    'operator finish Anna failed caller_hangup wait=6 talk=0 side=customer',
  )
})

test('an agent who declines the ringing phone is told as rejected, a busy phone as busy', async () => {
  const declined = await told([
    ...joins,
    ...rings(3, anna),
    [7, { Event: 'DialEnd', ...caller, ...anna, DialStatus: 'BUSY' }],
  ])
  const busy = await told([
    ...joins,
    ...rings(3, anna),
    [3, { Event: 'DialEnd', ...caller, ...anna, DialStatus: 'BUSY' }],
  ])
  assert.equal(line(finishOf(declined, 'operator')), 'operator finish Anna failed rejected wait=4 talk=0')
  assert.equal(line(finishOf(busy, 'operator')), 'operator finish Anna failed busy wait=0 talk=0')
})

test('a blind transfer ends the talk of the first agent and is told as forwarding', async () => {
  const events = await told([
    ...joins,
    ...rings(3, anna),
    ...answers(8, anna, 6, 5),
    [
      38,
      {
        Event: 'BlindTransfer',
        Result: 'Success',
        TransfererUniqueid: anna.DestUniqueid,
        TransfereeUniqueid: caller.Uniqueid,
        Extension: '102',
      },
    ],
    [38, { Event: 'BridgeLeave', ...caller, BridgeUniqueid: 'b1', BridgeNumChannels: 1 }],
    [38, { Event: 'AgentComplete', ...inQueue, ...anna, HoldTime: 6, TalkTime: 30, Reason: 'transfer' }],
    agentGoes(38, anna),
    [39, channel(boris)],
    [39, { Event: 'DialBegin', ...caller, DestChannel: boris.DestChannel, DestUniqueid: boris.DestUniqueid }],
    [45, { Event: 'DialEnd', ...caller, DestUniqueid: boris.DestUniqueid, DialStatus: 'ANSWER' }],
    agentGoes(3645, boris),
    customerGoes(3645),
  ])
  assert.deepEqual(brief(events).slice(7), [
    'operator stop Anna wait=5 talk=30',
    'operator finish Anna ok transferred wait=5 talk=30 side=transfer',
    'forward start Anna',
    'operator start 102',
    'operator connect 102 wait=6',
    'forward connect Anna wait=7',
    'operator stop 102 wait=6 talk=3600',
    'operator finish 102 ok agent_hangup wait=6 talk=3600 side=agent',
    'forward stop Anna wait=7 talk=3600',
    'forward finish Anna ok completed wait=7 talk=3600 side=agent',
    'hangup start',
    'hangup finish ok agent_hangup wait=8 talk=3630 side=agent',
  ])
  assert.equal(finishOf(events, 'forward').data['transfer_to'], '102')
})

test('an attended transfer merges two calls: Linkedid changes, each agent keeps their own talk time', async () => {
  const consulting = { Channel: 'PJSIP/101-00000008', Uniqueid: '1773651640.8', Linkedid: '1773651640.8' }
  const target = { Channel: 'PJSIP/102-00000009', Uniqueid: '1773651641.9', Linkedid: '1773651640.8' }
  const dest = { DestChannel: target.Channel, DestUniqueid: target.Uniqueid }
  const events = await told([
    ...joins,
    ...rings(3, anna),
    ...answers(8, anna, 6, 5),
    [
      40,
      {
        Event: 'Newchannel',
        ...consulting,
        ChannelState: 4,
        Context: 'from-internal',
        Exten: '102',
        CallerIDNum: '101',
      },
    ],
    [41, { Event: 'Newchannel', ...target, ChannelState: 0 }],
    [41, { Event: 'DialBegin', ...consulting, ...dest }],
    [44, { Event: 'DialEnd', ...consulting, ...dest, DialStatus: 'ANSWER' }],
    [
      58,
      {
        Event: 'AttendedTransfer',
        Result: 'Success',
        OrigTransfererUniqueid: anna.DestUniqueid,
        TransfereeUniqueid: caller.Uniqueid,
        SecondTransfererUniqueid: consulting.Uniqueid,
        TransferTargetUniqueid: target.Uniqueid,
        TransferTargetChannel: target.Channel,
        TransferTargetCallerIDNum: '102',
        TransferTargetCallerIDName: 'Boris',
      },
    ],
    agentGoes(58, anna),
    [58, { Event: 'Hangup', ...consulting, Cause: 16 }],
    [60, { Event: 'BridgeEnter', ...target, Linkedid: caller.Linkedid, BridgeUniqueid: 'b1', BridgeNumChannels: 2 }],
    customerGoes(158),
    [158, { Event: 'Hangup', ...target, Linkedid: caller.Linkedid, Cause: 16 }],
  ])
  const customers = events.filter(({ correlationId }) => correlationId === caller.Linkedid)
  assert.deepEqual(brief(customers).slice(7), [
    'transfer start Anna',
    'transfer connect Anna wait=18',
    'transfer stop Anna wait=18 talk=0',
    'transfer finish Anna ok completed wait=18 talk=0',
    'operator stop Anna wait=5 talk=50',
    'operator finish Anna ok transferred wait=5 talk=50 side=transfer',
    'operator start Boris',
    'operator connect Boris wait=0',
    'operator stop Boris wait=0 talk=100',
    'operator finish Boris ok caller_hangup wait=0 talk=100 side=customer',
    'hangup start',
    'hangup finish ok caller_hangup wait=8 talk=150 side=customer',
  ])
  const consultation = events.filter(({ correlationId }) => correlationId === consulting.Linkedid)
  assert.equal(line(consultation.at(-1)!), 'hangup finish ok transferred wait=4 talk=14 side=transfer')
  assert.equal(finishOf(consultation, 'hangup').data['call_type'], 'internal')
})

test('hold is told with its length, and not as done when the customer gives up meanwhile', async () => {
  const talk = [...joins, ...rings(3, anna), ...answers(8, anna, 6, 5)]
  const held: Timed = [20, { Event: 'Hold', ...own(anna) }]
  const good = await told([
    ...talk,
    held,
    [50, { Event: 'Unhold', ...own(anna) }],
    agentGoes(60, anna),
    customerGoes(60),
  ])
  const bad = await told([...talk, held, customerGoes(50), agentGoes(50, anna)])
  assert.equal(line(finishOf(good, 'hold')), 'hold finish Anna ok completed talk=30')
  assert.equal(finishOf(good, 'operator').data['hold_time'], 30)
  assert.equal(line(finishOf(bad, 'hold')), 'hold finish Anna failed caller_hangup talk=30 side=customer')
})

test('our own phone calls a customer: the number dialed is the phone, ring and talk are measured', async () => {
  const phone = { Channel: 'PJSIP/101-0000000a', Uniqueid: '1773651600.10', Linkedid: '1773651600.10' }
  const leg = { DestChannel: 'PJSIP/trunk-0000000b', DestUniqueid: '1773651600.11' }
  const events = await told([
    [
      0,
      {
        Event: 'Newchannel',
        ...phone,
        ChannelState: 4,
        Context: 'from-internal',
        Exten: '15550100',
        CallerIDNum: '101',
      },
    ],
    [1, channel(leg, phone.Linkedid)],
    [1, { Event: 'DialBegin', ...phone, ...leg, DialString: 'trunk/15550100' }],
    [9, { Event: 'DialEnd', ...phone, ...leg, DialStatus: 'ANSWER' }],
    [
      69,
      { Event: 'Hangup', Channel: leg.DestChannel, Uniqueid: leg.DestUniqueid, Linkedid: phone.Linkedid, Cause: 16 },
    ],
    [69, { Event: 'Hangup', ...phone, Cause: 16 }],
  ])
  assert.deepEqual(brief(events).slice(2), [
    'dial_out start 101',
    'dial_out connect 101 wait=8',
    'dial_out stop 101 wait=8 talk=60',
    'dial_out finish 101 ok caller_hangup wait=8 talk=60 side=customer',
    'hangup start',
    'hangup finish ok caller_hangup wait=9 talk=60 side=customer',
  ])
  assert.deepEqual(
    events.map(({ data }) => `${data['call_type']} ${data['phone']}`).filter((text, i, all) => all.indexOf(text) === i),
    ['outbound 15550100'],
  )
})

test('a customer who does not answer our call is told with the reason', async () => {
  const phone = { Channel: 'PJSIP/101-0000000a', Uniqueid: '1773651600.10', Linkedid: '1773651600.10' }
  const leg = { DestChannel: 'PJSIP/trunk-0000000b', DestUniqueid: '1773651600.11' }
  for (const [status, reason] of [
    ['BUSY', 'busy'],
    ['NOANSWER', 'no_answer'],
    ['CONGESTION', 'network_error'],
  ] as const) {
    const events = await told([
      [0, { Event: 'Newchannel', ...phone, ChannelState: 4, Context: 'from-internal', Exten: '15550100' }],
      [1, { Event: 'DialBegin', ...phone, ...leg }],
      [21, { Event: 'DialEnd', ...phone, ...leg, DialStatus: status }],
      [21, { Event: 'Hangup', ...phone, Cause: 16 }],
    ])
    assert.equal(line(finishOf(events, 'dial_out')), `dial_out finish 101 failed ${reason} wait=20 talk=0`)
  }
})

test('parking, recording, listening and a conference are told from start to finish', async () => {
  const events = await told([
    ...joins,
    ...rings(3, anna),
    ...answers(8, anna, 6, 5),
    [9, { Event: 'MixMonitorStart', ...caller }],
    [
      10,
      {
        Event: 'ChanSpyStart',
        SpyerChannel: 'PJSIP/900-0000000f',
        SpyeeUniqueid: anna.DestUniqueid,
        SpyeeLinkedid: caller.Linkedid,
      },
    ],
    [20, { Event: 'ChanSpyStop', SpyeeUniqueid: anna.DestUniqueid, SpyeeLinkedid: caller.Linkedid }],
    [
      21,
      { Event: 'ParkedCall', ParkeeUniqueid: caller.Uniqueid, ParkeeLinkedid: caller.Linkedid, ParkingSpace: '701' },
    ],
    [51, { Event: 'ParkedCallTimeOut', ParkeeUniqueid: caller.Uniqueid, ParkeeLinkedid: caller.Linkedid }],
    [52, { Event: 'ConfbridgeJoin', ...caller, Conference: '800' }],
    [52, { Event: 'ConfbridgeJoin', ...own(anna), Conference: '800' }],
    [53, { Event: 'ConfbridgeJoin', ...own(boris), Conference: '800' }],
    [60, { Event: 'MixMonitorStop', ...caller }],
    agentGoes(70, anna),
    customerGoes(70),
  ])
  assert.equal(line(finishOf(events, 'recording')), 'recording finish Anna ok completed talk=51')
  assert.equal(line(finishOf(events, 'monitor')), 'monitor finish 900 ok completed talk=10')
  assert.equal(line(finishOf(events, 'park')), 'park finish Anna failed timeout talk=30')
  assert.equal(line(finishOf(events, 'conference')), 'conference finish ok completed talk=17')
})

test('a call without an end is closed after four hours as a system error, once', async () => {
  const events = await told([...joins, [4 * 3600 + 1, { Event: 'Reload' }], customerGoes(4 * 3600 + 2)])
  assert.deepEqual(brief(events).slice(3), [
    `queue finish failed system_error wait=${4 * 3600 - 1} talk=0 side=system`,
    'hangup start',
    'hangup finish failed system_error talk=0 side=system',
  ])
})

test('an event that comes after the end of its call does not bring the call back', async () => {
  const ended = [...joins, customerGoes(10)]
  const late = await told([
    ...ended,
    [11, { Event: 'QueueCallerJoin', ...inQueue }],
    [11, { Event: 'Newchannel', ...caller }],
  ])
  assert.deepEqual(brief(late), brief(await told(ended)))
})

test('with “all four states” every function has exactly four', async () => {
  const events = await told(
    [...joins, ...rings(3, anna), ...answers(8, anna, 6, 5), agentGoes(20, anna), customerGoes(20)],
    {
      emit_all_states: true,
    },
  )
  const states = Map.groupBy(events, ({ id = '' }) => id.slice(0, id.lastIndexOf(':')))
  for (const [step, told] of states) {
    assert.deepEqual(
      told.map(({ data }) => data['function_state']),
      ['start', 'connect', 'stop', 'finish'],
      step,
    )
  }
})

test('ids and call numbers carry the name of the server when there are several', async () => {
  const [event] = await told(joins, { server_id: 'kyiv' })
  assert.equal(event?.id, 'kyiv:1773651600.1:start:1:start')
  assert.equal(event?.data['call_id'], 'kyiv-1773651600.1')
})

test('a hidden number is absent, not the word that Asterisk writes for it', async () => {
  const [event] = await told([
    [0, { Event: 'Newchannel', ...caller, ChannelState: 4, CallerIDNum: '<unknown>', CallerIDName: '<unknown>' }],
    [1, { Event: 'Newstate', ...caller, ChannelState: 6 }],
  ])
  assert.equal('phone' in event!.data, false)
  assert.equal('caller_name' in event!.data, false)
})

test('memory stays bounded: the twenty-thousand-and-first call closes the oldest', async () => {
  const script = Array.from({ length: 20_001 }, (_, i): Timed => {
    return [0, { Event: 'Newstate', Uniqueid: `${i}`, Linkedid: `${i}`, ChannelState: 6 }]
  })
  const calls = script.flatMap(([second, message]): Timed[] => [
    [second, { ...message, Event: 'Newchannel', ChannelState: 4 }],
    [second, message],
  ])
  const closed = (await told(calls)).filter(({ data }) => data['finish_reason'] === 'system_error')
  assert.deepEqual(
    closed.map(({ data }) => data['call_id']),
    ['0'],
  )
})

/** The agent's channel as the one that an event is about. */
function own(agent: { DestChannel: string; DestUniqueid: string }, Linkedid = caller.Linkedid): Headers {
  return { Channel: agent.DestChannel, Uniqueid: agent.DestUniqueid, Linkedid }
}

function channel(agent: { DestChannel: string; DestUniqueid: string }, Linkedid = caller.Linkedid): Headers {
  return { Event: 'Newchannel', ...own(agent, Linkedid), ChannelState: 0 }
}

async function told(script: readonly Timed[], settings: Partial<Settings> = {}): Promise<SourceEvent[]> {
  const events: SourceEvent[] = []
  for await (const event of asteriskAmi.read!(bytesOf(recordingOf(script)), settings)) events.push(event)
  assert.equal(new Set(events.map(({ id }) => id)).size, events.length, 'two events have the same id')
  return events
}

async function* bytesOf(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text)
}

function brief(events: readonly SourceEvent[]): string[] {
  return events.map(line)
}

/** One event in one line: function, state, who, how it ended, seconds of waiting and talk, who hung up. */
function line({ data }: SourceEvent): string {
  const { success_flag: success, alert_duration: wait, connect_time: talk, hangup_side: side } = data
  return [
    data['function'],
    data['function_state'],
    data['user_name'] ?? data['user_extension'],
    success === undefined ? undefined : success ? 'ok' : 'failed',
    data['finish_reason'],
    wait === undefined ? undefined : `wait=${wait}`,
    talk === undefined ? undefined : `talk=${talk}`,
    side && `side=${side}`,
  ]
    .filter((word) => word !== undefined)
    .join(' ')
}

function finishOf(events: readonly SourceEvent[], name: string): SourceEvent {
  const found = events.filter(({ data }) => data['function'] === name && data['function_state'] === 'finish')
  assert.equal(found.length, 1, `${name} finished ${found.length} times`)
  return found[0]!
}
