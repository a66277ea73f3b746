import { Call } from './call.ts'
import { callBack } from './callbacks.ts'
import type { Client } from './clients.ts'
import { hour, minute, second, secondsBetween, written } from './clock-of-day.ts'
import type { Queue } from './people.ts'
import type { Random } from './random.ts'
import { type ArrangedTalk, arrangeTalk, type NoTalk, tellHangup, tellOffers, tellTalk } from './talk.ts'
import type { Today } from './today.ts'
import { mainEntry, say } from './words.ts'

/** Seconds within which a call should be answered. */
const serviceLevel = 20
/** Part of the day's calls that come at once when deliveries stand still, at twenty past eleven. */
const surgeShare = 0.045
const surgeLasts = 150
export const blacklistId = '3'
export const vipListId = '4'

interface Arrival {
  readonly at: number
  readonly queue: Queue
}

/** What one call leaves for the next. */
interface Lines {
  /** When each queue had somebody waiting. */
  readonly waits: Map<Queue, { from: number; to: number }[]>
  /** Who did not get through, and when; taken out when they try again. */
  readonly missed: { client: Client; at: number }[]
  readonly missedBefore: Map<string, number>
}

/** Tells this many calls from clients, in the order in which they come. */
export async function tellInboundCalls(count: number, today: Today): Promise<void> {
  const lines: Lines = { waits: new Map(), missed: [], missedBefore: new Map() }
  const random = today.randomFor('inbound calls')
  for (const [no, arrival] of arrivalsOf(count, today).entries()) {
    tellInboundCall(no + 1, arrival, lines, random, today)
    await today.breathe()
  }
}

function arrivalsOf(count: number, { clock, center, randomFor }: Today): Arrival[] {
  const random = randomFor('arrivals')
  const weights = center.queues.map((queue) => [queue, queue.weight] as const)
  const together = Math.round(count * surgeShare)
  const arrivals = Array.from({ length: count }, (_, no) =>
    no < together
      ? { at: clock.at(11, 20) + random.whole(0, surgeLasts * second), queue: center.surge }
      : { at: clock.callTime(random), queue: random.weighted(weights) },
  )
  return arrivals.sort((a, b) => a.at - b.at)
}

function tellInboundCall(no: number, { at, queue }: Arrival, lines: Lines, random: Random, today: Today): void {
  const client = whoCalls(at, lines, random, today)
  const call = new Call(
    `c-${today.date}-${no}`,
    {
      call_type: 'inbound',
      phone: client.phone,
      did: queue.did,
      scenario_id: '88',
      scenario_name: say(mainEntry, today.language),
      trunk_id: '2',
      call_started_at: written(at),
      ...client.contact,
    },
    today,
  )
  if (random.chance(0.01)) {
    tellRejected(call, at)
    return
  }
  call.run({ function: 'start', startedAt: at, finishedAt: at + 80, success: true, reason: 'completed' })
  if (!today.clock.isOpen(at)) {
    tellOutOfHours(call, at + 100, random)
    return
  }
  call.run({ function: 'schedule', startedAt: at + 100, finishedAt: at + 110, success: true, reason: 'completed' })
  const chosenAt = tellMenu(call, at + 150, queue, random)
  if (chosenAt === null) return
  call.learn({ queue_id: queue.id, queue_name: queue.name })
  if (queue === today.center.vip) tellVipCheck(call, chosenAt)
  tellQueue(call, chosenAt + 200, { queue, client, lines }, random, today)
}

/** Often somebody who did not get through a while ago. */
function whoCalls(at: number, { missed }: Lines, random: Random, today: Today): Client {
  const again = missed.findIndex((earlier) => at - earlier.at > 4 * minute && at - earlier.at < 2 * hour)
  if (again === -1 || !random.chance(0.25)) return today.newClient()
  return missed.splice(again, 1)[0]!.client
}

function tellRejected(call: Call, at: number): void {
  const atEnd = { matched_list_id: blacklistId }
  call.run({ function: 'start', startedAt: at, finishedAt: at + 90, success: false, reason: 'blacklisted', atEnd })
  tellHangup(call, at + 120, { success: true, side: 'system' })
}

function tellOutOfHours(call: Call, at: number, random: Random): void {
  call.run({ function: 'schedule', startedAt: at, finishedAt: at + 10, success: false, reason: 'out_of_schedule' })
  const greetedAt = at + 8 * second
  const leftAt = greetedAt + random.whole(2, 40) * second
  const left = secondsBetween(greetedAt, leftAt) > 5
  const reason = left ? 'completed' : 'caller_hangup'
  const times = { startedAt: at + 50, connectedAt: greetedAt, stoppedAt: leftAt, finishedAt: leftAt + 100 }
  const atEnd = left ? { recording_id: `vm-${call.id}` } : {}
  call.run({ function: 'voicemail', ...times, success: left, reason, atEnd })
  tellHangup(call, leftAt + 150, { success: true, side: 'customer' })
}

/** Returns when the client had chosen a line, or null for one who hung up in the menu. */
function tellMenu(call: Call, at: number, queue: Queue, random: Random): number | null {
  const heardAt = at + random.whole(3, 14) * second
  const left = random.chance(0.02)
  const times = { startedAt: at, connectedAt: at + 300, stoppedAt: heardAt, finishedAt: heardAt + 20 }
  const atEnd = left ? {} : { ivr_input: queue.digit, attempts_count: random.chance(0.1) ? 2 : 1 }
  call.run({ function: 'ivr', ...times, success: !left, reason: left ? 'caller_hangup' : 'completed', atEnd })
  if (!left) return heardAt + 20
  tellHangup(call, heardAt + 40, { success: true, side: 'customer' })
  return null
}

function tellVipCheck(call: Call, at: number): void {
  const atEnd = { matched_list_id: vipListId }
  call.run({
    function: 'check_number',
    startedAt: at + 50,
    finishedAt: at + 90,
    success: true,
    reason: 'completed',
    atEnd,
  })
}

/** A client in a queue. */
interface Waiting {
  readonly queue: Queue
  readonly client: Client
  readonly lines: Lines
}

function tellQueue(call: Call, from: number, waiting: Waiting, random: Random, today: Today): void {
  const rush = today.clock.isRush(from)
  const impatient = random.chance(rush ? 0.035 : 0.015)
  const wait = impatient ? random.lasting(45, 6, 300) : random.lasting(rush ? 18 : 6, 1, 180)
  const arranged: ArrangedTalk | NoTalk = impatient
    ? { day: null, offers: [], gaveUpAt: from + wait * second }
    : arrange(call, from, wait, waiting, random, today)
  const until = arranged.day ? arranged.answeredAt : arranged.gaveUpAt
  const ahead = waitingAt(waiting, from)
  noteWait(waiting, from, until)
  // An operator who is ready but serves another line first is not ready for this one.
  const idle = secondsBetween(from, until) > 30 ? 0 : Math.min(4, today.calendar.readyAt(waiting.queue.group, from))
  const always = {
    queue_position: ahead + 1,
    queue_length: ahead + 1,
    agents_ready: idle,
    missed_before: waiting.lines.missedBefore.get(waiting.client.phone) ?? 0,
  }
  if (arranged.day) tellAnswered(call, from, arranged, always, random, today)
  else tellMissed(call, from, arranged, always, waiting, random, today)
}

function arrange(call: Call, from: number, wait: number, { queue }: Waiting, random: Random, today: Today) {
  const ring = random.whole(2, 9) * second
  const first = from + wait * second
  const until = first + random.lasting(150, 30, 420) * second
  return arrangeTalk({ callId: call.id, groups: [queue.group], from: first, until, ring }, random, today)
}

function tellAnswered(
  call: Call,
  from: number,
  talk: ArrangedTalk,
  always: Readonly<Record<string, number>>,
  random: Random,
  today: Today,
): void {
  call.run({
    function: 'queue',
    startedAt: from,
    connectedAt: talk.answeredAt,
    finishedAt: talk.answeredAt,
    success: true,
    reason: 'completed',
    always,
    atEnd: {
      within_sla: secondsBetween(from, talk.answeredAt) <= serviceLevel,
      attempts_count: talk.offers.length + 1,
      user_id: talk.day.operator.id,
      user_name: talk.day.operator.name,
    },
  })
  const { leftAt } = tellTalk(talk, call, random, today, { mayRate: true })
  tellHangup(call, leftAt + 120, { success: random.chance(0.99), side: 'customer' })
}

function tellMissed(
  call: Call,
  from: number,
  { offers, gaveUpAt }: NoTalk,
  always: Readonly<Record<string, number>>,
  waiting: Waiting,
  random: Random,
  today: Today,
): void {
  const { queue, client, lines } = waiting
  const reason = random.weighted([
    ['abandoned', 72],
    ['key_exit', 14],
    ['timeout', 8],
    ['no_agents', 6],
  ] as const)
  const side = reason === 'abandoned' ? 'customer' : 'system'
  tellOffers(offers, call, today)
  const atEnd = { within_sla: false, attempts_count: offers.length, hangup_side: side }
  call.run({ function: 'queue', startedAt: from, finishedAt: gaveUpAt, success: false, reason, always, atEnd })
  lines.missedBefore.set(client.phone, (lines.missedBefore.get(client.phone) ?? 0) + 1)
  if (reason === 'key_exit') {
    tellCallbackOrder(call, gaveUpAt + 50, queue, client, random, today)
  } else {
    lines.missed.push({ client, at: gaveUpAt })
    tellHangup(call, gaveUpAt + 40, { success: true, side })
  }
}

/** The client pressed a key rather than wait: somebody will call back. */
function tellCallbackOrder(call: Call, at: number, queue: Queue, client: Client, random: Random, today: Today): void {
  const doneAt = at + random.whole(6, 15) * second
  const callbackAt = Math.min(doneAt + random.whole(15, 90) * minute, today.clock.at(19, 30))
  const times = { startedAt: at, connectedAt: at + 300, stoppedAt: doneAt, finishedAt: doneAt + 40 }
  const atEnd = { callback_at: written(callbackAt) }
  call.run({ function: 'callback', ...times, success: true, reason: 'completed', atEnd })
  tellHangup(call, doneAt + 60, { success: true, side: 'customer' })
  callBack({ of: call.id, client, queue, at: Math.max(callbackAt, doneAt + minute) }, random, today)
}

function waitingAt({ queue, lines }: Waiting, time: number): number {
  return (lines.waits.get(queue) ?? []).filter(({ from, to }) => from <= time && time < to).length
}

function noteWait({ queue, lines }: Waiting, from: number, to: number): void {
  const waits = lines.waits.get(queue) ?? []
  waits.push({ from, to })
  lines.waits.set(queue, waits)
}
