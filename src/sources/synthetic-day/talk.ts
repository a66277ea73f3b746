import type { JsonObject } from '../../core/json.ts'
import { type OperatorDay, reserve } from './calendar.ts'
import type { Call } from './call.ts'
import { second, secondsBetween } from './clock-of-day.ts'
import { type Group, userBlock } from './people.ts'
import type { Random } from './random.ts'
import type { Today } from './today.ts'
import { cities, rateQuestion, say } from './words.ts'

/** A call that rang at an operator's and was not answered. */
export interface Offer {
  readonly day: OperatorDay
  readonly from: number
  readonly to: number
}

/** Who will talk to the client and when, with the time already taken in the operator's day. */
export interface ArrangedTalk {
  readonly day: OperatorDay
  readonly offers: readonly Offer[]
  readonly ringsAt: number
  readonly answeredAt: number
  readonly endedAt: number
  readonly wrappedUpAt: number
}

/** Nobody came: the offers that were not answered, and when the caller stopped waiting. */
export interface NoTalk {
  readonly day: null
  readonly offers: readonly Offer[]
  readonly gaveUpAt: number
}

/** Limit of the wrap-up in the company's rules. */
export const wrapUpRule = 60
const ringsUnanswered = 20 * second

/**
 * Finds an operator for a client who waits from `from` until `until` at the latest. Some operators do not pick up:
 * then the next one is asked.
 */
export function arrangeTalk(
  {
    callId,
    groups,
    from,
    until,
    ring,
  }: { callId: string; groups: readonly Group[]; from: number; until: number; ring: number },
  random: Random,
  { calendar }: Today,
): ArrangedTalk | NoTalk {
  const talk = random.lasting(165, 12, 1500) * second
  const wrapUp = (random.chance(0.05) ? random.whole(125, 240) : random.whole(8, 58)) * second
  const offers: Offer[] = []
  let at = from
  while (at <= until) {
    const day = calendar.findFree(groups, at, at + ring + talk + wrapUp, random)
    if (!day) {
      at += random.whole(6, 14) * second
    } else if (offers.length < 2 && random.chance(0.04)) {
      const offer = { day, from: at, to: at + ringsUnanswered }
      reserve(day, { kind: 'offer', from: offer.from, to: offer.to })
      offers.push(offer)
      at = offer.to + second
    } else {
      const answeredAt = at + ring
      const endedAt = answeredAt + talk
      const wrappedUpAt = endedAt + wrapUp
      reserve(day, { kind: 'talk', from: at, answeredAt, endedAt, to: wrappedUpAt, callId })
      return { day, offers, ringsAt: at, answeredAt, endedAt, wrappedUpAt }
    }
  }
  return { day: null, offers, gaveUpAt: at }
}

/** Tells of operators who let it ring. */
export function tellOffers(offers: readonly Offer[], call: Call, { marks }: Today): void {
  for (const [no, { day, from, to }] of offers.entries()) {
    const { operator } = day
    const atEnd = { attempts_count: no + 1 }
    const always = userBlock(operator)
    call.run({
      function: 'operator',
      startedAt: from,
      finishedAt: to,
      success: false,
      reason: 'no_answer',
      always,
      atEnd,
    })
    marks.faults.push({
      violation: 'missed_call',
      operator,
      time: to,
      value: secondsBetween(from, to),
      callId: call.id,
    })
  }
}

/**
 * Tells the talk itself and what belongs to it: recording, hold, the operator's form, the wrap-up and, where asked, the
 * client's rating. Returns when the client hung up and the result of the form.
 */
export function tellTalk(
  talk: ArrangedTalk,
  call: Call,
  random: Random,
  today: Today,
  { mayRate, result }: { mayRate: boolean; result?: string },
): { leftAt: number; result: string } {
  const { operator } = talk.day
  const user = userBlock(operator)
  const rated = mayRate && random.chance(0.36)
  tellOffers(talk.offers, call, today)
  const holdTime = tellHold(talk, call, user, random)
  const side = rated
    ? 'agent'
    : random.weighted([
        ['customer', 3],
        ['agent', 1],
      ] as const)
  call.run({
    function: 'operator',
    startedAt: talk.ringsAt,
    connectedAt: talk.answeredAt,
    stoppedAt: talk.endedAt,
    finishedAt: talk.endedAt + random.whole(5, 90),
    success: true,
    reason: 'completed',
    always: { ...user, attempts_count: talk.offers.length + 1 },
    atEnd: { hangup_side: side, hangup_cause: 16, hold_time: holdTime },
  })
  tellRecording(talk, call, user, random)
  const leftAt = rated ? tellRating(talk, call, user, random, today) : talk.endedAt
  const formResult = result ?? resultOf(random)
  tellForm(talk, call, user, formResult, random, today)
  tellWrapUp(talk, call, user, today)
  const { answeredAt, endedAt } = talk
  today.marks.talks.push({ callId: call.id, operator, answeredAt, endedAt, block: call.block })
  return { leftAt, result: formResult }
}

/** The end of the whole call. */
export function tellHangup(call: Call, at: number, { success, side }: { success: boolean; side: string }): void {
  const reason = success ? 'completed' : 'network_error'
  const atEnd = { hangup_side: side, hangup_cause: success ? 16 : 38 }
  call.run({ function: 'hangup', startedAt: at, finishedAt: at + 20, success, reason, atEnd })
}

function tellHold(talk: ArrangedTalk, call: Call, user: JsonObject, random: Random): number {
  const length = talk.endedAt - talk.answeredAt
  if (length < 90 * second || !random.chance(0.12)) return 0
  const from = talk.answeredAt + Math.round(length * 0.4)
  const to = from + random.whole(10, 45) * second
  const times = { startedAt: from, connectedAt: from, stoppedAt: to, finishedAt: to + 10 }
  call.run({ function: 'hold', ...times, success: true, reason: 'completed', always: user })
  return secondsBetween(from, to)
}

function tellRecording(talk: ArrangedTalk, call: Call, user: JsonObject, random: Random): void {
  const { answeredAt, endedAt } = talk
  const stored = random.chance(0.99)
  const file = { recording_id: `rec-${call.id}`, recording_url: `https://records.example.com/${call.id}.mp3` }
  call.run({
    function: 'recording',
    startedAt: answeredAt,
    connectedAt: answeredAt,
    stoppedAt: endedAt,
    finishedAt: endedAt + random.whole(2000, 8000),
    success: stored,
    reason: stored ? 'completed' : 'system_error',
    always: user,
    atEnd: stored ? file : {},
  })
}

/** Returns when the client hung up. */
function tellRating(talk: ArrangedTalk, call: Call, user: JsonObject, random: Random, today: Today): number {
  const startedAt = talk.endedAt + 600
  const answered = random.chance(0.88)
  const rating = random.weighted([
    [5, 58],
    [4, 25],
    [3, 9],
    [2, 6],
    [1, 2],
  ] as const)
  const leftAt = startedAt + random.whole(5, 18) * second
  const question = { question_id: 'rate', question: say(rateQuestion, today.language) }
  call.run({
    function: 'survey',
    startedAt,
    connectedAt: startedAt + 400,
    stoppedAt: leftAt,
    finishedAt: leftAt + 30,
    success: answered,
    reason: answered ? 'completed' : 'caller_hangup',
    always: { ...user, ...question },
    atEnd: answered ? { answer: String(rating), rating, answers: { rate: String(rating) }, attempts_count: 1 } : {},
  })
  if (answered && rating <= 2) {
    const { operator } = talk.day
    today.marks.faults.push({ violation: 'low_rating', operator, time: leftAt, value: rating, callId: call.id })
  }
  return leftAt + 30
}

function tellForm(
  talk: ArrangedTalk,
  call: Call,
  user: JsonObject,
  result: string,
  random: Random,
  { language }: Today,
): void {
  const filled = random.chance(0.9)
  call.run({
    function: 'script',
    startedAt: talk.answeredAt + 300,
    connectedAt: talk.answeredAt + 900,
    stoppedAt: talk.wrappedUpAt - 300,
    finishedAt: talk.wrappedUpAt - 200,
    success: filled,
    reason: filled ? 'completed' : 'system_error',
    always: user,
    atEnd: filled ? { form_result: result, answers: { city: say(random.oneOf(cities), language) } } : {},
  })
}

function tellWrapUp(talk: ArrangedTalk, call: Call, user: JsonObject, { marks }: Today): void {
  const { endedAt, wrappedUpAt } = talk
  const lasted = secondsBetween(endedAt, wrappedUpAt)
  const inTime = lasted <= wrapUpRule
  call.run({
    function: 'post_processing',
    startedAt: endedAt + 100,
    connectedAt: endedAt + 100,
    stoppedAt: wrappedUpAt,
    finishedAt: wrappedUpAt,
    success: inTime,
    reason: inTime ? 'completed' : 'timeout',
    always: user,
    atEnd: { wrap_up_time: lasted },
  })
  if (inTime) return
  const { operator } = talk.day
  marks.faults.push({ violation: 'long_pcp', operator, time: wrappedUpAt, value: lasted, callId: call.id })
}

function resultOf(random: Random): string {
  return random.weighted([
    ['resolved', 55],
    ['ticket_created', 20],
    ['callback_promised', 8],
    ['order_placed', 8],
    ['contract_agreed', 4],
    ['wrong_department', 5],
  ] as const)
}
