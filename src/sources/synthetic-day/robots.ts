import type { JsonObject } from '../../core/json.ts'
import type { Language, Sentence } from '../../core/sentence.ts'
import { Call } from './call.ts'
import { minute, second, secondsBetween, written } from './clock-of-day.ts'
import type { Random } from './random.ts'
import { tellHangup } from './talk.ts'
import type { Task } from './task.ts'
import type { Today } from './today.ts'
import { say } from './words.ts'

/** One noteworthy moment of a dialogue. */
interface Moment {
  readonly event: string
  readonly step: keyof typeof steps
  readonly more: JsonObject
}

/** How a dialogue went and what it means for the task. */
interface Dialogue {
  readonly moments: readonly Moment[]
  readonly result: string
  readonly success: boolean
  /** Why the task did not succeed; null when it did. */
  readonly failReason: string | null
}

const robotName: Sentence = { en: 'Delivery robot', ru: 'Робот доставки' }

const steps = {
  greeting: { en: 'Greeting', ru: 'Приветствие' },
  date: { en: 'Delivery date', ru: 'День доставки' },
  address: { en: 'Delivery address', ru: 'Адрес доставки' },
  goodbye: { en: 'Goodbye', ru: 'Прощание' },
} as const satisfies Record<string, Sentence>

const questions: Readonly<Record<keyof typeof steps, Sentence>> = {
  greeting: { en: 'May I speak about your delivery?', ru: 'Удобно поговорить о доставке?' },
  date: { en: 'Does tomorrow suit you?', ru: 'Вам удобно завтра?' },
  address: { en: 'Where shall we deliver?', ru: 'Куда доставить?' },
  goodbye: { en: 'Is everything right?', ru: 'Всё верно?' },
}

const unclear: readonly Sentence[] = [
  { en: 'the yellow house behind the shop', ru: 'жёлтый дом за магазином' },
  { en: 'well, you know, as last time', ru: 'ну, как в прошлый раз' },
  { en: 'hold on, I am driving', ru: 'подождите, я за рулём' },
  { en: 'what robot, who is this', ru: 'какой робот, кто это' },
]

/** One attempt by the robot: no operator is needed. Returns when the next one is due today, if it is. */
export function robotCall(task: Task, callId: string, at: number, random: Random, today: Today): number | null {
  const answeredAt = at + random.whole(5, 20) * second
  const who = random.weighted([
    ['human', 62],
    ['nobody', 25],
    ['machine', 13],
  ] as const)
  task.attempts += 1
  task.tell('dialing', at, { call_id: callId })
  const scenario = { scenario_id: '95', scenario_name: say(robotName, today.language), call_started_at: written(at) }
  const call = new Call(callId, { ...task.callBlock, ...scenario }, today)
  if (who === 'nobody') return tellNobody(task, call, at, answeredAt, random)
  tellWhoAnswered(call, who, answeredAt + 1800)
  if (who === 'machine') return tellMachine(task, call, at, answeredAt, random, today)
  return tellDialogue(task, call, at, answeredAt, random, today)
}

function tellNobody(task: Task, call: Call, at: number, until: number, random: Random): number | null {
  call.run({ function: 'dial_out', startedAt: at, finishedAt: until, success: false, reason: 'no_answer' })
  tellHangup(call, until + 20, { success: true, side: 'system' })
  const more = { call_id: call.id, connect_time: 0, alert_duration: secondsBetween(at, until) }
  return task.tellNotReached(until + 100, 'no_answer', more, random)
}

/** A dialer listens for a moment to tell a person from an answering machine. */
export function tellWhoAnswered(call: Call, who: 'human' | 'machine', at: number): void {
  const isHuman = who === 'human'
  const reason = isHuman ? 'completed' : 'machine'
  call.run({
    function: 'amd',
    startedAt: at - 1500,
    finishedAt: at,
    success: isHuman,
    reason,
    atEnd: { amd_result: who },
  })
}

function tellMachine(
  task: Task,
  call: Call,
  at: number,
  answeredAt: number,
  random: Random,
  today: Today,
): number | null {
  const endedAt = answeredAt + 3 * second
  const times = { startedAt: at, connectedAt: answeredAt, stoppedAt: endedAt, finishedAt: endedAt + 20 }
  call.run({ function: 'dial_out', ...times, success: false, reason: 'machine' })
  tellMoment(
    { event: 'answering_machine', step: 'greeting', more: { is_final: true } },
    1,
    endedAt,
    answeredAt,
    call,
    today,
  )
  tellHangup(call, endedAt + 60, { success: true, side: 'system' })
  const more = { call_id: call.id, connect_time: 3, alert_duration: secondsBetween(at, answeredAt) }
  return task.tellNotReached(endedAt + 150, 'machine', more, random)
}

function tellDialogue(
  task: Task,
  call: Call,
  at: number,
  answeredAt: number,
  random: Random,
  today: Today,
): number | null {
  const startedAt = answeredAt + 2 * second
  task.tell('talking', startedAt, { call_id: call.id })
  const { moments, result, success, failReason } = dialogueOf(task, startedAt, random, today)
  let time = startedAt
  for (const [no, moment] of moments.entries()) {
    time += random.whole(6, 18) * second
    const isLast = no === moments.length - 1
    tellMoment({ ...moment, more: { ...moment.more, is_final: isLast } }, no + 1, time, startedAt, call, today)
  }
  const endedAt = time + 2 * second
  const reason = success ? 'completed' : result === 'dropped' ? 'caller_hangup' : 'completed'
  const talked = { connectedAt: startedAt, stoppedAt: endedAt, finishedAt: endedAt + 20 }
  call.run({ function: 'auto_operator', startedAt, ...talked, success, reason, atEnd: { attempts_count: 1 } })
  const dialed = { startedAt: at, connectedAt: answeredAt, stoppedAt: endedAt, finishedAt: endedAt + 30 }
  call.run({ function: 'dial_out', ...dialed, success: true, reason: 'completed' })
  tellHangup(call, endedAt + 80, { success: true, side: result === 'dropped' ? 'customer' : 'system' })
  const end = failReason === null ? 'success' : 'failure'
  task.tell(end, endedAt + 200, {
    call_id: call.id,
    task_result: result,
    fail_reason: failReason ?? undefined,
    is_final: true,
    connect_time: secondsBetween(startedAt, endedAt),
    alert_duration: secondsBetween(at, answeredAt),
  })
  return null
}

function dialogueOf(task: Task, at: number, random: Random, { clock, language }: Today): Dialogue {
  const moments: Moment[] = []
  if (random.chance(0.12)) moments.push({ event: 'barge_in', step: 'greeting', more: { confidence: 0.8 } })
  const way = random.weighted([
    ['confirmed', 46],
    ['unclear', 18],
    ['check', 10],
    ['later', 12],
    ['refused', 7],
    ['dropped', 7],
  ] as const)
  if (way === 'unclear' || random.chance(0.1)) moments.push(...misunderstandings(way === 'unclear', random, language))
  switch (way) {
    case 'confirmed':
      moments.push({ event: 'confirmed', step: 'date', more: { intent: 'yes', answer: 'yes', confidence: 0.94 } })
      moments.push({ event: 'goal_reached', step: 'goodbye', more: { slots: { day: dayAfter(clock.midnight) } } })
      return { moments, result: 'confirmed', success: true, failReason: null }
    case 'check':
      moments.push({
        event: 'confirmation_needed',
        step: 'address',
        more: { answer: spokenBy(random, language), confidence: 0.58 },
      })
      return { moments, result: 'needs_check', success: true, failReason: null }
    case 'later': {
      const callback = {
        callback_at: written(callbackTime(at, clock.at(19), random)),
        callback_phone: task.client.phone,
      }
      if (random.chance(0.3)) moments.push({ event: 'operator_requested', step: 'date', more: { intent: 'operator' } })
      moments.push({
        event: 'callback_requested',
        step: 'date',
        more: { intent: 'later', confidence: 0.88, ...callback },
      })
      return { moments, result: 'callback_requested', success: true, failReason: null }
    }
    case 'refused':
      moments.push({
        event: 'refused',
        step: 'greeting',
        more: { intent: 'no', sentiment: 'negative', confidence: 0.91 },
      })
      return { moments, result: 'refused', success: false, failReason: 'refused' }
    case 'dropped':
    case 'unclear':
      moments.push({
        event: random.chance(0.3) ? 'silence' : 'dropped',
        step: 'address',
        more: { sentiment: 'negative' },
      })
      return { moments, result: 'dropped', success: false, failReason: 'refused' }
  }
}

/** One to three tries of the same step. */
function misunderstandings(isHard: boolean, random: Random, language: Language): Moment[] {
  const tries = isHard ? random.whole(2, 3) : 1
  const event = random.chance(0.6) ? 'not_recognized' : 'data_not_recognized'
  return Array.from({ length: tries }, (_, no) => ({
    event,
    step: 'address' as const,
    more: {
      attempts_count: no + 1,
      recognized_text: spokenBy(random, language),
      confidence: random.whole(12, 45) / 100,
      sentiment: no === 0 ? 'neutral' : 'negative',
    },
  }))
}

function tellMoment(
  moment: Moment,
  no: number,
  time: number,
  since: number,
  call: Call,
  { diary, language }: Today,
): void {
  diary.tell({
    type: 'auto_operator',
    time,
    key: `${call.id}:bot:${no}-${moment.event}`,
    correlationId: call.id,
    data: {
      ...call.block,
      bot_event: moment.event,
      bot_id: '9',
      bot_name: say(robotName, language),
      step_id: moment.step,
      step_name: say(steps[moment.step], language),
      question: say(questions[moment.step], language),
      attempts_count: 1,
      turns_count: no * 2,
      connect_time: secondsBetween(since, time),
      language: language === 'ru' ? 'ru-RU' : 'en-US',
      engine: 'builtin',
      sentiment: 'neutral',
      ...moment.more,
    },
  })
}

function spokenBy(random: Random, language: Language): string {
  return say(random.oneOf(unclear), language)
}

function callbackTime(at: number, latest: number, random: Random): number {
  return Math.max(at + 5 * minute, Math.min(at + random.whole(30, 180) * minute, latest))
}

function dayAfter(midnight: number): string {
  return written(midnight + 36 * 60 * minute).slice(0, 10)
}
