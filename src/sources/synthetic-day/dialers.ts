import type { JsonObject } from '../../core/json.ts'
import { Call } from './call.ts'
import { hour, minute, second, secondsBetween, written } from './clock-of-day.ts'
import { type Dialer, type Operator, userBlock } from './people.ts'
import type { Random } from './random.ts'
import { robotCall, tellWhoAnswered } from './robots.ts'
import { type ArrangedTalk, arrangeTalk, tellHangup, tellTalk } from './talk.ts'
import { attemptsMax, Task } from './task.ts'
import type { Today } from './today.ts'

/** A finished questionnaire; quotas count them. */
export interface Questionnaire {
  readonly at: number
  readonly operator: Operator
  readonly callId: string
}

const shares = { renewals: 0.25, survey: 0.3, robot: 0.2 } as const
const fewestTasks = 24

/** Tells the work of the three campaigns; returns the questionnaires that were filled in, in order of time. */
export async function tellDialers(calls: number, today: Today): Promise<Questionnaire[]> {
  const done: Questionnaire[] = []
  for (const dialer of today.center.dialers) {
    const random = today.randomFor(`dialer ${dialer.work}`)
    const tasks = Math.max(fewestTasks, Math.round(calls * shares[dialer.work]))
    for (let no = 1; no <= tasks; no += 1) {
      tellTask(no, dialer, done, random, today)
      await today.breathe()
    }
  }
  return done.sort((a, b) => a.at - b.at)
}

function tellTask(no: number, dialer: Dialer, done: Questionnaire[], random: Random, today: Today): void {
  const task = new Task(no, dialer, random, today)
  if (random.chance(0.02)) {
    tellRefusedImport(task, random, today)
    return
  }
  let dueAt: number | null = today.clock.at(9) + Math.floor(random.next() * 8.5 * hour)
  for (let attempt = 1; dueAt !== null; attempt += 1) {
    const callId = `c-${task.id}-${attempt}`
    dueAt =
      dialer.work === 'robot'
        ? robotCall(task, callId, dueAt, random, today)
        : call(task, callId, dueAt, done, random, today)
  }
}

function tellRefusedImport(task: Task, random: Random, { clock }: Today): void {
  const reason = random.oneOf(['duplicate', 'blacklist'])
  task.tell('rejected', clock.at(8, 45), { fail_reason: reason, is_final: true })
}

/** One attempt with an operator waiting. Returns when the next one is due today, if it is. */
function call(
  task: Task,
  callId: string,
  dueAt: number,
  done: Questionnaire[],
  random: Random,
  today: Today,
): number | null {
  const rings = random.whole(6, 22) * second
  const outcome = outcomeOf(random)
  if (outcome !== 'talk') return tellUnreached(task, callId, { at: dueAt, rings, outcome }, random, today)

  const groups = task.dialer.groups
  const until = dueAt + 15 * minute
  const talk = arrangeTalk({ callId, groups, from: dueAt + rings, until, ring: 1200 }, random, today)
  // Nobody is free: the dialer does not call at all and tries later.
  if (!talk.day) return dueAt + hour < today.clock.at(18, 30) ? dueAt + hour : null
  return tellReached(task, callId, { talk, rings }, done, random, today)
}

function outcomeOf(random: Random): string {
  return random.weighted([
    ['talk', 42],
    ['no_answer', 30],
    ['busy', 10],
    ['machine', 8],
    ['unavailable', 6],
    ['wrong_number', 3],
    ['network_error', 1],
  ] as const)
}

function tellUnreached(
  task: Task,
  callId: string,
  { at, rings, outcome }: { at: number; rings: number; outcome: string },
  random: Random,
  today: Today,
): number | null {
  const endedAt = at + rings
  task.attempts += 1
  task.tell('dialing', at, { call_id: callId })
  const call = new Call(callId, { ...task.callBlock, call_started_at: written(at) }, today)
  const always = { attempts_count: task.attempts }
  if (outcome === 'machine') {
    const times = { startedAt: at, connectedAt: endedAt, stoppedAt: endedAt + 4000, finishedAt: endedAt + 4020 }
    call.run({ function: 'dial_out', ...times, success: false, reason: 'machine', always })
    tellWhoAnswered(call, 'machine', endedAt + 3500)
  } else {
    const reason = outcome === 'busy' || outcome === 'network_error' ? outcome : 'no_answer'
    call.run({ function: 'dial_out', startedAt: at, finishedAt: endedAt, success: false, reason, always })
  }
  tellHangup(call, endedAt + 4100, { success: outcome !== 'network_error', side: 'system' })
  const more = { call_id: callId, connect_time: 0, alert_duration: secondsBetween(at, endedAt) }
  return task.tellNotReached(endedAt + 4300, outcome, more, random)
}

function tellReached(
  task: Task,
  callId: string,
  { talk, rings }: { talk: ArrangedTalk; rings: number },
  done: Questionnaire[],
  random: Random,
  today: Today,
): number | null {
  const dialedAt = talk.ringsAt - rings
  const { operator } = talk.day
  task.attempts += 1
  task.tell('dialing', dialedAt, { call_id: callId })
  const call = new Call(callId, { ...task.callBlock, call_started_at: written(dialedAt) }, today)
  const times = {
    startedAt: dialedAt,
    connectedAt: talk.ringsAt,
    stoppedAt: talk.endedAt,
    finishedAt: talk.endedAt + 30,
  }
  call.run({
    function: 'dial_out',
    ...times,
    success: true,
    reason: 'completed',
    always: { attempts_count: task.attempts },
  })
  task.tell('talking', talk.answeredAt, { call_id: callId, ...userBlock(operator) })
  const result = resultOf(task.dialer, random)
  const { leftAt } = tellTalk(talk, call, random, today, { mayRate: false, result })
  tellHangup(call, leftAt + 120, { success: true, side: 'customer' })

  const at = talk.wrappedUpAt + 150
  const more = {
    call_id: callId,
    ...userBlock(operator),
    task_result: result,
    connect_time: secondsBetween(talk.answeredAt, talk.endedAt),
    alert_duration: secondsBetween(dialedAt, talk.ringsAt),
  }
  return tellResult(task, { result, at, more, callId, operator }, done, random, today)
}

function resultOf(dialer: Dialer, random: Random): string {
  const agreed = dialer.work === 'survey' ? 'answered' : random.chance(0.2) ? 'contract_agreed' : 'agreed_to_renew'
  return random.weighted([
    [agreed, 50],
    ['call_later', 20],
    ['not_interested', 20],
    ['do_not_call', 10],
  ] as const)
}

function tellResult(
  task: Task,
  {
    result,
    at,
    more,
    callId,
    operator,
  }: { result: string; at: number; more: JsonObject; callId: string; operator: Operator },
  done: Questionnaire[],
  random: Random,
  { clock, marks }: Today,
): number | null {
  if (result === 'call_later' && task.attempts < attemptsMax) {
    const next = at + random.whole(60, 180) * minute
    const isToday = next < clock.at(18, 30)
    task.tell('scheduled', at, { ...more, next_attempt_at: written(isToday ? next : clock.at(24 + 11)) })
    return isToday ? next : null
  }
  if (result === 'call_later') {
    task.tell('failure', at, { ...more, fail_reason: 'out_of_attempts', is_final: true })
  } else if (result === 'not_interested' || result === 'do_not_call') {
    task.tell('failure', at, { ...more, fail_reason: 'refused', is_final: true })
    if (result === 'do_not_call') marks.refusals.push({ phone: task.client.phone, time: at, callId, operator })
  } else {
    task.tell('success', at, { ...more, is_final: true })
    if (result === 'answered') done.push({ at, operator, callId })
  }
  return null
}
